"""Why not, of related offences and flags. Plain values in, a reason or None out."""

from collections.abc import Collection, Container
from datetime import date

from opennrm.eradication.related_terms import RelatedRefusal

NONE_SEEN = "none_seen"


def why_not_enter(
    *, number: str, kind: str, kinds: Container[str], observed: Collection[str], known: Container[str], cleared: date,
    today: date,
) -> RelatedRefusal | None:  # fmt: skip
    """An offence has a number of its own, a kind and circumstances of the list, and a day that has come."""
    if not number.strip():
        return RelatedRefusal.NO_NUMBER
    if kind not in kinds:
        return RelatedRefusal.UNKNOWN_KIND
    if any(each not in known for each in observed):
        return RelatedRefusal.UNKNOWN_CIRCUMSTANCE
    if NONE_SEEN in observed and len(observed) > 1:
        return RelatedRefusal.NONE_AND_SOME
    return RelatedRefusal.FUTURE if cleared > today else None


def why_not_send(*, read: bool, fired: Collection[str], sent: bool) -> RelatedRefusal | None:
    """What fired is sent, once."""
    if not read:
        return RelatedRefusal.NOT_READ
    if sent:
        return RelatedRefusal.SENT
    return None if fired else RelatedRefusal.NO_SIGNS


def why_not_say_none(
    *, read: bool, sent: bool, settled: bool, fired: Collection[str], reason: str
) -> RelatedRefusal | None:
    """An official says that there are no signs; against signs that fired, with a reason."""
    if not read:
        return RelatedRefusal.NOT_READ
    if sent:
        return RelatedRefusal.SENT
    if settled:
        return RelatedRefusal.ANSWERED
    return RelatedRefusal.NO_REASON if fired and not reason.strip() else None


def why_not_flag(*, suspect: str, grounds: Collection[str], words: str, open_already: bool) -> RelatedRefusal | None:
    """A flag names a suspect, why they may be a victim, and comes once at a time."""
    if not suspect.strip():
        return RelatedRefusal.NO_SUSPECT
    if not grounds:
        return RelatedRefusal.NO_GROUND
    if not words.strip():
        return RelatedRefusal.NO_REASON
    return RelatedRefusal.FLAGGED if open_already else None


def why_not_consider(*, closed: bool, reason: str, goes_on: bool, answered: bool) -> RelatedRefusal | None:
    """What became of the case is said with a reason; that it goes on, only after identification has answered."""
    if closed:
        return RelatedRefusal.CLOSED
    if not reason.strip():
        return RelatedRefusal.NO_REASON
    return RelatedRefusal.WAIT_FOR_ANSWER if goes_on and not answered else None
