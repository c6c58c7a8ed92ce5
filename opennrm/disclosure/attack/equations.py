"""Every equation a table's margins state, over the cells nobody can read off.

Grown from the cells upwards: each cell is lifted to every whole it is a part of, and what is lifted to the same
place adds up to it. A whole that was never published, but lies between cells that were, is an unknown of its own;
a combination with nothing in it anywhere is nought.
"""

from collections import defaultdict
from dataclasses import dataclass

from opennrm.disclosure.attack.reading import Key, Published


class Contradictory(ValueError):
    """No table of whole numbers fits what was published."""


@dataclass(frozen=True)
class Equation:
    """One unknown, or nothing, is the sum of unknowns and a number: sum(parts) − whole = value."""

    terms: tuple[tuple[int, int], ...]
    value: int


@dataclass(frozen=True)
class System:
    """The unknowns by their cells, the range each has by itself (``None``: no upper end), and the equations."""

    unknowns: tuple[Key, ...]
    low: tuple[int, ...]
    high: tuple[int | None, ...]
    equations: tuple[Equation, ...]
    withheld: int  # of the unknowns, the first so many are cells of the table; the rest were never published


def system(published: Published, ranges: dict[Key, tuple[int, int | None]] | None = None) -> System:
    """What an outsider must solve. ``ranges`` narrows cells by what a policy tells. Raises Contradictory."""
    stated = _stated(published)
    ranges = ranges or {}
    told = published.cells
    own = [key for key, cell in told.items() if cell.hidden or cell.base]
    between = sorted({key for whole, parts in stated for key in (whole, *parts)} - told.keys())
    unknowns = [*own, *between]
    number = {key: at for at, key in enumerate(unknowns)}
    bounds = [ranges.get(key) or ((told[key].low, told[key].high) if key in told else (0, None)) for key in unknowns]
    equations = []
    for whole, parts in stated:
        terms: dict[int, int] = {}
        value = 0
        for key, sign in ((whole, -1), *((part, 1) for part in parts)):
            if key in number:
                terms[number[key]] = sign
            else:
                value -= sign * (told[key].value or 0)
        if terms:
            equations.append(Equation(tuple(terms.items()), value))
        elif value:
            raise Contradictory(f"{' × '.join(whole)} is not the sum of its parts: they differ by {abs(value)}")
    low, high = [low for low, _ in bounds], [high for _, high in bounds]
    return System(tuple(unknowns), tuple(low), tuple(high), tuple(equations), len(own))


def _stated(published: Published) -> list[tuple[Key, list[Key]]]:
    """Wholes and their parts. Places between published cells are filled in first, from below."""
    known = dict.fromkeys(published.cells)
    frontier = list(known)
    while frontier:
        lifted = {up for key in frontier for _, up in _lifts(published, key)} - known.keys()
        known |= dict.fromkeys(lifted)
        frontier = list(lifted)
    groups: dict[tuple[int, Key], list[Key]] = defaultdict(list)
    for key in known:
        for at, up in _lifts(published, key):
            groups[at, up].append(key)
    needed = _needed(published, groups)
    return [(up, parts) for (_, up), parts in groups.items() if up in needed]


def _lifts(published: Published, key: Key) -> list[tuple[int, Key]]:
    """The places one step up, with the number of the sum that leads there."""
    return [
        (at, (*key[: each.column], each.whole, *key[each.column + 1 :]))
        for at, each in enumerate(published.sums)
        if key[each.column] in each.parts
    ]


def _needed(published: Published, groups: dict[tuple[int, Key], list[Key]]) -> set[Key]:
    """Published places, and those never published that a published whole rests on."""
    below: dict[Key, list[Key]] = defaultdict(list)
    for (_, up), parts in groups.items():
        below[up] += parts
    needed = {up for up in below if up in published.cells}
    todo = list(needed)
    while todo:
        fresh = {part for part in below[todo.pop()] if part in below} - needed
        needed |= fresh
        todo += fresh
    return needed


def above(published: Published, key: Key) -> set[Key]:
    """Every total the cell is in."""
    found: set[Key] = set()
    todo = [key]
    while todo:
        fresh = {up for _, up in _lifts(published, todo.pop())} - found
        found |= fresh
        todo += fresh
    return found
