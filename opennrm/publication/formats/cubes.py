"""A table of the report as a cube: dimensions, each with its codes, and a cell for what was counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opennrm.page.bilingual import Text
from opennrm.publication.report import Line, Report, ReportTable
from opennrm.understanding import definitions

TOTAL = "_T"
TOTAL_LABEL = Text("Total", "総数")
REGISTER = "REGISTER"  # who publishes a table counted from the register: the edition says who that is


@dataclass(frozen=True)
class Code:
    """One category of a dimension."""

    id: str
    label: Text


@dataclass(frozen=True)
class Dimension:
    """One dimension. ``scheme`` is the national scheme of its codes, empty for years and publishers."""

    id: str
    label: Text
    codes: tuple[Code, ...]
    scheme: str = ""


@dataclass(frozen=True)
class Cell:
    """A counted value; ``made_up`` where a demonstration invented it."""

    value: int
    made_up: bool


@dataclass(frozen=True)
class Cube:
    """The dimensions, the last of them the year, and cells by one code a dimension. What nobody counted has none."""

    table: ReportTable
    dimensions: tuple[Dimension, ...]
    cells: dict[tuple[str, ...], Cell]

    @property
    def id(self) -> str:
        """The table's id."""
        return self.table.id

    def dimension(self, id: str) -> Dimension | None:
        """A dimension by its id."""
        return next((each for each in self.dimensions if each.id == id), None)


def cubes(report: Report, tables: Iterable[ReportTable] | None = None) -> Iterator[Cube]:
    """The tables of a report, by default all."""
    for table in report.tables if tables is None else tables:
        yield cube(report, table)


def cube(report: Report, table: ReportTable) -> Cube:
    """One table. The column «change» is left out: it is what two years say already."""
    kept = [at for at, column in enumerate(table.columns) if column != "change"]
    names = [Code(table.columns[at], table.column_labels[at]) for at in kept]
    lines = [(line.id, line) for line in table.rows] + ([(TOTAL, table.total)] if table.total else [])
    codes = tuple(Code(id, TOTAL_LABEL if id == TOTAL else line.label) for id, line in lines)
    years = Dimension("TIME_PERIOD", Text("Year", "年"), tuple(names))
    if table.kind == "series":
        rows = Dimension("PUBLISHER", Text("Publisher", "公表者"), codes)
        return Cube(table, (rows, years), dict(_cells(lines, kept, names)))
    defined = {each.id: each for each in definitions.tables()}.get(table.id)
    scheme = definitions.schemes()[defined.scheme] if defined else None
    rows = Dimension("ROW", scheme.title if scheme else Text("Category", "区分"), codes, scheme.id if scheme else "")
    if all(each.id.isdigit() for each in names):
        return Cube(table, (rows, years), dict(_cells(lines, kept, names)))
    across = definitions.schemes()[defined.columns] if defined and defined.columns else None
    columns = Dimension(
        "COLUMN", across.title if across else Text("Column", "列"), tuple(names), across.id if across else ""
    )
    year = Code(str(report.year), Text(str(report.year), str(report.year)))
    one = Dimension("TIME_PERIOD", Text("Year", "年"), (year,))
    cells: dict[tuple[str, ...], Cell] = {(*key, year.id): cell for key, cell in _cells(lines, kept, names)}
    return Cube(table, (rows, columns, one), cells)


def _cells(lines: list[tuple[str, Line]], kept: list[int], names: list[Code]) -> Iterator[tuple[tuple[str, str], Cell]]:
    for id, line in lines:
        for at, column in zip(kept, names):
            value = line.values[at]
            if value is not None:
                yield (id, column.id), Cell(value, bool(line.made_up and line.made_up[at]))
