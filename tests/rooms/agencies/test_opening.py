"""Whether a contact point is open, and which languages it speaks: what is not known stays so."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.opening import Hours, Interval, in_break, open_at
from opennrm.agencies.speaking import Period, by_year, speaks, spoken_on
from opennrm.agencies.terms import Holidays, Opening, Speaks

MONDAY = datetime(2020, 6, 1, tzinfo=UTC)
OFFICE = Hours(tuple(Interval(day, time(9), time(17)) for day in range(5)), Holidays.CLOSED)
EVENING = Hours(
    (*(Interval(day, time(17), time(22)) for day in range(5)), *(Interval(day, time(9), time(21)) for day in (5, 6))),
    Holidays.AS_SUNDAY,
    "12-29",
    "01-03",
)
NIGHT = Hours((Interval(4, time(22), time(6)),), Holidays.AS_USUAL)
ALWAYS = Hours(tuple(Interval(day, time(), time()) for day in range(7)), Holidays.AS_USUAL)


def at(days=0, hours=0, minutes=0):
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "moment", "opening"),
    [
        (OFFICE, at(0, 9), Opening.OPEN),
        (OFFICE, at(0, 8, 59), Opening.CLOSED),
        (OFFICE, at(0, 17), Opening.CLOSED),
        (OFFICE, at(5, 12), Opening.CLOSED),
        (NIGHT, at(4, 23), Opening.OPEN),
        (NIGHT, at(5, 5, 59), Opening.OPEN),
        (NIGHT, at(5, 6), Opening.CLOSED),
        (NIGHT, at(4, 5), Opening.CLOSED),
        (EVENING, at(0, 12), Opening.CLOSED),
        (EVENING, at(6, 12), Opening.OPEN),
        (EVENING, datetime(2020, 12, 30, 18, tzinfo=UTC), Opening.CLOSED),
        (EVENING, datetime(2021, 1, 3, 12, tzinfo=UTC), Opening.CLOSED),
        (EVENING, datetime(2021, 1, 4, 18, tzinfo=UTC), Opening.OPEN),
        (Hours(), at(0, 12), Opening.UNKNOWN),
    ],
)
def test_open_from_the_first_minute_until_before_the_last(hours, moment, opening):
    assert open_at(hours, moment) == opening


@pytest.mark.parametrize(
    ("holidays", "opening"),
    [
        (Holidays.UNKNOWN, Opening.UNKNOWN),
        (Holidays.CLOSED, Opening.CLOSED),
        (Holidays.AS_USUAL, Opening.CLOSED),
        (Holidays.AS_SUNDAY, Opening.OPEN),
    ],
)
def test_a_holiday_is_what_the_point_says_of_holidays(holidays, opening):
    hours = Hours(EVENING.week, holidays)
    assert open_at(hours, at(0, 12), holiday=True) == opening


@given(st.datetimes(datetime(2020, 1, 1), datetime(2021, 12, 31)), st.booleans())  # noqa: DTZ001
def test_who_is_always_open_is_never_closed(moment, holiday):
    assert open_at(ALWAYS, moment, holiday=holiday) == Opening.OPEN


def test_a_break_may_run_over_the_new_year():
    assert [in_break(EVENING, day) for day in ("12-28", "12-29", "01-01", "01-03", "01-04")] == [0, 1, 1, 1, 0]
    assert not in_break(OFFICE, "01-01")


DAY = date(2021, 7, 1)
SEEN = Period("vi", seen=DAY)
KNOWN = Period("en", since=date(2020, 4, 1), until=date(2022, 3, 31))


def test_a_language_nobody_dated_is_sure_from_the_day_a_source_saw_it():
    assert spoken_on([SEEN], DAY - timedelta(days=1)).unsure == ("vi",)
    assert spoken_on([SEEN], DAY).sure == ("vi",)
    assert spoken_on([Period("th")], DAY).at_least


def test_a_dated_language_is_spoken_from_its_first_day_to_its_last():
    spoken = [
        spoken_on([KNOWN], day).sure
        for day in (date(2020, 3, 31), date(2020, 4, 1), date(2022, 3, 31), date(2022, 4, 1))
    ]
    assert spoken == [(), ("en",), ("en",), ()]


def test_the_change_since_last_year_is_told_only_where_both_numbers_are_sure():
    rows = by_year(
        [[KNOWN, Period("th", since=date(2021, 2, 1))], [Period("en", since=date(2019, 1, 1))]], range(2019, 2023)
    )
    assert [(row.year, row.languages, row.offers, row.more) for row in rows] == [
        (2019, 1, 1, 1), (2020, 1, 2, 0), (2021, 2, 3, 1), (2022, 2, 2, 0),
    ]  # fmt: skip
    bounded = by_year([[SEEN]], [2020, 2021, 2022])
    assert [(row.languages, row.at_least, row.more) for row in bounded] == [
        (0, True, None),
        (1, False, None),
        (1, False, 0),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", Speaks.YES), ("VI-VN", Speaks.YES), ("th", Speaks.UNKNOWN), ("fr", Speaks.NO), ("tl", Speaks.YES)],
)
def test_a_variant_of_a_language_is_that_language(language, said):
    assert speaks(spoken_on([SEEN, Period("th"), Period("fil", seen=DAY)], DAY), language) == said


def test_a_point_of_which_no_language_is_known_may_speak_any():
    assert speaks(spoken_on([], DAY), "vi") == Speaks.UNKNOWN
