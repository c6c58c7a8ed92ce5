"""How records of the rooms below end: officials and what they signed in with, and why files were open."""

from django.db import models

from opennrm.access.models import Grant
from opennrm.accounts.models import Account
from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.retention.keeping import Keeping
from opennrm.systems.models import SystemKey
from opennrm.vault.blind import matches


def account_of(text: str, official: Official) -> "models.QuerySet[Account]":
    """The account of an official of the same organisation, by its address."""
    return Account.objects.filter(email__iexact=text.strip(), official__organisation=official.organisation_id)


def named(text: str, official: Official) -> "models.QuerySet[Official]":
    """Officials of the same organisation with this in their name."""
    found = matches(Official.name_index, text)
    return Official.objects.filter(found, organisation=official.organisation_id)


def without_title(official: Official) -> None:
    """Who it was goes; that there was a post, and what the audit says of it, stays."""
    official.title = ""
    official.save(update_fields=["title"])


def without_reasons(grant: Grant) -> None:
    """That there was a grant stays; why goes."""
    grant.reason = grant.why_revoked = ""
    grant.save(update_fields=["reason", "why_revoked"])


KEPT = (
    Keeping(Account, clock="official__left", find=account_of, title=Text("Account of an official", "担当者の認証情報")),
    Keeping(SystemKey, clock="until", title=Text("Key of another system", "他のシステムのキー")),
    Keeping(
        Official, clock="left", key="pk", anonymise=without_title, find=named, title=Text("Official", "担当者の記録")
    ),
    Keeping(Grant, clock="until", file="file_id", anonymise=without_reasons, title=Text("Grant", "閲覧許可")),
)
