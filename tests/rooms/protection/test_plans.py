"""Beginning a plan, the day protection began, aims, risks, tasks, notes; and who sees none of it."""

import pytest

from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.identification.actions import cases
from opennrm.identification.models import Case
from opennrm.page.refusals import Refused
from opennrm.protection.actions import plans, steps
from opennrm.protection.models import Aim, PlanNote, ProtectionPlan, Stay, Task
from opennrm.protection.risks import factors
from opennrm.protection.terms import AimState, NoteKind, PlanRefusal, RiskLevel, TaskKind, TaskState, WorkRefusal
from opennrm.vault.models import AuditLine
from tests.desk import body, official
from tests.rooms.identification.world import Desk, again, days_ago, desk, opened, protected, shelter, today
from tests.rooms.protection.world import asked, later, planned

pytestmark = pytest.mark.django_db


def refused(act, **said):
    with pytest.raises(Refused) as caught:
        act(**said)
    return caught.value.reason


def test_a_plan_begins_once_for_a_case_for_which_support_was_asked():
    there, case = asked()
    with there.supporting():
        plan = plans.begin(case, by=there.caseworker, on=today())
        assert (plan.caseworker, plan.owner) == (there.caseworker, there.organisation)
        assert plan.file_id != case.file_id
        assert refused(plans.begin, case=case, by=there.caseworker, on=today()) is PlanRefusal.BEGUN


def test_no_plan_begins_where_support_was_not_asked():
    there = shelter()
    case = opened(there)
    with there.supporting(), pytest.raises(Refused):
        plans.begin(case, by=there.caseworker, on=today())


def test_protection_that_began_falls_as_a_fact_and_is_taken_back():
    there, plan = planned()
    with there.identifying():
        case = Case.objects.get(pk=plan.case_id)
        Case.objects.filter(pk=case.pk).update(standing="confirmed", decided=days_ago(15), confirmed=days_ago(15))
    with there.supporting():
        plans.protected_since(plan, since=days_ago(10), by=there.caseworker, on=today())
        assert refused(plans.protected_since, plan=plan, since=today(), by=there.caseworker, on=today())
    key = again(case, there).person.key
    assert protected(key).day == days_ago(10)
    with there.supporting():
        plans.never_protected(plan, by=there.caseworker, on=today())
    assert protected(key) is None


def test_a_past_day_of_protection_is_recorded_today_and_counts_on_the_later_day():
    there, plan = planned()
    with there.identifying():
        Case.objects.update(standing="confirmed", decided=days_ago(3), confirmed=days_ago(3))
    with there.supporting():
        plans.protected_since(plan, since=days_ago(10), by=there.caseworker, on=today())
    fact = protected(again(plan.case, there).person.key)
    assert (fact.day, fact.recorded_on) == (days_ago(3), today())


def test_a_day_another_organisation_entered_stays_where_one_takes_back_its_own():
    there, plan = planned()
    with there.supporting():
        plans.protected_since(plan, since=days_ago(10), by=there.caseworker, on=today())
        Case.objects.update(protected=days_ago(12))  # as another entered it before
        plans.never_protected(plan, by=there.caseworker, on=today())
        assert Case.objects.get().protected == days_ago(12)


def test_protection_does_not_begin_tomorrow_nor_before_the_case():
    there, plan = planned()
    with there.supporting():
        told = {"plan": plan, "by": there.caseworker, "on": today()}
        assert refused(plans.protected_since, since=later(1), **told) is PlanRefusal.FUTURE
        assert refused(plans.protected_since, since=days_ago(40), **told) is PlanRefusal.BEFORE_BEGUN


def test_only_a_caseworker_of_the_organisation_takes_a_plan_over():
    there, plan = planned()
    colleague = official(there.organisation, roles=["caseworker"])
    with there.supporting():
        plans.assign(plan, to=colleague, by=there.caseworker, on=today())
        assert ProtectionPlan.objects.of(colleague).count() == 1
        stranger = official(body("elsewhere"), roles=["caseworker"])
        for other in (there.officer, stranger):
            told = {"plan": plan, "to": other, "by": there.caseworker, "on": today()}
            assert refused(plans.assign, **told) is PlanRefusal.NOT_THERE


