"""When a key may be made, and how often it may call. Plain values in, a reason or None out."""

from collections.abc import Collection
from datetime import date, timedelta

from opennrm.access.rules import POWER
from opennrm.access.terms import Purpose
from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power
from opennrm.systems.terms import Refusal, Use

LONGEST = timedelta(days=366)
A_MINUTE = 60  # seconds
CALLS_A_MINUTE = 120
REMEMBERED = timedelta(days=30)  # how long a push is answered the same


def why_not_make(
    by: Post, post: Post, *, uses: Collection[Use], purpose: Purpose | None, until: date, exchange: bool, on: date
) -> Refusal | None:
    """A lead makes a key that acts as an official of the same organisation, within what the official's roles allow."""
    if not by.serves(on) or not by.lead or by.organisation != post.organisation:
        return Refusal.NOT_LEAD
    if not uses:
        return Refusal.NO_USE
    if not on < until <= on + LONGEST:
        return Refusal.TOO_LONG
    if Use.IDENTITIES in uses and not exchange:
        return Refusal.NO_EXCHANGE_KEY
    return why_not_use(post, uses=uses, purpose=purpose, on=on)


def why_not_use(post: Post, *, uses: Collection[Use], purpose: Purpose | None, on: date) -> Refusal | None:
    """A key does what its official may do on the day, and nothing more: facts by compiling, all else for a purpose."""
    if not post.serves(on):
        return Refusal.NOT_SERVING
    if Use.FACTS in uses and not may(post, Power.COMPILE, on):
        return Refusal.NO_POWER
    if not set(uses) - {Use.FACTS}:
        return None
    if purpose is None:
        return Refusal.NO_PURPOSE
    return None if may(post, POWER[purpose], on) else Refusal.NO_POWER


def why_not_revoke(by: Post, *, organisation: str, official: object, revoked: bool, on: date) -> Refusal | None:
    """A lead of the organisation revokes a key, and so does the official in whose name it acts."""
    theirs = by.serves(on) and by.organisation == organisation and (by.lead or by.official == official)
    if not theirs:
        return Refusal.NOT_LEAD
    return Refusal.REVOKED if revoked else None
