"""Cases of technical interns: where they go, who is asked, who is told, and what counts."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.access.terms import FieldClass, Purpose, Refusal
from opennrm.agencies import officials
from opennrm.identification.models import Notice
from opennrm.page.refusals import Refused
from opennrm.prevention import intern_sweeps
from opennrm.prevention.actions import intern_officers, intern_requests, intern_work, interns
from opennrm.prevention.actions.interns import Beginning, Known
from opennrm.prevention.intern_routing import coverage
from opennrm.prevention.intern_steps import PROTECTION, declared
from opennrm.prevention.intern_terms import Answering, InternOutcome, InternRefusal, RequestState, StepState
from opennrm.prevention.interns import InternCase, InternRequest, InternStep, NamedOfficer
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import InternCaseHandled
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from opennrm.vault.models import AuditLine
from opennrm.worker.models import Letter
from tests.desk import body, official
from tests.rooms.access.world import everything
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.prevention.interns_world import KNOWN, asked, bureau, opened

pytestmark = pytest.mark.django_db


@contextmanager
def refused(reason):
    with pytest.raises(Refused) as found:
        yield
    assert found.value.reason == reason


def fact(case):
    return standing(InternCaseHandled, case.key, collection=NAME)


def settle_all(at, case):
    for step in InternStep.objects.filter(case=case, state=StepState.OPEN).select_related("case"):
        intern_work.settle_step(step, to=StepState.NOT_NEEDED, why="made up", by=at.officer, on=today())


def test_a_case_goes_to_the_officer_of_its_prefecture_whoever_opens_it():
    tokyo, osaka = bureau(), bureau("labour-osaka", "27")
    with osaka.examining():
        case = interns.open_case(Beginning("13"), KNOWN, by=osaka.officer, on=today())
        assert not InternCase.objects.exists()
    assert (case.owner, case.officer) == (tokyo.organisation, tokyo.officer)
    with tokyo.examining():
        dues = dict(InternCase.objects.get().steps.values_list("code", "due"))
    assert dues == {each.code: today() + timedelta(days=each.days) for each in declared().holding(today())}
    assert Letter.objects.filter(recipient=tokyo.officer.word).count() == 1


def test_while_the_officer_is_away_the_substitute_has_the_case_and_without_an_officer_the_lead():
    tokyo = bureau()
    officials.stand_in(tokyo.officer, substitute=tokyo.second, since=today(), until=today(), by=tokyo.lead)
    assert opened(tokyo).officer == tokyo.second
    intern_officers.name_officer(tokyo.organisation, None, since=today(), by=tokyo.lead, on=today())
    assert opened(tokyo).officer == tokyo.lead


def test_all_47_prefectures_are_shown_and_what_is_missing_is_said_before_a_case_comes():
    bureau()
    found = {each.prefecture: each.answering.how for each in coverage(today())}
    assert len(found) == 47
    assert found["13"] == Answering.OFFICER and found["01"] == Answering.NOBODY
    body("labour-osaka", kind="labour_bureau", prefecture="27")
    osaka = bureau("labour-kyoto", "26")
    with osaka.examining(), refused(InternRefusal.NOBODY):
        interns.open_case(Beginning("27"), KNOWN, by=osaka.officer, on=today())
    with osaka.examining(), refused(InternRefusal.NO_BUREAU):
        interns.open_case(Beginning("99"), KNOWN, by=osaka.officer, on=today())


def test_an_officer_is_named_by_a_lead_there_and_the_one_before_stays_in_the_history():
    tokyo, osaka = bureau(), bureau("labour-osaka", "27")
    told = {"since": today(), "on": today()}
    with refused(InternRefusal.NOT_YOURS_TO_NAME):
        intern_officers.name_officer(tokyo.organisation, tokyo.second, by=osaka.lead, **told)
    with refused(InternRefusal.NOT_THERE):
        intern_officers.name_officer(tokyo.organisation, osaka.officer, by=tokyo.lead, **told)
    intern_officers.name_officer(tokyo.organisation, tokyo.second, by=tokyo.lead, **told)
    rows = NamedOfficer.objects.filter(bureau=tokyo.organisation).values_list("official", "until")
    assert list(rows) == [(tokyo.officer.pk, days_ago(1)), (tokyo.second.pk, None)]
    with refused(InternRefusal.NAMED_LATER):
        intern_officers.name_officer(tokyo.organisation, tokyo.officer, by=tokyo.lead, **told)


def test_what_makes_no_sense_is_refused_and_nothing_is_kept():
    tokyo = bureau()
    for known, reason in (
        (Known(employer="1234567890123"), InternRefusal.NO_NUMBER),
        (Known(signs=("nonsense",)), InternRefusal.UNKNOWN_SIGN),
    ):
        with refused(reason):
            opened(tokyo, known=known)
    with refused(InternRefusal.FUTURE):
        opened(tokyo, on=today() + timedelta(days=1))
    with running(everything()):
        assert not InternCase.objects.exists()


def test_the_fact_falls_with_the_first_act_and_a_mistake_takes_it_back():
    tokyo = bureau()
    case = opened(tokyo, on=days_ago(3))
    assert fact(case) is None
    told = {"by": tokyo.officer, "on": today()}
    with tokyo.examining():
        interns.note(case, text="made up", happened=today(), **told)
        assert (fact(case).day, fact(case).prefecture) == (days_ago(3), 13)
        interns.close(case, outcome=InternOutcome.MISTAKE, reason="made up", **told)
        assert fact(case) is None
        with refused(InternRefusal.CLOSED):
            interns.note(case, text="made up", happened=today(), **told)
        interns.reopen(case, reason="made up", **told)
        assert fact(case).prefecture == 13


def test_protection_is_asked_of_identification_and_the_step_is_done_with_it():
    tokyo, centre = bureau(), desk("womens-support-centers", kind="womens_support_center")
    case = opened(tokyo)
    told = {"by": tokyo.officer, "on": today()}
    with tokyo.examining():
        step = InternStep.objects.select_related("case").get(case=case, code=PROTECTION)
        with refused(InternRefusal.BY_NOTICE):
            intern_work.settle_step(step, to=StepState.DONE, why="", **told)
        sent = intern_work.ask_protection(case, to=centre.organisation, urgency=Urgency.SOON, text="made up", **told)
        step.refresh_from_db()
        assert (step.state, step.notice) == (StepState.DONE, sent.pk)
    with centre.identifying():
        found = Notice.objects.waiting().get()
        assert (found.kind, found.reference, found.prefecture) == ("intern", case.code, "13")
        assert not InternCase.objects.exists()


def test_a_partner_sees_the_case_once_it_accepted_and_only_what_was_shared():
    tokyo, otit = bureau(), bureau("otit", "", named=False)
    case = opened(tokyo)
    with tokyo.examining():
        request = intern_requests.ask(case, asked(otit.organisation), by=tokyo.officer, on=today())
    assert request.purpose == Purpose.EXAMINATION
    with otit.examining():
        assert InternRequest.objects.get() == request and not InternCase.objects.exists()
        with refused(InternRefusal.NOT_ACCEPTED):
            intern_requests.answer(request, words="made up", by=otit.officer, on=today())
        intern_requests.accept(request, by=otit.officer, on=today())
        assert InternCase.objects.get() == case
        with refused(InternRefusal.NOT_OWNER):
            interns.note(case, text="made up", happened=today(), by=otit.officer, on=today())
        intern_requests.answer(request, words="made up", by=otit.officer, on=today())
    with running(everything()):
        given = Grant.objects.get(file=case.file_id, organisation=otit.organisation)
    assert given.opens == {FieldClass.ACCOUNT}
    with tokyo.examining():
        settle_all(tokyo, case)
        interns.close(case, outcome=InternOutcome.NONE, reason="made up", by=tokyo.officer, on=today())
    with otit.examining():
        assert not InternCase.objects.exists()


def test_a_request_withdrawn_shuts_the_case_again():
    tokyo, otit = bureau(), bureau("otit", "", named=False)
    case = opened(tokyo)
    with tokyo.examining():
        request = intern_requests.ask(case, asked(otit.organisation), by=tokyo.officer, on=today())
        with refused(InternRefusal.ASKED_ALREADY):
            intern_requests.ask(case, asked(otit.organisation), by=tokyo.officer, on=today())
    with otit.examining():
        intern_requests.accept(request, by=otit.officer, on=today())
    with tokyo.examining():
        with refused(InternRefusal.THEIR_ACCOUNT):
            intern_requests.enter(request, declined=False, words="made up", by=tokyo.officer, on=today())
        intern_requests.withdraw(request, by=tokyo.officer, on=today())
    with otit.examining():
        assert not InternCase.objects.exists()
        assert InternRequest.objects.get().state == RequestState.WITHDRAWN


def test_the_answer_of_a_partner_without_an_account_is_entered_by_hand():
    tokyo, police = bureau(), body("police", kind="police")
    case = opened(tokyo)
    with tokyo.examining():
        request = intern_requests.ask(case, asked(police, step="police"), by=tokyo.officer, on=today())
        assert request.purpose == ""
        intern_requests.enter(request, declined=False, words="made up", by=tokyo.officer, on=today())
        assert InternRequest.objects.get().state == RequestState.ANSWERED


def test_a_case_that_stands_still_is_told_to_the_lead_then_the_ministry_each_once():
    tokyo, ministry = bureau(), body("mhlw", kind="ministry")
    desk_there = official(ministry, roles=["examiner"], lead=True)
    case = opened(tokyo, on=days_ago(3))
    Letter.objects.all().delete()
    assert [intern_sweeps.escalate_on(today()) for _ in range(2)] == [1, 0]
    assert [each.recipient for each in Letter.objects.all()] == [tokyo.lead.word]
    assert [intern_sweeps.escalate_on(today() + timedelta(days=4)) for _ in range(2)] == [1, 0]
    assert Letter.objects.filter(recipient=desk_there.word).count() == 1
    with tokyo.examining(desk_there):
        request = InternRequest.objects.get()
        intern_requests.accept(request, by=desk_there, on=today())
        assert InternCase.objects.get() == case
    with tokyo.examining():
        interns.note(case, text="made up", happened=today(), by=tokyo.officer, on=today())
        assert InternCase.objects.get().told == 0


def test_every_act_has_its_line_and_no_line_a_word():
    tokyo = bureau()
    case = opened(tokyo)
    with tokyo.examining():
        interns.assign(case, to=tokyo.second, by=tokyo.officer, on=today())
        settle_all(tokyo, case)
    acts = set(AuditLine.objects.filter(act__startswith="intern-").values_list("act", flat=True))
    wanted = {"intern-case.opened", "intern-case.assigned", "intern-step.not-needed", "intern-officer.named"}
    assert wanted <= acts
    assert not AuditLine.objects.filter(subject__contains="架空").exists()


def test_days_before_the_steps_were_declared_have_none():
    assert declared().holding(date(2020, 1, 1)) == ()


def test_a_lead_who_may_examine_goes_before_one_who_may_not_and_the_latter_is_said():
    tokyo = bureau(named=False)
    body("labour-osaka", kind="labour_bureau", prefecture="27")
    official(body("labour-osaka"), lead=True)
    found = {each.prefecture: each for each in coverage(today())}
    assert found["13"].official == tokyo.lead and found["13"].able
    assert found["27"].answering.how == Answering.LEAD and not found["27"].able


def test_a_lead_moves_a_case_with_what_partners_were_asked_and_its_fact_follows():
    tokyo, osaka, police = bureau(), bureau("labour-osaka", "27"), body("police", kind="police")
    case = opened(tokyo)
    told = {"prefecture": "27", "reason": "Made up: works in Osaka.", "on": today()}
    with tokyo.examining():
        request = intern_requests.ask(case, asked(police, step="police"), by=tokyo.officer, on=today())
        assert fact(case).prefecture == 13
        with refused(Refusal.NOT_OWNERS_LEAD):
            interns.move(case, by=tokyo.officer, **told)
    Letter.objects.all().delete()
    with tokyo.examining(tokyo.lead):
        interns.move(case, by=tokyo.lead, **told)
        assert not InternCase.objects.exists() and not InternRequest.objects.exists()
    assert [each.recipient for each in Letter.objects.all()] == [osaka.officer.word]
    assert fact(case).prefecture == 27
    with osaka.examining():
        moved = InternCase.objects.get()
        assert (moved.owner, moved.officer, moved.prefecture) == (osaka.organisation, osaka.officer, "27")
        intern_requests.enter(request, declined=False, words="made up", by=osaka.officer, on=today())
        assert (moved.notes.get().by, moved.notes.get().text is not None) == (tokyo.lead, True)


def test_a_case_moves_only_to_another_prefecture_where_somebody_answers_and_a_refusal_changes_nothing():
    tokyo = bureau()
    body("labour-osaka", kind="labour_bureau", prefecture="27")
    case = opened(tokyo)
    with tokyo.examining(tokyo.lead):
        for prefecture, reason, why in (
            ("13", "made up", InternRefusal.SAME_PREFECTURE),
            ("27", " ", InternRefusal.NO_REASON),
            ("27", "made up", InternRefusal.NOBODY),
            ("01", "made up", InternRefusal.NO_BUREAU),
        ):
            with refused(why):
                interns.move(case, prefecture=prefecture, reason=reason, by=tokyo.lead, on=today())
        assert InternCase.objects.get().prefecture == "13" and not case.notes.exists()