def worked_on(there, plan):
    by, on = there.caseworker, today()
    with there.supporting():
        aim = steps.add_aim(plan, words="家族と暮らしたい", by=by, on=on)
        task = steps.add_task(plan, kind=TaskKind.HEALTH, words="受診に同行", due=later(1), who=by, by=by, on=on)
        steps.note(plan, kind=NoteKind.TALK, text="落ち着いている（作り話）", happened=on, by=by, on=on)
        steps.assess(
            plan, level=RiskLevel.HIGH, chosen=["threats"], measures="外出時は同行", again=later(7), by=by, on=on
        )
    return aim, task


@pytest.mark.django_db(transaction=True)
def test_the_persons_own_words_are_sealed_and_reading_them_leaves_a_line():
    there, plan = planned()
    aim, _task = worked_on(there, plan)
    with there.supporting():
        assert str(Aim.objects.get().words) == "<sealed>"
        before = AuditLine.objects.filter(act="field.revealed").count()
        assert reveal(aim, "words", purpose=Purpose.SUPPORT) == "家族と暮らしたい"
    assert AuditLine.objects.filter(act="field.revealed").count() == before + 1


def test_an_aim_is_reached_and_taken_back_by_the_same_verb():
    there, plan = planned()
    aim, _task = worked_on(there, plan)
    with there.supporting():
        for state in (AimState.REACHED, AimState.OPEN):
            steps.set_aim(aim, state=state, by=there.caseworker)
            assert Aim.objects.get().state == state


def test_a_task_is_settled_once_and_opened_again():
    there, plan = planned()
    _aim, task = worked_on(there, plan)
    told = {"task": task, "by": there.caseworker, "on": today()}
    with there.supporting():
        steps.settle_task(state=TaskState.DONE, **told)
        assert refused(steps.settle_task, state=TaskState.DROPPED, **told) is WorkRefusal.CHANGED
        steps.settle_task(state=TaskState.OPEN, **told)
        assert Task.objects.get().settled is None
        assert not Task.objects.overdue(today()).exists()
        assert Task.objects.overdue(later(2)).get() == task


def test_a_risk_names_factors_of_the_list_and_what_is_done_about_it():
    there, plan = planned()
    told = {"plan": plan, "level": RiskLevel.LOW, "again": later(30), "by": there.caseworker, "on": today()}
    with there.supporting():
        assert refused(steps.assess, chosen=["no such"], measures="none", **told) is WorkRefusal.NO_FACTOR
        assert refused(steps.assess, chosen=["alone"], measures=" ", **told) is PlanRefusal.NOTHING_SAID
        kept = steps.assess(chosen=["alone"], measures="通訳を手配", **told)
    assert kept.version == factors().version.isoformat()


def test_nothing_is_added_to_a_plan_that_ended():
    there, plan = planned()
    with there.supporting():
        ProtectionPlan.objects.filter(pk=plan.pk).update(ended=today(), ending="settled")
        told = {"plan": plan, "words": "something", "by": there.caseworker, "on": today()}
        assert refused(steps.add_aim, **told) is PlanRefusal.ENDED


@pytest.mark.parametrize("purpose", ["identification", "support"])
def test_police_with_a_grant_on_the_case_see_no_row_of_protection(purpose):
    there, plan = planned()
    worked_on(there, plan)
    npa: Desk = desk("npa", kind="police")
    case = again(plan.case, there)
    with there.identifying():
        cases.access.grant(
            case.file, to=npa.organisation, purpose=Purpose(purpose), basis="legal_duty",
            until=cases.timezone.now() + cases.KEPT, reason="made up", by=there.officer,
        )  # fmt: skip
    acting = npa.identifying if purpose == "identification" else npa.supporting
    with acting():
        assert Case.objects.filter(pk=case.pk).exists()
        for model in (ProtectionPlan, Aim, Task, PlanNote, Stay):
            assert not model.objects.exists()
        assert not Task.objects.filter(plan__case=case).exists()


def test_a_plan_goes_on_where_the_case_was_shut_to_its_owner_again():
    there, plan = planned()
    with there.identifying():
        cases.access.revoke(Grant.objects.get(file=plan.case.file_id, purpose="support"), reason="x", by=there.officer)
    worked_on(there, plan)
    with there.supporting():
        assert ProtectionPlan.objects.get().code
        told = {"plan": plan, "since": today(), "by": there.caseworker, "on": today()}
        assert refused(plans.protected_since, **told) is PlanRefusal.CASE_SHUT
