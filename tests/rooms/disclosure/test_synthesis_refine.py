"""The search that changes made records: its accounts stay right, it comes nearer, and what is too rare goes."""

from itertools import combinations

import numpy as np
import pytest

from opennrm.disclosure.synthesis.kernels import deal, sweep
from opennrm.disclosure.synthesis.layout import Layout
from opennrm.disclosure.synthesis.mixture import Mixture
from opennrm.disclosure.synthesis.refine import Refiner
from tests.rooms.disclosure.synthesis import population

CARDS, ROWS = (3, 5, 2, 4), 400
LAYOUT = Layout(CARDS)


def refiner(rare=None):
    """Records of one population, to come near to another's counts, in two 3-way tables too."""
    goal = population(ROWS, CARDS, seed=2)
    weights = np.random.default_rng(4).uniform(0.5, 2, (4, 4))
    made = Refiner(LAYOUT, population(ROWS, CARDS), LAYOUT.square(goal), weights + weights.T, rare)
    for table, weight in (((0, 1, 3), 0.5), ((1, 2, 3), 2.0)):
        made.add(table, LAYOUT.counts(goal, table), weight=weight)
    return made


def distance(made):
    """The weighted squared error of everything, each pair once."""
    off = (LAYOUT.square(made.codes) - made.target) ** 2
    pairs = [(a, b) for a in LAYOUT.columns for b in LAYOUT.columns if a <= b]
    squared = sum(made.weights[a, b] * LAYOUT.block(off, a, b).sum() for a, b in pairs)
    wide = zip(made.triples, made.goals, made.heavy)
    return squared + sum(w * ((LAYOUT.counts(made.codes, t) - g) ** 2).sum() for t, g, w in wide)


def test_the_errors_kept_while_records_change_are_those_of_the_records():
    made = refiner()
    kept = made.arrays()
    assert sweep(made.made, np.arange(ROWS), *kept) > 0
    for now, fresh in zip(kept, made.arrays()):
        assert np.allclose(now, fresh, atol=1e-2)


def test_no_record_changed_alone_could_lie_nearer():
    made = refiner()
    while made.refine(1, np.random.default_rng(3)):
        pass
    least = distance(made)
    for i, column in ((0, 1), (7, 3), (300, 0), (399, 2)):
        kept = made.made[i, column]
        for value in range(CARDS[column]):
            made.made[i, column] = value
            assert distance(made) >= least - 1e-2
        made.made[i, column] = kept


@pytest.fixture
def mixture():
    return Mixture(LAYOUT, ROWS, [np.full(card, ROWS / card) for card in CARDS], np.random.default_rng(5))


def expected(mixture, table, values):
    """How many records of a combination a mixture expects."""
    chances, kinds = mixture.chances()
    places = [LAYOUT.starts[column] + value for column, value in zip(table, values)]
    return ROWS * float((kinds * chances[:, places].prod(1)).sum())


def test_a_combination_is_rare_where_the_mixture_expects_fewer(mixture):
    least, found = 7.0, mixture.rare(7.0)
    for table in combinations(LAYOUT.columns, 3):
        for values in np.ndindex(*LAYOUT.shape(table)):
            for third in range(3):
                a, b = (k for k in range(3) if k != third)
                row = LAYOUT.pair_begins[table[a], table[b]] + values[a] * CARDS[table[b]] + values[b]
                place = LAYOUT.starts[table[third]] + values[third]
                assert found[row, place] == (expected(mixture, table, values) < least)
    for a, b in LAYOUT.pairs:
        rows = slice(LAYOUT.pair_begins[a, b], LAYOUT.pair_begins[a, b] + CARDS[a] * CARDS[b])
        assert not found[rows, LAYOUT.span(a)].any() and not found[rows, LAYOUT.span(b)].any()


def flagged(table, values):
    """Nothing too rare but one combination of three, told from each of its pairs."""
    rare = np.zeros((LAYOUT.pair_cells, LAYOUT.width), np.uint8)
    for third in range(3):
        a, b = (k for k in range(3) if k != third)
        row = LAYOUT.pair_begins[table[a], table[b]] + values[a] * CARDS[table[b]] + values[b]
        rare[row, LAYOUT.starts[table[third]] + values[third]] = 1
    return rare


def made_as(table, told):
    one = refiner(told)
    one.refine(4, np.random.default_rng(3))
    return LAYOUT.counts(one.codes, table)


def test_what_is_too_rare_is_hardly_made():
    table = (0, 1, 3)
    free = made_as(table, None)
    few = [tuple(map(int, cell)) for cell in np.argwhere((free >= 3) & (free <= 8))]
    assert few
    assert sum(made_as(table, flagged(table, cell))[cell] for cell in few) < sum(free[cell] for cell in few) / 4


def test_what_was_made_too_seldom_counts_as_too_rare():
    made = refiner(np.zeros((LAYOUT.pair_cells, LAYOUT.width), np.uint8))
    made.spare(3)
    expected = np.zeros_like(made.rare)
    for table in combinations(LAYOUT.columns, 3):
        for values in np.argwhere(LAYOUT.counts(made.codes, table) < 3):
            expected |= flagged(table, values)
    assert expected.any() and np.array_equal(made.rare, expected)


def test_values_are_dealt_as_often_as_their_chance_says():
    made, sizes = np.full((100, 2), -1, np.int16), np.array([40, 0, 60])
    chances = np.array([[0.25, 0.75, 1, 0], [0.5, 0.5, 0.5, 0.5], [1, 0, 0.1, 0.9]], np.float32)
    deal(made, sizes, chances, np.array([0, 2, 4]), 9)
    assert np.bincount(made[:40, 0]).tolist() == [10, 30] and not made[:40, 1].any()
    assert not made[40:, 0].any() and abs(int(made[40:, 1].sum()) - 54) <= 1
