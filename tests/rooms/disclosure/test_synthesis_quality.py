"""Made-up records keep the counts when the budget allows it, and only then."""

import numpy as np
import pytest

from opennrm.disclosure.synthesis.curator import Curator
from opennrm.disclosure.synthesis.layout import Layout
from opennrm.disclosure.synthesis.refine import FORBIDDEN, lost, shrunk
from opennrm.disclosure.synthesis.release import make
from opennrm.disclosure.synthesis.synthesize import Asked, synthesize
from tests.rooms.disclosure.synthesis import domain, error, plan, population, quiet

CARDS = (3, 5, 2, 4, 6)
ROWS = 4_000
LAYOUT = Layout(CARDS)


class Declared(Curator):
    """The number of records is public, so that the smallest budget gets as far as to make some."""

    def count(self):
        super().count()
        return ROWS


def made(epsilon):
    records, asked = population(ROWS, CARDS), plan(CARDS, epsilon=epsilon)
    return error(
        LAYOUT,
        records,
        make(Declared(records, asked), asked, strict=False, random=np.random.default_rng(1), step=quiet).codes,
    )


def test_accuracy_collapses_when_there_is_no_budget():
    independent = population(ROWS, CARDS)
    for column in range(len(CARDS)):
        independent[:, column] = np.random.default_rng(column).permutation(independent[:, column])
    without_any_tie = error(LAYOUT, population(ROWS, CARDS), independent)
    assert made(4.0) < without_any_tie / 10
    assert made(0.001) > without_any_tie


def test_a_release_has_the_columns_and_about_the_number_of_records():
    release = synthesize(population(ROWS, CARDS), domain(CARDS), Asked(4, 1e-6))
    assert release.codes.shape[1] == len(CARDS)
    assert abs(len(release.codes) - ROWS) < 100
    assert (release.codes.max(0) < CARDS).all() and release.codes.min() == 0
    assert release.told["records"] == len(release.codes)


def test_what_is_told_adds_up_to_what_is_spent():
    told = synthesize(population(ROWS, CARDS), domain(CARDS), Asked(4, 1e-6)).told
    assert sum(question["rho"] for question in told["mechanisms"]) == pytest.approx(told["privacy"]["rho"])
    assert len(told["accuracy"]["tables"]) == 10


def test_strict_invents_fewer_combinations():
    records = population(ROWS, (12, 12, 12))
    records[records[:, 0] == 11] = 0
    layout, real = Layout((12, 12, 12)), Layout((12, 12, 12)).square(records)

    def invented(strict):
        asked = Asked(4, 1e-6, strict=strict)
        return int(((layout.square(synthesize(records, domain((12, 12, 12)), asked).codes) > 0) & (real == 0)).sum())

    assert invented(strict=True) < invented(strict=False)


def test_a_count_lost_in_the_noise_is_told_from_one_that_is_not():
    assert lost(np.array([5.0, 40.0, 5.0]), np.array([1.0, 1.0, 30.0]), 10.0).tolist() == [True, False, False]
    assert FORBIDDEN < 0


def test_noisy_counts_are_drawn_to_the_model_the_more_the_noise():
    random = np.random.default_rng(3)
    model = np.full(500, 50.0)
    real = model + random.normal(0, 5, 500)
    noisy = real + random.normal(0, 20, 500)
    assert np.abs(shrunk(noisy, model, 20.0) - real).mean() < np.abs(noisy - real).mean() / 3
    assert np.abs(shrunk(real, model, 0.01) - real).max() < 0.01
