"""The problem of secondary suppression: cells, what each may be, how much each must be able to move, what adds up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from opennrm.disclosure.margins import Grid
from opennrm.disclosure.policies import Policy
from opennrm.disclosure.tidy import Key


@dataclass(frozen=True)
class Cell:
    """A cell as a solver sees it.

    Withheld, a reader knows it to lie between ``low`` and ``high``. A primary one must be able to fall by ``fall``
    and to rise by ``rise``. ``cost`` is what withholding it loses; None: it may not be withheld.
    """

    value: int
    primary: bool
    low: int
    high: int
    fall: int = 0
    rise: int = 0
    cost: int | None = 1


@dataclass(frozen=True)
class Problem:
    """Cells by number, and lines of numbers: the whole, then its parts. ``free``: never published at all."""

    keys: tuple[Key, ...]
    cells: tuple[Cell, ...]
    lines: tuple[tuple[int, tuple[int, ...]], ...]
    free: frozenset[int]
    unmarked: frozenset[int] = frozenset()

    @property
    def primary(self) -> set[int]:
        """The cells withheld for their own sake."""
        return {number for number, cell in enumerate(self.cells) if cell.primary}

    def moving(self, moves: Mapping[int, tuple[int, int]]) -> "Problem":
        """The same problem, these primary cells falling and rising so far."""
        cells = [
            replace(cell, fall=moves[number][0], rise=moves[number][1]) if number in moves else cell
            for number, cell in enumerate(self.cells)
        ]
        return replace(self, cells=tuple(cells))

    def unmark(self, cells: Collection[int], policy: Policy) -> "Problem":
        """The same problem, these cells not saying whether they are primary: a reader then knows less of them."""
        top = max(cell.high for cell in self.cells)
        wider = [_untold(cell, policy, top) if number in cells else cell for number, cell in enumerate(self.cells)]
        return replace(self, cells=tuple(wider), unmarked=self.unmarked | frozenset(cells))


def _untold(cell: Cell, policy: Policy, top: int) -> Cell:
    """A cell of no told size: it may lie anywhere, and a primary one moves upwards as far as it likes."""
    wider = replace(cell, low=min(cell.low, policy.least), high=max(cell.high, top))
    if not cell.primary:
        return wider
    fall = min(policy.width // 2, cell.value - policy.least)
    return replace(wider, fall=fall, rise=policy.width - fall)


def of_counts(grid: Grid, primaries: set[Key], policy: Policy) -> Problem:
    """A table of counts: a primary cell is known to be small, any other withheld cell not to be."""
    top = max(grid.values.values(), default=0)
    cells = []
    for key, value in grid.values.items():
        if key in grid.unpublished:
            cells.append(Cell(value, primary=False, low=0, high=2 * top + 1000, cost=0))
        elif key in primaries:
            rise = min(policy.threshold - 1 - value, policy.width - min(policy.width // 2, value - policy.least))
            cells.append(Cell(value, True, policy.least, policy.threshold - 1, policy.width - rise, rise, _cost(value)))
        elif value < policy.threshold:  # nought, which the policy shows
            cells.append(Cell(value, primary=False, low=value, high=value, cost=None))
        else:
            cells.append(Cell(value, primary=False, low=policy.threshold, high=2 * top + 1000, cost=_cost(value)))
    return _problem(grid, cells)


def of_amounts(grid: Grid, primaries: set[Key], policy: Policy) -> Problem:
    """A table of amounts: nothing is known of a withheld cell but that it is not negative."""
    top = max(grid.values.values(), default=0)
    cells = []
    for key, value in grid.values.items():
        move = -(-value * policy.amounts.p_percent // 100) if key in primaries else 0
        cost = 0 if key in grid.unpublished else _cost(value)
        cells.append(Cell(value, key in primaries, 0, 2 * top + 1000, min(move, value), move, cost))
    return _problem(grid, cells)


def _problem(grid: Grid, cells: list[Cell]) -> Problem:
    number = {key: at for at, key in enumerate(grid.values)}
    lines = tuple((number[line.whole], tuple(number[part] for part in line.parts)) for line in grid.lines)
    return Problem(tuple(grid.values), tuple(cells), lines, frozenset(number[key] for key in grid.unpublished))


def _cost(value: int) -> int:
    """As few cells as possible; among as few, the smaller ones."""
    return 1000 + value.bit_length()
