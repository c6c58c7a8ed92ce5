"""Contact points edited, verified and asked for. Runs on SQLite, and again on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from opennrm.agencies import actions, contact_points, history, points
from opennrm.agencies.contact_points import Entry, Number
from opennrm.agencies.models import ContactPoint
from opennrm.agencies.opening import Interval
from opennrm.agencies.terms import Evidence, Holidays, Opening, Speaks
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused
from tests.desk import body
from tests.rooms.agencies.people import administrator, editor

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)  # a Monday
NONE = Text("", "")


def entry(**more) -> Entry:
    week = [Interval(day, time(9), time(17)) for day in range(5)]
    made = Entry(
        operator=body("made-up"), name=Text("Made-up line", "架空の窓口"), operator_note=NONE, hours=NONE,
        languages_note=NONE, week=week, holidays=Holidays.CLOSED, break_from="", break_until="",
        numbers=[Number("000-0000")], as_of="", evidence=Evidence.ATTESTED, source="made up for a test",
    )  # fmt: skip
    return replace(made, **more)


@pytest.fixture
def keeper():
    return editor()


@pytest.fixture
def line(keeper):
    return contact_points.make("made-up-line", entry(), by=keeper)


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 9 if hour >= 9 else hour + 15, tzinfo=UTC)  # 9 in Tokyo is 0


def found(**asked):
    return {each.point.pk: each for each in points.reachable(**asked)}


def test_only_who_keeps_contact_points_changes_them(line):
    with pytest.raises(Refused, match="Only who keeps"):
        contact_points.edit(line, entry(), by=administrator())


@pytest.mark.parametrize("lack", [{"numbers": []}, {"source": " "}])
def test_what_the_public_sees_has_a_number_and_a_source(keeper, lack):
    with pytest.raises(Refused, match="needs a number and a source"):
        contact_points.make("bare", entry(**lack), by=keeper)
    contact_points.make("bare", entry(evidence=Evidence.NOT_FOUND, **lack), by=keeper)


def test_the_history_keeps_both_sides_and_a_change_waits_to_be_verified_again(line, keeper):
    contact_points.verify(line, evidence=Evidence.VERIFIED, source="asked by letter", by=keeper, on=DAY)
    contact_points.edit(line, entry(numbers=[Number("111-1111")]), by=keeper, note="moved")
    line.refresh_from_db()
    latest = history.lines(line.word)[0]
    assert {each.what for each in history.lines(line.word)} >= {"Numbers", "Last verified on", "Name in Japanese"}
    assert line.verified_on is None
    assert latest.note == "moved"


def test_whoever_was_not_verified_for_twelve_months_is_overdue(line, keeper):
    contact_points.verify(line, evidence=Evidence.VERIFIED, source="asked", by=keeper, on=DAY)
    assert not ContactPoint.objects.overdue(date(2027, 6, 1)).exists()
    assert ContactPoint.objects.overdue(date(2027, 6, 2)).get() == line


def test_what_waits_is_counted_for_who_keeps_them_alone(line, keeper):
    assert points.overdue_for(keeper) == 1
    assert points.overdue_for(administrator()) == 0


def test_loading_keeps_what_was_verified_and_takes_no_point_made_on_screen_away(line, keeper):
    actions.load_organisations()
    declared = ContactPoint.objects.get(pk="houterasu-main")
    contact_points.verify(declared, evidence=Evidence.VERIFIED, source="asked", by=keeper, on=DAY)
    assert actions.load_organisations().changed == actions.load_organisations().removed == 0
    assert ContactPoint.objects.get(pk="houterasu-main").public
    assert ContactPoint.objects.filter(pk="made-up-line").exists()


def test_a_point_that_is_not_sure_is_reserved_whatever_is_asked(line, keeper):
    contact_points.edit(line, entry(evidence=Evidence.WEAK), by=keeper)
    assert points.reachable(at=at(12), language="en") == []


def test_a_language_without_a_first_day_is_sure_from_the_day_it_was_entered(line, keeper):
    contact_points.add_language(line, "vi", since=None, by=keeper, on=DAY)
    spoken = ContactPoint.objects.languages_on(DAY - timedelta(days=1))[line.pk]
    assert (spoken.sure, spoken.at_least) == ((), True)
    assert ContactPoint.objects.languages_on(DAY)[line.pk].sure == ("vi",)


def test_more_languages_than_last_year_is_a_number(line, keeper):
    contact_points.add_language(line, "en", since=date(2024, 1, 1), by=keeper, on=DAY)
    contact_points.add_language(line, "vi", since=date(2026, 4, 1), by=keeper, on=DAY)
    rows = points.languages_by_year([2025, 2026])
    assert [(row.languages, row.at_least, row.more) for row in rows] == [(1, False, 0), (2, False, 1)]


def test_a_language_is_spoken_once_ends_and_may_come_back(line, keeper):
    spoken = contact_points.add_language(line, "vi", since=date(2024, 1, 1), by=keeper, on=DAY)
    with pytest.raises(Refused, match="on the list already"):
        contact_points.add_language(line, "vi", since=None, by=keeper, on=DAY)
    with pytest.raises(Refused, match="last day lies before"):
        contact_points.end_language(spoken, until=date(2023, 1, 1), by=keeper)
    contact_points.end_language(spoken, until=date(2025, 3, 31), by=keeper)
    contact_points.add_language(line, "vi", since=date(2026, 4, 1), by=keeper, on=DAY)
    days = (date(2025, 3, 31), date(2025, 4, 1), date(2026, 4, 1))
    assert [ContactPoint.objects.languages_on(day)[line.pk].sure for day in days] == [("vi",), (), ("vi",)]


@pytest.mark.parametrize("tag", ["vietnamese", "VI", "xx", "vi_VN", ""])
def test_a_language_is_written_by_its_code(line, keeper, tag):
    with pytest.raises(Refused, match="no language code"):
        contact_points.add_language(line, tag, since=None, by=keeper, on=DAY)


def test_who_speaks_and_is_open_comes_first_and_says_why(line, keeper):
    contact_points.add_language(line, "vi", since=date(2024, 1, 1), by=keeper, on=DAY)
    contact_points.make("silent", entry(), by=keeper)
    deaf = contact_points.make("deaf", entry(), by=keeper)
    contact_points.add_language(deaf, "en", since=date(2024, 1, 1), by=keeper, on=DAY)
    asked = points.reachable(at=at(12), language="vi-VN")
    assert [each.point.pk for each in asked] == ["made-up-line", "silent", "deaf"]
    assert asked[0].why == ("Open now", "Speaks the language")
    assert (asked[1].speaks, asked[2].speaks) == (Speaks.UNKNOWN, Speaks.NO)


@pytest.mark.parametrize(
    ("moment", "holiday", "opening"),
    [(at(8), False, Opening.CLOSED), (at(9), False, Opening.OPEN), (at(9), True, Opening.CLOSED)],
)
def test_open_is_told_in_the_time_of_japan(line, moment, holiday, opening):
    assert found(at=moment, language="en", holiday=holiday)[line.pk].opening == opening


def test_a_point_of_another_prefecture_is_left_out(keeper):
    local = body("local", prefecture="13")
    contact_points.make("tokyo", entry(operator=local), by=keeper)
    assert not found(at=at(12), language="en", prefecture="27")
    assert found(at=at(12), language="en", prefecture="13")["tokyo"].near


def test_of_a_line_for_each_language_only_that_line_is_offered(keeper):
    numbers = [Number("1", languages="en"), Number("2", languages="vi"), Number("3")]
    contact_points.make("lines", entry(numbers=numbers), by=keeper)
    offered = {tag: [n.number for n in found(at=at(12), language=tag)["lines"].numbers] for tag in ("vi", "th")}
    assert offered == {"vi": ["2"], "th": ["3"]}


def test_the_declared_lines_answer_in_vietnamese_on_a_weekday_evening():
    actions.load_organisations()
    first = points.reachable(at=at(18), language="vi")[0]
    assert first.point.pk == "labour-standards-hotline"
    assert [number.number for number in first.numbers] == ["0120-558-815"]
