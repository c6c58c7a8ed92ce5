"""The report as a document: which block stands where, in one language. How it looks is the matter of ``page``."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.agencies import read as agencies
from opennrm.page.document import (
    Block,
    Bullet,
    Bullets,
    Chart,
    Contents,
    DataTable,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Paragraph,
    Row,
    Series,
)
from opennrm.plan.terms import Chapter, Evidence
from opennrm.publication import corrections
from opennrm.publication.builder import PREVIOUS_MADE_UP
from opennrm.publication.citing import sources
from opennrm.publication.printed import number
from opennrm.publication.report import INTRO, FigureValue, Line, PlannedMeasure, Report, ReportTable, Statement
from opennrm.understanding import definitions, units

SECTIONS = {  # of each chapter, in order
    1: ("victims", "suspects", "prosecutions", "series"),
    3: ("contacts",),
    6: ("sessions", "exchanges", "campaigns"),
}
HEADLINES = (
    "victims.total", "victims.minors", "suspects.total", "cases.total", "suspects.prosecuted", "contacts.total",
)  # fmt: skip
MADE_UP = "*"


def document(report: Report, language: str) -> Document:
    """The whole annual report in one language."""
    with override(language):
        return Document(
            language=language,
            title=_("Measures to Combat Trafficking in Persons (Annual Report) %(year)d") % {"year": report.year},
            subtitle=report.plan.of(language),
            author=publisher_of(report),
            issued=report.built_on,
            blocks=tuple(_blocks(report, language)),
            notice=_demo_line() if report.demo else "",
            keywords=("trafficking in persons", "人身取引", str(report.year)),
        )


def publisher_of(report: Report) -> str:
    """Who stands behind the numbers; the demonstration says so in the reader's language."""
    return _(report.publisher) if report.publisher else _("Publisher not named in the register")


def _demo_line() -> str:
    return _("Demonstration: case facts are made up; published figures are real.")


def _blocks(report: Report, language: str) -> Iterator[Block]:
    if report.demo:
        yield demo_notice()
    if report.correction:
        yield corrections.notice(report.correction, language)
    headlines = headline_figures(report, language)
    if headlines.items:
        yield headlines
    yield Contents(_("Contents"))
    yield Heading(f"1. {Chapter(1).title.of(language)}", 2, "chapter-1")
    for section in SECTIONS[1]:
        yield from _section(report, section, language)
    if any(statement.chapter == 1 for statement in report.statements):
        yield from statements(report, 1, language)
    else:
        yield from measures(report.measures, 1, language)
    for chapter in range(2, 7):
        yield from _chapter(report, chapter, language)
    yield from check_blocks(report, language)
    yield from method(report, language)
    yield from sources(report)
    yield from corrections.blocks(report.correction, language)


def demo_notice() -> Notice:
    """That the report is a demonstration, and what is made up in it."""
    return Notice(
        _("This is a demonstration"),
        (
            _("The case facts behind this report are made up. No person in them exists."),
            _("Their headline numbers for 2019 and 2020 were chosen to equal those the government published."),
            _("Numbers marked %(mark)s are made up: the government never published them.") % {"mark": MADE_UP},
            _("The yearly series and the action plans are real, with their sources."),
        ),
        "demo",
    )


def headline_figures(report: Report, language: str, *, linked: bool = True) -> KeyFigures:
    """The headline numbers of a report; ``linked`` to their tables, where those stand in the same document."""
    items = []
    for id in HEADLINES:
        figure = report.figure(id)
        if figure is None or figure.value is None:
            continue
        table = report.table(figure.table)
        items.append(
            KeyFigure(
                id=id,
                label=headline_label(id),
                value=number(figure.value) + _marked(figure.made_up),
                unit=units.beside(figure.value, figure.unit),
                change=_changed(figure),
                href=f"#{table.id}-table" if table and linked else "",
            )
        )
    return KeyFigures(tuple(items))


