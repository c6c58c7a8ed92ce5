"""Loading the declared plans and their progress into the database."""

from importlib.resources.abc import Traversable

from django.db import transaction

from opennrm.agencies.actions import load_organisations
from opennrm.agencies.loading import Loaded, bring_to
from opennrm.page.bilingual import Text
from opennrm.plan import models, read

NOTHING = Text("", "")


@transaction.atomic
def load_plans(folder: Traversable = read.DATA) -> Loaded:
    """Bring plans, measures and progress to what the declarations say, and the organisations they name.

    Loading twice changes nothing. A plan or a measure that is no longer declared stays, since records may
    point to it; progress that is no longer declared goes. Raises ``FaultyDeclaration`` before anything is
    written.
    """
    declared = read.read(folder)
    plans = list(declared.plans.values())
    loaded = load_organisations()
    loaded += bring_to(
        (_plan(plan) for plan in plans), among=models.ActionPlan.objects.all(), by=("year",), prune=False
    )
    loaded += bring_to(
        (_measure(measure, position) for plan in plans for position, measure in enumerate(plan.measures, start=1)),
        among=models.Measure.objects.all(),
        by=("plan_id", "item"),
        prune=False,
    )
    keys = {(plan, item): key for plan, item, key in models.Measure.objects.values_list("plan", "item", "pk")}
    loaded += bring_to(
        (_progress(step, position, keys) for position, step in enumerate(declared.progress, start=1)),
        among=models.Progress.objects.all(),
        by=("code",),
        prune=True,
    )
    return loaded + _load_bodies(declared, keys)


def _load_bodies(declared: read.Plans, keys: dict[tuple[int, str], int]) -> Loaded:
    measures = [measure for plan in declared.plans.values() for measure in plan.measures]
    loaded = bring_to(
        (
            models.MeasureBody(
                measure_id=keys[measure.plan_year, measure.item], position=position, organisation_id=body
            )
            for measure in measures
            for position, body in enumerate(measure.bodies, start=1)
        ),
        among=models.MeasureBody.objects.filter(measure__plan__in=declared.plans),
        by=("measure_id", "position"),
        prune=True,
    )
    return loaded + bring_to(
        (
            models.ProgressBody(progress_id=step.id, position=position, organisation_id=body)
            for step in declared.progress
            for position, body in enumerate(step.bodies, start=1)
        ),
        among=models.ProgressBody.objects.all(),
        by=("progress_id", "position"),
        prune=True,
    )


def _plan(plan: read.ActionPlan) -> models.ActionPlan:
    return models.ActionPlan(
        year=plan.year,
        title_en=plan.title.en,
        title_ja=plan.title.ja,
        adopted=plan.adopted,
        adopted_by_en=plan.adopted_by.en,
        adopted_by_ja=plan.adopted_by.ja,
        first_report=plan.first_report,
        last_report=plan.last_report,
        source=plan.source,
    )


def _measure(measure: read.Measure, position: int) -> models.Measure:
    summary = measure.summary or NOTHING
    return models.Measure(
        plan_id=measure.plan_year,
        position=position,
        chapter=measure.chapter.value,
        item=measure.item,
        number=measure.number.value,
        title_en=measure.title.en,
        title_ja=measure.title.ja,
        summary_en=summary.en,
        summary_ja=summary.ja,
        extent=measure.extent.value,
        bodies_evidence=measure.bodies_evidence.value,
        evidence=measure.evidence.value,
        mark_en=measure.mark.en,
        mark_ja=measure.mark.ja,
        source=measure.source,
    )


def _progress(step: read.Progress, position: int, keys: dict[tuple[int, str], int]) -> models.Progress:
    return models.Progress(
        code=step.id,
        report_year=step.report_year,
        plan_id=step.plan_year,
        measure_id=keys[step.plan_year, step.measure] if step.measure else None,
        chapter=step.chapter.value,
        position=position,
        text_en=step.text.en,
        text_ja=step.text.ja,
        bodies_evidence=step.bodies_evidence.value,
        evidence=step.evidence.value,
        source=step.source,
    )
