"""Ending a plan with its reason, asking months later how the person fares, and reopening. For support alone."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.identification.actions import cases
from opennrm.identification.models import Case
from opennrm.identification.terms import Closing
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import following
from opennrm.protection.actions.plans import held_plan
from opennrm.protection.endings import EndingRefusal, Fares
from opennrm.protection.followups import FollowUp
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.terms import Ending
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@transaction.atomic
def end(plan: ProtectionPlan, *, why: Ending, close_case: bool, by: Official, on: date) -> None:
    """End a plan, saying why, and let follow-ups fall due after 3, 6 and 12 months.

    With ``close_case`` the case is closed with it, where the same organisation owns it and the reason is one of a case;
    another's case goes on. Who began by mistake leaves the case as it is.
    """
    held = held_plan(plan)
    refuse(
        following.why_not_end(
            ended=held.ended is not None, why=why, on=on, begun=held.begun, today=timezone.localdate()
        )
    )
    ProtectionPlan.objects.filter(pk=held.pk).update(ended=on, ending=why)
    for months, due in following.follow_ups(on, why):
        FollowUp.objects.create(plan=held, months=months, due=due)
    record("plan.ended", held.word, by=by.word)
    case = own_case(held)
    if close_case and case is not None and case.closed is None and why in Closing.values:
        cases.close(case, why=Closing(why.value), by=by, on=on)


@transaction.atomic
def reopen(plan: ProtectionPlan, *, by: Official, on: date) -> None:
    """Take a plan up again, and with it the case, where it was closed; follow-ups that waited are dropped."""
    held = held_plan(plan)
    refuse(following.why_not_reopen(ended=held.ended is not None))
    _reopen(held, by=by, on=on)


@transaction.atomic
def follow_up(follow: FollowUp, *, fares: Fares, note: str, by: Official, on: date) -> None:
    """Keep how the person fares, once. Who needs support again has the plan reopened in the same act."""
    plan = held_plan(ProtectionPlan(pk=follow.plan_id))
    held = FollowUp.objects.filter(pk=follow.pk, plan=plan, dropped__isnull=True).first()
    if held is None:
        raise Refused(EndingRefusal.NOT_HERE)
    since = plan.ended or held.due
    refuse(following.why_not_record(done=held.done is not None, on=on, since=since, today=timezone.localdate()))
    held.plan = plan
    held.done, held.by, held.fares = on, by, fares
    if note.strip():
        seal(held, "note", note.strip())
    held.save()
    record("follow-up.done", held.word, by=by.word)
    if fares == Fares.NEEDS_SUPPORT and plan.ended is not None:
        _reopen(plan, by=by, on=on)


def own_case(plan: ProtectionPlan) -> Case | None:
    """The case, where the organisation of the plan owns it and may open it; another's case goes its own way."""
    return Case.objects.filter(pk=plan.case_id, owner=plan.owner_id).first()


def _reopen(held: ProtectionPlan, *, by: Official, on: date) -> None:
    ProtectionPlan.objects.filter(pk=held.pk).update(ended=None, ending="")
    FollowUp.objects.filter(plan=held, done__isnull=True, dropped__isnull=True).update(dropped=on)
    record("plan.reopened", held.word, by=by.word)
    case = own_case(held)
    if case is not None and case.closed is not None:
        cases.reopen(case, by=by, on=on)
