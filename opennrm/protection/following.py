"""When somebody is asked how they fare after protection, and why a plan is not ended or reopened."""

from calendar import monthrange
from datetime import date

from opennrm.protection.endings import EndingRefusal
from opennrm.protection.terms import Ending

MONTHS = (3, 6, 12)
NOBODY_ASKED = frozenset({Ending.DIED.value, Ending.MISTAKE.value, Ending.TRANSFERRED.value})


def follow_ups(ended: date, ending: str) -> list[tuple[int, date]]:
    """After how many months, and on which days, somebody is asked; nobody where another does it, or nobody can."""
    return [] if ending in NOBODY_ASKED else [(months, months_after(ended, months)) for months in MONTHS]


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of its month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def why_not_end(*, ended: bool, why: str, on: date, begun: date, today: date) -> EndingRefusal | None:
    """A plan ends once, saying why, not tomorrow, and not before it was begun."""
    if ended:
        return EndingRefusal.ENDED
    if not why:
        return EndingRefusal.NO_REASON
    if on > today:
        return EndingRefusal.FUTURE
    return EndingRefusal.TOO_EARLY if on < begun else None


def why_not_reopen(*, ended: bool) -> EndingRefusal | None:
    """Only what has ended is reopened."""
    return None if ended else EndingRefusal.NOT_ENDED


def why_not_record(*, done: bool, on: date, since: date, today: date) -> EndingRefusal | None:
    """A follow-up is recorded once, not tomorrow, and not before the plan ended. Before it is due is no harm."""
    if done:
        return EndingRefusal.DONE
    if on > today:
        return EndingRefusal.FUTURE
    return EndingRefusal.TOO_EARLY if on < since else None
