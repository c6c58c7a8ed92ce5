"""Who answers, when others are told, and why not: plain values in, plain values out."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from opennrm.prevention import intern_rules as rules
from opennrm.prevention.intern_steps import PROTECTION, declared
from opennrm.prevention.intern_terms import Answering, InternOutcome, InternRefusal, RequestState, StepState
from opennrm.prevention.terms import LawEvidence

OFFICER, OTHER, LEAD = uuid4(), uuid4(), uuid4()
DAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("named", "able", "instead", "wanted"),
    [
        (OFFICER, {OFFICER}, {}, (Answering.OFFICER, OFFICER)),
        (OFFICER, {OFFICER, OTHER}, {OFFICER: OTHER}, (Answering.SUBSTITUTE, OTHER)),
        (OFFICER, {OFFICER}, {OFFICER: OTHER}, (Answering.LEAD, LEAD)),
        (OFFICER, set(), {}, (Answering.LEAD, LEAD)),
        (None, {OFFICER}, {}, (Answering.LEAD, LEAD)),
    ],
)
def test_the_officer_answers_else_the_substitute_else_the_lead(named, able, instead, wanted):
    found = rules.answers(named, able=able, instead=instead, leads=[LEAD])
    assert (found.how, found.official) == wanted


def test_without_a_lead_nobody_answers_and_it_is_said():
    assert rules.answers(None, able=set(), instead={}, leads=[]) == rules.Answers(Answering.NOBODY)


def told(today, *, dues=(), acted=None, before=0):
    days = {"opened": DAY, "acted": acted, "today": DAY + timedelta(days=today), "told": before}
    return rules.escalation([DAY + timedelta(days=each) for each in dues], rules=declared(), **days)


def test_a_case_nobody_touches_is_told_to_the_lead_and_then_to_the_ministry():
    assert [told(day) for day in (0, 2, 3, 6, 7)] == [0, 0, 1, 1, 2]


def test_whoever_acts_gets_time_again_though_a_step_is_late():
    acted = DAY + timedelta(days=9)
    assert told(9, dues=[5], acted=acted) == 0
    assert told(10, dues=[5], acted=acted) == 1
    assert told(10, dues=[11], acted=acted) == 0
    assert told(4, dues=[30], acted=DAY, before=1) == 1


def test_steps_and_signs_are_declared_and_what_no_source_attests_says_so():
    steps, signs = declared().holding(DAY), declared().signs
    assert {PROTECTION, "otit", "immigration", "police", "inspection", "workplace"} <= {each.code for each in steps}
    assert all(each.source for each in (*steps, *signs) if each.evidence == LawEvidence.ATTESTED)
    assert declared().holding(date(2021, 1, 31)) == ()


def settled(state, to, *, code="hear", why="", noticed=False):
    return rules.why_not_settle(state, to, code=code, why=why, noticed=noticed)


def test_protection_is_done_by_its_notice_alone():
    assert settled("open", StepState.DONE) is None
    assert settled("open", StepState.DONE, code=PROTECTION) == InternRefusal.BY_NOTICE
    assert settled("open", StepState.DONE, code=PROTECTION, noticed=True) is None
    assert settled("open", StepState.NOT_NEEDED, code=PROTECTION) == InternRefusal.NO_REASON
    assert settled("done", StepState.DONE) == InternRefusal.SETTLED
    assert settled("open", StepState.OPEN) == InternRefusal.SETTLED


def test_a_case_closes_once_its_steps_are_settled_or_as_a_mistake():
    assert rules.why_not_close(InternOutcome.NONE, reason="x", waiting=1) == InternRefusal.WAITING
    assert rules.why_not_close(InternOutcome.MISTAKE, reason="x", waiting=1) is None
    assert rules.why_not_close(InternOutcome.NONE, reason=" ", waiting=0) == InternRefusal.NO_REASON


def test_a_partner_accepts_before_it_answers():
    asked, accepted = RequestState.ASKED, RequestState.ACCEPTED
    assert rules.why_not_answer(asked, RequestState.ANSWERED, ours=True, words="x") == InternRefusal.NOT_ACCEPTED
    assert rules.why_not_answer(accepted, RequestState.ANSWERED, ours=True, words="") == InternRefusal.NOTHING_SAID
    assert rules.why_not_answer(asked, accepted, ours=False, words="") == InternRefusal.NOT_YOURS
    assert rules.why_not_answer(RequestState.WITHDRAWN, accepted, ours=True, words="") == InternRefusal.ANSWERED
