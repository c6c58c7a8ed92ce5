"""Residence: the stay, procedures and decisions, what falls into the register, and what enforcement never learns."""

import pytest

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.access.terms import Refusal as AccessRefusal
from opennrm.identification.actions import cases
from opennrm.page.refusals import Refused
from opennrm.protection import reminding
from opennrm.protection.actions import followups, plans, residence
from opennrm.protection.actions.residence import Granted
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import PaperState, ProcedureAct, ProcedureKind, ProcedureState, ResidenceRefusal
from opennrm.protection.residence import Expiry, Reminder, ResidenceProcedure
from opennrm.protection.terms import Ending
from opennrm.understanding.terms import ResidenceStatus
from opennrm.worker.models import Letter
from tests.desk import official
from tests.rooms.identification.world import again, desk, protected, shelter, today
from tests.rooms.protection.residing import ago, ahead, applied, confirm, granted_fact, supported

pytestmark = pytest.mark.django_db


HALF_A_YEAR = Granted(ResidenceStatus.DESIGNATED_ACTIVITIES, ahead(180))


def decided(s, procedure, act=ProcedureAct.GRANT, granted=HALF_A_YEAR, **more):
    with s.supporting():
        told = {"day": ago(1), "granted": granted, "by": s.by, "on": today()} | more
        residence.decide(procedure, act=act, **told)
        return ResidenceProcedure.objects.get(pk=procedure.pk)


def status_of(s):
    with s.supporting():
        person = ProtectionPlan.objects.select_related("case__person").get(pk=s.plan.pk).case.person
        return tuple(reveal(person, field, purpose=Purpose.SUPPORT) for field in ("status", "status_until"))


def watched(s):
    with s.supporting():
        return [(each.until, each.release) for each in Expiry.objects.watched()]


@pytest.mark.django_db(transaction=True)
def test_a_grant_is_the_persons_stay_is_watched_and_falls_into_the_register():
    s = supported()
    procedure = decided(s, applied(s))
    assert status_of(s) == (ResidenceStatus.DESIGNATED_ACTIVITIES, ahead(180).isoformat())
    assert watched(s) == [(ahead(180), False)]
    fact = granted_fact(procedure)
    assert (fact.measure, fact.person, fact.day) == ("change_of_status", s.case.person.key, ago(1))


def test_the_status_the_person_had_when_protection_began_stays_counted():
    s = supported(status=ResidenceStatus.ENTERTAINER)
    with s.supporting():
        plans.protected_since(s.plan, since=ago(20), by=s.by, on=today())
    assert protected(s.case.person.key).status_at_protection == ResidenceStatus.ENTERTAINER
    decided(s, applied(s))
    with s.at.identifying():
        cases.describe(s.case, cases.Details(language="tl"), by=s.at.officer, on=today())
    assert protected(s.case.person.key).status_at_protection == ResidenceStatus.ENTERTAINER


@pytest.mark.django_db(transaction=True)
def test_provisional_release_is_watched_but_is_no_status_and_is_not_counted():
    s = supported()
    before = status_of(s)
    procedure = decided(s, applied(s, ProcedureKind.PROVISIONAL_RELEASE), granted=Granted("", ahead(30)))
    assert status_of(s) == before
    assert watched(s) == [(ahead(30), True)]
    assert granted_fact(procedure) is None


def test_a_grant_to_somebody_not_confirmed_falls_once_they_are_and_goes_if_they_are_not():
    s = supported(confirmed=False)
    procedure = decided(s, applied(s))
    assert granted_fact(procedure) is None
    with s.at.identifying():
        confirm(s.case, on=ago(2))
    reminding.settle()
    reminding.settle()
    assert granted_fact(procedure).day == ago(1)
    with s.at.identifying():
        type(s.case).objects.filter(pk=s.case.pk).update(standing="needs_more", confirmed=None)
    reminding.settle()
    assert granted_fact(procedure) is None


