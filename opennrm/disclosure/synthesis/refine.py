"""Made records, changed value by value until their tables lie as near the noisy ones as the noise deserves."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opennrm.disclosure.synthesis.kernels import sweep, tally
from opennrm.disclosure.synthesis.layout import Codes, Floats, Layout, Table

BINS = (-1.0, 0.5, 2.0, 5.0, 20.0, 100.0, 1000.0, 1e12)
FORBIDDEN = -30.0  # the target of a cell that strict mode keeps empty
LOST, THIN = 3.0, 10.0  # a count within 3 standard deviations of nought, of which the model expects fewer than 10
FINE = 30.0  # what a combination of three too rare to be made costs, beside the squared errors of counts
Rare = NDArray[np.uint8]


def shrunk(noisy: Floats, model: Floats, sd: Floats | float) -> Floats:
    """Each noisy count drawn towards the model's, the more the more noise it carries.

    Cells of which the model expects alike are taken together: the more their counts scatter beyond the noise, the
    more the counts are believed (empirical Bayes). A count more than 4 standard deviations off is believed as it is.
    """
    sds, target = np.broadcast_to(sd, noisy.shape), model.copy()
    for low, high in pairwise(BINS):
        cells = (model > low) & (model <= high)
        off, noise = noisy[cells] - model[cells], sds[cells]
        if len(off) < 20:
            target[cells] = noisy[cells]
            continue
        real = max(0.0, float(np.mean(np.minimum(off**2, 16 * noise**2) - noise**2)))
        target[cells] += np.where(np.abs(off) < 4 * noise, real / (real + noise**2), 1.0) * off
    return target


def lost(noisy: Floats, model: Floats, sd: Floats | float) -> NDArray[np.bool_]:
    """The cells that the noise does not let one tell from empty ones."""
    return (noisy < LOST * np.asarray(sd)) & (model < THIN)


class Refiner:
    """Records and what their tables should be. All weights are relative to each other.

    ``target``: the square of 2-way tables, on its diagonal the 1-way ones. ``weights``: of each pair of columns, on
    the diagonal of the single ones. ``rare``: with which third value a pair of values is too rare to be made, one row
    a cell of each pair in order, one column a place; nothing where nothing is.
    """

    def __init__(self, layout: Layout, made: Codes, target: Floats, weights: Floats, rare: Rare | None = None) -> None:
        self.layout, self.made = layout, made.astype(np.int32)
        self.target, self.weights = target, weights
        self.rare = np.zeros((0, layout.width), np.uint8) if rare is None else rare
        self.triples: list[Table] = []
        self.goals: list[Floats] = []
        self.heavy: list[float] = []

    def add(self, table: Table, goal: Floats, *, weight: float) -> None:
        """One more 3-way table to come near to."""
        self.triples.append(table)
        self.goals.append(goal)
        self.heavy.append(weight)

    def refine(self, sweeps: int, random: np.random.Generator) -> int:
        """Sweep over the records; answers how many values changed."""
        arrays = self.arrays()
        return sum(int(sweep(self.made, random.permutation(len(self.made)), *arrays)) for _ in range(sweeps))

    def spare(self, fewest: int) -> None:
        """Count as too rare what was made fewer times, where anything counts as too rare."""
        if not len(self.rare):
            return
        layout, counts = self.layout, np.zeros_like(self.rare)
        tally(self.made, fewest, layout.starts, layout.pair_begins, np.array(layout.cards), counts)
        self.rare |= counts < fewest
        for a, b in layout.pairs:
            begin = layout.pair_begins[a, b]
            for column in (a, b):  # no combination of three
                self.rare[begin : begin + layout.cells((a, b)), layout.span(column)] = 0

    def arrays(self) -> tuple[NDArray[Any] | np.float32, ...]:
        """What the sweep is told, and keeps up to date while it changes records."""
        layout = self.layout
        column_of = np.repeat(np.arange(len(layout.cards)), layout.cards)
        errors = (layout.square(self.codes) - self.target) * self.weights[np.ix_(column_of, column_of)]
        lines, begins = self._lines()
        member = [[q for q, t in enumerate(self.triples) if column in t] for column in layout.columns]
        places = np.zeros((len(member), max(1, *map(len, member))), np.int64)
        for column, tables in enumerate(member):
            places[column, : len(tables)] = tables
        heavy = np.array(self.heavy, np.float32)
        saved = self.weights.sum(1) + [heavy[tables].sum() for tables in member]
        return (
            np.diag(errors).astype(np.float32),
            np.diag(self.weights).astype(np.float32),
            np.where(layout.off_diagonal(), errors, 0).astype(np.float32),
            self.weights.astype(np.float32),
            saved.astype(np.float32),
            layout.starts,
            np.array(layout.cards, np.int64),
            lines,
            heavy,
            np.array(self.triples, np.int64).reshape(-1, 3),
            begins,
            places,
            np.array([len(tables) for tables in member], np.int64),
            self.rare,
            layout.pair_begins,
            np.float32(FINE),
        )

    def _lines(self) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Every 3-way table's weighted errors, laid out along each of its columns, and where each layout begins."""
        parts, begins, at = [np.zeros(1)], np.zeros((len(self.triples), 3), np.int64), 1
        for q, (table, goal, weight) in enumerate(zip(self.triples, self.goals, self.heavy)):
            off = (self.layout.counts(self.codes, table) - goal) * weight
            for k in range(3):
                begins[q, k] = at
                parts.append(np.moveaxis(off, k, 2).ravel())
                at += off.size
        return np.concatenate(parts).astype(np.float32), begins

    @property
    def codes(self) -> Codes:
        """The records as they are now."""
        return self.made.astype(np.int16)
