"""Periods and the declared rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.retention import schedule
from opennrm.retention.apps import every_record_can_go_as_its_rule_says, rules_can_be_read
from opennrm.retention.rules import Period, period
from opennrm.retention.terms import Decided, Then

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
PERIODS = st.builds(Period, st.integers(0, 400), st.integers(0, 400)).filter(lambda p: p.months or p.days)


@pytest.mark.parametrize(
    ("text", "day", "over"),
    [
        ("P5Y", date(2020, 2, 29), date(2025, 2, 28)),
        ("P1M", date(2021, 1, 31), date(2021, 2, 28)),
        ("P1Y6M", date(2020, 9, 1), date(2022, 3, 1)),
        ("P2W", date(2020, 12, 25), date(2021, 1, 8)),
        ("P1Y1D", date(2020, 12, 31), date(2022, 1, 1)),
    ],
)
def test_a_period_ends_on_a_day_of_the_calendar(text, day, over):
    assert period(text).after(day) == over


@pytest.mark.parametrize("text", ["", "P", "5Y", "P5", "P-1Y", "P0D", "P101Y", "PT5H", "P5Y ", "P1D2M", "p5y"])
def test_what_is_no_length_of_time_is_none(text):
    assert period(text) is None


@given(PERIODS, DAYS)
def test_a_bound_for_a_query_loses_no_record_whose_time_is_over(length, today):
    bound = length.before(today)
    later = [date.fromordinal(bound.toordinal() + n) for n in range(1, 40)]
    assert all(length.after(day) > today for day in later)


@pytest.fixture
def own(tmp_path, settings):
    """Writes the operator's file."""

    def write(text):
        path = tmp_path / "retention.toml"
        path.write_text(text, encoding="utf-8")
        settings.RETENTION_FILE = str(path)
        schedule.forget()
        return schedule.rules

    yield write
    schedule.forget()


def test_no_duration_stands_where_no_source_gives_one():
    for rule in schedule.rules().values():
        assert (rule.keep is None) == (rule.decided is Decided.OPERATOR or rule.then is Then.KEEP)
        assert not rule.waits_for_operator or not rule.proposes


def test_an_operator_sets_how_long(own):
    rule = own('[[rule]]\ncode = "report"\nkeep = "P3Y"\nbecause = "a rule of the ministry"')()["report"]
    assert (rule.keep, rule.then, rule.decided) == (Period(36, 0), Then.ERASE, Decided.SET)
    assert rule.proposes and rule.set_because == "a rule of the ministry"


def test_every_fault_of_the_operators_file_is_named_at_once(own):
    read = own("""
[[rule]]
code = "reports"
keep = "P3Y"
because = "x"
[[rule]]
code = "report"
keep = "three years"
then = "keep"
[[rule]]
code = "audit"
keep = "P1Y"
because = "x"
""")
    with pytest.raises(FaultyDeclaration) as faulty:
        read()
    said = str(faulty.value)
    for each in (
        "'reports', which is no class",
        "'three years'",
        "because: is missing",
        "leave the entry out",
        "audit",
    ):
        assert each in said


def test_the_program_does_not_start_with_a_file_it_cannot_read(own):
    own("[[rule]\n")
    assert [error.id for error in rules_can_be_read(None)] == ["retention.E001"]
    own("")
    assert rules_can_be_read(None) == []


def test_a_class_that_cannot_be_made_anonymous_is_told_before_the_start(own):
    own('[[rule]]\ncode = "account"\nkeep = "P1Y"\nbecause = "x"\nthen = "anonymise"')
    assert "accounts.account" in str(every_record_can_go_as_its_rule_says(None)[0].msg)
    own('[[rule]]\ncode = "account"\nkeep = "P1Y"\nbecause = "x"')
    assert every_record_can_go_as_its_rule_says(None) == []
