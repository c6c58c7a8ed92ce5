"""How records of the rooms below end: what an official signed in with, and why files were open."""

from django.db import models

from opennrm.access.models import Grant
from opennrm.accounts.models import Account
from opennrm.agencies.models import Official
from opennrm.retention.keeping import Keeping


def account_of(text: str, official: Official) -> "models.QuerySet[Account]":
    """The account of an official of the same organisation, by its address."""
    return Account.objects.filter(email__iexact=text.strip(), official__organisation=official.organisation_id)


def without_reasons(grant: Grant) -> None:
    """That there was a grant stays; why goes."""
    grant.reason = grant.why_revoked = ""
    grant.save(update_fields=["reason", "why_revoked"])


KEPT = (
    Keeping(Account, clock="official__left", find=account_of),
    Keeping(Grant, clock="until", file="file_id", anonymise=without_reasons),
)