def sentences_of(report: Report, section: str, language: str) -> list[str]:
    """The sentences of a section; marked where a number in one is made up for a demonstration."""
    return [
        each.text.of(language) + _marked(any(figure and figure.made_up for figure in map(report.figure, each.figures)))
        for each in report.sentences
        if each.section == section
    ]


def _changed(figure: FigureValue) -> str:
    text = change_text(figure.value, figure.previous)
    return text + _marked(bool(text) and (figure.made_up or figure.note == PREVIOUS_MADE_UP))


def _marked(made_up: bool) -> str:
    return MADE_UP if made_up else ""


def headline_label(id: str) -> str:
    """What a headline number is called."""
    return {
        "victims.total": _("Victims protected"),
        "victims.minors": _("of whom minors under 18"),
        "suspects.total": _("Suspects arrested"),
        "cases.total": _("Cases cleared"),
        "suspects.prosecuted": _("Suspects prosecuted"),
        "contacts.total": _("Contacts received"),
    }[id]


def change_text(value: int | None, previous: int | None) -> str:
    """The change on the year before in words, or nothing."""
    if value is None or previous is None:
        return ""
    step = value - previous
    if step == 0:
        return _("same as in the previous year")
    return (_("%(n)d more than in the previous year") if step > 0 else _("%(n)d fewer than in the previous year")) % {
        "n": abs(step)
    }


def section_title(section: str) -> str:
    """The heading of a section of tables."""
    return {
        "victims": _("(1) Data relating to victims of trafficking in persons"),
        "suspects": _("(2) Data relating to those accused of trafficking in persons"),
        "prosecutions": _("(3) Prosecutions and their outcomes"),
        "series": _("(4) Yearly figures since 2001, by publisher"),
        "contacts": _("Contacts received"),
        "sessions": _("Education and training"),
        "exchanges": _("Exchange of opinions with organisations outside the government"),
        "campaigns": _("Campaigns"),
    }[section]


def _section(report: Report, section: str, language: str) -> Iterator[Block]:
    yield Heading(section_title(section), 3, f"section-{section}")
    if said := sentences_of(report, section, language):
        yield Bullets(tuple(map(Bullet, said)))
    for table in report.tables:
        if table.section == section:
            yield from table_blocks(report, table, language)


def table_blocks(report: Report, table: ReportTable, language: str) -> Iterator[Block]:
    """A table's chart and numbers, both under the table's number in the report."""
    drawn = chart(report, table, language)
    if drawn:
        said = {"n": number_of(report, table), "caption": drawn.caption}
        yield replace(drawn, caption=_("Figure %(n)d. %(caption)s") % said)
    numbers = data_table(report, table, language)
    said = {"n": number_of(report, table), "caption": numbers.caption}
    yield replace(numbers, caption=_("Table %(n)d. %(caption)s") % said)


def number_of(report: Report, table: ReportTable) -> int:
    """The table's number in the report, from 1."""
    return 1 + [t.id for t in report.tables].index(table.id)


def _caption(table: ReportTable, language: str) -> str:
    return _("%(title)s (%(unit)s)") % {"title": table.title.of(language), "unit": units.named(table.unit)}


def data_table(report: Report, table: ReportTable, language: str) -> DataTable:
    """The table's numbers. A series stands upright: a row a year, a column a publisher."""
    notes = tuple(_table_notes(report, table, language))
    if table.kind == "series":
        header = (_("Year"), *(row.label.of(language) for row in table.rows))
        rows = tuple(
            Row(year, tuple(number(row.values[at]) for row in table.rows)) for at, year in enumerate(table.columns)
        )
        return DataTable(f"{table.id}-table", _caption(table, language), header, rows, notes)
    header = (_("Category"), *(label.of(language) for label in table.column_labels))
    body = [Row(row.label.of(language), _cells(table, row)) for row in table.rows]
    if table.total:
        body.append(Row(_("Total"), _cells(table, table.total), "total"))
    return DataTable(f"{table.id}-table", _caption(table, language), header, tuple(body), notes)


