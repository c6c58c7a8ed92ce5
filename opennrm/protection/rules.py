"""What may be done in protection, and why not. Plain values in, a reason or None out."""

from collections.abc import Collection, Container
from datetime import date

from opennrm.protection.terms import PlanRefusal, WorkRefusal


def why_not_begin(*, asked: bool, begun: bool) -> PlanRefusal | None:
    """A plan is begun where support was asked for, once by each organisation."""
    if not asked:
        return PlanRefusal.NOT_ASKED
    return PlanRefusal.BEGUN if begun else None


def why_not_work(*, ended: bool) -> PlanRefusal | None:
    """A plan that ended is worked on no more until it is reopened."""
    return PlanRefusal.ENDED if ended else None


def why_not_protect(*, protected: bool, since: date, opened: date, today: date) -> PlanRefusal | None:
    """Protection begins once, not tomorrow, and not before anybody knew of the person."""
    if protected:
        return PlanRefusal.PROTECTED
    if since > today:
        return PlanRefusal.FUTURE
    return PlanRefusal.BEFORE_BEGUN if since < opened else None


def why_not_take_back(*, protected: bool) -> PlanRefusal | None:
    """Only what was entered is taken back."""
    return None if protected else PlanRefusal.NOT_PROTECTED


def why_not_say(text: str) -> PlanRefusal | None:
    """Nothing empty is kept."""
    return None if text.strip() else PlanRefusal.NOTHING_SAID


def why_not_happened(day: date, *, today: date) -> PlanRefusal | None:
    """What is noted has happened."""
    return PlanRefusal.FUTURE if day > today else None


def why_not_due(*, due: date, today: date) -> WorkRefusal | None:
    """What is to be done is due today or later."""
    return WorkRefusal.DUE_PAST if due < today else None


def why_not_assess(
    *, factors: Collection[str], known: Container[str], measures: str, again: date, today: date
) -> PlanRefusal | WorkRefusal | None:
    """An assessment names factors of the list, says what is done about the danger, and when it is looked at again."""
    if any(each not in known for each in factors):
        return WorkRefusal.NO_FACTOR
    return why_not_say(measures) or why_not_due(due=again, today=today)


def why_not_invite(*, itself: bool, invited: bool, allowed: bool) -> WorkRefusal | None:
    """Another organisation takes part once, and where the person consented or the law allows it."""
    if itself:
        return WorkRefusal.ITSELF
    if invited:
        return WorkRefusal.INVITED
    return None if allowed else WorkRefusal.NO_CONSENT
