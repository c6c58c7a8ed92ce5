"""National holidays by the Act, against days the state announced."""

from datetime import date

import pytest

from opennrm.agencies.holidays import is_holiday


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 1, 2),  # New Year's Day fell on a Sunday
        date(2024, 3, 20),
        date(2024, 9, 22),
        date(2024, 9, 23),  # the equinox fell on a Sunday
        date(2025, 5, 6),  # the fourth of May fell on a Sunday, the fifth is a holiday
        date(2026, 9, 22),  # between two holidays
        date(2026, 9, 23),
        date(2026, 10, 12),
    ],
)
def test_a_holiday_is_one(day: date) -> None:
    assert is_holiday(day)


@pytest.mark.parametrize("day", [date(2024, 3, 21), date(2025, 5, 7), date(2026, 12, 25), date(2026, 9, 24)])
def test_an_ordinary_day_is_none(day: date) -> None:
    assert not is_holiday(day)


def test_how_many_there_are_in_a_year() -> None:
    days = [date.fromordinal(each) for each in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert sum(map(is_holiday, days)) == 18


def test_a_year_it_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="2021"):
        is_holiday(date(2021, 7, 23))
