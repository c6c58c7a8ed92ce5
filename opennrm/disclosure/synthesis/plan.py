"""What will be asked of the records, with how much noise, fixed before anyone looks at them.

Everything here follows from the domain and the budget alone. Noise is in counts of victims, budget in ρ of zero-
concentrated differential privacy (zCDP); one victim is added or removed.

A 2-way table is not asked for itself but as four residuals: the count, what each 1-way table adds to it and what the
2-way table adds to those. Each is asked once although many tables need it, and the noise is spread so that the sum of
the variances of all tables is the least for its cost.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, combinations
from math import sqrt

from opennrm.disclosure.synthesis.layout import Layout, Table, freedom

COUNT, PAIRS = 0.02, 0.86  # shares of the budget; the rest goes to 3-way tables
ROUNDS, PICKS = 2, 10
SELECTING = 0.12  # share of the 3-way budget that choosing takes
MOST_CELLS = 20_000  # of a 3-way table


@dataclass(frozen=True)
class Plan:
    """Standard deviations of the noise, and the scale of the selection's."""

    layout: Layout
    rho: float
    count_sd: float
    residual_sds: dict[Table, float]
    triples: tuple[Table, ...]
    rounds: int
    picks: int
    select_scale: float
    triple_sd: float

    def triple_noise(self, table: Table) -> float:
        """The noise asked of a 3-way residual: every one costs the same, whatever its shape."""
        return self.triple_sd * sqrt(freedom(self.layout, table))

    def single_variance(self, column: int) -> float:
        """The variance of each cell of a 1-way table put together from its residuals."""
        count = self.count_sd**2 / self.layout.cards[column] ** 2
        return count + self.residual_sds[(column,)] ** 2 * freedom(self.layout, (column,))

    def pair_variance(self, table: Table) -> float:
        """The variance of each cell of a 2-way table put together from its residuals."""
        parts = chain.from_iterable(combinations(table, size) for size in range(1, len(table) + 1))
        variance = self.count_sd**2 / self.layout.cells(table) ** 2
        for part in parts:
            rest = self.layout.cells(table) / self.layout.cells(part)
            variance += self.residual_sds[part] ** 2 * freedom(self.layout, part) / rest**2
        return variance


def planned(layout: Layout, rho: float) -> Plan:
    """The plan that spends ρ."""
    triples = tuple(layout.triples(MOST_CELLS))
    picks = min(PICKS, len(triples) // ROUNDS)
    left = 1 - COUNT - PAIRS if picks else 0.0
    third = rho * left
    asked = ROUNDS * picks
    return Plan(
        layout=layout,
        rho=rho,
        count_sd=sqrt(1 / (2 * rho * COUNT)),
        residual_sds=_residual_sds(layout, rho * (1 - COUNT - left)),
        triples=triples,
        rounds=ROUNDS if picks else 0,
        picks=picks,
        select_scale=sqrt(asked / (2 * third * SELECTING)) if picks else 0.0,
        triple_sd=sqrt(asked / (2 * third * (1 - SELECTING))) if picks else 0.0,
    )


def _residual_sds(layout: Layout, rho: float) -> dict[Table, float]:
    """The noise of each 1- and 2-way residual: least total variance of the 2-way tables at the cost ρ.

    A residual with noise σ costs p/(2σ²), p its freedom, and adds σ²·v to the sum, v below; so σ⁴ ∝ p/v. A table
    counts by the square root of its cells, between «every cell alike» and «every table alike».
    """
    weight: dict[Table, float] = defaultdict(float)
    for pair in layout.pairs:
        cells = layout.cells(pair)
        for part in ((pair[0],), (pair[1],), pair):
            rest = cells / layout.cells(part)
            weight[part] += sqrt(cells) * freedom(layout, part) / rest**2
    total = sum(sqrt(freedom(layout, part) * weight[part]) for part in weight)
    return {part: sqrt(sqrt(freedom(layout, part) / each) * total / (2 * rho)) for part, each in weight.items()}