def _cells(table: ReportTable, row: Line) -> tuple[str, ...]:
    marks = row.made_up or (False,) * len(row.values)
    return tuple(
        number(value, signed=column == "change") + _marked(made_up)
        for column, value, made_up in zip(table.columns, row.values, marks)
    )


def _table_notes(report: Report, table: ReportTable, language: str) -> Iterator[str]:
    yield _("Counted: %(population)s.") % {"population": table.population.of(language)}
    if table.made_up:
        yield _("%(mark)s Made up for this demonstration; never published.") % {"mark": MADE_UP}
    for note in table.notes:
        yield note.of(language)
    if table.sources:
        yield _("Sources: %(sources)s.") % {"sources": ", ".join(table.sources)}


def chart(report: Report, table: ReportTable, language: str) -> Chart | None:
    """The table's chart, or None where it has none or nothing to show."""
    if not table.chart or not table.rows:
        return None
    caption = table.title.of(language)
    unit = units.named(table.unit)
    if table.kind == "series":
        shown = tuple(Series(row.label.of(language), row.values) for row in table.rows)
        return Chart(f"{table.id}-chart", "lines", caption, _describe(table, language), unit, table.columns, shown)
    if table.chart == "stacked":
        rows = tuple(row for row in table.rows if any(row.values))
        labels = tuple(label.of(language) for label in table.column_labels)
        stacked = tuple(Series(row.label.of(language), row.values) for row in rows)
        caption = _in_year(report, caption, any(any(row.made_up) for row in rows))
        return Chart(f"{table.id}-chart", "stacked", caption, _describe(table, language), unit, labels, stacked)
    return _bars(report, table, caption, unit, language)


def _bars(report: Report, table: ReportTable, caption: str, unit: str, language: str) -> Chart | None:
    at = table.columns.index(str(report.year))
    rows = [row for row in table.rows if row.values[at]]
    if not rows:
        return None
    texts = tuple(number(row.values[at]) + _marked(bool(row.made_up) and row.made_up[at]) for row in rows)
    bars = Series(str(report.year), tuple(row.values[at] for row in rows), texts)
    labels = tuple(row.label.of(language) for row in rows)
    caption = _in_year(report, caption, any(row.made_up and row.made_up[at] for row in rows))
    return Chart(f"{table.id}-chart", "bars", caption, _describe(table, language), unit, labels, (bars,))


def _in_year(report: Report, caption: str, made_up: bool) -> str:
    said = {"title": caption, "year": report.year}
    if made_up:
        return _("%(title)s, %(year)d (breakdown made up for the demonstration)") % said
    return _("%(title)s, %(year)d") % said


def _describe(table: ReportTable, language: str) -> str:
    """The chart in words: every number of it, for who cannot see it."""
    if table.kind == "series":
        parts = []
        for row in table.rows:
            known = [(y, v) for y, v in zip(table.columns, row.values) if v is not None]
            first, last = known[0], known[-1]
            parts.append(
                _("%(line)s: %(first)d in %(from)s, %(last)d in %(to)s")
                % {
                    "line": row.label.of(language),
                    "first": first[1],
                    "from": first[0],
                    "last": last[1],
                    "to": last[0],
                }
            )
        return _("; ").join(parts) + _(".")
    at = len([c for c in table.columns if c != "change"]) - 1
    if table.chart == "stacked":
        parts = [
            f"{row.label.of(language)} {label.of(language)} {number(value)}"
            for row in table.rows
            for label, value in zip(table.column_labels, row.values)
        ]
    else:
        parts = [f"{row.label.of(language)} {number(row.values[at])}" for row in table.rows]
    return _("; ").join(parts) + _(".")


