"""A mixture of products fitted to noisy 2-way tables: what they say together, before any record is made.

The population is taken as a few hundred kinds of victims; within a kind the columns do not depend on each other. All
2-way tables then are one matrix product, and their squared error falls by gradient descent (Adam).
"""

from collections.abc import Callable, Sequence
from math import cos, pi

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from opennrm.disclosure.synthesis.kernels import deal
from opennrm.disclosure.synthesis.layout import Codes, Floats, Layout

Singles = NDArray[np.float32]
KINDS, STEPS, RATE = 400, 200, 0.05  # more steps fit the noise
MOMENTUM, SPREAD = 0.9, 0.99  # of Adam


class Mixture:
    """``logits`` of each kind's values, and of the kinds themselves (its last column)."""

    def __init__(self, layout: Layout, records: float, ones: Sequence[Floats], random: np.random.Generator) -> None:
        """Begin at the noisy 1-way tables, each kind a little different."""
        self.layout, self.records = layout, np.float32(records)
        self.belongs = np.zeros((layout.width, len(layout.cards)), np.float32)  # which place is of which column
        for column in layout.columns:
            self.belongs[layout.span(column), column] = 1
        self.logits = random.normal(0, 0.5, (KINDS, layout.width + 1)).astype(np.float32)
        self.logits[:, -1] = 0
        for column in layout.columns:
            share = np.maximum(ones[column], 0.3)
            self.logits[:, layout.span(column)] += np.log(share / share.sum()).astype(np.float32)

    def chances(self) -> tuple[Singles, Singles]:
        """The chance of each value in each kind, and of each kind."""
        raised = np.exp(self.logits)
        values, kinds = raised[:, :-1], raised[:, -1]
        return values * self._each(np.float32(1) / self._sums(values)), kinds / kinds.sum()

    def _sums(self, values: Singles) -> Singles:
        """The sum over each column's values, for each kind. As a product, which is quicker than slice by slice."""
        return values @ self.belongs

    def _each(self, sums: Singles) -> Singles:
        """What was summed over a column, again at each of its values."""
        return sums @ self.belongs.T

    def square(self) -> Floats:
        """The 2-way tables the mixture expects."""
        chances, kinds = self.chances()
        expected: Floats = (chances.T @ (chances * (kinds * self.records)[:, None])).astype(float)
        return expected

    def fit(self, target: Floats, weight: Floats, *, step: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Lower the weighted squared distance from the target, a square with nothing weighed on its diagonal."""
        goal, heavy = target.astype(np.float32), weight.astype(np.float32)
        first, second = np.zeros_like(self.logits), np.zeros_like(self.logits)
        with threadpool_limits(1):  # products this small cost several times more on several threads
            for turn in range(1, STEPS + 1):
                slope = self._slope(goal, heavy)
                first += (1 - MOMENTUM) * (slope - first)
                second += (1 - SPREAD) * (slope * slope - second)
                rate = RATE * (0.02 + 0.98 * 0.5 * (1 + cos(pi * turn / STEPS)))
                size = np.sqrt(second / (1 - SPREAD**turn)) + 1e-8 * max(1.0, float(np.abs(slope).max()))
                self.logits -= np.float32(rate / (1 - MOMENTUM**turn)) * first / size
                if turn % 50 == 0:
                    step(turn, STEPS)

    def _slope(self, goal: Singles, heavy: Singles) -> Singles:
        """The gradient by the logits; each table counts once, though the square holds it twice."""
        chances, kinds = self.chances()
        share = (kinds * self.records)[:, None]
        error = (chances.T @ (chances * share) - goal) * heavy
        by_chance = chances @ error
        by_kind = 0.5 * (by_chance * chances).sum(1) * self.records
        by_chance *= share
        slope = np.empty_like(self.logits)
        slope[:, :-1] = chances * (by_chance - self._each(self._sums(chances * by_chance)))
        slope[:, -1] = kinds * (by_kind - (kinds * by_kind).sum())
        return slope

    def rare(self, least: float) -> NDArray[np.uint8]:
        """Of each pair of values, which third value makes a combination of which fewer than ``least`` are expected.

        One row a cell of each 2-way table in order, one column a place.
        """
        layout = self.layout
        chances, kinds = self.chances()
        found = np.zeros((layout.pair_cells, layout.width), np.uint8)
        with threadpool_limits(1):
            for a in layout.columns[:-1]:
                for value in range(layout.cards[a]):
                    self._rare_beside(a, value, found, chances, kinds * self.records, least)
        return found

    def _rare_beside(
        self, a: int, value: int, found: NDArray[np.uint8], chances: Singles, sizes: Singles, least: float
    ) -> None:
        """The rows of pairs whose first column ``a`` has the value. A column makes no combination with itself."""
        layout, behind = self.layout, int(self.layout.starts[a + 1])
        share = (sizes * chances[:, layout.starts[a] + value])[:, None]
        below = chances[:, behind:].T @ (chances * share) < least
        below[:, layout.span(a)] = False
        for b in layout.columns[a + 1 :]:
            own = below[layout.starts[b] - behind : layout.starts[b + 1] - behind]
            own[:, layout.span(b)] = False
            at = layout.pair_begins[a, b] + value * layout.cards[b]
            found[at : at + layout.cards[b]] = own

    def drawn(self, records: int, random: np.random.Generator) -> Codes:
        """Records of the mixture, each kind and value as often as expected but for the fractions."""
        chances, kinds = self.chances()
        made = np.empty((records, len(self.layout.cards)), np.int16)
        sizes = _apportioned(kinds.astype(float), records, random)
        deal(made, sizes, chances, self.layout.starts, int(random.integers(2**31)))
        return made


def _apportioned(share: Floats, total: int, random: np.random.Generator) -> NDArray[np.int64]:
    """Whole numbers that add up to the total, each its share rounded down or up."""
    ends = np.cumsum(share / share.sum()) * total
    ends[-1] = total
    cuts = np.floor(ends + random.random()).astype(np.int64)
    cuts[-1] = total
    parts: NDArray[np.int64] = np.diff(np.concatenate([[0], np.minimum(cuts, total)]))
    return parts
