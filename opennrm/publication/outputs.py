"""The files of a report: HTML, PDF and XLSX in each language, tidy CSV, ``report.json``, and the forms of others.

Beside every CSV stands its metadata (CSV on the Web); the data dictionary goes with them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import override

from opennrm.page.bilingual import Text
from opennrm.page.document import Document
from opennrm.page.html import to_html
from opennrm.page.pdf import to_pdf
from opennrm.page.sheets import csv_bytes
from opennrm.publication import full as full_edition
from opennrm.publication import gate, press
from opennrm.publication.document import document
from opennrm.publication.formats import columns, csvw, dictionary, jsonstat, sdmx, structure
from opennrm.publication.formats.glotip import glotip
from opennrm.publication.report import Report, ReportTable
from opennrm.publication.workbook import workbook_of

LANGUAGES = ("ja", "en")
EDITIONS = ("overview", "full")
TIDY = tuple(each.name for each in columns.TIDY)
TABLE_FORMATS = ("csv", "csv-metadata.json", "json", "jsonstat.json", "sdmx.csv", "sdmx.csv-metadata.json")
TITLE = Text(
    "Measures to Combat Trafficking in Persons (Annual Report) {year}",
    "人身取引対策に関する取組について（年次報告）{year}",
)
DEMO = Text(
    "Demonstration: case facts are made up; published figures are real.",
    "実演用：事案の数値は架空、公表数値は実在のもの。",
)
DESCRIBED: dict[str, tuple[tuple[columns.Column, ...], tuple[str, ...]]] = {
    "csv": (columns.TIDY, ("table", "row", "column")),
    "sdmx-csv": (columns.NATIONAL, ("TABLE", "PUBLISHER", "ROW", "COLUMN", "TIME_PERIOD")),
    "sdg": (columns.SDG, ("SERIES", "SEX", "AGE", "TIME_PERIOD")),
    "glotip": (columns.GLOTIP, ("Indicator", "Dimension", "Category", "Sex", "Age")),
}


SET = ("html", "pdf")
DOCUMENTS: dict[str, Callable[[Report, str], Document]] = {
    "": document,
    "full": full_edition.document,
    "press": press.document,
}


def names(year: int, languages: Sequence[str] = LANGUAGES, *, edition: str = "full") -> dict[str, str]:
    """What the files are called, by kind; those of the full edition with it alone."""
    stem = f"annual-report-{year}"
    sheets = {f"press-{kind}.{lang}": f"press-sheet-{year}-{lang}.{kind}" for lang in languages for kind in SET}
    full = {f"full-{kind}.{lang}": f"{stem}-full-{lang}.{kind}" for lang in languages for kind in SET}
    by_language = {f"{kind}.{lang}": f"{stem}-{lang}.{kind}" for lang in languages for kind in ("html", "pdf", "xlsx")}
    dictionaries = {f"dictionary.{lang}": f"data-dictionary-{year}-{lang}.xlsx" for lang in languages}
    plain = {
        "csv": f"{stem}.csv", "json": "report.json", "json-stat": f"{stem}.jsonstat.json",
        "sdmx-csv": f"{stem}-sdmx.csv", "sdmx-structure": f"{stem}-sdmx-structure.json",
        "sdg": f"{stem}-sdg.csv", "glotip": f"{stem}-glotip.csv",
    }  # fmt: skip
    by_language |= (full if edition == "full" else {}) | sheets
    return {**by_language, **dictionaries, **plain, **{f"csvw-{k}": plain[k] + csvw.BESIDE for k in DESCRIBED}}


def write(
    report: Report,
    folder: Path,
    *,
    languages: Sequence[str] = LANGUAGES,
    edition: str = "full",
    step: Callable[[str], None] = lambda _t: None,
) -> tuple[Path, ...]:
    """Write every file of the report; either all are there or none is changed.

    They are made in a folder beside, each then moved to its place. Raises NotFit where a table may not go out.
    """
    if refused := gate.why_not_release(report):
        raise refused
    folder.mkdir(parents=True, exist_ok=True)
    called = names(report.year, languages, edition=edition)
    with TemporaryDirectory(dir=folder, prefix=".opennrm-") as scratch:
        made = []
        for kind, name in called.items():
            step(name)
            path = Path(scratch) / name
            path.write_bytes(content(report, kind))
            made.append((path, folder / name))
        for path, target in made:
            path.replace(target)
    return tuple(target for _, target in made)


def files(report: Report) -> dict[str, bytes]:
    """Every file of the report by its name, in memory. Raises NotFit where a table may not go out."""
    if refused := gate.why_not_release(report):
        raise refused
    return {name: content(report, kind) for kind, name in names(report.year).items()}


def content(report: Report, kind: str) -> bytes:
    """One file's bytes. ``kind`` is a key of ``names``, such as ``pdf.ja`` or ``csv``."""
    format, _, language = kind.partition(".")
    if format == "json":
        return report.to_json().encode()
    if format in PLAIN:
        return PLAIN[format](report)
    if format.startswith("csvw-"):
        return _metadata(report, format.removeprefix("csvw-"))
    with override(language):
        if format == "dictionary":
            return dictionary.workbook_of(language)
        if format == "xlsx":
            return workbook_of(report, language)
        which, _dash, set_as = format.rpartition("-")
        made = DOCUMENTS[which](report, language)
        if set_as == "pdf":
            return to_pdf(made, now=datetime.combine(report.built_on, time(), UTC))
        return to_html(made, standalone=True).encode()


