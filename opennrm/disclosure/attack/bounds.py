"""The least and the greatest whole number each withheld cell can be, by linear programming (HiGHS).

Two kinds of evidence, and they are kept apart. The solver says how far a cell can go at most: a number it computed.
A *witness* says how far it can go at least: a whole table of whole numbers that fits everything published, checked
here in exact arithmetic. Where both agree the bound is proved. That a cell is safe is only ever concluded from
witnesses; a solver that errs, or returns fractions for whole numbers, cannot make an unsafe table pass.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from random import Random

import highspy
import numpy as np

from opennrm.disclosure.attack.equations import Contradictory, System

NEAR = 1e-6
SHAKES = 24  # tables drawn at random first: many cells reach their ends together, and need no program of their own
Enough = Callable[[int, int, int], bool]


@dataclass(frozen=True)
class Bound:
    """Outer ends by the solver (``high`` None: no end), inner ends by witnesses (None: no witness was found)."""

    low: int
    high: int | None
    seen_low: int | None
    seen_high: int | None

    @property
    def proved(self) -> bool:
        """Whether a whole table exists at either end."""
        return (self.low, self.high) == (self.seen_low, self.seen_high)


class Attacker:
    """One system of equations under attack; ``bound`` every withheld cell, or only ask whether each is loose enough."""

    def __init__(self, system: System, *, seconds: float = 10.0, seed: int = 1) -> None:
        self._system = system
        self._seconds = seconds
        self._size = len(system.unknowns)
        self._low = np.array(system.low, dtype=np.int64)
        self._high = np.array([inf if high is None else high for high in system.high])
        self._seen_low: list[int | None] = [None] * self._size
        self._seen_high: list[int | None] = [None] * self._size
        self._random = Random(seed)  # noqa: S311 (which tables are tried first is no secret)
        self._linear = self._model()
        self._whole: highspy.Highs | None = None

    def bounds(self, enough: Enough | None = None) -> list[Bound]:
        """The bounds of every withheld cell; Contradictory where nothing fits.

        With ``enough``, a cell is left alone as soon as witnesses alone show it is loose enough (asked with its
        number and its inner ends), and its outer ends are then what the publication itself tells.
        """
        if not self._size:
            return []
        for _ in range(SHAKES):
            self._solve([self._random.choice((-1.0, 1.0)) for _ in range(self._size)])
        return [self._bound(cell, enough) for cell in range(self._system.withheld)]

    def _bound(self, cell: int, enough: Enough | None) -> Bound:
        low, high = int(self._low[cell]), self._system.high[cell]
        for integral in (False, True):
            if self._settled(cell, low, high, enough):
                break
            if self._seen_low[cell] != low:
                low = max(low, ceil(self._end(cell, 1.0, integral) - NEAR))
            if self._settled(cell, low, high, enough):
                break
            if high is None or self._seen_high[cell] != high:
                end = -self._end(cell, -1.0, integral)
                top = None if end == inf else floor(end + NEAR)
                high = top if high is None or top is None else min(high, top)
        return Bound(low, high, self._seen_low[cell], self._seen_high[cell])

    def _settled(self, cell: int, low: int, high: int | None, enough: Enough | None) -> bool:
        inner = (self._seen_low[cell], self._seen_high[cell])
        if inner == (low, high):
            return True
        return enough is not None and None not in inner and enough(cell, *inner)  # type: ignore[arg-type]

    def _end(self, cell: int, cost: float, integral: bool) -> float:
        """The least value of cost × cell: −inf without an end, by the whole-number program if asked."""
        costs = [0.0] * self._size
        costs[cell] = cost
        return self._solve(costs, integral=integral)

    def _solve(self, costs: Sequence[float], *, integral: bool = False) -> float:
        solver = self._integral() if integral else self._linear
        every = np.arange(self._size, dtype=np.int32)
        solver.changeColsCost(self._size, every, np.array(costs))
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradictory("no table of counts fits the published numbers")
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return -inf
        info = solver.getInfo()
        if solver.getSolution().value_valid:
            self._witness(solver.getSolution().col_value)
        if integral:
            return float(info.mip_dual_bound)
        if status != highspy.HighsModelStatus.kOptimal:
            return -inf
        return float(info.objective_function_value)

    def _witness(self, values: Sequence[float]) -> None:
        """Keep what a solution shows, if in whole numbers it fits the publication exactly."""
        table = np.rint(np.array(values))
        if np.abs(table - values).max() > 1e-4 or not self._fits(table):
            return
        for cell, value in enumerate(table.astype(np.int64).tolist()):
            low, high = self._seen_low[cell], self._seen_high[cell]
            self._seen_low[cell] = value if low is None else min(low, value)
            self._seen_high[cell] = value if high is None else max(high, value)

    def _fits(self, table: np.ndarray) -> bool:
        if (table < self._low).any() or (table > self._high).any():
            return False
        counts = [int(value) for value in table]
        return all(
            sum(sign * counts[cell] for cell, sign in equation.terms) == equation.value
            for equation in self._system.equations
        )

    def _integral(self) -> highspy.Highs:
        if self._whole is None:
            self._whole = self._model()
            whole = np.ones(self._size, dtype=np.uint8)
            self._whole.changeColsIntegrality(self._size, np.arange(self._size, dtype=np.int32), whole)
            self._whole.setOptionValue("time_limit", self._seconds)
        return self._whole

    def _model(self) -> highspy.Highs:
        """The equations by sparse rows."""
        starts, cells, signs = [0], [], []
        for equation in self._system.equations:
            cells += [cell for cell, _ in equation.terms]
            signs += [float(sign) for _, sign in equation.terms]
            starts.append(len(cells))
        values = np.array([float(equation.value) for equation in self._system.equations])
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._size, len(self._system.equations)
        model.col_cost_ = np.zeros(self._size)
        model.col_lower_, model.col_upper_ = self._low.astype(float), self._high
        model.row_lower_ = model.row_upper_ = values
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(cells, dtype=np.int32)
        model.a_matrix_.value_ = np.array(signs)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(model)
        return solver
