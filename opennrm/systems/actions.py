"""Verbs of a key: make, revoke, count a call. Each one transaction; each but the counting one line in the audit."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.page.refusals import refuse
from opennrm.systems import rules
from opennrm.systems.models import Answer, SystemKey
from opennrm.systems.terms import Refusal, Use
from opennrm.vault import parcels
from opennrm.vault.actions import record
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind

MARK = "nrm_"  # by which a key is known where it was left lying about
BYTES = 32


@dataclass(frozen=True)
class Made:
    """A new key and its text: shown once, kept nowhere."""

    key: SystemKey
    text: str

    def __repr__(self) -> str:
        return f"<{self.key}, made>"


@transaction.atomic
def make(
    official: Official,
    *,
    name: str,
    uses: Collection[Use],
    purpose: Purpose | None,
    until: date,
    exchange: str,
    by: Official,
    on: date,
) -> Made:
    """A key that acts in the name of an official, who hears of it by a letter. ``exchange`` is a public line, or empty.

    Raises ``Refused``.
    """
    public = parcels.public_key(exchange) if exchange.strip() else None
    refuse(Refusal.NOT_A_KEY if exchange.strip() and public is None else None)
    refuse(None if name.strip() else Refusal.NO_NAME)
    doer, post = (Official.objects.with_posts().get(pk=each.pk).post() for each in (by, official))
    exchanges = public is not None
    refuse(rules.why_not_make(doer, post, uses=uses, purpose=purpose, until=until, exchange=exchanges, on=on))
    text = MARK + secrets.token_urlsafe(BYTES)
    made = SystemKey.objects.create(
        organisation_id=post.organisation,
        official=official,
        name=name.strip(),
        digest=digest(text),
        uses=" ".join(sorted(each.value for each in uses)),
        purpose=purpose or "",
        public=public,
        made=on,
        made_by=by,
        until=until,
    )
    record("system-key.made", made.word, by=by.word)
    letters.leave(LetterKind.ACCOUNT, to=official.word, language=get_language() or "en")
    return Made(made, text)


@transaction.atomic
def revoke(key: SystemKey, *, by: Official, on: date) -> None:
    """From the next call on it opens nothing."""
    held = SystemKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    doer = Official.objects.with_posts().get(pk=by.pk).post()
    refuse(
        rules.why_not_revoke(
            doer,
            organisation=held.organisation_id,
            official=held.official_id,
            revoked=held.revoked is not None,
            on=on,
        )
    )
    held.revoked, held.revoked_by = on, by
    held.save(update_fields=["revoked", "revoked_by"])
    record("system-key.revoked", held.word, by=by.word)


def seconds_to_wait(key: SystemKey) -> int:
    """Count a call of this minute; 0 where it may be made, else the seconds until the next minute begins."""
    now = int(timezone.now().timestamp())
    minute, today = now // rules.A_MINUTE, timezone.localdate()
    row = SystemKey.objects.filter(pk=key.pk)
    if row.exclude(minute=minute).update(minute=minute, calls=1, used=today):
        return 0
    if row.filter(minute=minute, calls__lt=rules.CALLS_A_MINUTE).update(calls=F("calls") + 1, used=today):
        return 0
    return rules.A_MINUTE - now % rules.A_MINUTE


def forget_answers() -> int:
    """Delete what pushes were answered long ago; how many."""
    gone, _rows = Answer.objects.filter(on__lt=timezone.localdate() - rules.REMEMBERED).delete()
    return gone


def digest(text: str) -> str:
    """What the database knows of a key."""
    return hashlib.sha256(b"opennrm.system-key.1" + text.encode(errors="replace")).hexdigest()
