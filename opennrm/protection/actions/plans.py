"""Beginning a plan, who works on it, and since when the person is protected. For the purpose of support."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.identification.actions import cases
from opennrm.identification.models import Case
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import rules
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.terms import PlanRefusal
from opennrm.vault.actions import record

KEPT = timedelta(days=10 * 366)  # grants of the owner end with it, if retention did not end them before


@transaction.atomic
def begin(case: Case, *, by: Official, on: date) -> ProtectionPlan:
    """Begin the plan of a case for which support was asked. Whoever begins it works on it until others do."""
    held = cases.open_still(case)
    owner = Organisation.objects.get(pk=by.organisation_id)
    there = ProtectionPlan.objects.filter(case=held, owner=owner).exists()
    refuse(rules.why_not_begin(asked=held.support_asked is not None, begun=there))
    file = access.open_file(
        FileKind.PROTECTION,
        owner=owner,
        purpose=Purpose.SUPPORT,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason="plan begun",
        by=by,
    )
    plan = ProtectionPlan(file=file, case=held, code=held.code, owner=owner, caseworker=by, begun=on)
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise Refused(PlanRefusal.BEGUN) from None
    record("plan.begun", plan.word, by=by.word)
    return plan


@transaction.atomic
def assign(plan: ProtectionPlan, *, to: Official, by: Official, on: date) -> None:
    """Let another caseworker of the organisation work on it."""
    held = going_on_still(plan)
    refuse(None if serves_as_caseworker(to, held.owner_id, on) else PlanRefusal.NOT_THERE)
    ProtectionPlan.objects.filter(pk=held.pk).update(caseworker=to)
    record("plan.assigned", held.word, by=by.word)


@transaction.atomic
def protected_since(plan: ProtectionPlan, *, since: date, by: Official, on: date) -> None:
    """The day protection really began; where the person is a confirmed victim, the fact of it falls."""
    held = going_on_still(plan)
    case, there = case_of(held), held.protected is not None
    refuse(rules.why_not_protect(protected=there, since=since, opened=case.opened, today=timezone.localdate()))
    ProtectionPlan.objects.filter(pk=held.pk).update(protected=since)
    record("plan.protected", held.word, by=by.word)
    cases.put_under_protection(case, by=by, on=on, since=since)


@transaction.atomic
def never_protected(plan: ProtectionPlan, *, by: Official, on: date) -> None:
    """Take back the day, where it was entered by mistake; the fact is withdrawn.

    Where another organisation's day stands in the case, that one stays, and the fact with it.
    """
    held = held_plan(plan)
    refuse(rules.why_not_take_back(protected=held.protected is not None))
    case = case_of(held)
    ProtectionPlan.objects.filter(pk=held.pk).update(protected=None)
    record("plan.protection-taken-back", held.word, by=by.word)
    if case.protected == held.protected:
        cases.never_protected(case, by=by, on=on)


def held_plan(plan: ProtectionPlan) -> ProtectionPlan:
    """The plan as it is now, held until the transaction ends. Refused where it is out of the scope."""
    rows = ProtectionPlan.objects.select_for_update(of=("self",)).select_related("owner", "file")
    found = rows.filter(pk=plan.pk).first()
    if found is None:
        raise Refused(PlanRefusal.NOT_HERE)
    return found


def going_on_still(plan: ProtectionPlan) -> ProtectionPlan:
    """The plan as it is now, held; refused where it has ended."""
    held = held_plan(plan)
    refuse(rules.why_not_work(ended=held.ended is not None))
    return held


def case_of(plan: ProtectionPlan) -> Case:
    """The case of a plan; refused where it is shut to whoever acts: the plan goes on without it."""
    found = Case.objects.select_related("person").filter(pk=plan.case_id).first()
    if found is None:
        raise Refused(PlanRefusal.CASE_SHUT)
    return found


def serves_as_caseworker(official: Official, organisation: str, on: date) -> bool:
    """Whether an official serves an organisation on a day and may support."""
    post = Official.objects.with_posts().get(pk=official.pk).post()
    return post.organisation == organisation and may(post, Power.SUPPORT, on)
