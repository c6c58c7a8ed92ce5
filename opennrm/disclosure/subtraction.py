"""Unknown counts and the sums they enter: which of them have one value only.

Two ways of reasoning take turns until neither finds more. Adding and subtracting whole equations finds every
value that the sums alone fix. Narrowing each count's interval by one equation at a time finds those fixed by
counts being at least nought, or within the range a publication names. Both are sound, so every value found is
certain. Together they are not complete: a value that only all inequalities at once fix is not found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, inf

from opennrm.disclosure.terms import Contradiction

SWEEPS = 500  # intervals narrow by whole numbers; stopping early stays sound


@dataclass(frozen=True)
class Equation:
    """The terms, a factor for each unknown by its number, add up to the value. Factors given are 1 or -1."""

    terms: dict[int, int]
    value: int


Interval = tuple[float, float]  # whole numbers, or infinity


def solved(equations: Sequence[Equation], bounds: Sequence[tuple[int, int | None]]) -> dict[int, int]:
    """Values of the unknowns that the equations and bounds leave no choice, by number.

    Raises Contradiction where no whole numbers fit.
    """
    intervals: list[Interval] = [(low, inf if high is None else high) for low, high in bounds]
    known: dict[int, int] = {}
    while True:
        for unknown, value in _by_elimination([_with(equation, known) for equation in equations]).items():
            intervals[unknown] = _meet(intervals[unknown], (value, value))
        intervals = _narrowed(equations, intervals)
        now = {index: int(low) for index, (low, high) in enumerate(intervals) if low == high}
        if now == known:
            return known
        known = now


def _with(equation: Equation, known: dict[int, int]) -> Equation:
    terms = {unknown: factor for unknown, factor in equation.terms.items() if unknown not in known}
    spent = sum(factor * known[unknown] for unknown, factor in equation.terms.items() if unknown in known)
    return Equation(terms, equation.value - spent)


def _by_elimination(equations: Sequence[Equation]) -> dict[int, int]:
    """Gauss and Jordan in whole numbers: the unknowns left alone in an equation."""
    pivots: dict[int, Equation] = {}
    for equation in equations:
        for unknown in [each for each in equation.terms if each in pivots]:
            equation = _less(equation, pivots[unknown], unknown)
        if not equation.terms:
            if equation.value:
                raise Contradiction("the published numbers do not add up")
            continue
        pivot = next(iter(equation.terms))
        pivots = {
            unknown: _less(other, equation, pivot) if pivot in other.terms else other
            for unknown, other in pivots.items()
        }
        pivots[pivot] = equation
    return {unknown: _whole(row, unknown) for unknown, row in pivots.items() if len(row.terms) == 1}


def _less(equation: Equation, other: Equation, unknown: int) -> Equation:
    """The equation without one unknown, by a multiple of another equation that has it."""
    mine, theirs = equation.terms[unknown], other.terms[unknown]
    terms = {each: theirs * factor for each, factor in equation.terms.items()}
    for each, factor in other.terms.items():
        terms[each] = terms.get(each, 0) - mine * factor
    value = theirs * equation.value - mine * other.value
    terms = {each: factor for each, factor in terms.items() if factor}
    common = gcd(value, *terms.values()) or 1
    return Equation({each: factor // common for each, factor in terms.items()}, value // common)


def _whole(equation: Equation, unknown: int) -> int:
    value, rest = divmod(equation.value, equation.terms[unknown])
    if rest:
        raise Contradiction("the published numbers leave a count that is no whole number")
    return value


def _narrowed(equations: Sequence[Equation], intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals after each equation has taken from them what it can, again and again."""
    intervals = list(intervals)
    for _sweep in range(SWEEPS):
        before = list(intervals)
        for equation in equations:
            for unknown in equation.terms:
                intervals[unknown] = _meet(intervals[unknown], _allowed(equation, unknown, intervals))
        if intervals == before:
            break
    return intervals


def _allowed(equation: Equation, unknown: int, intervals: Sequence[Interval]) -> Interval:
    """What one equation leaves to one of its unknowns, the others being where they may."""
    ends = [
        sorted((factor * intervals[each][0], factor * intervals[each][1]))
        for each, factor in equation.terms.items()
        if each != unknown
    ]
    low, high = equation.value - sum(end[1] for end in ends), equation.value - sum(end[0] for end in ends)
    factor = equation.terms[unknown]
    return (low / factor, high / factor) if factor > 0 else (high / factor, low / factor)


def _meet(one: Interval, other: Interval) -> Interval:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low > high:
        raise Contradiction("the published numbers leave a count no value")
    return low, high
