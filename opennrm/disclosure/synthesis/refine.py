"""Made records, changed value by value until their tables lie as near the noisy ones as the noise deserves."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opennrm.disclosure.synthesis.kernels import sweep
from opennrm.disclosure.synthesis.layout import Codes, Floats, Layout, Table

BINS = (-1.0, 0.5, 2.0, 5.0, 20.0, 100.0, 1000.0, 1e12)
FORBIDDEN = -30.0  # the target of a cell that strict mode keeps empty
LOST, THIN = 3.0, 5.0  # a count within 3 standard deviations of nought, of which the model expects fewer than 5


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
    """Records and what their tables should be. ``pair_weights`` and weights of 3-way tables are relative."""

    def __init__(self, layout: Layout, made: Codes, target: Floats, pair_weights: Floats) -> None:
        self.layout, self.made = layout, made.astype(np.int32)
        self.target, self.weights = target, pair_weights.astype(np.float32)
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
        layout = self.layout
        errors = np.where(layout.off_diagonal(), layout.square(self.codes) - self.target, 0).astype(np.float32)
        flat = [(layout.counts(self.codes, t) - goal).ravel() for t, goal in zip(self.triples, self.goals)]
        begins = np.concatenate([[0], np.cumsum([len(each) for each in flat])]).astype(np.int64)
        member = [[q for q, t in enumerate(self.triples) if column in t] for column in layout.columns]
        places = np.zeros((len(member), max(1, *map(len, member))), np.int64)
        for column, tables in enumerate(member):
            places[column, : len(tables)] = tables
        arrays = (
            self.made,
            errors,
            self.weights,
            layout.starts,
            np.array(layout.cards, np.int64),
            np.concatenate([*flat, [0.0]]).astype(np.float32),
            np.array([*self.heavy, 0.0], np.float32),
            np.array([*self.triples, (0, 0, 0)], np.int64),
            begins,
            places,
            np.array([len(tables) for tables in member], np.int64),
        )
        return sum(int(sweep(*arrays, int(random.integers(2**31)))) for _ in range(sweeps))

    @property
    def codes(self) -> Codes:
        """The records as they are now."""
        return self.made.astype(np.int16)