def table_bytes(report: Report, table: ReportTable, format: str) -> bytes:
    """One table in one of ``TABLE_FORMATS``. Raises NotFit where it may not go out."""
    if refused := gate.why_not_release(report, [table]):
        raise refused
    match format:
        case "json":
            return json.dumps(asdict(table), ensure_ascii=False).encode()
        case "jsonstat.json":
            return jsonstat.dataset(report, table)
        case "sdmx.csv":
            return sdmx.national(report, [table])
        case "sdmx.csv-metadata.json":
            return _described(report, "sdmx-csv", f"{table.id}.sdmx.csv", table.title, table.notes)
        case "csv-metadata.json":
            return _described(report, "csv", f"{table.id}.csv", table.title, table.notes)
    return csv_bytes(TIDY, tidy(report, table))


def _metadata(report: Report, kind: str) -> bytes:
    """The metadata of one of a report's CSV files; of UNODC's table also what could not be said in it."""
    year = str(report.year)
    title = Text(TITLE.en.format(year=year), TITLE.ja.format(year=year))
    notes = glotip(report).left_out if kind == "glotip" else ()
    return _described(report, kind, names(report.year)[kind], title, notes)


def _described(report: Report, kind: str, url: str, title: Text, notes: Sequence[Text]) -> bytes:
    listed, key = DESCRIBED[kind]
    told = ((DEMO,) if report.demo else ()) + tuple(dict.fromkeys(notes))
    return csvw.metadata(url, listed, csvw.About(title, report.publisher, report.built_on, told), key=key)


def _tidy_csv(report: Report) -> bytes:
    return csv_bytes(TIDY, [row for table in report.tables for row in tidy(report, table)])


def tidy(report: Report, table: ReportTable) -> list[tuple[str | int | None, ...]]:
    """A table as one row a value; a value nobody published has no row."""
    lines = [*table.rows, *([table.total] if table.total else [])]
    return [
        (
            report.year,
            report.edition,
            table.id,
            line.id,
            line.label.en,
            line.label.ja,
            column,
            value,
            str(table.unit),
            line.id if table.kind == "series" else table.publisher,
            table.register,
            int(bool(line.made_up and line.made_up[at])),
        )
        for line in lines
        for at, (column, value) in enumerate(zip(table.columns, line.values))
        if value is not None
    ]


PLAIN: dict[str, Callable[[Report], bytes]] = {
    "csv": _tidy_csv,
    "json-stat": jsonstat.collection,
    "sdmx-csv": sdmx.national,
    "sdmx-structure": structure.national,
    "sdg": sdmx.sdg,
    "glotip": lambda report: glotip(report).to_csv(),
}
