"""What may be done with an investigation, and why not. Plain values in, a reason or None out."""

from collections.abc import Collection
from datetime import date

from opennrm.agencies.corporate import why_not_corporate_number
from opennrm.eradication.charge_states import CUSTODY, OVER
from opennrm.eradication.investigation_terms import ChargeState, Ended, InvestigationRefusal

MAY_BE_UNFINISHED = frozenset({Ended.HANDED_OVER, Ended.LIMITATION, Ended.NO_SUSPECT, Ended.NO_OFFENCE})


def why_not_open(*, opened: date, today: date, employer: str) -> InvestigationRefusal | None:
    """An investigation was not opened tomorrow; an employer is a corporate number or nothing."""
    return InvestigationRefusal.FUTURE if opened > today else why_not_employer(employer)


def why_not_employer(number: str) -> InvestigationRefusal | None:
    """An employer is a corporate number that is one, or nothing."""
    return InvestigationRefusal.NUMBER if number and why_not_corporate_number(number) else None


def why_not_note(text: str, *, happened: date, today: date) -> InvestigationRefusal | None:
    """What is noted has happened, and says something."""
    if not text.strip():
        return InvestigationRefusal.NOTHING_SAID
    return InvestigationRefusal.FUTURE if happened > today else None


def why_not_committed(*, first: date, last: date, today: date) -> InvestigationRefusal | None:
    """An offence ends after it begins, and neither lies ahead."""
    if last > today:
        return InvestigationRefusal.FUTURE
    return InvestigationRefusal.CROSSED if last < first else None


def why_not_clear(*, cleared: date | None, day: date, committed: date, today: date) -> InvestigationRefusal | None:
    """An offence is cleared once, after it began and not tomorrow."""
    if cleared:
        return InvestigationRefusal.CLEARED
    if day > today:
        return InvestigationRefusal.FUTURE
    return InvestigationRefusal.BEFORE_OFFENCE if day < committed else None


def why_not_join(
    *, owner_served: bool, there: bool, suspended: bool, until: date, today: date, reason: str
) -> InvestigationRefusal | None:
    """Its owner lets another body investigate jointly, once, until a day to come, saying why."""
    if not owner_served:
        return InvestigationRefusal.NOT_OWNER
    if there:
        return InvestigationRefusal.IN_IT
    if suspended:
        return InvestigationRefusal.SUSPENDED
    if until <= today:
        return InvestigationRefusal.UNTIL
    return None if reason.strip() else InvestigationRefusal.NO_REASON


def why_not_close(states: Collection[str], *, ended: Ended) -> InvestigationRefusal | None:
    """Nobody is left in custody; «every disposition is final» is said where it is so."""
    if CUSTODY & {ChargeState(each) for each in states}:
        return InvestigationRefusal.IN_CUSTODY
    unfinished = {ChargeState(each) for each in states} - OVER
    return InvestigationRefusal.NOT_FINAL if unfinished and ended not in MAY_BE_UNFINISHED else None
