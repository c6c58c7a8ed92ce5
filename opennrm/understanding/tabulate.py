"""From a definition and an engine to the cells of a table.

The engine answers one grouped count; folding its groups into a scheme's categories is plain Python, so that the
same definition gives the same cells on every engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from opennrm.page.bilingual import Text
from opennrm.understanding import countries
from opennrm.understanding.definitions import Category, Condition, Scheme, Table, schemes

Value = str | int | None
Group = tuple[Value, ...]
Counts = Mapping[Group, int]
WHOLE = "all"  # the one column of a table over all years together


@dataclass(frozen=True)
class Question:
    """One grouped count: how many units of a fact by year (or period) and attributes, within a population."""

    fact: str
    by: tuple[str, ...]
    where: tuple[Condition, ...] = ()
    distinct: bool = True
    time: str = "year"
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of a tabulated table; ``values`` run along the table's columns."""

    code: str
    label: Text
    values: tuple[int, ...]


@dataclass(frozen=True)
class Tabulated:
    """A table with its cells. ``columns`` are years, or the categories of a second scheme in one year."""

    table: Table
    columns: tuple[str, ...]
    column_labels: tuple[Text, ...]
    lines: tuple[Line, ...]
    total: tuple[int, ...]
    unmapped: Mapping[str, int] = field(default_factory=dict)

    def value(self, code: str, column: str) -> int | None:
        """The cell of a category and column; None where the table has no such row."""
        at = self.columns.index(column)
        return next((line.values[at] for line in self.lines if line.code == code), None)


def groups(question: Question) -> tuple[str, ...]:
    """The columns a question groups by, each once: a table may be by the period, and so is its time."""
    return tuple(dict.fromkeys((question.time, *question.by)))


def expression(relation: ir.Table, question: Question) -> ir.Table:
    """The grouped count as an expression of any engine: the time and attributes, each once, and ``n``."""
    rows = relation
    if question.distinct:
        rows = rows.filter(rows.first)
    if question.years:
        times = question.years if question.time == "year" else tuple(map(str, question.years))
        rows = rows.filter(rows[question.time].isin(times))
    for condition in question.where:
        column = rows[condition.attribute]
        inside = column.isin(condition.values)
        rows = rows.filter(~inside & column.notnull() if condition.negated else inside)
    return rows.group_by(list(groups(question))).agg(n=rows.count())


def label_of(scheme: Scheme, code: str) -> Text:
    """What a category is called."""
    for category in scheme.categories:
        if category.code == code:
            return category.label
    if scheme.kind == "countries":
        return countries.names().get(code, Text(code, code))
    return Text(code, code)


def fold(scheme: Scheme, group: Group) -> tuple[str, ...]:
    """The categories a group of attribute values belongs to.

    A value no category takes is given back as it stands, so that it is seen and found by the check.
    """
    value = group[0]
    match scheme.kind:
        case "age":
            return (_age(scheme, value, group[1] if len(group) > 1 else None),)
        case "first_of_set":
            return _of_set(scheme, value)[:1]
        case "each_of_set":
            return _of_set(scheme, value)
        case "countries":
            return (str(value) if value else _unknown(scheme),)
        case "values":
            return (str(value) if value not in (None, "") else _unknown(scheme),)
        case _:
            return (_one(scheme, value),)


def _unknown(scheme: Scheme) -> str:
    return next((c.code for c in scheme.categories if c.unknown), "unknown")


def _rest(scheme: Scheme, value: str) -> str:
    return next((c.code for c in scheme.categories if c.rest), value)


def _one(scheme: Scheme, value: Value) -> str:
    if value in (None, ""):
        return next((c.code for c in scheme.categories if c.unknown), _rest(scheme, "unknown"))
    return next((c.code for c in scheme.categories if str(value) in c.values), _rest(scheme, str(value)))


def _of_set(scheme: Scheme, value: Value) -> tuple[str, ...]:
    if not value:
        return (_unknown(scheme),)
    codes = str(value).split(";")
    taken = [c.code for c in scheme.categories if any(code in c.values for code in codes)]
    listed = {v for c in scheme.categories for v in c.values}
    left = dict.fromkeys(_rest(scheme, code) for code in codes if code not in listed)
    return tuple(dict.fromkeys([*taken, *left]))


