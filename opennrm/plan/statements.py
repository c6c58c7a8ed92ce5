"""What the annual report asks of the plan: the plan of a year, its measures, and what a chapter says.

From the packaged declarations; nothing here needs a database. What the desk accepted is handed in (``accepted.desk``):
a year has one source, its file or the desk, and never both.
"""

from dataclasses import dataclass

from opennrm.page.bilingual import Text
from opennrm.plan.read import ActionPlan, Measure, PlanUnknown, QuotedShare, packaged
from opennrm.plan.terms import Chapter, Evidence


@dataclass(frozen=True)
class Statement:
    """A paragraph of a chapter with its mark, which stands beside it in the same language.

    ``bodies`` are codes of organisations; ``measure_item`` an item of the plan in force, or "".
    """

    id: str
    text_en: str
    text_ja: str
    bodies: tuple[str, ...]
    evidence: Evidence
    mark_en: str
    mark_ja: str
    measure_item: str
    source: str


Desk = tuple[tuple[Chapter, Statement], ...]  # what the desk accepted of a year, with the chapter of each


def plan_in_force(year: int) -> ActionPlan:
    """The plan the annual report for a year speaks of; ``PlanUnknown`` where none is declared."""
    plans = packaged().plans.values()
    for plan in plans:
        if plan.in_force(year):
            return plan
    first = min(plan.first_report for plan in plans)
    raise PlanUnknown(f"No action plan is declared for the report on {year}; the first is for {first}.")


def measures(plan_year: int) -> tuple[Measure, ...]:
    """The measures of the plan adopted in a year, in its order; ``PlanUnknown`` where there is none."""
    plans = packaged().plans
    if plan_year not in plans:
        declared = ", ".join(str(year) for year in sorted(plans))
        raise PlanUnknown(f"No action plan of {plan_year} is declared; there are those of {declared}.")
    return plans[plan_year].measures


def chapter_statements(report_year: int, chapter: int, desk: Desk | None = None) -> list[Statement]:
    """What a chapter of the report for a year says of progress; [] where nothing is declared.

    ``desk`` is what the desk accepted; None where it did not open the year, and the file speaks. Raises
    ``ValueError`` for a chapter the report does not have.
    """
    wanted = Chapter(chapter)
    if desk is not None:
        return [statement for of, statement in desk if of is wanted]
    return [
        Statement(
            id=step.id,
            text_en=step.text.en,
            text_ja=step.text.ja,
            bodies=step.bodies,
            evidence=step.evidence,
            mark_en="" if step.evidence.official else step.evidence.mark.en,
            mark_ja="" if step.evidence.official else step.evidence.mark.ja,
            measure_item=step.measure,
            source=step.source,
        )
        for step in packaged().progress
        if step.report_year == report_year and step.chapter is wanted
    ]


def chapter_intro(report_year: int, chapter: int) -> Text | None:
    """Our own sentence that opens a chapter of the report for a year; None where none is declared."""
    return packaged().intros.get((report_year, Chapter(chapter)))


def quoted_shares(report_year: int) -> tuple[QuotedShare, ...]:
    """The shares the report for a year prints, each with the year it speaks of."""
    return tuple(share for share in packaged().shares if share.appears_in == report_year)
