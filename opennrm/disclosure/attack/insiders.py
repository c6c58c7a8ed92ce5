"""Two withheld cells that give each other away: whoever knows one, by being in it, then knows the other.

The equations alone decide: among all ways in which the withheld cells can move together, two cells are tied when one
moves always by the same multiple of the other. Reckoned modulo a prime, which may tie a pair by accident (never seen,
and on the safe side) and cannot miss one.
"""

from collections import defaultdict
from collections.abc import Collection

from opennrm.disclosure.attack.equations import System

PRIME = (1 << 61) - 1


def tied(system: System, cells: Collection[int]) -> list[list[int]]:
    """Groups among ``cells`` of which all are known when one is. Cells that cannot move are not named."""
    moves = _moves(system)
    groups: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for cell in cells:
        if move := moves.get(cell):
            groups[_direction(move)].append(cell)
    return [group for group in groups.values() if len(group) > 1]


def _direction(move: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """The same for every multiple of one movement."""
    entries = sorted(move.items())
    scale = pow(entries[0][1], -1, PRIME)
    return tuple((free, factor * scale % PRIME) for free, factor in entries)


def _moves(system: System) -> dict[int, dict[int, int]]:
    """For each unknown, how it follows the free ones: Gauss and Jordan on the equations without their values."""
    rows: dict[int, dict[int, int]] = {}  # pivot → the other terms of its row
    holders: dict[int, set[int]] = defaultdict(set)  # unknown → pivots whose row has it
    for equation in system.equations:
        row: dict[int, int] = {}
        for cell, sign in equation.terms:
            _add(row, rows.get(cell, {cell: 1}), sign % PRIME)
        if not row:
            continue
        pivot = min(row, key=lambda cell: len(holders[cell]))
        scale = pow(-row.pop(pivot), -1, PRIME)
        rows[pivot] = {cell: factor * scale % PRIME for cell, factor in row.items()}
        for cell in rows[pivot]:
            holders[cell].add(pivot)
        for other in holders.pop(pivot, set()):
            factor = rows[other].pop(pivot)
            before = set(rows[other])
            _add(rows[other], rows[pivot], factor)
            for cell in before - rows[other].keys():
                holders[cell].discard(other)
            for cell in rows[other].keys() - before:
                holders[cell].add(other)
    free = {cell: {cell: 1} for cell in range(len(system.unknowns)) if cell not in rows}
    return {**free, **rows}


def _add(row: dict[int, int], other: dict[int, int], factor: int) -> None:
    """Add a multiple of another row in place; what becomes nought goes."""
    for cell, value in other.items():
        if total := (row.get(cell, 0) + factor * value) % PRIME:
            row[cell] = total
        else:
            row.pop(cell, None)