@pytest.mark.django_db(transaction=True)
def test_a_decision_put_right_corrects_the_fact_and_the_stay():
    s = supported()
    procedure = decided(s, applied(s))
    first = granted_fact(procedure)
    decided(s, procedure, ProcedureAct.PUT_RIGHT, Granted(ResidenceStatus.LONG_TERM_RESIDENT, ahead(365)), day=ago(2))
    assert granted_fact(procedure).supersedes == first.id
    assert granted_fact(procedure).day == ago(2)
    assert status_of(s) == (ResidenceStatus.LONG_TERM_RESIDENT, ahead(365).isoformat())


@pytest.mark.django_db(transaction=True)
def test_a_grant_entered_by_mistake_is_taken_back_with_the_fact_and_the_stay_said_anew():
    s = supported()
    procedure = decided(s, applied(s))
    with s.supporting():
        residence.take_back(procedure, holds=Granted(ResidenceStatus.ENTERTAINER, ahead(40)), by=s.by, on=today())
        procedure.refresh_from_db()
    assert (procedure.state, procedure.decided, procedure.until) == (ProcedureState.APPLIED, None, None)
    assert granted_fact(procedure) is None
    assert status_of(s)[0] == ResidenceStatus.ENTERTAINER
    assert watched(s) == [(ahead(40), False)]


def test_after_a_refusal_an_objection_is_due_and_if_upheld_it_is_a_grant():
    s = supported()
    procedure = decided(s, applied(s, ProcedureKind.SPECIAL_PERMISSION), ProcedureAct.REFUSE, None)
    assert procedure.due == ahead(2)
    decided(s, procedure, ProcedureAct.OBJECT, None)
    procedure = decided(s, procedure, ProcedureAct.UPHOLD, HALF_A_YEAR)
    assert procedure.state == ProcedureState.GRANTED
    assert granted_fact(procedure).measure == "special_permission"


def test_the_second_decision_is_refused_with_what_to_do():
    s = supported()
    procedure = decided(s, applied(s))
    with pytest.raises(Refused) as said:
        decided(s, procedure, ProcedureAct.REFUSE, None)
    assert said.value.reason == ResidenceRefusal.MEANWHILE
    assert granted_fact(procedure) is not None


def test_what_cannot_be_granted_changes_nothing():
    s = supported()
    procedure = applied(s)
    for granted, day, why in (
        (Granted("", ahead(9)), today(), ResidenceRefusal.NO_STATUS),
        (Granted(ResidenceStatus.OTHER, ago(1)), today(), ResidenceRefusal.NO_END),
        (HALF_A_YEAR, ahead(1), ResidenceRefusal.FUTURE),
        (HALF_A_YEAR, ago(20), ResidenceRefusal.TOO_EARLY),
    ):
        with pytest.raises(Refused) as said:
            decided(s, procedure, granted=granted, day=day)
        assert said.value.reason == why
    assert watched(s) == []


def test_one_procedure_of_a_kind_goes_on_at_a_time():
    s = supported()
    applied(s)
    with pytest.raises(Refused) as said:
        applied(s)
    assert said.value.reason == ResidenceRefusal.GOING_ON
    applied(s, ProcedureKind.EXTENSION)


def test_an_application_is_due_before_the_stay_ends_and_no_day_after_it_is_taken():
    s = supported()
    with s.supporting():
        residence.enter_stay(s.plan, status=ResidenceStatus.ENTERTAINER, until=ahead(50), by=s.by, on=today())
        made = residence.begin(s.plan, kind=ProcedureKind.EXTENSION, office="", due=None, by=s.by, on=today())
        assert made.due == ahead(20)
        with pytest.raises(Refused) as said:
            residence.set_due(made, due=ahead(51), by=s.by)
        assert said.value.reason == ResidenceRefusal.DUE_AFTER_EXPIRY
        with pytest.raises(Refused):
            residence.set_due(made, due=ago(1), by=s.by)


def test_documents_of_the_checklist_are_ticked_and_others_left_out():
    s = supported()
    procedure = applied(s)
    with s.supporting():
        residence.check(procedure, {"passport": PaperState.HERE, "crown": PaperState.HERE}, by=s.by)
        residence.check(procedure, {"application": PaperState.HANDED_IN}, by=s.by)
        procedure.refresh_from_db()
    assert procedure.documents == {"passport": "here", "application": "handed_in"}


