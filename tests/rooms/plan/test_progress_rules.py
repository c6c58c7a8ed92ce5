"""Who may do what to progress and when, what a text may say, and what differs between two: without a database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.rules import Post
from opennrm.agencies.terms import OrganisationKind
from opennrm.plan import progress_rules as rules
from opennrm.plan.calendar import calendar
from opennrm.plan.progress_terms import Refusal, State
from opennrm.plan.read import packaged
from opennrm.plan.successions import followed_by, follows, successions

DAY = date(2026, 2, 1)
TEXTS = st.text(alphabet="ab 人身取引。{1}2", max_size=40)


def post(*roles, body="npa", lead=False):
    return Post(uuid4(), body, OrganisationKind.POLICE, frozenset(roles), lead, since=DAY)


@pytest.mark.parametrize("state", State)
def test_a_body_writes_until_it_sent_and_the_secretariat_edits_after(state):
    own, other, desk = post("progress_reporter"), post("progress_reporter", body="isa"), post("plan_secretariat")
    assert (rules.why_not_write(own, "npa", state, on=DAY) is None) == state.with_body
    assert rules.why_not_write(other, "npa", state, on=DAY) is Refusal.NOT_YOUR_BODY
    assert (rules.why_not_edit(desk, state, on=DAY) is None) == (state is State.SENT)
    assert (rules.why_not_ask_back(desk, state, "?", on=DAY) is None) == (not state.with_body)
    assert rules.why_not_ask_back(own, state, "?", on=DAY) is Refusal.NOT_SECRETARIAT


def test_a_lead_reports_for_the_own_body_without_the_role_and_nobody_else_without_it():
    assert rules.reports_for(post(lead=True), "npa", on=DAY)
    assert not rules.reports_for(post("editor"), "npa", on=DAY)
    assert not rules.reports_for(post(lead=True), "npa", on=DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("state", "texts", "figures", "answer", "reason"),
    [
        (State.DRAFT, ["", " "], 0, "", Refusal.NO_TEXT),
        (State.DRAFT, ["", "Of them {1}."], 1, "", None),
        (State.DRAFT, ["{2}人", ""], 1, "", Refusal.NO_SUCH_FIGURE),
        (State.DRAFT, ["{0}人", ""], 1, "", Refusal.NO_SUCH_FIGURE),
        (State.ASKED_BACK, ["a", ""], 0, " ", Refusal.NO_ANSWER),
        (State.ASKED_BACK, ["a", ""], 0, "b", None),
    ],
)
def test_what_is_sent_says_something_and_answers(state, texts, figures, answer, reason):
    assert rules.why_not_send(state, texts=texts, figures=figures, answer=answer) == reason


def test_a_year_has_one_source():
    said = {"is_open": False, "today": DAY}
    assert rules.why_not_open(2020, in_file=True, **said) is Refusal.YEAR_IN_FILE
    assert rules.why_not_open(2025, in_file=False, **said) is None
    assert rules.why_not_open(2027, in_file=False, **said) is Refusal.YEAR_NOT_BEGUN
    assert rules.why_not_due(2025, date(2025, 12, 31)) is Refusal.DUE_TOO_EARLY


@given(st.integers(-40, 60), st.integers(0, 6))
def test_reminders_go_out_once_in_order_and_never_come_back(day, told):
    due, days = date(2026, 2, 28), calendar().reminders
    now = rules.step_due(due, due + timedelta(days=day), days, told=told)
    later = rules.step_due(due, due + timedelta(days=day + 1), days, told=now)
    assert told <= now <= later
    assert rules.step_due(due, due + timedelta(days=day), days, told=now) == now


def test_places_are_filled_moved_up_and_typed_numbers_found():
    assert rules.filled("{1}人、{2}件、{3}", ["1,234", "5"]) == "1,234人、5件、{3}"
    assert rules.without("{1} {2} {3}", 2) == "{1} {0} {2}"
    assert rules.retyped("計1,234人、第2、5件。{1}", [1234, 5, None, 2]) == [(1, 1234)]


def test_successions_join_declared_measures_in_both_directions():
    assert successions()
    assert [each.measure.item for each in follows(2022, "2(3)5")] == ["2(4)"]
    assert [each.measure.item for each in followed_by(2014, "4-a")] == ["4-a", "4-b"]
    assert follows(2022, "2(4)") == []
    items = {(plan.year, measure.item) for plan in packaged().plans.values() for measure in plan.measures}
    assert {end for each in successions() for end in (each.earlier, each.later)} <= items
