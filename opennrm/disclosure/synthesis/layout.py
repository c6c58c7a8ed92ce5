"""Where each column's values stand when all are laid side by side, and the counts of tables so laid out."""

from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int16]
Table = tuple[int, ...]  # the numbers of its columns, rising


class Layout:
    """Columns side by side: value v of column c is place ``starts[c] + v`` of ``width``.

    All 2-way tables together are one square of ``width`` × ``width``, each table a block of it (and its mirror).
    """

    def __init__(self, cards: tuple[int, ...]) -> None:
        self.cards = cards
        self.starts = np.concatenate([[0], np.cumsum(cards)]).astype(np.int64)
        self.width = int(self.starts[-1])
        self.columns = range(len(cards))
        self.pairs: list[Table] = list(combinations(self.columns, 2))
        self.pair_begins = np.zeros((len(cards), len(cards)), np.int64)  # where a pair's cells begin, all in a row
        self.pair_cells = 0
        for pair in self.pairs:
            self.pair_begins[pair] = self.pair_cells
            self.pair_cells += self.cells(pair)

    def triples(self, most: int) -> list[Table]:
        """Every 3-way table of at most ``most`` cells."""
        return [t for t in combinations(self.columns, 3) if self.cells(t) <= most]

    def cells(self, table: Table) -> int:
        """How many cells a table has."""
        return prod(self.cards[c] for c in table)

    def shape(self, table: Table) -> tuple[int, ...]:
        """The size of a table along each of its columns."""
        return tuple(self.cards[c] for c in table)

    def span(self, column: int) -> slice:
        """The places of a column."""
        return slice(int(self.starts[column]), int(self.starts[column + 1]))

    def block(self, square: NDArray[np.generic], row: int, column: int) -> NDArray[np.generic]:
        """The block of two columns, as a view."""
        return square[self.span(row), self.span(column)]

    def counts(self, codes: Codes, table: Table) -> Floats:
        """How many records fall into each cell of a table, in its shape."""
        place = np.zeros(len(codes), np.int64)
        for column in table:
            place = place * self.cards[column] + codes[:, column]
        return np.bincount(place, minlength=self.cells(table)).astype(float).reshape(self.shape(table))

    def square(self, codes: Codes) -> Floats:
        """All 2-way tables, and on the diagonal the 1-way ones."""
        filled = np.zeros((self.width, self.width))
        for a in self.columns:
            self.block(filled, a, a)[...] = np.diag(self.counts(codes, (a,)))
        for a, b in self.pairs:
            counts = self.counts(codes, (a, b))
            self.block(filled, a, b)[...] = counts
            self.block(filled, b, a)[...] = counts.T
        return filled

    def off_diagonal(self) -> NDArray[np.bool_]:
        """Which places of the square belong to a 2-way table."""
        mask = np.ones((self.width, self.width), bool)
        for a in self.columns:
            self.block(mask, a, a)[...] = False
        return mask


def freedom(layout: Layout, table: Table) -> float:
    """The squared length of the residual of one record's table, which is what the residual costs at noise 1."""
    return prod((layout.cards[c] - 1) / layout.cards[c] for c in table)


def centred(table: NDArray[np.generic]) -> Floats:
    """The part of a table that none of its margins tells: its residual."""
    rest = np.asarray(table, float)
    for axis in range(rest.ndim):
        rest = rest - rest.mean(axis, keepdims=True)
    return rest
