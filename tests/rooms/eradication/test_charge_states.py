"""Where a charge stands, what may follow, which limits run, and what is counted: rules, without a database."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.eradication.charge_states import OUTCOME, STEPS, Step, replay, unaccounted, why_not_step
from opennrm.eradication.investigation_counting import arrested_on, disposals, tally
from opennrm.eradication.investigation_rules import why_not_close, why_not_committed, why_not_employer
from opennrm.eradication.investigation_terms import ChargeAct as A
from opennrm.eradication.investigation_terms import ChargeState as S
from opennrm.eradication.investigation_terms import Ended, InvestigationRefusal
from opennrm.eradication.procedure import due_after, is_juvenile
from opennrm.eradication.statutes import provisions, statutes_of, why_not_statutes
from opennrm.eradication.step_rules import why_not_said
from opennrm.understanding.terms import Outcome, Statute

D = date(2020, 3, 1)
TO_TRIAL = [A.ARREST, A.REFER, A.DETAIN, A.PROSECUTE]


def walk(*acts, every=10):
    return [Step(act, D + timedelta(days=every * at)) for at, act in enumerate(acts)]


def refused(steps, act, on, **more):
    told = {"committed": D, "today": date(2026, 1, 1), "juvenile": None} | more
    return why_not_step(steps, Step(act, on), **told)


def test_every_state_is_reached_and_every_act_leads_somewhere():
    reached = {after for acts in STEPS.values() for after in acts.values()} | {S.SUSPECTED}
    assert reached == set(S) == set(STEPS)
    assert {act for acts in STEPS.values() for act in acts} == set(A)
    assert set(OUTCOME.values()) == set(Outcome)


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ([], S.SUSPECTED),
        ([A.REFER], S.REFERRED),
        (TO_TRIAL, S.PROSECUTED),
        ([*TO_TRIAL, A.GUILTY, A.APPEAL, A.NOT_GUILTY, A.FINAL], S.FINAL),
        ([A.REFER, A.NOT_PROSECUTE, A.REOPEN, A.PROSECUTE], S.PROSECUTED),
        ([A.PROSECUTE], None),
    ],
)
def test_steps_in_their_order_say_where_a_charge_stands(acts, state):
    assert replay(acts) == state


@pytest.mark.parametrize(
    ("steps", "act", "on", "why"),
    [
        ([], A.PROSECUTE, D, InvestigationRefusal.OUT_OF_ORDER),  # a disposition before an arrest
        (walk(*TO_TRIAL), A.SUSPEND, date(2020, 6, 1), InvestigationRefusal.MEANWHILE),
        (walk(A.ARREST), A.REFER, D - timedelta(days=1), InvestigationRefusal.BEFORE_OFFENCE),
        (walk(A.ARREST, A.REFER), A.DETAIN, D, InvestigationRefusal.TOO_EARLY),
        (walk(A.ARREST), A.REFER, date(2026, 1, 2), InvestigationRefusal.FUTURE),
        (walk(A.ARREST), A.REFER, D, None),
    ],
)
def test_an_impossible_order_is_refused_with_what_to_do(steps, act, on, why):
    assert refused(steps, act, on) == why


def test_the_matter_of_a_juvenile_goes_to_the_family_court_first():
    before, day = walk(A.ARREST, A.REFER), D + timedelta(days=20)
    assert refused(before, A.PROSECUTE, day, juvenile=True) == InvestigationRefusal.JUVENILE
    assert refused(before, A.TO_FAMILY_COURT, day, juvenile=False) == InvestigationRefusal.ADULT
    assert refused(before, A.TO_FAMILY_COURT, day, juvenile=None) is None
    back = [*before, Step(A.TO_FAMILY_COURT, day), Step(A.SEND_BACK, day)]
    assert refused(back, A.PROSECUTE, day, juvenile=True) is None
    assert (is_juvenile(19, D), is_juvenile(20, D), is_juvenile(None, D)) == (True, False, None)


def test_limits_of_the_law_are_reckoned_from_the_steps():
    def due(*steps):
        acts = [act for act, _on, _clock in steps]
        found = due_after(steps, replay(acts))
        return found and (found.limit.code, found.on, found.at)

    arrest = (A.ARREST, date(2026, 3, 1), time(22, 15))
    sent = (A.REFER, date(2026, 3, 3), None)
    detained = (A.DETAIN, date(2026, 3, 3), None)
    assert due(arrest) == ("send", date(2026, 3, 3), time(22, 15))
    assert due(arrest, sent) == ("request", date(2026, 3, 4), None)
    assert due(sent) is None  # not in custody: no hours run
    assert due(arrest, sent, detained) == ("detention", date(2026, 3, 12), None)
    assert due(arrest, sent, detained, (A.EXTEND, date(2026, 3, 11), None)) == ("extension", date(2026, 3, 22), None)
    assert due(arrest, sent, detained, (A.RELEASE, date(2026, 3, 5), None)) is None


def test_prosecuted_with_neither_an_outcome_nor_a_word_is_not_accounted_for_and_never_inferred():
    assert unaccounted(walk(*TO_TRIAL))
    assert not unaccounted(walk(*TO_TRIAL, A.PENDING))
    assert not unaccounted(walk(*TO_TRIAL, A.GUILTY))
    assert not unaccounted(walk(A.ARREST, A.REFER, A.NOT_PROSECUTE))


def test_a_judgment_on_appeal_stands_in_the_place_of_the_one_before():
    said = disposals([walk(*TO_TRIAL, A.GUILTY, A.APPEAL, A.NOT_GUILTY)])
    assert [each.outcome for each in said] == [Outcome.PROSECUTED, Outcome.NOT_GUILTY]
    again = disposals([walk(A.REFER, A.NOT_PROSECUTE, A.REOPEN, A.PROSECUTE)])
    assert [each.outcome for each in again] == [Outcome.PROSECUTED]


acts = st.lists(st.sampled_from([A.ARREST, A.REFER, A.DETAIN, A.PROSECUTE, A.GUILTY, A.PENDING, A.SUSPEND]), max_size=6)


@given(st.lists(acts, max_size=4))
@settings(max_examples=50, deadline=None)
def test_a_person_has_each_outcome_once_however_many_charges(charges):
    said = disposals([walk(*each) for each in charges])
    assert len({each.outcome for each in said}) == len(said)
    assert {each.outcome for each in said} <= {OUTCOME[act] for each in charges for act in each if act in OUTCOME}


def test_offences_incidents_and_persons_never_mix_and_each_has_its_own_year():
    cleared = {"a": ("1", date(2019, 12, 31)), "b": ("1", date(2020, 1, 1)), "c": ("1", date(2020, 5, 1))}
    arrested = [("p", date(2020, 1, 1)), ("p", date(2020, 6, 1)), ("q", date(2021, 1, 1))]
    counted = tally(cleared, arrested, year=2020)
    assert (counted.offences, counted.incidents, counted.persons) == (2, 1, 1)
    assert arrested_on(walk(A.REFER)) == D  # without an arrest: the day they were sent to the prosecutor
    assert arrested_on([]) is None


def test_a_provision_counts_where_it_held_and_under_its_statute():
    bought = ["penal-226-2-3", "anti-prostitution-7"]
    assert why_not_statutes(bought, first=D, last=D) is None
    assert statutes_of(bought) == {Statute.PENAL_226_2, Statute.ANTI_PROSTITUTION}
    long_ago = date(2005, 7, 11)
    assert why_not_statutes(bought, first=long_ago, last=long_ago) == InvestigationRefusal.NOT_IN_FORCE
    assert why_not_statutes(bought, first=long_ago, last=date(2005, 7, 12)) is None  # it went on until it held
    assert why_not_statutes(["penal-999"], first=D, last=D) == InvestigationRefusal.UNKNOWN_STATUTE
    assert why_not_statutes([], first=D, last=D) == InvestigationRefusal.NO_STATUTE
    assert {each.statute for each in provisions().values()} == set(Statute)  # each counts somewhere
    assert all(each.source for each in provisions().values() if each.sure == "attested")


def test_what_a_step_must_say():
    assert why_not_said(A.GUILTY, sentence="", why="", amount=None) == InvestigationRefusal.NO_SENTENCE
    assert why_not_said(A.NOT_PROSECUTE, sentence="", why="warrant", amount=None) == InvestigationRefusal.NO_WHY
    assert why_not_said(A.COMPENSATE, sentence="", why="", amount=None) == InvestigationRefusal.NO_AMOUNT
    assert why_not_said(A.ARREST, sentence="", why="", amount=None) is None


def test_an_investigation_ends_with_nobody_in_custody_and_says_so_truly():
    assert why_not_close([S.FINAL, S.DETAINED], ended=Ended.HANDED_OVER) == InvestigationRefusal.IN_CUSTODY
    assert why_not_close([S.FINAL, S.PROSECUTED], ended=Ended.FINAL) == InvestigationRefusal.NOT_FINAL
    assert why_not_close([S.FINAL, S.NOT_PROSECUTED], ended=Ended.FINAL) is None
    assert why_not_committed(first=D, last=D - timedelta(days=1), today=D) == InvestigationRefusal.CROSSED
    assert why_not_employer("7000012050002") is None  # the National Tax Agency's own
    assert why_not_employer("7000012050003") == why_not_employer("12") == InvestigationRefusal.NUMBER