def _chapter(report: Report, chapter: int, language: str) -> Iterator[Block]:
    yield Heading(f"{chapter}. {Chapter(chapter).title.of(language)}", 2, f"chapter-{chapter}")
    for section in SECTIONS.get(chapter, ()):
        if any(table.section == section for table in report.tables):
            yield from _section(report, section, language)
    yield from statements(report, chapter, language)


def statements(report: Report, chapter: int, language: str) -> Iterator[Block]:
    """What a chapter says of progress, each statement with how sure it is, and the measures it is about."""
    of_chapter = [s for s in report.statements if s.chapter == chapter]
    for intro in of_chapter:
        if intro.evidence == INTRO:
            yield Paragraph(intro.text.of(language))
    said = [s for s in of_chapter if s.evidence != INTRO]
    if said:
        yield Bullets(tuple(Bullet(_said(report, s, language), s.mark.of(language)) for s in said))
    else:
        yield Paragraph(_("No statement on this chapter has been recorded for this year."))
    if named := {_source_of(report, s) for s in said if s.source}:
        yield Paragraph(_("Sources: %(sources)s.") % {"sources": _("; ").join(sorted(named))}, small=True)
    yield from measures(report.measures, chapter, language)


def measures(planned: Iterable[PlannedMeasure], chapter: int, language: str) -> Iterator[Block]:
    """The plan's measures of a chapter, each with how sure we are of it."""
    listed = [m for m in planned if m.chapter == chapter]
    if listed:
        yield Heading(_("Measures of the plan in this chapter"), 3, f"measures-{chapter}")
        yield Bullets(tuple(Bullet(f"{m.item} {m.title.of(language)}", m.mark.of(language)) for m in listed))


def _said(report: Report, statement: Statement, language: str) -> str:
    """The statement; what a body reported at the desk begins with who it is."""
    if statement.evidence != Evidence.REPORTED:
        return statement.text.of(language)
    known, day = agencies.packaged().organisations, report.built_on
    names = [known[code].name_on(day, language) if code in known else code for code in statement.bodies.split("; ")]
    return _("%(body)s: %(text)s") % {"body": _(", ").join(names), "text": statement.text.of(language)}


def _source_of(report: Report, statement: Statement) -> str:
    if statement.evidence == Evidence.OVERVIEW:
        said = {"year": report.year, "chapter": statement.chapter}
        return _("overview of the annual report for %(year)d, chapter %(chapter)d") % said
    return statement.source


def check_blocks(report: Report, language: str) -> Iterator[Block]:
    """What the checks found, each with its note."""
    yield Heading(_("Checks of the numbers"), 2, "checks")
    if not report.findings:
        yield Paragraph(_("Every check holds."))
        return
    yield Paragraph(
        _("The checks found the following. A finding without a note keeps the report from being published."),
        small=True,
    )
    for finding in report.findings:
        note = finding.note.of(language) if finding.note else _("No note has been written yet.")
        yield Notice(
            _("Finding"),
            (finding.message.of(language), _("Note: %(note)s") % {"note": note}),
            "finding" if finding.note else "caution",
        )


def method(report: Report, language: str) -> Iterator[Block]:
    """Of which register, as of when and by which rules it was counted."""
    yield Heading(_("How it was counted"), 2, "method")
    as_of = report.as_of.isoformat() if report.as_of else _("all facts recorded so far")
    yield Bullets(
        (
            Bullet(_("Edition: %(edition)s") % {"edition": report.edition}),
            Bullet(
                _("Register: %(collection)s, version %(version)s")
                % {"collection": report.collection, "version": report.register}
            ),
            Bullet(_("As of: %(as_of)s") % {"as_of": as_of}),
        )
    )
    used = dict.fromkeys(id for table in report.tables for id in table.rules)
    for rule in definitions.holding(used, report.year):
        yield Paragraph(_("%(title)s: %(text)s") % {"title": rule.title.of(language), "text": rule.text.of(language)})
