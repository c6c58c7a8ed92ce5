"""Cell by cell: for each small count the cheapest further cells that let it move, by linear programming (HiGHS).

Quick at any size and for any sums, and withholds more than the fewest. A cell protected once stays protected when
more is withheld, so one pass is enough as far as the linear program sees; whole numbers are the attacker's question.
"""

from collections.abc import Collection, Iterator

import highspy
import numpy as np

from opennrm.disclosure.secondary.problem import Problem

NAME = "cell by cell"
SLACK = 1e-7
SHAKES = 24


class Impossible(Exception):
    """A cell that nothing can protect, even with everything withheld that may be."""

    def __init__(self, cell: int) -> None:
        super().__init__(cell)
        self.cell = cell


class Increments:
    """Adds cells to a set of withheld ones until asked movements are possible."""

    def __init__(self, problem: Problem, withheld: Collection[int]) -> None:
        self.withheld = set(withheld) | problem.primary | problem.free
        self._problem = problem
        self._solver = self._model()
        self._least = np.zeros(len(problem.cells))  # how far cells are known to fall and to rise with what is withheld
        self._most = np.zeros(len(problem.cells))
        self._shake()

    def protect_all(self) -> None:
        """Let every primary cell fall and rise as it must. Raises Impossible."""
        for cell in sorted(self._problem.primary, key=lambda n: self._problem.cells[n].value):
            self.protect(cell, fall=self._problem.cells[cell].fall, rise=self._problem.cells[cell].rise)

    def in_whole_numbers(self) -> None:
        """From now on every movement is one of whole numbers: slower, and never too little."""
        size = 2 * len(self._problem.cells)
        whole = np.ones(size, dtype=np.uint8)
        self._solver.changeColsIntegrality(size, np.arange(size, dtype=np.int32), whole)
        self._least[:] = self._most[:] = 0.0
        self._solver.setOptionValue("time_limit", 30.0)

    def protect(self, cell: int, *, fall: int, rise: int, still: int | None = None) -> set[int]:
        """Withhold what lets one cell move so far, ``still`` standing where it is; what was added."""
        added: set[int] = set()
        for sign, size in ((-1, fall), (1, rise)):
            if size:
                added |= self._move(cell, sign * size, still)
        return added

    def _move(self, cell: int, by: int, still: int | None) -> set[int]:
        """Withhold the cells that differ in the cheapest table in which the cell differs by so much."""
        if still is None and self._reached(cell, by):
            return set()
        changed = self.moved(cell, by, still)
        added = changed.keys() - self.withheld
        self.withheld |= added
        self._keep(changed)
        return added

    def _reached(self, cell: int, by: int) -> bool:
        return bool(self._least[cell] <= by + SLACK if by < 0 else self._most[cell] >= by - SLACK)

    def _keep(self, changed: dict[int, float]) -> None:
        """Remember a movement that is possible with what is withheld: it stays possible when more is."""
        for cell, to in changed.items():
            self._least[cell] = min(self._least[cell], to - self._problem.cells[cell].value)
            self._most[cell] = max(self._most[cell], to - self._problem.cells[cell].value)

    def _shake(self) -> None:
        """Move everything withheld at once, at random: most cells need no linear program of their own then."""
        size = len(self._problem.cells)
        up, down = self._room(None)
        still = [n for n in range(size) if n not in self.withheld]
        up[still] = down[still] = 0.0
        every = np.arange(2 * size, dtype=np.int32)
        self._solver.changeColsBounds(2 * size, every, np.zeros(2 * size), np.concatenate([up, down]))
        random = np.random.default_rng(1)
        for _ in range(SHAKES):
            costs = random.choice([-1.0, 1.0], size)
            self._solver.changeColsCost(2 * size, every, np.concatenate([costs, -costs]))
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                self._keep(self._differing())

    def moved(self, cell: int, by: int, still: int | None = None) -> dict[int, float]:
        """The cheapest table in which the cell differs by so much: the cells that differ, and their values there."""
        size = len(self._problem.cells)
        up, down = self._room(still)
        up[cell] = max(by, 0)
        down[cell] = max(-by, 0)
        costs = np.array([0.0 if n in self.withheld else float(c.cost or 0) for n, c in enumerate(self._problem.cells)])
        every = np.arange(2 * size, dtype=np.int32)
        low = np.zeros(2 * size)
        low[cell], low[size + cell] = up[cell], down[cell]
        self._solver.changeColsBounds(2 * size, every, low, np.concatenate([up, down]))
        self._solver.changeColsCost(2 * size, every, np.concatenate([costs, costs]) + 1e-3)
        self._solver.run()
        late = self._solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
        found = late and self._solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal and not found:
            raise Impossible(cell)
        return self._differing()

    def _differing(self) -> dict[int, float]:
        """The cells that differ in the solution, and their values there."""
        size = len(self._problem.cells)
        moves = np.array(self._solver.getSolution().col_value)
        moves = moves[:size] - moves[size:]
        return {int(n): self._problem.cells[n].value + float(moves[n]) for n in np.flatnonzero(np.abs(moves) > SLACK)}

    def split(self, cell: int) -> tuple[int, int] | None:
        """The cell's width as a fall and a rise that are possible, as near as can be to what was asked."""
        asked = self._problem.cells[cell]
        width = asked.fall + asked.rise
        for fall in sorted(range(width + 1), key=lambda fall: abs(fall - asked.fall)):
            if self._can(cell, -fall) and self._can(cell, width - fall):
                return fall, width - fall
        return None

    def _can(self, cell: int, by: int) -> bool:
        to = self._problem.cells[cell].value + by
        if not self._problem.cells[cell].low <= to <= self._problem.cells[cell].high:
            return False
        if self._reached(cell, by):
            return True
        try:
            self.moved(cell, by)
        except Impossible:
            return False
        return True

    def _room(self, still: int | None) -> tuple[np.ndarray, np.ndarray]:
        """How far each cell could rise and fall if withheld."""
        may = [n in self.withheld or cell.cost is not None for n, cell in enumerate(self._problem.cells)]
        up = np.array([float(c.high - c.value) if ok else 0.0 for c, ok in zip(self._problem.cells, may)])
        down = np.array([float(c.value - c.low) if ok else 0.0 for c, ok in zip(self._problem.cells, may)])
        if still is not None:
            up[still] = down[still] = 0.0
        return up, down

    def _model(self) -> highspy.Highs:
        size = len(self._problem.cells)
        starts, columns, signs = [0], [], []
        for row in self._rows():
            for cell, sign in row:
                columns += [cell, size + cell]
                signs += [sign, -sign]
            starts.append(len(columns))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * size, len(self._problem.lines)
        model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(2 * size)
        model.row_lower_ = model.row_upper_ = np.zeros(len(self._problem.lines))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(signs)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(model)
        return solver

    def _rows(self) -> Iterator[list[tuple[int, float]]]:
        for whole, parts in self._problem.lines:
            yield [(whole, -1.0), *((part, 1.0) for part in parts)]


def fitted(problem: Problem, wider: Problem) -> tuple[dict[int, tuple[int, int]], set[int]]:
    """How far each primary cell is to fall and to rise, so that it can; and cells whose marks would make it impossible.

    Sums of small counts leave some cells room on one side only, and where marks leave too little on both they have to
    go. ``wider`` is the same problem with no cell marked. Raises Impossible where not even that is enough.
    """
    told, untold = Increments(problem, range(len(problem.cells))), Increments(wider, range(len(wider.cells)))
    moves: dict[int, tuple[int, int]] = {}
    beyond: set[int] = set()
    for cell in sorted(problem.primary):
        if split := told.split(cell):
            moves[cell] = split
        elif split := untold.split(cell):
            moves[cell] = split
            beyond.add(cell)
            for by in (-split[0], split[1]):
                moved = untold.moved(cell, by) if by else {}
                beyond |= {n for n, to in moved.items() if not problem.cells[n].low <= to <= problem.cells[n].high}
        else:
            raise Impossible(cell)
    return moves, beyond - problem.free