def _age(scheme: Scheme, age: Value, band: Value) -> str:
    if isinstance(age, int):
        found = (c.code for c in scheme.categories if c.ages and c.ages[0] <= age <= c.ages[1])
        return next(found, str(age))
    if band:
        return next((c.code for c in scheme.categories if str(band) in c.values), str(band))
    return _unknown(scheme)


def question_of(table: Table, years: tuple[int, ...]) -> Question:
    """What a table asks of the engine; a weight is the last attribute, so that ``tabulate`` can sum it."""
    by = (*table.attributes, *table.column_attributes, *filter(None, (table.weight,)))
    return Question(
        fact=table.fact,
        by=tuple(a for a in by if a != "period"),
        where=table.where,
        distinct=table.distinct,
        time="year" if table.time == "year" else "period",
        years=years if table.time == "year" else (),
    )


def tabulate(table: Table, counts: Counts, years: tuple[int, ...]) -> Tabulated:
    """Fold an engine's counts into the table's rows and columns.

    The total is the number of units, not the sum of the rows: where a unit may stand in several rows they differ.
    With a weight, cells and total are its sums; a unit whose number is not known adds nothing.
    """
    scheme = schemes()[table.scheme]
    across = schemes()[table.columns] if table.columns else None
    width = len(table.attributes)
    cells: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for (year, *values), units in counts.items():
        weight = values.pop() if table.weight else 1
        n = units * (weight if isinstance(weight, int) else 0)
        group = (year,) if table.attributes == ("period",) else tuple(values)
        columns = fold(across, group[width:]) if across else (WHOLE if table.time == "whole" else str(year),)
        if across and year != years[-1]:
            continue
        for column in columns:
            totals[column] = totals.get(column, 0) + n
            for code in fold(scheme, group[:width]):
                row = cells.setdefault(code, {})
                row[column] = row.get(column, 0) + n
    plain = (WHOLE,) if table.time == "whole" else tuple(map(str, years))
    names = _column_names(across, totals) if across else plain
    labels = tuple(label_of(across, c) if across else Text(c, c) for c in names)
    lines = tuple(
        Line(code, label_of(scheme, code), tuple(cells.get(code, {}).get(c, 0) for c in names))
        for code in _row_codes(table, scheme, cells, names)
    )
    return Tabulated(table, names, labels, lines, tuple(totals.get(c, 0) for c in names), _unmapped(scheme, cells))


def _column_names(across: Scheme, seen: Mapping[str, int]) -> tuple[str, ...]:
    listed = [c.code for c in across.categories if c.code in seen or not c.unknown]
    return (*listed, *sorted(set(seen) - set(listed)))


def _row_codes(
    table: Table, scheme: Scheme, cells: Mapping[str, Mapping[str, int]], columns: tuple[str, ...]
) -> list[str]:
    last = columns[-1] if columns else ""
    tail = [c.code for c in scheme.categories if (c.rest or c.unknown) and _shown(c, cells)]
    if scheme.kind in ("countries", "values") or table.sort == "size":
        body = [code for code in cells if code not in tail]
        body.sort(key=lambda code: (-cells[code].get(last, 0), -sum(cells[code].values()), code))
        return [*body, *tail]
    body = [c.code for c in scheme.categories if c.code not in tail and _shown(c, cells)]
    extra = sorted(code for code in cells if code not in {c.code for c in scheme.categories})
    return [*body, *extra, *tail]


def _shown(category: Category, cells: Mapping[str, Mapping[str, int]]) -> bool:
    return category.code in cells or not category.optional


def _unmapped(scheme: Scheme, cells: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    if scheme.kind in ("countries", "values"):
        known = countries.names() if scheme.kind == "countries" else cells
        codes = {c.code for c in scheme.categories}
        return {code: sum(row.values()) for code, row in cells.items() if code not in known and code not in codes}
    listed = {c.code for c in scheme.categories} | {_unknown(scheme)}
    return {code: sum(row.values()) for code, row in cells.items() if code not in listed}
