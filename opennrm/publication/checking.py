"""Check numbers anew: an edition, a report file, or a file of published figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from opennrm.publication import notes
from opennrm.publication.assemble import quotes_of
from opennrm.publication.builder import GOVERNMENT
from opennrm.publication.report import Finding, Report, ReportTable
from opennrm.understanding import checks, definitions
from opennrm.understanding.imports.figures import read_figures
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.published import NAMES, Published, as_figures
from opennrm.understanding.tabulate import Line, Tabulated


@dataclass(frozen=True)
class Checked:
    """What was checked, and what was found."""

    what: str
    checks: int
    findings: tuple[Finding, ...]


def of_report(report: Report, known: notes.Notes, published: Sequence[Published] = ()) -> Checked:
    """Ask every check of a report's numbers again; nothing is taken from the findings it carries."""
    numbers = checks.Numbers(
        report.year,
        {f.id: (f.value, f.previous) for f in report.figures},
        [table for each in report.tables if (table := _tabulated(each)) is not None],
        published,
        quotes_of(report.year),
    )
    declared = checks.declared("report")
    found = checks.run(numbers, declared)
    return Checked(f"report {report.edition}", len(declared), _noted(report.year, found, known))


def _tabulated(table: ReportTable) -> Tabulated | None:
    definition = next((t for t in definitions.tables() if t.id == table.id), None)
    if definition is None or table.total is None:
        return None
    width = len([c for c in table.columns if c != "change"])
    lines = tuple(Line(r.id, r.label, tuple(v or 0 for v in r.values[:width])) for r in table.rows)
    total = tuple(v or 0 for v in table.total.values[:width])
    return Tabulated(definition, table.columns[:width], table.column_labels[:width], lines, total)


def of_published(figures: Sequence[Published], what: str, known: notes.Notes) -> Checked:
    """Check published figures: against each other, and each year's government figures as a report would be."""
    declared = checks.declared("published")
    findings = list(_noted(0, checks.run(checks.Numbers(0, published=figures), declared), known))
    years = sorted({f.year for f in figures if f.publisher == GOVERNMENT and f.of_one_year})
    sums = [c for c in checks.declared("report") if c.kind in ("adds_up", "quoted_share")]
    for year in years:
        findings += _noted(year, checks.run(_year_of(figures, year), sums), known)
    return Checked(what, len(declared) + len(sums), tuple(findings))


def _year_of(figures: Sequence[Published], year: int) -> checks.Numbers:
    now = as_figures(figures, publisher=GOVERNMENT, year=year)
    before = as_figures(figures, publisher=GOVERNMENT, year=year - 1)
    values = {id: (f.value, before[id].value if id in before else None) for id, f in now.items()}
    return checks.Numbers(year, values, (), figures, quotes_of(year))


def _noted(year: int, found: Iterable[checks.Finding], known: notes.Notes) -> tuple[Finding, ...]:
    return tuple(Finding(f.check, f.severity, f.message, f.arithmetic, f.figures, known.on(year, f)) for f in found)


def of_file(path: Path, known: notes.Notes) -> Checked:
    """Check ``report.json``, or a CSV or XLSX file of published figures. Raises Refused or NotAReport."""
    if path.suffix == ".json":
        return of_report(Report.from_json(path.read_text("utf-8")), known)
    sheet = read_sheet(path)
    taken = read_figures(sheet)
    figures = [Published(**{name: getattr(figure, name) for name in NAMES}) for figure in taken.figures]
    return of_published(figures, sheet.name, known)
