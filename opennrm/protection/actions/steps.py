"""Aims, risks, tasks and notes of a plan. For the purpose of support; raises Refused."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import rules
from opennrm.protection.actions.plans import going_on_still, serves_as_caseworker
from opennrm.protection.models import Aim, PlanNote, ProtectionPlan, RiskAssessment, Task
from opennrm.protection.risks import factors
from opennrm.protection.terms import AimState, NoteKind, PlanRefusal, RiskLevel, TaskKind, TaskState, WorkRefusal
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@transaction.atomic
def add_aim(plan: ProtectionPlan, *, words: str, by: Official, on: date) -> Aim:
    """Keep what the person wants, in their words, sealed."""
    held = going_on_still(plan)
    refuse(rules.why_not_say(words))
    aim = Aim(plan=held, said=on, by=by)
    seal(aim, "words", words.strip())
    aim.save(force_insert=True)
    record("aim.added", held.word, by=by.word)
    return aim


@transaction.atomic
def set_aim(aim: Aim, *, state: AimState, by: Official) -> None:
    """Say what became of an aim; the same verb takes it back."""
    held = going_on_still(aim.plan)
    Aim.objects.filter(pk=aim.pk).update(state=state)
    record("aim.set", held.word, by=by.word)


@transaction.atomic
def assess(
    plan: ProtectionPlan,
    *,
    level: RiskLevel,
    chosen: Iterable[str],
    measures: str,
    again: date,
    by: Official,
    on: date,
) -> RiskAssessment:
    """Assess the danger anew; earlier assessments stay. The level is a person's judgement: no factors are added up."""
    held, listed = going_on_still(plan), factors()
    wanted = sorted(set(chosen))
    refuse(rules.why_not_assess(factors=wanted, known=listed.by_code, measures=measures, again=again, today=on))
    risk = RiskAssessment(
        plan=held, on=on, by=by, level=level, factors=wanted, version=listed.version.isoformat(), again=again
    )
    seal(risk, "measures", measures.strip())
    risk.save(force_insert=True)
    record("risk.assessed", held.word, by=by.word)
    return risk


@transaction.atomic
def add_task(
    plan: ProtectionPlan, *, kind: TaskKind, words: str, due: date, who: Official, by: Official, on: date
) -> Task:
    """Say what is to be done by when and by whom; the words are sealed and may be empty."""
    held = going_on_still(plan)
    refuse(rules.why_not_due(due=due, today=on))
    refuse(None if serves_as_caseworker(who, held.owner_id, on) else PlanRefusal.NOT_THERE)
    task = Task(plan=held, kind=kind, due=due, who=who)
    if words.strip():
        seal(task, "words", words.strip())
    task.save(force_insert=True)
    record("task.added", held.word, by=by.word)
    return task


@transaction.atomic
def settle_task(task: Task, *, state: TaskState, by: Official, on: date) -> None:
    """Done or dropped; back to open takes it back. Of two at once the second is told that it changed."""
    going_on_still(task.plan)
    day = {"settled": None, "settled_by": None} if state == TaskState.OPEN else {"settled": on, "settled_by": by}
    changed = Task.objects.filter(pk=task.pk).exclude(state=state)
    if state != TaskState.OPEN:
        changed = changed.filter(state=TaskState.OPEN)
    if not changed.update(state=state, **day):
        raise Refused(WorkRefusal.CHANGED)
    record(f"task.{state.value}", task.word, by=by.word)


@transaction.atomic
def note(plan: ProtectionPlan, *, kind: NoteKind, text: str, happened: date, by: Official, on: date) -> PlanNote:
    """Note what happened on a day, sealed."""
    held = going_on_still(plan)
    refuse(rules.why_not_say(text) or rules.why_not_happened(happened, today=on))
    made = PlanNote(plan=held, kind=kind, happened=happened, by=by, on=on)
    seal(made, "text", text.strip())
    made.save(force_insert=True)
    record("plan.noted", held.word, by=by.word)
    return made
