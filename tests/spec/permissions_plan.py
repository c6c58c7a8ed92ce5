"""Progress of measures for the matrix: that of the officials' own body, and that of another, each with a version."""

from typing import Any

from django.utils import timezone

from opennrm.plan.models import ActionPlan, BodyProgress, Measure, ProgressVersion, ReportingYear

YEAR = 2025


def _measure() -> Measure:
    told = {"title_en": "made up", "title_ja": "架空"}
    plan = ActionPlan.objects.create(year=2022, adopted="2022-12", first_report=2023, source="made up", **told)
    marked = {"extent": "listed", "bodies_evidence": "not_stated", "evidence": "title_attested", "number": "ours"}
    return Measure.objects.create(plan=plan, position=1, chapter=1, item="1(1)", **told, **marked)


def progress_of(w: Any) -> tuple[int, ...]:
    """A draft of each body, by its id; made once."""
    if found := list(BodyProgress.objects.order_by("pk").values_list("pk", flat=True)):
        return tuple(found)
    today, now, measure = timezone.localdate(), timezone.now(), _measure()
    year = ReportingYear.objects.create(year=YEAR, plan=measure.plan, due=today, opened_on=today)
    rows = [
        BodyProgress.objects.create(year=year, measure=measure, organisation=body, basis="plan", state="draft")
        for body in w.bodies()
    ]
    for row, by in zip(rows, (w.officials["progress_reporter"], w.stranger), strict=True):
        said = {"text_en": "made up", "saved_by": by, "saved_at": now, "closed": now}
        ProgressVersion.objects.create(progress=row, number=1, side="body", **said)
    return tuple(row.pk for row in rows)


def _year(w: Any) -> tuple[int, int]:
    progress_of(w)
    return YEAR, YEAR


OF_PLAN = {"progress": progress_of, "reporting_year": _year}
