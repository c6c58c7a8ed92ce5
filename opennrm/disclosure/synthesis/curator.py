"""Who holds the records, and the three questions that may be asked of them.

The records go into OpenDP's adaptive composition, which answers the planned questions in the planned order, each at
the planned cost, and none after the last. Nothing else here or in the rooms above receives the records: the rest of
the work is done from the answers, and can be done again from a ``Transcript`` of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeVar

import numpy as np
import opendp.prelude as dp
from numpy.typing import NDArray

from opennrm.disclosure.synthesis import noise
from opennrm.disclosure.synthesis.kernels import distances
from opennrm.disclosure.synthesis.layout import Codes, Floats, Layout, Table
from opennrm.disclosure.synthesis.plan import Plan

Answer = TypeVar("Answer")


class Answers(Protocol):
    """What the rest of the work may know of the records."""

    def count(self) -> int:
        """How many records, with noise."""

    def residual(self, table: Table, *, sd: float) -> Floats:
        """What the table adds to its margins, each cell with noise of the standard deviation."""

    def worst(self, made: Codes, allowance: NDArray[np.int64]) -> list[int]:
        """The places of the plan's 3-way tables in which made records are farthest off, noisily chosen."""


@dataclass
class Transcript:
    """The noisy answers in the order given. Given again to the same work they make the same records."""

    answers: list[Any] = field(default_factory=list)
    at: int = 0

    def count(self) -> int:
        """The next answer."""
        return int(self._next())

    def residual(self, table: Table, *, sd: float) -> Floats:
        """The next answer."""
        return np.asarray(self._next(), float)

    def worst(self, made: Codes, allowance: NDArray[np.int64]) -> list[int]:
        """The next answer."""
        return list(self._next())

    def _next(self) -> Any:
        self.at += 1
        return self.answers[self.at - 1]


class Curator:
    """Answers a plan's questions about records, with noise. ``budget``: ``composition(plan)``, where made before."""

    def __init__(self, records: Codes, plan: Plan, budget: Any = None) -> None:
        self.plan = plan
        self.transcript = Transcript()
        self._ask = (budget or composition(plan))(records)

    def count(self) -> int:
        """How many records. One victim moves it by 1."""
        asked = noise.gaussian(lambda records: [len(records)], reach=1.0, scale=self.plan.count_sd)
        return self._keep(int(self._ask(asked)[0]))

    def residual(self, table: Table, *, sd: float) -> Floats:
        """Cells times (count − what the margins tell), in whole numbers, with noise, and divided by the cells again."""
        answered = self._ask(_residual(self.plan.layout, table, sd))
        cells = self.plan.layout.cells(table)
        return self._keep(np.array(answered, float).reshape(self.plan.layout.shape(table)) / cells)

    def worst(self, made: Codes, allowance: NDArray[np.int64]) -> list[int]:
        """By the exponential mechanism. The score is the number of records out of place, less a public allowance."""
        layout, triples = self.plan.layout, np.array(self.plan.triples, np.int64)
        cards, others = np.array(layout.cards, np.int64), np.ascontiguousarray(made.T)

        def scores(records: Codes) -> list[int]:
            off = distances(np.ascontiguousarray(records.T), others, cards, triples)
            return [int(score) for score in off - allowance]

        return self._keep(list(self._ask(noise.highest(scores, picks=self.plan.picks, scale=self.plan.select_scale))))

    def _keep(self, answer: Answer) -> Answer:
        self.transcript.answers.append(answer)
        return answer


def costs(plan: Plan) -> list[tuple[str, Table, float]]:
    """Every planned question in order: its kind, its table and the ρ that OpenDP says it costs."""
    layout = plan.layout
    spent: list[tuple[str, Table, float]] = [("count", (), cost(1.0, plan.count_sd))]
    for table, sd in plan.residual_sds.items():
        spent.append(("residual", table, cost(noise.residual_reach(layout, table), sd * layout.cells(table))))
    if plan.rounds:
        choice = float(noise.highest(lambda records: [0], picks=plan.picks, scale=plan.select_scale).map(1))
        triple = _dearest(plan)
        for _round in range(plan.rounds):
            spent += [("choice", (), choice), *(("triple", (), triple) for _pick in range(plan.picks))]
    return spent


@cache
def cost(reach: float, scale: float) -> float:
    """The ρ of discrete Gaussian noise, as OpenDP says."""
    return float(noise.gaussian(lambda records: [0], reach=reach, scale=scale).map(1))


def _dearest(plan: Plan) -> float:
    """What any 3-way residual costs at most. They cost alike but for the last digits, which are rounded up."""
    table = plan.triples[0]
    scale = plan.triple_noise(table) * plan.layout.cells(table)
    return cost(noise.residual_reach(plan.layout, table), scale) * (1 + 1e-9)


def composition(plan: Plan) -> Any:
    """OpenDP's adaptive composition of the planned questions."""
    mids = [rho for _kind, _table, rho in costs(plan)]
    return dp.c.make_adaptive_composition(noise.RECORDS, noise.ONE_VICTIM, noise.ZCDP, d_in=1, d_mids=mids)


def _residual(layout: Layout, table: Table, sd: float) -> noise.Measurement:
    """The residual of a table in whole numbers, with noise."""
    cells = layout.cells(table)
    return noise.gaussian(_whole(layout, table), reach=noise.residual_reach(layout, table), scale=sd * cells)


def _whole(layout: Layout, table: Table) -> Callable[[Codes], list[int]]:
    """Along each column m·count − the sum over the column: cells times the residual, without a fraction."""

    def numbers(records: Codes) -> list[int]:
        counts = np.rint(layout.counts(records, table)).astype(np.int64)
        for axis, column in enumerate(table):
            counts = layout.cards[column] * counts - counts.sum(axis, keepdims=True)
        return [int(number) for number in counts.ravel()]

    return numbers
