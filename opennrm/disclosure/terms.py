"""The words of disclosure control: what stands in a published table, and what a policy says of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Contradiction(ValueError):
    """No table of counts fits the published numbers."""


@dataclass(frozen=True)
class Masked:
    """A count that is withheld, and the range its publication gives for it (``high`` None: no upper end)."""

    low: int = 0
    high: int | None = None


Cell = int | Masked


class Zeros(StrEnum):
    """What a rule does with a count of nought."""

    SHOWN = "shown"
    MASKED = "masked"


Base = Literal[3, 5, 10]  # of controlled rounding


@dataclass(frozen=True)
class Table:
    """Counts in rows and columns with their totals, as published. Empty totals: that margin is not published.

    A list of counts with its total is ``Table.one_way``: one row, and the total beside it.
    """

    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell

    def __post_init__(self) -> None:
        widths = {len(row) for row in self.cells}
        if len(widths) != 1 or 0 in widths:
            raise ValueError("every row of a table has the same number of cells, at least one")
        if self.row_totals and len(self.row_totals) != len(self.cells):
            raise ValueError(f"{len(self.cells)} rows have {len(self.row_totals)} totals")
        if self.column_totals and len(self.column_totals) != len(self.cells[0]):
            raise ValueError(f"{len(self.cells[0])} columns have {len(self.column_totals)} totals")

    @classmethod
    def one_way(cls, cells: tuple[Cell, ...], total: Cell) -> "Table":
        """A list of counts and their total."""
        return cls(cells=(cells,), row_totals=(), column_totals=(), total=total)


@dataclass(frozen=True, order=True)
class Recovered:
    """A masked count that is no secret. A column's total has no row, a row's no column, the total neither."""

    row: int | None
    column: int | None
    value: int
