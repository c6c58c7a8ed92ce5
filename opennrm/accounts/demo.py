"""Made-up officials of a demonstration, one for each role; named by their role, and by nobody's name."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from opennrm.accounts import factors
from opennrm.accounts.models import Account
from opennrm.accounts.seals import Sealed, host_of, secrets_of
from opennrm.accounts.terms import Factor
from opennrm.agencies import loading
from opennrm.agencies.models import Official, OfficialRole, Organisation, OrganisationName
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import Text
from opennrm.vault import master
from opennrm.vault.actions import record
from django.utils.crypto import get_random_string

PHRASE = "made-up-demo-phrase"  # printed on the sign-in page of a demonstration, and good nowhere else
SINCE = date(2020, 1, 1)
SOURCE = "made up for the demonstration"
