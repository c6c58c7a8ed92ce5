"""Masked published figures as tables, and which of their masked cells can be worked out by subtraction."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opennrm.disclosure.suppression import recoverable
from opennrm.disclosure.terms import Cell, Contradiction, Masked, Table
from opennrm.understanding.published import Published
from opennrm.understanding.terms import FigureStatus

FORM = re.compile(r"(?P<what>.+) · sex: (?P<sex>.+) · age: (?P<age>.+)")
ALL = "Total"


@dataclass(frozen=True)
class Opened:
    """A masked figure that is no secret: its name, its value, and the sum that gives it away."""

    publisher: str
    indicator: str
    period: str
    category: str
    value: int
    arithmetic: str


def opened(figures: Iterable[Published]) -> Iterator[Opened]:
    """Every masked figure broken down by sex and age whose value follows from what stands beside it."""
    tables: dict[tuple[str, ...], dict[tuple[str, str], Published]] = {}
    for f in figures:
        found = FORM.fullmatch(f.category)
        if found:
            key = (f.publisher, f.indicator, f.scheme, f.period, found["what"])
            tables.setdefault(key, {})[found["sex"], found["age"]] = f
    for cells in tables.values():
        if (ALL, ALL) in cells and any(f.status == FigureStatus.MASKED for f in cells.values()):
            yield from _opened(cells)


def _opened(cells: dict[tuple[str, str], Published]) -> Iterator[Opened]:
    sexes = list(dict.fromkeys(sex for sex, _ in cells if sex != ALL))
    ages = list(dict.fromkeys(age for _, age in cells if age != ALL))
    if not sexes or not ages:
        return
    table = Table(
        cells=tuple(tuple(_cell(cells.get((sex, age))) for age in ages) for sex in sexes),
        row_totals=tuple(_cell(cells.get((sex, ALL))) for sex in sexes),
        column_totals=tuple(_cell(cells.get((ALL, age))) for age in ages),
        total=_cell(cells[ALL, ALL]),
    )
    try:
        found = recoverable(table)
    except Contradiction:
        return
    for place in found:
        sex = ALL if place.row is None else sexes[place.row]
        age = ALL if place.column is None else ages[place.column]
        figure = cells.get((sex, age))
        if figure is not None and figure.status == FigureStatus.MASKED:
            yield Opened(
                figure.publisher,
                figure.indicator,
                figure.period,
                figure.category,
                place.value,
                _sum(cells, sexes, sex, age, place.value),
            )


def _cell(figure: Published | None) -> Cell:
    """A published count; «<5» is 0 to 4 (it also stands where there may be nobody); what is not there is unbounded."""
    if figure is None:
        return Masked()
    if figure.status == FigureStatus.MASKED:
        return Masked(0, int(figure.value_text.lstrip("<")) - 1)
    return figure.value if figure.value is not None else Masked()


def _sum(cells: dict[tuple[str, str], Published], sexes: list[str], sex: str, age: str, value: int) -> str:
    whole = cells.get((ALL, age))
    known = [f for s in sexes if s != sex and (f := cells.get((s, age))) and f.value is not None]
    if whole is None or whole.value is None:
        return f"{sex}, {age} = {value}"
    return f"{whole.value} − {' − '.join(str(f.value) for f in known) or '0'} leaves {sex}, {age} = {value}"
