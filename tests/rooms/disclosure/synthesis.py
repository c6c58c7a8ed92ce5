"""Made-up populations for the tests of made-up records."""

import numpy as np

from opennrm.disclosure.synthesis import budget
from opennrm.disclosure.synthesis.domain import domain_of
from opennrm.disclosure.synthesis.layout import Layout
from opennrm.disclosure.synthesis.plan import planned


def population(rows, cards, *, seed=1):
    """Records in which the columns hang together: each follows the one before, mostly."""
    random = np.random.default_rng(seed)
    codes = np.zeros((rows, len(cards)), np.int16)
    for column, card in enumerate(cards):
        free = random.choice(card, rows, p=np.arange(card, 0, -1) / (card * (card + 1) / 2))
        follows = codes[:, column - 1] % card if column else free
        codes[:, column] = np.where(random.random(rows) < 0.6, follows, free)
    return codes


def domain(cards):
    """A domain with so many values a column."""
    return domain_of(
        {"column": [{"name": f"c{c}", "values": [f"v{v}" for v in range(card)]} for c, card in enumerate(cards)]}
    )


def plan(cards, *, epsilon=4.0, delta=1e-6):
    """The plan of a budget."""
    return planned(Layout(tuple(cards)), budget.rho_within(epsilon, delta))


def quiet(what):
    """No progress."""


def error(layout, real, made, ways=2):
    """The mean absolute error over the cells of all 2-way tables."""
    off = np.abs(layout.square(real) - layout.square(made))
    return float(off[layout.off_diagonal()].mean())
