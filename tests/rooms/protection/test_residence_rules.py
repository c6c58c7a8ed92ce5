"""When something of residence and return is due, and what never happens, whatever the days."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.protection import checklists, deadlines, following, returning
from opennrm.protection.endings import EndingRefusal
from opennrm.protection.journeys import ReturnAct, ReturnRefusal, ReturnState, RiskResult, TravelDocument, WishSays
from opennrm.protection.procedures import (
    COUNTED,
    ProcedureAct,
    ProcedureKind,
    ProcedureState,
    ResidenceRefusal,
    Sure,
)
from opennrm.protection.terms import Ending
from opennrm.understanding.terms import ResidenceStatus

days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
steps = st.lists(st.integers(1, 366), min_size=1, max_size=8, unique=True)
TODAY = date(2026, 5, 1)


@given(days, days, days)
def test_nothing_is_due_after_a_stay_that_has_not_expired(wanted, until, today):
    due = deadlines.due_on(wanted, until=until, today=today)
    if until >= today:
        assert due <= until
    assert due <= wanted
    if deadlines.why_not_due(wanted, until=until, today=today) is None:
        assert due == wanted >= today


@given(days, steps)
def test_reminders_come_one_after_the_other_and_before_the_end(until, before):
    told = deadlines.reminders(until, before)
    assert all(early < late for early, late in pairwise(told))
    assert all(day < until for day in told)


@given(days, steps, st.integers(-400, 60))
def test_each_reminder_is_told_once_and_none_after_the_end(until, before, offset):
    today, told, heard = until + timedelta(days=offset), None, []
    while today <= until + timedelta(days=3):
        if (step := deadlines.step_due(until, today, before, told=told)) is not None:
            told = step
            heard.append((today, step))
        today += timedelta(days=1)
    assert [step for _day, step in heard] == sorted({step for _day, step in heard}, reverse=True)
    assert all(day <= until for day, _step in heard)
    if offset <= -max(before):
        assert [step for _day, step in heard] == sorted(before, reverse=True)


def test_a_sweep_that_slept_tells_the_last_step_alone():
    until = TODAY + timedelta(days=20)
    assert deadlines.step_due(until, TODAY, (90, 60, 30, 14, 7), told=None) == 30
    assert deadlines.step_due(until, TODAY, (90, 60, 30, 14, 7), told=30) is None
    assert deadlines.next_reminder(until, TODAY, (90, 60, 30, 14, 7)) == until - timedelta(days=14)


@given(st.sampled_from(ProcedureState), st.sampled_from(ProcedureAct), days, days, days)
def test_a_procedure_moves_only_as_the_table_says(state, act, day, since, today):
    why = deadlines.why_not_step(state, act, day=day, since=since, today=today)
    allowed = act in deadlines.STEPS[state]
    assert (why is None) == (allowed and since <= day <= today)
    assert why != ResidenceRefusal.MEANWHILE if allowed else why == ResidenceRefusal.MEANWHILE


def test_every_state_of_a_procedure_and_of_a_return_is_in_its_table_and_reached():
    for table, states, first in (
        (deadlines.STEPS, ProcedureState, ProcedureState.PREPARING),
        (returning.STEPS, ReturnState, ReturnState.PREPARING),
    ):
        assert set(table) == set(states)
        reached, wave = {first}, {first}
        while wave := {after for state in wave for after in table[state].values()} - reached:
            reached |= wave
        assert reached == set(states)


def test_a_grant_names_a_status_and_a_day_it_ends():
    def why(kind, status, until):
        return deadlines.why_not_grant(kind, status=status, until=until, day=TODAY)

    later = TODAY + timedelta(days=180)
    assert why(ProcedureKind.CHANGE, "", later) == ResidenceRefusal.NO_STATUS
    assert why(ProcedureKind.CHANGE, ResidenceStatus.LONG_TERM_RESIDENT, None) == ResidenceRefusal.NO_END
    assert why(ProcedureKind.EXTENSION, ResidenceStatus.LONG_TERM_RESIDENT, TODAY) == ResidenceRefusal.NO_END
    assert why(ProcedureKind.CHANGE, ResidenceStatus.PERMANENT_RESIDENT, None) is None
    assert why(ProcedureKind.PROVISIONAL_RELEASE, "", later) is None
    assert set(ResidenceStatus.values) >= deadlines.ENDLESS


READY = returning.Ready(WishSays.YES, TODAY, RiskResult.SAFE, TODAY, True, TravelDocument.PASSPORT)
known = st.builds(
    returning.Ready,
    wish=st.sampled_from([None, *WishSays]),
    asked=st.none() | days,
    risk=st.sampled_from([None, *RiskResult]),
    assessed=st.none() | days,
    consents=st.booleans(),
    document=st.sampled_from(TravelDocument),
)


@given(known, days)
def test_nobody_departs_without_wish_consent_and_assessment(ready, day):
    if returning.why_not_travel(ready, day=day) is None:
        assert ready.wish == WishSays.YES
        assert day - returning.WISH_HOLDS <= ready.asked <= day
        assert ready.consents
        assert ready.risk in (RiskResult.SAFE, RiskResult.WITH_MEASURES)
        assert ready.assessed <= day
        assert ready.document in (TravelDocument.PASSPORT, TravelDocument.EMERGENCY)


@given(known, days)
def test_what_the_page_says_is_missing_begins_with_what_the_rule_says(ready, day):
    first = returning.why_not_travel(ready, day=day)
    assert (returning.missing(ready, day=day) or [None])[0] == first


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"wish": WishSays.NO}, ReturnRefusal.NO_WISH),
        ({"wish": None}, ReturnRefusal.NO_WISH),
        ({"asked": TODAY - timedelta(days=8)}, ReturnRefusal.ASK_ANEW),
        ({"risk": None, "assessed": None}, ReturnRefusal.NO_RISK),
        ({"assessed": TODAY - timedelta(days=181)}, ReturnRefusal.NO_RISK),
        ({"risk": RiskResult.DANGEROUS}, ReturnRefusal.DANGEROUS),
        ({"consents": False}, ReturnRefusal.NO_CONSENT),
        ({"document": TravelDocument.ASKED}, ReturnRefusal.NO_DOCUMENT),
        ({}, None),
    ],
)
def test_what_is_missing_for_a_journey_is_named(changed, why):
    assert returning.why_not_travel(replace(READY, **changed), day=TODAY) == why


def test_a_departure_follows_from_preparing_alone():
    assert returning.why_not_step(ReturnState.STOPPED, ReturnAct.DEPART, day=TODAY, since=TODAY, today=TODAY)
    assert not returning.why_not_step(ReturnState.PREPARING, ReturnAct.DEPART, day=TODAY, since=TODAY, today=TODAY)


@given(days, st.sampled_from(Ending))
def test_follow_ups_come_after_the_end_one_after_the_other(ended, ending):
    found = following.follow_ups(ended, ending)
    assert [months for months, _due in found] in ([], [3, 6, 12])
    assert all(early < late for early, late in pairwise([ended, *(due for _months, due in found)]))
    assert bool(found) == (ending not in following.NOBODY_ASKED)


@given(days, st.integers(0, 240))
def test_months_after_a_day_keep_the_day_or_end_the_month(day, months):
    after = following.months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)


def test_a_plan_ends_once_with_a_reason_and_not_tomorrow():
    def why(**said):
        told = {"ended": False, "why": "wish", "on": TODAY, "begun": TODAY, "today": TODAY} | said
        return following.why_not_end(**told)

    assert why() is None
    assert why(ended=True) == EndingRefusal.ENDED
    assert why(why="") == EndingRefusal.NO_REASON
    assert why(on=TODAY + timedelta(days=1)) == EndingRefusal.FUTURE
    assert why(on=TODAY - timedelta(days=1)) == EndingRefusal.TOO_EARLY


def test_what_is_declared_says_how_sure_it_is():
    found = checklists.residence()
    assert set(found.procedures) == set(ProcedureKind)
    assert found.reminders == (90, 60, 30, 14, 7)
    items = [item for each in found.procedures.values() for item in each.documents] + list(checklists.factors())
    assert all(item.source.startswith("http") for item in items if item.sure is Sure.ATTESTED)
    assert {item.sure for item in items} == set(Sure)
    assert ProcedureKind.PROVISIONAL_RELEASE not in COUNTED


def test_a_faulty_declaration_names_what_to_mend(tmp_path, monkeypatch):
    faulty = '[[reminder]]\ndays = 7\n[[reminder]]\ndays = 30\n[[procedure]]\nkind = "holiday"\nsure = "attested"\n'
    (tmp_path / "residence.toml").write_text(faulty, "utf-8")
    monkeypatch.setattr(checklists, "DATA", tmp_path)
    checklists.residence.cache_clear()
    with pytest.raises(FaultyDeclaration) as said:
        checklists.residence()
    checklists.residence.cache_clear()
    assert all(each in str(said.value) for each in ("the most first", "'holiday'", "when", "source", "extension"))
