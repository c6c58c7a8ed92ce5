"""National holidays of Japan, as the Act on National Holidays fixes them. Plain Python, years from 2022.

The two equinoxes are those astronomy foresees; the state announces them each February, and has not differed since 1948.
"""

from datetime import date, timedelta
from functools import cache

FIRST = 2022  # the years 2019 to 2021 had days of their own
FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))  # month, which Monday
LAST = 2099  # as far as the formula of the equinoxes holds


def is_holiday(day: date) -> bool:
    """Whether a day is a national holiday. Raises ValueError for a year this does not know."""
    if not FIRST <= day.year <= LAST:
        raise ValueError(f"the holidays of {day.year} are not known here")
    return day in _of_year(day.year)


@cache
def _of_year(year: int) -> frozenset[date]:
    named = {date(year, month, day) for month, day in FIXED}
    named |= {_monday(year, month, which) for month, which in MONDAYS}
    named |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    return frozenset(named | _substitutes(named) | _between(named))


def _substitutes(named: set[date]) -> set[date]:
    """For a holiday on a Sunday, the next day that is none (article 3, paragraph 2)."""
    found = set()
    for day in named:
        if day.weekday() == 6:
            other = day + timedelta(days=1)
            while other in named:
                other += timedelta(days=1)
            found.add(other)
    return found


def _between(named: set[date]) -> set[date]:
    """A day with a holiday before and after it (article 3, paragraph 3)."""
    one = timedelta(days=1)
    return {day + one for day in named if day + 2 * one in named and day + one not in named}


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(-first.weekday()) % 7 + 7 * (which - 1))


def _equinox(year: int, base: float) -> int:
    return int(base + 0.242194 * (year - 1980) - (year - 1980) // 4)
