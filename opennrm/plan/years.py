"""Verbs of the secretariat upon a reporting year: open it, set its due day, assign measures to bodies.

Each is one transaction with one line in the audit; raises ``Refused`` where a rule says why not.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.page.refusals import Refused, refuse
from opennrm.plan import progress_rules as rules
from opennrm.plan import read, successions
from opennrm.plan.calendar import calendar
from opennrm.plan.models import ActionPlan, BodyProgress, Measure, ProgressStep, ReportingYear
from opennrm.plan.progress_terms import Act, Basis, Refusal, State
from opennrm.vault.actions import record


@transaction.atomic
def open_year(year: int, *, due: date | None = None, by: Official | None, on: date) -> ReportingYear:
    """Open a year for progress: a line for each measure of the plan in force and each body known to carry it out.

    Of a measure whose bodies no source names, those of the measure it takes up report; where there are none either,
    the secretariat assigns. Without ``due``, the day the calendar says.
    """
    refuse(rules.why_not_coordinate(post_of(by), on=on))
    plan = ActionPlan.objects.in_force(year).first()
    if plan is None:
        raise Refused(Refusal.YEAR_WITHOUT_PLAN)
    refuse(
        rules.why_not_open(
            year,
            in_file=any(step.report_year == year for step in read.packaged().progress),
            is_open=ReportingYear.objects.filter(pk=year).exists(),
            today=on,
        )
    )
    due = due or calendar().due(year)
    refuse(rules.why_not_due(year, due))
    made = ReportingYear.objects.create(year=year, plan=plan, due=due, opened_on=on, opened_by=by)
    rows = BodyProgress.objects.bulk_create(_assigned(made))
    now = timezone.now()
    ProgressStep.objects.bulk_create(ProgressStep(progress=row, act=Act.ASSIGNED, by=by, at=now) for row in rows)
    record("reporting-year.opened", made.word, by=name_of(by))
    return made


@transaction.atomic
def set_due(year: ReportingYear, due: date, *, by: Official | None, on: date) -> None:
    """Set another due day. Reminders that went out stay so; those of the new day go out anew."""
    refuse(rules.why_not_coordinate(post_of(by), on=on))
    held = ReportingYear.objects.select_for_update().get(pk=year.pk)
    refuse(rules.why_not_due(held.year, due))
    held.due = due
    held.save(update_fields=["due"])
    told = rules.step_due(due, on, calendar().reminders, told=0)
    BodyProgress.objects.filter(year=held).update(told=told)
    record("reporting-year.due-set", held.word, by=name_of(by))


@transaction.atomic
def assign(year: ReportingYear, measure: Measure, body: Organisation, *, by: Official | None, on: date) -> BodyProgress:
    """Let a body report on a measure in a year."""
    refuse(rules.why_not_coordinate(post_of(by), on=on))
    held = ReportingYear.objects.select_for_update().get(pk=year.pk)
    there = BodyProgress.objects.filter(year=held, measure=measure, organisation=body).exists()
    refuse(Refusal.ASSIGNED_THERE if there else None)
    basis = Basis.PLAN if measure.bodies.filter(organisation=body).exists() else Basis.SECRETARIAT
    made = BodyProgress.objects.create(year=held, measure=measure, organisation=body, basis=basis)
    ProgressStep.objects.create(progress=made, act=Act.ASSIGNED, by=by, at=timezone.now())
    record("progress.assigned", made.word, by=name_of(by))
    return made


@transaction.atomic
def unassign(progress: BodyProgress, *, by: Official | None, on: date) -> None:
    """Take a body off a measure of a year, where it wrote nothing yet."""
    refuse(rules.why_not_coordinate(post_of(by), on=on))
    held = BodyProgress.objects.select_for_update().get(pk=progress.pk)
    refuse(rules.why_not_unassign(State(held.state), held.versions.count()))
    record("progress.unassigned", held.word, by=name_of(by))
    held.delete()


def _assigned(year: ReportingYear) -> Iterator[BodyProgress]:
    known = set(Organisation.objects.values_list("pk", flat=True))
    for measure in Measure.objects.filter(plan=year.plan_id).prefetch_related("bodies"):
        bodies, basis = [each.organisation_id for each in measure.bodies.all()], Basis.PLAN
        if not bodies:
            before = successions.follows(year.plan_id, measure.item)
            bodies, basis = [body for each in before for body in each.measure.bodies], Basis.FOLLOWED
        for body in dict.fromkeys(bodies):
            if body in known:
                yield BodyProgress(year=year, measure=measure, organisation_id=body, basis=basis)
