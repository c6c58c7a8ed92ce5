"""A table for a question of the day: built from declared schemes, counted by the engine, protected before it is seen.

What may be counted by what comes from the tables of the report (``understanding/tables``): no new attribute is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from opennrm.disclosure.policies import policy as policy_named
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused, refuse
from opennrm.page.sheets import csv_bytes
from opennrm.publication import examining
from opennrm.publication.assemble import NoFacts
from opennrm.publication.terms import Method, Refusal
from opennrm.understanding import address
from opennrm.understanding.definitions import Condition, Table, schemes, tables
from opennrm.understanding.engines.choose import NoEngine, engine
from opennrm.understanding.tabulate import Counts, Question, fold, label_of

YEAR, TOTAL = "year", "Total"
MOST = 400  # cells of a table
COLUMNS = ("row", "row_en", "row_ja", "column", "column_en", "column_ja", "value", "status")


@dataclass(frozen=True)
class Population:
    """Whom or what may be counted: a fact within the bounds of a declared table, by whose id it goes."""

    id: str
    fact: str
    where: tuple[Condition, ...]
    distinct: bool
    label: Text
    dimensions: Mapping[str, tuple[str, ...]]  # a scheme and the attributes it folds


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. ``columns`` is a scheme, or ``year``; ``only`` bounds by one category of a scheme."""

    population: str
    rows: str
    columns: str
    first: int
    last: int
    policy: str
    only: str = ""  # scheme:category

    def later(self, years: int) -> "Asked":
        """The same so many years later."""
        return Asked(
            self.population, self.rows, self.columns, self.first + years, self.last + years, self.policy, self.only
        )


@dataclass(frozen=True)
class Answer:
    """A table as it may be seen: the categories in order, each cell's text, and what was withheld."""

    asked: Asked
    rows: tuple[tuple[str, Text], ...]
    columns: tuple[tuple[str, Text], ...]
    cells: Mapping[tuple[str, str], tuple[str, str]]  # value (empty where withheld) and status
    primary: int
    secondary: int
    register: str
    made_up: bool

    def to_csv(self) -> bytes:
        """One row a cell, with labels in both languages."""
        found = [
            (row, row_label.en, row_label.ja, column, label.en, label.ja, *self.cells[row, column])
            for (row, row_label), (column, label) in product(self.rows, self.columns)
        ]
        return csv_bytes(COLUMNS, found)


def populations() -> dict[str, Population]:
    """Every population of the nation's tables, with the schemes its fact is folded by whose rows add up."""
    found: dict[str, Population] = {}
    national = [t for t in tables() if t.collection == "national" and t.time == "year" and not t.weight]
    for table in national:
        bounds = (table.fact, table.where, table.distinct)
        if all((each.fact, each.where, each.distinct) != bounds for each in found.values()):
            by = _dimensions([each for each in national if each.fact == table.fact])
            found[table.id] = Population(table.id, *bounds, table.population, by)
    return {id: each for id, each in found.items() if each.dimensions}


def _dimensions(of: list[Table]) -> dict[str, tuple[str, ...]]:
    pairs = [(t.scheme, t.attributes) for t in of] + [(t.columns, t.column_attributes) for t in of if t.columns]
    return {scheme: by for scheme, by in pairs if schemes()[scheme].kind != "each_of_set" and "period" not in by}


def answer(asked: Asked) -> Answer:
    """Count, protect and lay out. Raises Refused where it may not be counted so, or cannot be protected."""
    population = populations().get(asked.population)
    only, _colon, category = asked.only.partition(":")
    named = [name for name in (asked.rows, asked.columns, only) if name and name != YEAR]
    if population is None or not set(named) <= set(population.dimensions) or asked.rows == asked.columns:
        raise Refused(Refusal.NOT_THE_SAME_UNITS)
    refuse(Refusal.YEARS_TURNED if asked.first > asked.last else None)
    by = tuple(dict.fromkeys(a for name in named for a in population.dimensions[name]))
    years = tuple(range(asked.first, asked.last + 1))
    counts, version, made_up = _count(population, by, years)
    cells: dict[tuple[str, str], int] = {}
    for (year, *values), n in counts.items():
        given = dict(zip(by, values))
        if only and category not in _folded(population, only, given):
            continue
        row = _folded(population, asked.rows, given)[0]
        column = str(year) if asked.columns == YEAR else _folded(population, asked.columns, given)[0]
        cells[row, column] = cells.get((row, column), 0) + n
    rows = _ordered(asked.rows, {row for row, _column in cells})
    columns = tuple(map(str, years)) if asked.columns == YEAR else _ordered(asked.columns, {c for _row, c in cells})
    refuse(Refusal.TOO_MANY_CELLS if (len(rows) + 1) * (len(columns) + 1) > MOST else None)
    return _protected(asked, rows, columns, cells, version, made_up)


def _count(population: Population, by: tuple[str, ...], years: tuple[int, ...]) -> tuple[Counts, str, bool]:
    # «first» and «last» may lie in years nobody was counted in: an empty table is refused as too few
    try:
        asked = engine("duckdb", folder=None, database=address.database(year=years[-1]))
    except (NoFacts, NoEngine, address.NoRegister) as nothing:
        raise Refused(Refusal.NO_FACTS) from nothing
    try:
        register = asked.register()
        question = Question(population.fact, by, population.where, population.distinct, years=years)
        return asked.ask(question), register.version, register.kind == "demo"
    finally:
        asked.close()


def _folded(population: Population, scheme: str, given: Mapping[str, object]) -> tuple[str, ...]:
    group = tuple(given[a] for a in population.dimensions[scheme])
    return fold(schemes()[scheme], group)  # type: ignore[arg-type]


def _ordered(scheme: str, seen: set[str]) -> tuple[str, ...]:
    """The categories in the scheme's order, those in which somebody is and those that always stand; then the others."""
    listed = [c.code for c in schemes()[scheme].categories if c.code in seen or not c.optional]
    return (*listed, *sorted(seen - set(listed)))


def _protected(
    asked: Asked,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    cells: Mapping[tuple[str, str], int],
    version: str,
    made_up: bool,
) -> Answer:
    one = len(columns) == 1
    lines = ["row,value" if one else "row,column,value"]
    for row, column in product((*rows, TOTAL), columns if one else (*columns, TOTAL)):
        n = sum(cells.get((r, c), 0) for r in (rows if row == TOTAL else (row,))
                for c in (columns if column == TOTAL else (column,)))  # fmt: skip
        lines.append(f"{row},{n}" if one else f"{row},{column},{n}")
    try:
        made = examining.table("\n".join(lines), policy_named(asked.policy), Method.SUPPRESS)
    except examining.FAULTS as fault:
        raise Refused(Refusal.NOT_PROTECTABLE) from fault
    refuse(Refusal.NOT_PROTECTABLE if made.report["findings"] else None)
    _names, out = examining.rows(made.text)
    shown = {
        (each["row"], columns[0] if one else each["column"]): (each["value"] or "", each.get("status") or "")
        for each in out
    }
    labelled = tuple((row, _label(asked.rows, row)) for row in (*rows, TOTAL))
    across = columns if one else (*columns, TOTAL)
    named = tuple((column, _label(asked.columns, column)) for column in across)
    return Answer(asked, labelled, named, shown, made.report["primary"], made.report["secondary"], version, made_up)


def _label(scheme: str, code: str) -> Text:
    if code == TOTAL:
        return Text("Total", "総数")
    return Text(code, code) if scheme == YEAR else label_of(schemes()[scheme], code)
