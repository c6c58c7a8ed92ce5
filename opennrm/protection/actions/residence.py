"""What an official does about residence: the stay as it is, procedures, decisions, objections. For support alone.

Each verb asks the firewall first: whoever enforces and supports does none of this. Raises ``Refused``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.identification.actions import cases
from opennrm.identification.models import Case
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import deadlines
from opennrm.protection.actions.plans import case_of, going_on_still
from opennrm.protection.checklists import residence
from opennrm.protection.falling import settle_residence
from opennrm.protection.firewall import why_not_residence
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import PaperState, ProcedureAct, ProcedureKind, ProcedureState, ResidenceRefusal
from opennrm.protection.residence import Expiry, ResidenceProcedure
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Granted:
    """What was granted: a code of ``ResidenceStatus`` (none for provisional release), and its last day."""

    status: str = ""
    until: date | None = None

    def __repr__(self) -> str:
        return "<a grant of residence>"


@transaction.atomic
def enter_stay(plan: ProtectionPlan, *, status: str, until: date | None, by: Official, on: date) -> None:
    """Say which status the person has now, and until when; the day is watched from now on."""
    held = _open_plan(plan)
    cases.set_stay(case_of(held), status=status, until=until, by=by, on=on)
    _watch(held, until, release=False, by=by, on=on)
    record("plan.stay-entered", held.word, by=by.word)


@transaction.atomic
def watch(plan: ProtectionPlan, *, until: date, by: Official, on: date) -> None:
    """Watch a day that stands in the case already."""
    held = _open_plan(plan)
    _watch(held, until, release=False, by=by, on=on)
    record("plan.stay-watched", held.word, by=by.word)


@transaction.atomic
def begin(
    plan: ProtectionPlan, *, kind: ProcedureKind, office: str, due: date | None, by: Official, on: date
) -> ResidenceProcedure:
    """Begin a procedure; where no due day is given, that of the declared data, never after the stay expires."""
    held = _open_plan(plan)
    until, today = watched_until(held), timezone.localdate()
    if due is not None:
        refuse(deadlines.why_not_due(due, until=until, today=today))
    _refuse_a_second(held, kind)
    made = ResidenceProcedure(plan=held, kind=kind, office=office.strip(), opened=on, since=on, by=by)
    made.due = due or suggested_due(kind, until=until, today=today)
    made.save(force_insert=True)
    record("procedure.begun", made.word, by=by.word)
    return made


@transaction.atomic
def check(procedure: ResidenceProcedure, papers: Mapping[str, PaperState], *, by: Official) -> None:
    """Say of documents of the checklist what is known; codes that are not in it are left out."""
    held = held_procedure(procedure)
    known = {each.code for each in residence().procedures[ProcedureKind(held.kind)].documents}
    said = {code: PaperState(state).value for code, state in papers.items() if code in known}
    ResidenceProcedure.objects.filter(pk=held.pk).update(documents=held.documents | said)
    record("procedure.checked", held.word, by=by.word)


@transaction.atomic
def set_due(procedure: ResidenceProcedure, *, due: date | None, by: Official) -> None:
    """Say when the next step is due; None where nothing is."""
    held = held_procedure(procedure)
    if due is not None:
        refuse(deadlines.why_not_due(due, until=watched_until(held.plan), today=timezone.localdate()))
    ResidenceProcedure.objects.filter(pk=held.pk).update(due=due)
    record("procedure.due-set", held.word, by=by.word)


@transaction.atomic
def apply(
    procedure: ResidenceProcedure, *, day: date, office: str, number: str, due: date | None, by: Official
) -> None:
    """Enter that it was applied for: the day, the office, the number (sealed), and when an answer is looked for."""
    held = held_procedure(procedure)
    _step(held, ProcedureAct.APPLY, day=day)
    if due is not None:
        refuse(deadlines.why_not_due(due, until=watched_until(held.plan), today=timezone.localdate()))
    held.applied, held.due, held.office = day, due, office.strip() or held.office
    if number.strip():
        seal(held, "number", number.strip())
    held.save()
    record("procedure.applied", held.word, by=by.word)


@transaction.atomic
def decide(
    procedure: ResidenceProcedure,
    *,
    act: ProcedureAct,
    day: date,
    granted: Granted | None = None,
    note: str = "",
    by: Official,
    on: date,
) -> None:
    """Enter what became of it: granted, refused, withdrawn, an objection and what became of that.

    A grant becomes the person's stay, is watched, and falls into the register. ``PUT_RIGHT`` corrects a grant, the
    register with it. The first of two officials who decide at once wins; the other is told.
    """
    held = held_procedure(procedure)
    granting = act in deadlines.GRANTING
    _step(held, act, day=day)
    if granting:
        told = granted or Granted()
        refuse(deadlines.why_not_grant(ProcedureKind(held.kind), status=told.status, until=told.until, day=day))
        _grant(held, told, by=by, on=on)
    if act in (ProcedureAct.REFUSE, ProcedureAct.REJECT) or granting:
        held.decided, held.decided_by = day, by
    if act == ProcedureAct.OBJECT:
        held.objected = day
    held.due = _due_after(held, act, day)
    if note.strip():
        seal(held, "note", note.strip())
    held.save()
    record(f"procedure.{act.value.replace('_', '-')}", held.word, by=by.word)
    settle_residence(held, reason=Reason.DECISION_CHANGED, by=by, on=on)


@transaction.atomic
def take_back(procedure: ResidenceProcedure, *, holds: Granted | None, by: Official, on: date) -> None:
    """Undo a decision that was entered by mistake; the register's fact is withdrawn.

    After a grant, ``holds`` is the stay as it really is; None leaves the case as it stands.
    """
    held = held_procedure(procedure)
    was_granted = held.state == ProcedureState.GRANTED
    _step(held, ProcedureAct.TAKE_BACK, day=held.since)
    held.since = held.objected or held.applied or held.opened
    if held.state == ProcedureState.APPLIED:
        held.decided = held.decided_by = held.objected = None
        held.since = held.applied or held.opened
    held.status = held.until = None
    held.save()
    record("procedure.take-back", held.word, by=by.word)
    settle_residence(held, reason=Reason.ENTRY_ERROR, by=by, on=on)
    if was_granted and holds is not None:
        if held.kind != ProcedureKind.PROVISIONAL_RELEASE:
            _tell_the_case(held.plan, holds, by=by, on=on)
        _watch(held.plan, holds.until, release=False, by=by, on=on)


def watched_until(plan: ProtectionPlan) -> date | None:
    """The last day of the stay this plan watches."""
    return Expiry.objects.filter(plan=plan, ended__isnull=True).values_list("until", flat=True).first()


def suggested_due(kind: ProcedureKind, *, until: date | None, today: date) -> date | None:
    """When an application should be filed, by the declared data; None where no stay runs."""
    before = residence().procedures[kind].due_before
    if before is None or until is None or until < today:
        return None
    return max(until - timedelta(days=before), today)


def held_procedure(procedure: ResidenceProcedure) -> ResidenceProcedure:
    """The procedure as it is now, its plan held until the transaction ends. Refused at the firewall."""
    plan = _open_plan(ProtectionPlan(pk=procedure.plan_id))
    found = ResidenceProcedure.objects.filter(pk=procedure.pk, plan=plan).first()
    if found is None:
        raise Refused(ResidenceRefusal.NOT_HERE)
    found.plan = plan
    return found


def _open_plan(plan: ProtectionPlan) -> ProtectionPlan:
    refuse(why_not_residence())
    return going_on_still(plan)


def _step(held: ResidenceProcedure, act: ProcedureAct, *, day: date) -> None:
    """Move it on, or say why not."""
    state = ProcedureState(held.state)
    since = (held.applied or held.opened) if act == ProcedureAct.PUT_RIGHT else held.since
    refuse(deadlines.why_not_step(state, act, day=day, since=since, today=timezone.localdate()))
    after = deadlines.STEPS[state][act]
    if after in deadlines.GOING_ON and state not in deadlines.GOING_ON:
        _refuse_a_second(held.plan, ProcedureKind(held.kind))
    held.state, held.since = after, day


def _refuse_a_second(plan: ProtectionPlan, kind: ProcedureKind) -> None:
    """One procedure of a kind goes on at a time."""
    refuse(ResidenceRefusal.GOING_ON if plan.procedures.going_on().filter(kind=kind).exists() else None)


def _grant(held: ResidenceProcedure, granted: Granted, *, by: Official, on: date) -> None:
    release = held.kind == ProcedureKind.PROVISIONAL_RELEASE
    held.until, held.status = granted.until, None
    if not release:
        seal(held, "status", granted.status)
        _tell_the_case(held.plan, granted, by=by, on=on)
    _watch(held.plan, granted.until, release=release, by=by, on=on)


def _tell_the_case(plan: ProtectionPlan, granted: Granted, *, by: Official, on: date) -> None:
    """The stay lies in the case. Where the case is shut to the plan's owner, it stands in the procedure alone."""
    case = Case.objects.filter(pk=plan.case_id).first()
    if case is not None:
        cases.set_stay(case, status=granted.status, until=granted.until, by=by, on=on)


def _due_after(held: ResidenceProcedure, act: ProcedureAct, day: date) -> date | None:
    """After a refusal, the last day to object where the data knows one; else nothing is due."""
    days = residence().procedures[ProcedureKind(held.kind)].objection_days
    if act != ProcedureAct.REFUSE or days is None:
        return None
    wanted = day + timedelta(days=days)
    return deadlines.due_on(wanted, until=watched_until(held.plan), today=day)


def _watch(plan: ProtectionPlan, until: date | None, *, release: bool, by: Official, on: date) -> None:
    watched = Expiry.objects.filter(plan=plan, ended__isnull=True)
    if until is not None and watched.filter(until=until, release=release).exists():
        return
    watched.update(ended=on)
    if until is not None:
        fresh: dict[str, Any] = {"until": until, "release": release, "since": on, "by": by}
        Expiry.objects.create(plan=plan, **fresh)
