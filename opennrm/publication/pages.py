"""What stands on a public page, as blocks, and the links from a number to how it was counted."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.page.dates import known, written
from opennrm.page.document import (
    Block,
    Bullet,
    Bullets,
    DataTable,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Paragraph,
)
from opennrm.plan.read import ActionPlan, Measure
from opennrm.plan.successions import followed_by, follows
from opennrm.plan.terms import Chapter
from opennrm.publication.document import (
    chart,
    data_table,
    headline_figures,
    publisher_of,
)
from opennrm.publication.printed import number
from opennrm.publication.report import FigureValue, Report, ReportTable
from opennrm.understanding import definitions, units

FRONT_SERIES = "victims_since_2001"


def linked(document: Document, report: Report, at: str) -> Document:
    """The document with links from each headline and each table to how it was counted.

    ``at`` is how the address names the edition: by its year (the newest of it), or by its own name.
    """
    return replace(document, blocks=tuple(_linked(block, report, at) for block in document.blocks))


def _linked(block: Block, report: Report, at: str) -> Block:
    if isinstance(block, KeyFigures):
        return KeyFigures(tuple(_to_figure(item, at) for item in block.items))
    if isinstance(block, DataTable) and report.table(table := block.id.removesuffix("-table")):
        return replace(block, href=_table_url(at, table) + "#counted")
    return block


def _to_figure(item: KeyFigure, at: str) -> KeyFigure:
    return replace(item, href=reverse("publication:figure", args=[at, item.id]))


def _table_url(at: str, table: str) -> str:
    return reverse("publication:table", args=[at, table])


def headlines(report: Report, language: str, at: str) -> Document:
    """The headline numbers, and the longest series beside them."""
    figures = headline_figures(report, language)
    blocks: list[Block] = [KeyFigures(tuple(_to_figure(item, at) for item in figures.items))]
    series = report.table(FRONT_SERIES)
    drawn = chart(report, series, language) if series else None
    if series and drawn:
        blocks.append(replace(drawn, href=_table_url(at, series.id) + "#counted"))
    return _fragment(report, language, "", blocks)


def table_page(report: Report, table: ReportTable, language: str) -> Document:
    """One table with its chart, its numbers and how they were counted."""
    return _fragment(report, language, table.title.of(language), _table_blocks(report, table, language))


def _fragment(report: Report, language: str, title: str, blocks: list[Block] | Iterator[Block]) -> Document:
    return Document(
        language=language,
        title=title,
        subtitle="",
        author=publisher_of(report),
        issued=report.built_on,
        blocks=tuple(blocks),
    )


def _table_blocks(report: Report, table: ReportTable, language: str) -> Iterator[Block]:
    drawn = chart(report, table, language)
    if drawn:
        yield drawn
    yield data_table(report, table, language)
    yield Heading(_("How it was counted"), 2, "counted")
    yield Bullets(tuple(Bullet(line) for line in _counted(report, table, language)))
    for rule in definitions.holding(table.rules, report.year):
        yield Heading(rule.title.of(language), 3, f"rule-{rule.id}")
        yield Paragraph(rule.text.of(language))


def _counted(report: Report, table: ReportTable, language: str) -> Iterator[str]:
    yield _("Counted: %(population)s.") % {"population": table.population.of(language)}
    yield _("Unit: %(unit)s") % {"unit": units.named(table.unit)}
    yield _("Publisher: %(publisher)s") % {"publisher": _publishers(report, table, language)}
    if table.register:
        yield _("Register: %(collection)s, version %(version)s") % {
            "collection": report.collection,
            "version": table.register,
        }
    if table.sources:
        yield _("Sources: %(sources)s.") % {"sources": ", ".join(table.sources)}
    yield _("Definition: %(digest)s") % {"digest": table.definition[:16]}


def _publishers(report: Report, table: ReportTable, language: str) -> str:
    if table.kind == "series":
        return _(", ").join(row.label.of(language) for row in table.rows)
    return publisher_of(report)


def figure_facts(report: Report, figure: FigureValue, language: str) -> list[tuple[str, str]]:
    """Label and text of everything known of one number."""

    def valued(value: int | None, *, signed: bool = False) -> str:
        said = {"value": number(value, signed=signed), "unit": units.beside(value, figure.unit)}
        return _("%(value)s %(unit)s") % said

    facts = [
        (_("Value"), valued(figure.value, signed=figure.id.endswith(".change"))),
        (_("Year before"), valued(figure.previous) if figure.previous is not None else ""),
        (_("Counted"), figure.population.of(language)),
        (_("Definition"), figure.definition.of(language)),
        (_("Publisher"), publisher_of(report) if figure.publisher == report.publisher else figure.publisher),
        (_("Register version or source"), figure.register),
        (_("Edition"), report.edition),
        (_("Built on"), written(report.built_on, language)),
        (_("Note"), _(figure.note) if figure.note else ""),
    ]
    findings = [f for f in report.findings if figure.id in f.figures]
    facts += [(_("Finding"), f.message.of(language)) for f in findings]
    return [(label, text) for label, text in facts if text]


def plan_page(plan: ActionPlan, language: str) -> Document:
    """An action plan's measures, by chapter."""
    return Document(
        language=language,
        title=plan.title.of(language),
        subtitle=_("Adopted %(month)s; %(by)s")
        % {"month": known(plan.adopted, language), "by": plan.adopted_by.of(language)},
        author="",
        issued=None,
        blocks=tuple(_plan_blocks(plan, language)),
    )


def _plan_blocks(plan: ActionPlan, language: str) -> Iterator[Block]:
    caution = _("A measure whose text was not seen in a source says so. Summaries are in our own words.")
    matched = _("Which measure takes up which is stated in neither plan: the match is ours.")
    yield Notice(_("How sure each measure is"), (caution, matched), "caution")
    for chapter in Chapter:
        listed = [m for m in plan.measures if m.chapter == chapter]
        if listed:
            yield Heading(f"{chapter.value}. {chapter.title.of(language)}", 2, f"chapter-{chapter.value}")
            yield Bullets(tuple(Bullet(_measure(m, language), m.mark.of(language)) for m in listed))


def _measure(measure: Measure, language: str) -> str:
    said = {"item": measure.item, "title": measure.title.of(language)}
    told = [measure.summary.of(language)] if measure.summary is not None else []
    at = measure.plan_year, measure.item
    for sentence, linked in (
        (_("Takes up %(measures)s."), follows(*at)),
        (_("Taken up by %(measures)s."), followed_by(*at)),
    ):
        if linked:
            named = (f"{each.measure.plan_year} {each.measure.item} ({each.how.label})" for each in linked)
            told.append(sentence % {"measures": _(", ").join(named)})
    if not told:
        return _("%(item)s %(title)s") % said
    return _("%(item)s %(title)s: %(summary)s") % {**said, "summary": " ".join(told)}


def filter_label(name: str) -> str:
    """What a filter of the published figures is called."""
    return {
        "indicator": _("Indicator"),
        "publisher": _("Publisher"),
        "scheme": _("Broken down by"),
        "period": _("Year or period"),
        "status": _("How sure"),
    }[name]
