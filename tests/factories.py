"""Made-up registers and reports for tests."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from opennrm.publication import notes
from opennrm.publication.assemble import assemble
from opennrm.publication.builder import Sources
from opennrm.publication.report import Report
from opennrm.understanding.actions import PUBLISHED
from opennrm.understanding.engines.duck import DuckEngine
from opennrm.understanding.facts import Fact
from opennrm.understanding.imports.figures import read_figures
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.published import NAMES, Published
from tests import made_up


def write_register(folder: Path, facts: Iterable[Fact], *, kind: str = "demo") -> Path:
    """A folder under the register's contract with these facts."""
    folder.mkdir(parents=True, exist_ok=True)
    by_table: dict[str, list[Fact]] = {}
    for fact in facts:
        by_table.setdefault(type(fact).table, []).append(fact)
    for table, rows in by_table.items():
        columns = type(rows[0]).columns()
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(getattr(row, name)) for name in columns] for row in rows)
    (folder / "register.toml").write_text(f'collection = "test"\nkind = "{kind}"\nproducer = "Made up for a test"\n')
    return folder


def _cell(value: object) -> str:
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    return "" if value is None else str(value)


def published() -> tuple[Published, ...]:
    """The published figures that come with the product."""
    taken = read_figures(read_sheet(PUBLISHED), mapping="figures")
    return tuple(Published(**{name: getattr(f, name) for name in NAMES}) for f in taken.figures)


def report_on(folder: Path, year: int = 2020) -> Report:
    """The report of a folder of facts, with the notes that come with the product."""
    engine = DuckEngine.from_files(folder)
    try:
        sources = Sources(published(), notes.read(*notes.shipped()), date(2021, 6, 1))
        return assemble(year, engine, sources, edition=f"{year}-draft")
    finally:
        engine.close()


def demo_report(folder: Path) -> Report:
    """The demonstration's report for 2020."""
    return report_on(write_register(folder, made_up.facts()))
