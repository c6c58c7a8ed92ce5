"""Who can I talk to now: nothing that is not known is shown as known."""

from datetime import UTC, datetime, time

import pytest
from django.utils.translation import override

from opennrm.agencies.actions import load_organisations
from opennrm.agencies.models import ContactPoint
from opennrm.agencies.opening import Hours, Interval
from opennrm.agencies.read import official_contact_points
from opennrm.foundations import texts
from opennrm.reporting import finding
from opennrm.reporting.finding import find, in_words, source_time
from opennrm.reporting.forms.door import ERRORS
from opennrm.reporting.numbers import dialled
from opennrm.reporting.terms import Topic
from opennrm.reporting.words import POINT
from tests.rooms.reporting.visitor import Visitor

pytestmark = pytest.mark.django_db

WEEKDAY_NOON = datetime(2026, 4, 7, 3, tzinfo=UTC)  # a Tuesday, 12:00 in Japan
HOLIDAY_NOON = datetime(2026, 4, 29, 3, tzinfo=UTC)  # Showa Day, a Wednesday
IMMIGRATION = "0570-013904"


@pytest.fixture(autouse=True)
def loaded() -> None:
    load_organisations()


def numbers(points) -> set[str]:
    return {number.number for point in points for number in point.numbers}


def test_on_a_weekday_it_is_open_and_on_a_holiday_it_is_not() -> None:
    assert IMMIGRATION in numbers(find(at=WEEKDAY_NOON, language="vi", open_now=True).sure)
    found = find(at=HOLIDAY_NOON, language="vi", open_now=True)
    assert IMMIGRATION not in numbers([*found.sure, *found.unsure])


def test_unknown_hours_never_read_as_open() -> None:
    found = find(at=WEEKDAY_NOON, open_now=True)
    assert {point.opening for point in found.sure} == {"open"}
    assert "#9110" in numbers(found.unsure)


def test_an_unknown_language_is_not_taken_for_the_one_asked_for() -> None:
    found = find(at=WEEKDAY_NOON, language="my")
    assert "#9110" not in numbers(found.sure)
    assert "#9110" in numbers(found.unsure)


def test_rows_that_wait_to_be_verified_never_show() -> None:
    found = find(at=WEEKDAY_NOON)
    assert "0120-250-168" not in numbers([*found.sure, *found.unsure])


def test_a_topic_leaves_those_whose_organisation_receives_it() -> None:
    found = find(at=WEEKDAY_NOON, topic=Topic.SEXUAL)
    assert "#8891" in numbers([*found.sure, *found.unsure])
    assert "188" not in numbers([*found.sure, *found.unsure])


def test_where_nothing_fits_110_and_the_anonymous_line_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "reachable", lambda **_: [])
    text = Visitor().goes_to("contact-points/?language=km&topic=sea&open_now=on").text
    assert 'href="tel:110"' in text and 'href="tel:0120924839"' in text
    assert "We know no contact point that fits" in text


def test_the_page_says_that_it_knows_no_place_of_one_prefecture() -> None:
    assert "no contact points of single prefectures" in Visitor().goes_to("contact-points/?prefecture=13").text


def test_what_was_chosen_stays_chosen() -> None:
    text = Visitor().goes_to("contact-points/?language=vi&prefecture=13").text
    assert '<option value="vi" selected>' in text and '<option value="13" selected>' in text


def test_the_language_of_the_page_is_chosen_first() -> None:
    assert '<option value="en" selected>' in Visitor().goes_to("contact-points/").text


def test_nonsense_in_the_address_breaks_nothing() -> None:
    page = Visitor().goes_to("contact-points/?language=<b>&prefecture=99&topic=x").page
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("number", "href", "free"),
    [
        ("#9110", "tel:%239110", False),
        ("0120-924-839", "tel:0120924839", True),
        ("110", "tel:110", True),
        ("03-5796-7112", "tel:0357967112", False),
        ("www.takumei24.jp", "https://www.takumei24.jp", False),
    ],
)
def test_one_tap_calls(number: str, href: str, free: bool) -> None:
    assert (dialled(number).href, dialled(number).free) == (href, free)


@pytest.mark.parametrize(
    ("written", "english", "elsewhere"),
    [
        ("1 Jul 2021", "1 Jul 2021", "2021"),
        ("2019-2021", "2019-2021", "2019–2021"),
        ("2021 (overview of the annual report for 2020)", "2021 (overview of the annual report for 2020)", "2021"),
        ("", "", ""),
    ],
)
def test_the_time_a_source_speaks_of_needs_no_english(written: str, english: str, elsewhere: str) -> None:
    assert (source_time(written, "en"), source_time(written, "my")) == (english, elsewhere)


def test_that_hours_are_not_known_is_said_in_three_languages_once() -> None:
    text = Visitor("my").goes_to("contact-points/?language=my").text
    assert text.count("We do not know whether somebody answers at this hour.") == 1


def test_hours_are_said_from_the_week() -> None:
    nine, five = time(9), time(17)
    assert in_words(Hours(tuple(Interval(day, nine, five) for day in range(5)))) == "Mon–Fri 09:00–17:00"
    assert in_words(Hours((Interval(0, nine, five), Interval(2, nine, five)))) == "Mon, Wed 09:00–17:00"
    assert in_words(Hours()) == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "月・水 09:00–17:00、金 00:00–09:00"),
        ("zh-hans", "周一、周三 09:00–17:00；周五 00:00–09:00"),
        ("my", "တနင်္လာ၊ ဗုဒ္ဓဟူး 09:00–17:00၊ သောကြာ 00:00–09:00"),
    ],
)
def test_days_and_hours_are_parted_as_the_language_parts_them(language: str, said: str) -> None:
    day, night = (time(9), time(17)), (time(0), time(9))
    with override(language):
        assert in_words(Hours((Interval(0, *day), Interval(2, *day), Interval(4, *night)))) == said


def test_a_point_is_named_in_the_language_of_the_page_with_the_japanese_beside_it() -> None:
    text = Visitor("my").goes_to("contact-points/?language=").text
    named = texts.read("my")["point_immigration_information"]
    assert f'<h3>{named} <span lang="ja">外国人在留総合インフォメーションセンター</span></h3>' in text
    assert "Immigration Information Center" not in text
    assert "<h3>外国人在留総合インフォメーションセンター</h3>" in Visitor("ja").goes_to("contact-points/").text


def test_every_official_point_has_a_name_in_every_language_of_the_leaflets() -> None:
    named = {key for key in texts.read("en").said if key.startswith(POINT)}
    assert named == {POINT + point.code.replace("-", "_") for point in official_contact_points()}


def test_a_point_that_is_called_otherwise_today_is_not_given_its_old_name() -> None:
    ContactPoint.objects.filter(pk="immigration-information").update(name_en="Made-up Information Centre")
    text = Visitor("my").goes_to("contact-points/?language=").text
    assert "<h3>Made-up Information Centre " in text
    assert texts.read("my")["point_immigration_information"] not in text


def test_a_choice_that_is_none_is_said_in_our_words_and_not_repeated() -> None:
    text = Visitor("km").goes_to("contact-points/?language=made-up").text
    assert "made-up" not in text.split("<main")[1]
    with override("km"):
        assert str(ERRORS["invalid_choice"]) in text
