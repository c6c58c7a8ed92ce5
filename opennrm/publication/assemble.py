"""Assemble a year's report: ask the engine, fold the tables, run the checks, write the sentences."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from opennrm.page.bilingual import Text
from opennrm.plan.read import ActionPlan, PlanUnknown
from opennrm.plan.statements import Desk, chapter_intro, chapter_statements, plan_in_force, quoted_shares
from opennrm.publication import sentences
from opennrm.publication.builder import Builder, Sources
from opennrm.publication.contents import contents
from opennrm.publication.report import INTRO, Finding, PlannedMeasure, Report, ReportTable, Statement
from opennrm.understanding import checks, definitions
from opennrm.understanding.engines import Engine
from opennrm.understanding.tabulate import Tabulated, question_of, tabulate

Step = Callable[[str], None]


def assemble(year: int, engine: Engine, sources: Sources, *, edition: str, step: Step = lambda _text: None) -> Report:
    """The report of a year. ``step`` is told what is being worked on.

    Raises ``NoFacts`` where the register has no fact of the year.
    """
    register = engine.register()
    _need_facts(engine, year, register.collection)
    builder = Builder(year, register.kind == "demo", register.version, register.producer, sources)
    step("Tables")
    tabulated = _tabulate(engine, year)
    for each in tabulated:
        builder.add(each)
    for series in definitions.series():
        step(series.title.en)
        builder.add_series(series)
    step("Checks")
    findings = _findings(builder, tabulated)
    plan = _plan(year)
    return Report(
        year=year,
        edition=edition,
        built_on=sources.built_on,
        collection=register.collection,
        demo=builder.demo,
        publisher=builder.publisher,
        register=register.version,
        as_of=register.as_of,
        figures=tuple(builder.figures.values()),
        tables=_in_order(builder.tables),
        findings=findings,
        sentences=sentences.write(year, builder.values()),
        statements=_statements(year, sources.progress),
        plan=plan.title if plan else Text("", ""),
        measures=tuple(PlannedMeasure(m.chapter.value, m.item, m.title, m.mark) for m in plan.measures) if plan else (),
        engine=engine.name,
    )


def _in_order(tables: Sequence[ReportTable]) -> tuple[ReportTable, ...]:
    """Tables as the contents place them: a table's number is its place here, so the numbers run through an edition."""
    places = [section.id for section in contents().sections]
    return tuple(sorted(tables, key=lambda table: places.index(table.section)))


class NoFacts(ValueError):
    """The register has no facts of the year."""


def _tabulate(engine: Engine, year: int) -> list[Tabulated]:
    """Every table of the year, beside the year before where the register reaches back that far.

    All are asked together, so that the engine may count several in one pass.
    """
    asked = []
    for table in definitions.tables():
        recorded = engine.years(table.fact)
        begun = any(each <= year for each in recorded)  # of what a register did not record yet it never says «none»
        if table.collection == "national" and begun:
            years = (year - 1, year) if year - 1 in recorded else (year,)
            asked.append((table, years, question_of(table, years)))
    counts = engine.ask_all([question for _, _, question in asked])
    return [tabulate(table, counts[question], years) for table, years, question in asked]


def _need_facts(engine: Engine, year: int, collection: str) -> None:
    counted = {table.fact for table in definitions.tables() if table.collection == "national"}
    years = sorted({y for fact in counted for y in engine.years(fact)})
    if year not in years:
        known = ", ".join(map(str, years)) or "no year"
        raise NoFacts(
            f"The register «{collection}» has no victim, no suspect and no contact of {year}; "
            f"it has facts of: {known}. Name one of these years, or import the facts of {year} first."
        )


def quotes_of(year: int) -> list[checks.Quote]:
    """The shares printed with a year's report, as the checks read them."""
    return [
        checks.Quote(
            id=q.id,
            text=Text(q.text.en, q.text.ja),
            percent=q.percent,
            about=q.approximate,
            numerator=q.numerator,
            denominator=q.denominator,
            base_year=q.base_year,
            source=q.source,
        )
        for q in quoted_shares(year)
    ]


def _findings(builder: Builder, tabulated: Sequence[Tabulated]) -> tuple[Finding, ...]:
    numbers = checks.Numbers(
        builder.year, builder.values(), tabulated, builder.sources.published, quotes_of(builder.year)
    )
    found = checks.run(numbers, checks.declared("report"))
    return tuple(
        Finding(f.check, f.severity, f.message, f.arithmetic, f.figures, builder.sources.notes.on(builder.year, f))
        for f in found
    )


def _statements(year: int, desk: Desk | None) -> tuple[Statement, ...]:
    first = 2 if desk is None else 1  # of chapter 1 the files tell numbers alone
    return tuple(chain.from_iterable(_chapter(year, chapter, desk) for chapter in range(first, 7)))


def _chapter(year: int, chapter: int, desk: Desk | None) -> Iterator[Statement]:
    """A chapter's opening sentence, where one is declared, and what it says of progress."""
    intro = chapter_intro(year, chapter)
    if intro:
        yield Statement(chapter, Text(intro.en, intro.ja), "", Text("", ""), INTRO, "")
    for s in chapter_statements(year, chapter, desk):
        yield Statement(
            chapter=chapter,
            text=Text(s.text_en, s.text_ja),
            bodies="; ".join(s.bodies),
            mark=Text(s.mark_en, s.mark_ja),
            evidence=str(s.evidence.value),
            source=s.source,
        )


def _plan(year: int) -> ActionPlan | None:
    try:
        return plan_in_force(year)
    except PlanUnknown:
        return None
