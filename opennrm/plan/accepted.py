"""What the desk gives to the annual report of a year: accepted progress, with the number of each figure in its place.

A year has one source. Where the desk opened it, the desk alone speaks; what no file tells and no desk opened is silent.
"""

from django.utils.translation import override

from opennrm.page.bilingual import Text
from opennrm.plan import pointers
from opennrm.plan import progress_rules as rules
from opennrm.plan.models import BodyProgress, ProgressVersion, ReportingYear
from opennrm.plan.progress_terms import TO_TRANSLATE, State
from opennrm.plan.statements import Desk, Statement
from opennrm.plan.terms import Chapter, Evidence

NO_MARK = Text("", "")


def desk(year: int) -> Desk | None:
    """The accepted progress of a year, by measure and body; None where the year was not opened at the desk."""
    if not ReportingYear.objects.filter(pk=year).exists():
        return None
    rows = BodyProgress.objects.filter(year=year, state=State.ACCEPTED).select_related("measure")
    versions = {
        (each.progress_id, each.number): each for each in ProgressVersion.objects.filter(progress__in=rows.values("pk"))
    }
    return tuple(
        statement
        for row in rows.order_by("measure__position", "organisation")
        if (version := versions.get((row.pk, row.accepted or 0))) and (statement := _statement(row, version))
    )


def _statement(row: BodyProgress, version: ProgressVersion) -> tuple[Chapter, Statement]:
    with override("en"):
        numbers = [each.number for each in pointers.looked_up(version.figures)]
    ja, en = (rules.filled(text, numbers) for text in (version.text_ja, version.text_en))
    return Chapter(row.measure.chapter), Statement(
        id=f"{row.year_id}-{row.measure.item}-{row.organisation_id}",
        text_en=en or ja,
        text_ja=ja or en,
        bodies=(row.organisation_id,),
        evidence=Evidence.REPORTED,
        mark_en="" if en else TO_TRANSLATE.en,
        mark_ja="" if ja else TO_TRANSLATE.ja,
        measure_item=row.measure.item,
        source="",
    )
