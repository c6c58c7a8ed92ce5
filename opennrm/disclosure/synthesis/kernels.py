"""The loops that numba compiles. They see plain arrays: made records, errors of tables, weights.

``errors`` is the square of 2-way tables (made minus target), ``flat`` the 3-way ones one after another. Of 3-way
table q, ``corners[q]`` are its columns and ``begins[q]`` its first place in ``flat``; column c is part of the 3-way
tables ``member[c, :members[c]]``.
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


@njit(cache=True, inline="always")
def _line(record, column, corner, begin, cards):
    """Where the cells of a record's line along a column begin in a 3-way table, and how far apart they are."""
    x, y, z = corner[0], corner[1], corner[2]
    if column == x:
        return begin + record[y] * cards[z] + record[z], cards[y] * cards[z]
    if column == y:
        return begin + record[x] * cards[y] * cards[z] + record[z], cards[z]
    return begin + (record[x] * cards[y] + record[y]) * cards[z], 1


@njit(cache=True, fastmath=True)
def _weigh(record, column, cost, errors, weights, starts, cards, flat, heavy, corners, begins, member, members):
    """Fill ``cost`` with what each value of the column would weigh for this record; answer what moving away saves."""
    count, own, saved = cards[column], starts[column], np.float32(0)
    cost[:count] = 0
    for other in range(len(cards)):
        if other != column:
            row, weight = errors[starts[other] + record[other]], weights[column, other]
            saved += weight
            for value in range(count):
                cost[value] += weight * row[own + value]
    for k in range(members[column]):
        q = member[column, k]
        at, step = _line(record, column, corners[q], begins[q], cards)
        weight = heavy[q]
        saved += weight
        for value in range(count):
            cost[value] += weight * flat[at + value * step]
    return saved


@njit(cache=True)
def _move(record, column, value, errors, starts, cards, flat, corners, begins, member, members):
    """Give the record another value in a column, and keep the errors of all its tables."""
    old, new = starts[column] + record[column], starts[column] + value
    for other in range(len(cards)):
        if other != column:
            at = starts[other] + record[other]
            errors[at, old] -= 1
            errors[old, at] -= 1
            errors[at, new] += 1
            errors[new, at] += 1
    for k in range(members[column]):
        q = member[column, k]
        at, step = _line(record, column, corners[q], begins[q], cards)
        flat[at + record[column] * step] -= 1
        flat[at + value * step] += 1
    record[column] = value


@njit(cache=True)
def sweep(made, errors, weights, starts, cards, flat, heavy, corners, begins, member, members, seed):
    """Look at as many records as there are, at random, each column once: take the value that lowers the error most.

    Answers how many values changed. Half the change of the squared error is cost[new] − cost[old] + saved.
    """
    np.random.seed(seed)
    count, width = made.shape
    cost = np.empty(cards.max(), np.float32)
    changed = 0
    for _ in range(count):
        record, first = made[np.random.randint(count)], np.random.randint(width)
        for turn in range(width):
            column = (first + turn) % width
            saved = _weigh(
                record, column, cost, errors, weights, starts, cards, flat, heavy, corners, begins, member, members
            )
            staying, best, lowest = cost[record[column]] - saved, record[column], np.float32(-1e-4)
            begin = np.random.randint(cards[column])
            for turn_of_value in range(cards[column]):
                value = (begin + turn_of_value) % cards[column]
                gain = cost[value] - staying
                if value != record[column] and gain < lowest:
                    best, lowest = value, gain
            if best != record[column]:
                changed += 1
                _move(record, column, best, errors, starts, cards, flat, corners, begins, member, members)
    return changed
