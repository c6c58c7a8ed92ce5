"""The files of a report: HTML and PDF in each language, XLSX, tidy CSV, and ``report.json``."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import override

from opennrm.page.html import to_html
from opennrm.page.pdf import to_pdf
from opennrm.page.sheets import csv_bytes
from opennrm.publication import gate
from opennrm.publication.document import document
from opennrm.publication.report import Report, ReportTable
from opennrm.publication.workbook import workbook_of

LANGUAGES = ("ja", "en")
TIDY = (
    "report_year", "edition", "table", "row", "row_label_en", "row_label_ja", "column", "value", "unit",
    "publisher", "register", "made_up",
)  # fmt: skip


def names(year: int, languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
    """What the files are called, by kind."""
    stem = f"annual-report-{year}"
    by_language = {f"{kind}.{lang}": f"{stem}-{lang}.{kind}" for lang in languages for kind in ("html", "pdf", "xlsx")}
    return {**by_language, "csv": f"{stem}.csv", "json": "report.json"}


def write(
    report: Report,
    folder: Path,
    *,
    languages: Sequence[str] = LANGUAGES,
    step: Callable[[str], None] = lambda _t: None,
) -> tuple[Path, ...]:
    """Write every file of the report; either all are there or none is changed.

    They are made in a folder beside, each then moved to its place. Raises NotFit where a table may not go out.
    """
    if refused := gate.why_not_release(report):
        raise refused
    folder.mkdir(parents=True, exist_ok=True)
    called = names(report.year, languages)
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


def content(report: Report, kind: str) -> bytes:
    """One file's bytes. ``kind`` is a key of ``names``, such as ``pdf.ja`` or ``csv``."""
    format, _, language = kind.partition(".")
    if format == "json":
        return report.to_json().encode()
    if format == "csv":
        return csv_bytes(TIDY, [row for table in report.tables for row in tidy(report, table)])
    with override(language):
        if format == "xlsx":
            return workbook_of(report, language)
        if format == "pdf":
            return to_pdf(document(report, language), now=datetime.combine(report.built_on, time(), UTC))
        return to_html(document(report, language), standalone=True).encode()


def table_bytes(report: Report, table: ReportTable, format: str) -> bytes:
    """One table as tidy CSV or as JSON. Raises NotFit where it may not go out."""
    if refused := gate.why_not_release(report, [table]):
        raise refused
    if format == "json":
        return json.dumps(asdict(table), ensure_ascii=False).encode()
    return csv_bytes(TIDY, tidy(report, table))


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
