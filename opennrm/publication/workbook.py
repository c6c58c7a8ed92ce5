"""The report as a workbook: a sheet a table, one value a cell."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.page.sheets import Sheet, workbook
from opennrm.publication.document import chart
from opennrm.publication.report import Report, ReportTable
from opennrm.understanding import units


def workbook_of(report: Report, language: str) -> bytes:
    """XLSX in one language, by Japan's rules of 2020 for machine-readable statistical tables."""
    with override(language):
        title = _("Measures to Combat Trafficking in Persons (Annual Report) %(year)d") % {"year": report.year}
        notes = [
            _("Edition: %(edition)s") % {"edition": report.edition},
            _("Register: %(collection)s, version %(version)s")
            % {"collection": report.collection, "version": report.register},
            _("One sheet a table; one value a cell; charts on sheets of their own."),
        ]
        if report.demo:
            notes.insert(0, _("Demonstration: case facts are made up; published figures are real."))
        sheets = tuple(_sheet(report, table, language, at) for at, table in enumerate(report.tables, 1))
        return workbook(sheets, title=title, notes=tuple(notes))


def _sheet(report: Report, table: ReportTable, language: str, at: int) -> Sheet:
    lines = [*table.rows, *([table.total] if table.total else [])]
    header: list[str]
    rows: list[tuple[str | int | None, ...]]
    if table.kind == "series":
        header = [_("Year"), *(row.label.of(language) for row in table.rows)]
        rows = [(int(year), *(row.values[i] for row in table.rows)) for i, year in enumerate(table.columns)]
    else:
        header = [_("Category"), *(label.of(language) for label in table.column_labels)]
        rows = [(line.label.of(language), *line.values) for line in lines]
        if table.made_up:
            header.append(_("Made up"))
            rows = [(*row, _("yes") if any(line.made_up) else _("no")) for row, line in zip(rows, lines)]
    notes = [
        _("Counted: %(population)s.") % {"population": table.population.of(language)},
        _("Unit: %(unit)s") % {"unit": units.named(table.unit)},
        *(note.of(language) for note in table.notes),
    ]
    if table.sources:
        notes.append(_("Sources: %(sources)s.") % {"sources": ", ".join(table.sources)})
    return Sheet(
        name=f"{at:02d}",
        title=table.title.of(language),
        header=tuple(header),
        rows=tuple(rows),
        notes=tuple(notes),
        chart=chart(report, table, language),
    )
