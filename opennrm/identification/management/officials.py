"""Whom a command acts for: an official by the address they sign in with, in the scope of identification."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.models import Account
from opennrm.accounts.rules import folded
from opennrm.agencies.models import Official
from opennrm.page.bilingual import label

UNKNOWN = label(
    "Nobody signs in with %(email)s. Name the official by the address of their account.",
    "%(email)s の担当者はいません。アカウントのメールアドレスで指定してください。",
)


def official_named(email: str) -> Official:
    """The official of an account. Raises CommandError where there is none."""
    account = Account.objects.filter(email=folded(email), opened__isnull=False).select_related("official").first()
    if account is None:
        raise CommandError(str(UNKNOWN % {"email": email}))
    return account.official


@contextmanager
def identifying(official: Official) -> Iterator[None]:
    """Act as an official who identifies. Raises ``Refused`` where they may not."""
    with acting(scope_for(official, purpose=Purpose.IDENTIFICATION)):
        yield
