"""What a plan costs, and that one victim moves no answer further than the accountants are told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.disclosure.synthesis import budget
from opennrm.disclosure.synthesis.curator import _whole, composition, costs
from opennrm.disclosure.synthesis.kernels import distances
from opennrm.disclosure.synthesis.layout import Layout, centred
from opennrm.disclosure.synthesis.noise import residual_reach, root_above
from opennrm.disclosure.synthesis.plan import planned
from tests.rooms.disclosure.synthesis import plan, population

CARDS = st.lists(st.integers(2, 7), min_size=2, max_size=4).map(tuple)


@settings(deadline=None, max_examples=30)
@given(CARDS, st.integers(0, 2**32 - 1))
def test_one_victim_moves_a_residual_by_exactly_its_reach(cards, seed):
    layout, random = Layout(cards), np.random.default_rng(seed)
    records = random.integers(0, cards, (10, len(cards))).astype(np.int16)
    for table in (*layout.pairs, *layout.triples(10**6)):
        asked = _whole(layout, table)
        moved = sum((a - b) ** 2 for a, b in zip(asked(records), asked(records[1:])))
        assert moved == np.prod([cards[c] * (cards[c] - 1) for c in table])
        assert moved <= residual_reach(layout, table) ** 2 <= moved * (1 + 1e-12)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 10**15))
def test_a_reach_is_never_rounded_down(whole):
    assert root_above(whole).as_integer_ratio()[0] ** 2 >= whole * root_above(whole).as_integer_ratio()[1] ** 2


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_one_victim_moves_no_score_by_more_than_one(seed):
    cards, random = (3, 2, 4, 2), np.random.default_rng(seed)
    layout = Layout(cards)
    records, others = (random.integers(0, cards, (n, 4)).astype(np.int16).T.copy() for n in (12, 9))
    triples, sizes = np.array(layout.triples(10**6)), np.array(cards)
    with_her = distances(records, others, sizes, triples)
    without = distances(np.ascontiguousarray(records[:, 1:]), others, sizes, triples)
    assert np.abs(with_her - without).max() == 1


@pytest.mark.parametrize("epsilon", [0.001, 0.1, 1.0, 4.0, 8.0])
@pytest.mark.parametrize("delta", [1e-4, 1e-9])
def test_two_accountants_agree_and_neither_tells_more_than_allowed(epsilon, delta):
    asked = plan((3, 5, 2, 4, 2), epsilon=epsilon, delta=delta)
    told = budget.spent(asked, composition(asked), epsilon=epsilon, delta=delta)
    assert 0.999 * epsilon < told.by_opendp <= epsilon
    assert 0.999 * epsilon < told.by_dp_accounting <= epsilon


def test_a_plan_that_spends_too_much_is_not_carried_out():
    asked = plan((3, 5, 2), epsilon=4.1)
    with pytest.raises(budget.AccountantsDisagree, match="more than allowed"):
        budget.spent(asked, composition(asked), epsilon=4.0, delta=1e-6)


def test_accountants_that_disagree_stop_the_work(monkeypatch):
    asked = plan((3, 5, 2))
    monkeypatch.setattr(budget, "by_dp_accounting", lambda plan, delta: 3.9)
    with pytest.raises(budget.AccountantsDisagree, match="disagree"):
        budget.spent(asked, composition(asked), epsilon=4.0, delta=1e-6)


@settings(deadline=None, max_examples=30)
@given(CARDS, st.floats(1e-6, 2))
def test_every_question_together_costs_the_whole_budget(cards, rho):
    assert sum(cost for _kind, _table, cost in costs(planned(Layout(cards), rho))) == pytest.approx(rho, rel=1e-6)


def test_the_parts_of_a_table_together_are_the_table():
    cards = (3, 4)
    layout, records = Layout(cards), population(50, cards)
    one = [centred(layout.counts(records, (c,))) for c in (0, 1)]
    whole = centred(layout.counts(records, (0, 1))) + one[0][:, None] / 4 + one[1][None, :] / 3 + 50 / 12
    assert np.allclose(whole, layout.counts(records, (0, 1)))


@pytest.mark.parametrize(
    ("epsilon", "delta"), [(0, 1e-6), (-1, 1e-6), (float("nan"), 1e-6), (8.5, 1e-6), (1, 0), (1, 1)]
)
def test_a_budget_that_promises_nothing_is_refused(epsilon, delta):
    assert len(budget.problems_of(epsilon, delta)) == 1
    assert not budget.problems_of(8, 1e-4)
