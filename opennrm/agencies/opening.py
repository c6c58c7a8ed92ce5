"""Whether a contact point answers at a moment. Plain values in, plain values out.

OpenNRM holds no calendar of national holidays: whoever asks says whether the day is one (``holiday``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from opennrm.agencies.terms import Holidays, Opening, Weekday

MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Interval(NamedTuple):
    """Open on a weekday from ``opens`` until ``closes``; where that is not later, it runs past midnight."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Hours:
    """A week of intervals, what holds on national holidays, and a yearly break (MM-DD, both included; "" is none)."""

    week: tuple[Interval, ...] = ()
    holidays: Holidays = Holidays.UNKNOWN
    break_from: str = ""
    break_until: str = ""


def open_at(hours: Hours, at: datetime, *, holiday: bool = False) -> Opening:
    """Whether it is open at a moment in local time; UNKNOWN where the hours, or those of holidays, are not known.

    ``holiday`` is of that very day: an interval that runs past midnight follows the day it began as a weekday.
    """
    if not hours.week:
        return Opening.UNKNOWN
    if any(_covers(each, at, on=at.weekday() - 1) and each.closes <= each.opens for each in _on_break(hours, at, 1)):
        return Opening.OPEN
    weekday = at.weekday()
    if holiday:
        if hours.holidays == Holidays.UNKNOWN:
            return Opening.UNKNOWN
        if hours.holidays == Holidays.CLOSED:
            return Opening.CLOSED
        if hours.holidays == Holidays.AS_SUNDAY:
            weekday = Weekday.SUNDAY.value
    today = (each._replace(weekday=at.weekday()) for each in _on_break(hours, at, 0) if each.weekday == weekday)
    return Opening.OPEN if any(_covers(each, at, on=at.weekday()) for each in today) else Opening.CLOSED


def _on_break(hours: Hours, at: datetime, days_before: int) -> Iterable[Interval]:
    """The week's intervals, or none where the day lies in the yearly break."""
    return () if in_break(hours, (at - timedelta(days=days_before)).strftime("%m-%d")) else hours.week


def in_break(hours: Hours, day: str) -> bool:
    """Whether a day (MM-DD) lies in the yearly break, which may run over the new year."""
    first, last = hours.break_from, hours.break_until
    if not first or not last:
        return False
    return first <= day <= last if first <= last else day >= first or day <= last


def _covers(interval: Interval, at: datetime, *, on: int) -> bool:
    """Whether the interval that began on a weekday (``on``, today or the day before) covers the moment."""
    if interval.weekday != on % 7:
        return False
    clock = at.time()
    if on == at.weekday():
        return interval.opens <= clock and (clock < interval.closes or interval.closes <= interval.opens)
    return clock < interval.closes
