"""Rounding to a base: each number by itself, the same every time."""

from dataclasses import replace
from typing import Literal

from opennrm.disclosure.terms import Cell, Table

Base = Literal[3, 5, 10]
BASES: tuple[Base, ...] = (3, 5, 10)


def rounded(value: int, *, base: Base) -> int:
    """Round a count to the nearest multiple of ``base``, a half away from nought."""
    if base not in BASES:
        raise ValueError(f"a base of {base} is not among {BASES}")
    size = (abs(value) * 2 + base) // (base * 2) * base
    return size if value >= 0 else -size


def rounded_table(table: Table, *, base: Base) -> Table:
    """Round every count and every total independently; masked cells stay masked.

    Rounded parts need not add up to their rounded total, and whoever publishes the table must say so.
    """

    def each(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(rounded(cell, base=base) if isinstance(cell, int) else cell for cell in cells)

    return replace(
        table,
        cells=tuple(each(row) for row in table.cells),
        row_totals=each(table.row_totals),
        column_totals=each(table.column_totals),
        total=each((table.total,))[0],
    )
