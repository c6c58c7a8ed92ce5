"""The masked counts of a table that can be worked out from what is left."""

from opennrm.disclosure.subtraction import Equation, solved
from opennrm.disclosure.terms import Cell, Masked, Recovered, Table

Place = tuple[int | None, int | None]


def recoverable(table: Table) -> tuple[Recovered, ...]:
    """The masked cells and totals whose value follows from the published numbers, in order of place.

    The table is as counted: rounded numbers do not add up and raise Contradiction, as does any table that no
    counts fit. Everything named is certain. Not everything certain is named: see ``subtraction``.
    """
    published = _published(table)
    unknown = [place for place, cell in published.items() if isinstance(cell, Masked)]
    number = {place: index for index, place in enumerate(unknown)}
    equations = [_equation(parts, whole, published, number) for parts, whole in _lines(table)]
    bounds = [(cell.low, cell.high) for cell in published.values() if isinstance(cell, Masked)]
    values = solved(equations, bounds)
    found = [Recovered(*unknown[index], value=value) for index, value in values.items()]
    return tuple(sorted(found, key=lambda cell: _order((cell.row, cell.column))))


def _published(table: Table) -> dict[Place, Cell]:
    cells: dict[Place, Cell] = {(r, c): cell for r, row in enumerate(table.cells) for c, cell in enumerate(row)}
    cells |= {(r, None): cell for r, cell in enumerate(table.row_totals)}
    cells |= {(None, c): cell for c, cell in enumerate(table.column_totals)}
    return cells | {(None, None): table.total}


def _lines(table: Table) -> list[tuple[list[Place], Place]]:
    """Which places add up to which."""
    rows, columns = range(len(table.cells)), range(len(table.cells[0]))
    if not table.row_totals and not table.column_totals:
        return [([(r, c) for r in rows for c in columns], (None, None))]
    lines: list[tuple[list[Place], Place]] = []
    if table.row_totals:
        lines += [([(r, c) for c in columns], (r, None)) for r in rows]
        lines += [([(r, None) for r in rows], (None, None))]
    if table.column_totals:
        lines += [([(r, c) for r in rows], (None, c)) for c in columns]
        lines += [([(None, c) for c in columns], (None, None))]
    return lines


def _equation(parts: list[Place], whole: Place, published: dict[Place, Cell], number: dict[Place, int]) -> Equation:
    """Bring what is masked to the left and what is published to the right."""
    terms: dict[int, int] = {}
    value = 0
    for place, sign in [*((part, 1) for part in parts), (whole, -1)]:
        cell = published[place]
        if isinstance(cell, Masked):
            terms[number[place]] = sign
        else:
            value -= sign * cell
    return Equation(terms, value)


def _order(place: Place) -> tuple[float, float]:
    row, column = (float("inf") if part is None else part for part in place)
    return row, column
