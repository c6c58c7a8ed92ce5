"""One-time links: 256 random bits shown once, a digest kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from opennrm.accounts import rules
from opennrm.accounts.models import Account, Link
from opennrm.accounts.terms import Purpose, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record


def make(account: Account, purpose: Purpose) -> str:
    """The token of a new link, to hand over; every link of before opens nothing. Within the caller's transaction."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    account.links.filter(used__isnull=True).update(used=now)
    Link.objects.create(
        account=account, purpose=purpose, digest=_digest(token), made=now, until=now + rules.HOLDS[purpose]
    )
    return token


def find(token: str) -> Link:
    """The link of a token. Refused where it opens nothing, with one line in the audit where it once did."""
    link = Link.objects.select_related("account__official").filter(digest=_digest(token)).first()
    reason = rules.why_not_use(until=link.until, used=link.used is not None, at=timezone.now()) if link else None
    if link and reason:
        with transaction.atomic():
            record("link.refused", link.word)
    refuse(reason)
    if link is None:
        raise Refused(Refusal.LINK_OVER)
    return link


def use_up(link: Link) -> None:
    """Take its one use; Refused where somebody was faster. Within the caller's transaction."""
    now = timezone.now()
    taken = Link.objects.filter(pk=link.pk, used__isnull=True, until__gt=now).update(used=now)
    refuse(None if taken else Refusal.LINK_OVER)


def _digest(token: str) -> str:
    return hashlib.sha256(b"opennrm.link.1" + token.encode()).hexdigest()
