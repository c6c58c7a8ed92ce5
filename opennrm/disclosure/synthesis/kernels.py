"""The loops that numba compiles. They see plain arrays: made records, errors of tables, weights.

An error is made minus target, times the weight of its table. ``alone`` holds those of the 1-way tables, all columns'
values side by side; ``errors`` is the square of the 2-way ones, nought in the blocks of a column with itself. ``lines``
holds each 3-way table three times, so that along any of its columns the cells of a record lie next to each other: of
table q, ``corners[q]`` are the columns and ``begins[q, k]`` the first place when laid out along the k-th. ``rare[r]``
says of the pair of values r which third value makes a combination too rare to be made.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def distances(records, others, cards, triples):
    """For each 3-way table, over all cells, the sum of |records − others|. Both are columns by rows."""
    out = np.zeros(len(triples), np.int64)
    for q in range(len(triples)):
        a, b, c = triples[q]
        cells = np.zeros(cards[a] * cards[b] * cards[c], np.int32)
        for i in range(records.shape[1]):
            cells[(np.int64(records[a, i]) * cards[b] + records[b, i]) * cards[c] + records[c, i]] += 1
        for i in range(others.shape[1]):
            cells[(np.int64(others[a, i]) * cards[b] + others[b, i]) * cards[c] + others[c, i]] -= 1
        out[q] = np.abs(cells).sum()
    return out


@njit(cache=True)
def deal(made, sizes, chances, starts, seed):
    """Fill ``made`` kind by kind, each value as often as its chance says but for the fraction, in random order."""
    np.random.seed(seed)
    begin = 0
    for kind in range(len(sizes)):
        size = sizes[kind]
        for column in range(made.shape[1]):
            chance = chances[kind, starts[column] : starts[column + 1]]
            whole, begun, reached, at = chance.sum(), np.random.random(), 0.0, 0
            for value in range(len(chance)):
                reached += chance[value]
                stop = size if value == len(chance) - 1 else min(size, int(reached / whole * size + begun))
                while at < stop:
                    made[begin + at, column] = value
                    at += 1
            np.random.shuffle(made[begin : begin + size, column])
        begin += size


@njit(cache=True, inline="always")
def _at(record, corner, cards, begin, k):
    """Where the cells of a record's line along the k-th column of a 3-way table begin."""
    first, second = corner[0 if k else 1], corner[1 if k == 2 else 2]
    return begin[k] + (record[first] * cards[second] + record[second]) * cards[corner[k]]


@njit(cache=True, fastmath=True)
def _weigh_pairs(record, cost, alone, errors, starts):
    """Fill ``cost`` with what each value of each column weighs for this record by 1- and 2-way tables."""
    cost[:] = alone
    for column in range(len(record)):
        row = errors[starts[column] + record[column]]
        for place in range(len(cost)):
            cost[place] += row[place]


@njit(cache=True, fastmath=True)
def _weigh_triple(record, cost, sign, table, starts, cards, lines, corner, begin):
    """Add what a 3-way table weighs, or take it away, for all its columns but ``table``'s (−1: for all)."""
    for k in range(3):
        if corner[k] != table:
            at, own = _at(record, corner, cards, begin, k), starts[corner[k]]
            for value in range(cards[corner[k]]):
                cost[own + value] += sign * lines[at + value]


@njit(cache=True)
def _move_pairs(record, column, value, alone, alone_weights, errors, weights, starts):
    """Give the record another value in a column, and keep the errors of its 1- and 2-way tables."""
    old, new = starts[column] + record[column], starts[column] + value
    alone[old] -= alone_weights[column]
    alone[new] += alone_weights[column]
    for other in range(len(record)):
        if other != column:
            at, weight = starts[other] + record[other], weights[column, other]
            errors[at, old] -= weight
            errors[old, at] -= weight
            errors[at, new] += weight
            errors[new, at] += weight
    record[column] = value


@njit(cache=True)
def _count(record, by, cards, lines, corner, begin):
    """Add to the cell of a 3-way table that the record is in, in all three layouts."""
    for k in range(3):
        lines[_at(record, corner, cards, begin, k) + record[corner[k]]] += by


@njit(cache=True)
def _rarities(record, broken, rare, firsts, cards):
    """For each value of each column, with how many pairs of the record's other values it is too rare."""
    broken[:] = 0
    for a in range(len(record)):
        for b in range(a + 1, len(record)):
            row = rare[firsts[a, b] + record[a] * cards[b] + record[b]]
            for place in range(len(broken)):
                broken[place] += row[place]


@njit(cache=True)
def tally(made, most, starts, firsts, cards, counts):
    """How often each pair of values is made with each third, up to ``most``. Laid out as ``rare``."""
    for record in made:
        for a in range(len(record)):
            for b in range(a + 1, len(record)):
                row = counts[firsts[a, b] + record[a] * cards[b] + record[b]]
                for c in range(len(record)):
                    place = starts[c] + record[c]
                    if row[place] < most:
                        row[place] += 1


@njit(cache=True)
def sweep(
    made, order, alone, alone_weights, errors, weights, saved, starts, cards,
    lines, heavy, corners, begins, member, members, rare, firsts, fine,
):  # fmt: skip
    """Look at the records in order, each column once: take the value that lowers the error most.

    Answers how many values changed. Half the change of the squared error is cost[new] − cost[old] + saved. Each
    combination too rare costs ``fine``.
    """
    width, strict = made.shape[1], len(rare) > 0
    cost, triple = np.empty(len(alone), np.float32), np.empty(len(alone), np.float32)
    broken = np.zeros(len(alone), np.uint16)
    changed = 0
    for i in order:
        record = made[i]
        _weigh_pairs(record, cost, alone, errors, starts)
        triple[:] = 0
        for q in range(len(corners)):
            _weigh_triple(record, triple, 1, -1, starts, cards, lines, corners[q], begins[q])
        if strict:
            _rarities(record, broken, rare, firsts, cards)
        first = i % width
        for turn in range(width):
            column = (first + turn) % width
            own, now = starts[column], record[column]
            best, lowest = now, np.float32(-1e-4)
            here = own + now
            staying = cost[here] + triple[here] - saved[column] + fine * broken[here]
            for value in range(cards[column]):
                place = own + value
                gain = cost[place] + triple[place] + fine * broken[place] - staying
                if gain < lowest and value != now:
                    best, lowest = value, gain
            if best != now:
                changed += 1
                for k in range(members[column]):
                    q = member[column, k]
                    _weigh_triple(record, triple, -1, column, starts, cards, lines, corners[q], begins[q])
                    _count(record, -heavy[q], cards, lines, corners[q], begins[q])
                    triple[here] -= heavy[q]
                _move_pairs(record, column, best, alone, alone_weights, errors, weights, starts)
                for k in range(members[column]):
                    q = member[column, k]
                    _count(record, heavy[q], cards, lines, corners[q], begins[q])
                    triple[own + best] += heavy[q]
                    _weigh_triple(record, triple, 1, column, starts, cards, lines, corners[q], begins[q])
                _weigh_pairs(record, cost, alone, errors, starts)
                if strict:
                    _rarities(record, broken, rare, firsts, cards)
    return changed
