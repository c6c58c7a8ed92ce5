"""The fewest further cells, proved by trying: all choices of none, of one, of two …, each judged by the attacker.

Only for tables so small that every choice can be tried. What is tried first is cheapest, so among as few cells the
smallest loss is found too.
"""

from collections.abc import Callable, Collection
from itertools import combinations
from math import comb
from time import monotonic

from opennrm.disclosure.secondary.problem import Problem

NAME = "fewest cells, every smaller choice tried"
TRIES = 3_000
SMALL = 60  # cells; of larger tables only whether none at all is needed is tried
SECONDS = 10.0


def solve(
    problem: Problem, holds: Callable[[Collection[int]], bool], *, tries: int = TRIES, seconds: float = SECONDS
) -> set[int] | None:
    """The cheapest choice of fewest cells that holds; None where there are too many to try, or none holds."""
    until = monotonic() + seconds
    open_ = [n for n, cell in enumerate(problem.cells) if cell.cost and not cell.primary]
    left = tries
    for size in range(len(open_) + 1):
        left -= comb(len(open_), size)
        if left < 0 or (size and len(open_) > SMALL):
            return None
        choices = sorted(combinations(open_, size), key=lambda chosen: _cost(problem, chosen))
        for chosen in choices:
            if _plausible(problem, chosen) and holds(chosen):
                return set(chosen)
            if monotonic() > until:
                return None
    return None


def _plausible(problem: Problem, chosen: Collection[int]) -> bool:
    """Whether no sum has one withheld cell alone: such a choice cannot hold, and need not be tried."""
    withheld = problem.primary | problem.free | set(chosen)
    return all(sum(cell in withheld for cell in (whole, *parts)) != 1 for whole, parts in problem.lines)


def _cost(problem: Problem, chosen: Collection[int]) -> int:
    return sum(problem.cells[n].value for n in chosen)
