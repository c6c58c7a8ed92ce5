"""How long, until when, and who may decide: plain values in, plain values out."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.page.bilingual import Text
from opennrm.retention.terms import Refusal, State

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
LONGEST = 100  # years


@dataclass(frozen=True)
class Period:
    """A length of time in calendar months and days."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """The first day on which the time is over. A month that is too short ends on its last day."""
        years, month = divmod(day.month - 1 + self.months, 12)
        year = day.year + years
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """The last day from which the time may be over on ``day``: a bound for a query; ``after`` decides."""
        years, month = divmod(day.month - 1 - self.months, 12)
        year = max(day.year + years, 1)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) - timedelta(days=self.days - 3)


def period(text: str) -> Period | None:
    """An ISO 8601 duration of years, months, weeks and days, a day to a hundred years; None where it is none."""
    match = DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    found = Period(years * 12 + months, weeks * 7 + days)
    length = found.months / 12 + found.days / 366
    return found if (found.months or found.days) and length <= LONGEST else None


def in_words(found: Period) -> Text:
    """A length of time as people say it: 5 years, 6 months."""
    years, months = divmod(found.months, 12)
    parts = [(years, "year", "年"), (months, "month", "か月"), (found.days, "day", "日")]
    said = [(n, word, ja) for n, word, ja in parts if n]
    english = ", ".join(f"{n} {word}{'s' * (n > 1)}" for n, word, _ja in said)
    return Text(english, "".join(f"{n}{ja}" for n, _word, ja in said))


def why_not_approve(
    *, may: bool, state: State, own: bool, gave_first: bool, held: bool, changed: bool
) -> Refusal | None:
    """Two officials with the power, neither of whom proposed; nothing that is held or has changed."""
    if not may:
        return Refusal.NOT_YOURS
    if state not in {State.WAITING, State.SECOND}:
        return Refusal.NOT_OPEN
    if own:
        return Refusal.OWN_PROPOSAL
    if gave_first:
        return Refusal.SAME_OFFICIAL
    if held:
        return Refusal.HELD
    return Refusal.CHANGED if changed else None


def why_not_keep(*, may: bool, state: State, reason: str, until: date | None, today: date) -> Refusal | None:
    """One official is enough to keep a record: it can be undone, erasing cannot."""
    if not may:
        return Refusal.NOT_YOURS
    if state not in {State.WAITING, State.SECOND, State.APPROVED}:
        return Refusal.NOT_OPEN
    if not reason.strip():
        return Refusal.NO_REASON
    return None if until is not None and until > today else Refusal.NO_DAY


def why_not_lift(*, may: bool, lifted: bool, asked: bool, own: bool) -> Refusal | None:
    """One asks to lift, another lifts."""
    if not may:
        return Refusal.NOT_YOURS
    if lifted:
        return Refusal.LIFTED
    if not asked:
        return Refusal.NOT_ASKED
    return Refusal.SAME_OFFICIAL if own else None