def test_number_and_status_are_sealed():
    s = supported()
    procedure = decided(s, applied(s), note="made up")
    assert str(procedure.number) == str(procedure.status) == str(procedure.note) == "<sealed>"
    assert repr(HALF_A_YEAR) == "<a grant of residence>"


@pytest.mark.django_db(transaction=True)
def test_enforcement_that_supports_neither_does_nor_sees_anything_of_residence():
    s = supported(desk("isa"))
    for act in (
        lambda: residence.enter_stay(s.plan, status="Other", until=ahead(9), by=s.by, on=today()),
        lambda: residence.begin(s.plan, kind=ProcedureKind.CHANGE, office="", due=None, by=s.by, on=today()),
    ):
        with s.supporting(), pytest.raises(Refused) as said:
            act()
        assert said.value.reason == ResidenceRefusal.FIREWALL
    with pytest.raises(Refused) as said:
        status_of(s)
    assert said.value.reason == AccessRefusal.FIREWALL


@pytest.mark.django_db(transaction=True)
def test_immigration_that_identifies_sees_the_status_in_the_case_and_no_row_of_protection():
    s = supported()
    decided(s, applied(s))
    case = again(s.case, s.at)
    with s.at.identifying():
        assert reveal(case.person, "status", purpose=Purpose.IDENTIFICATION) == ResidenceStatus.DESIGNATED_ACTIVITIES
        for model in (ProtectionPlan, ResidenceProcedure, Expiry):
            assert not model.objects.exists()


def test_another_centre_sees_no_procedure_and_changes_none():
    s = supported()
    procedure, other = applied(s), shelter_elsewhere()
    with other.supporting():
        assert not ResidenceProcedure.objects.exists()
        with pytest.raises(Refused):
            residence.set_due(procedure, due=ahead(3), by=other.caseworker)


def shelter_elsewhere():
    return desk("made-up-centre", kind="womens_support_center")


def test_whoever_works_on_the_plan_is_told_once_at_each_step_and_leads_near_the_end():
    s = supported()
    with s.supporting():
        residence.enter_stay(s.plan, status=ResidenceStatus.ENTERTAINER, until=ahead(13), by=s.by, on=today())
    reminding.remind()
    reminding.remind()
    with s.supporting():
        told = {(each.official_id, each.step) for each in Reminder.objects.all()}
    assert told == {(s.by.pk, 14), (s.at.officer.pk, 14)}
    letters = Letter.objects.filter(kind="waiting")
    assert {each.recipient for each in letters} == {s.by.word, s.at.officer.word}


def test_a_reminder_far_from_the_end_goes_to_the_caseworker_and_none_after_a_plan_ended():
    s = supported()
    with s.supporting():
        residence.enter_stay(s.plan, status=ResidenceStatus.ENTERTAINER, until=ahead(85), by=s.by, on=today())
    reminding.remind()
    with s.supporting():
        assert [(each.official, each.step) for each in Reminder.objects.all()] == [(s.by, 90)]
        residence.watch(s.plan, until=ahead(5), by=s.by, on=today())
        followups.end(s.plan, why=Ending.WISH, close_case=False, by=s.by, on=today())
    reminding.remind()
    with s.supporting():
        assert Reminder.objects.count() == 1


def test_where_the_caseworker_has_left_the_leads_are_told():
    s = supported()
    with s.supporting():
        residence.watch(s.plan, until=ahead(80), by=s.by, on=today())
    type(s.by).objects.filter(pk=s.by.pk).update(left=ago(1))
    reminding.remind()
    fresh = official(s.at.organisation, roles=["caseworker"])
    with s.supporting(fresh):
        assert [each.official for each in Reminder.objects.all()] == [s.at.officer]


def test_a_plan_that_ended_lets_nothing_be_decided():
    s = supported(shelter())
    procedure = applied(s)
    with s.supporting():
        followups.end(s.plan, why=Ending.WISH, close_case=False, by=s.by, on=today())
    with pytest.raises(Refused):
        decided(s, procedure)
