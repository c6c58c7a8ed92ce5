"""Rounding to a base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.disclosure.rounding import BASES, rounded, rounded_table
from opennrm.disclosure.terms import Masked, Table

BASE = st.sampled_from(BASES)


@given(st.integers(-10_000, 10_000), BASE)
def test_a_rounded_count_is_the_nearest_multiple_of_its_base(value, base):
    result = rounded(value, base=base)
    assert result % base == 0
    assert abs(result - value) * 2 <= base


@given(st.integers(0, 10_000), BASE)
def test_rounding_twice_changes_nothing_and_less_than_nought_mirrors(value, base):
    once = rounded(value, base=base)
    assert rounded(once, base=base) == once
    assert rounded(-value, base=base) == -once


def test_a_half_goes_away_from_nought():
    assert [rounded(value, base=10) for value in (4, 5, 15, -5)] == [0, 10, 20, -10]


def test_a_base_nobody_agreed_on_is_refused():
    with pytest.raises(ValueError, match="base of 7"):
        rounded(4, base=7)


def test_totals_are_rounded_by_themselves_and_masked_cells_stay():
    table = rounded_table(Table.one_way((4, 4, Masked()), total=9), base=5)
    assert table == Table.one_way((5, 5, Masked()), total=10)
    assert rounded_table(Table.one_way((2, 2, 2), total=6), base=5) == Table.one_way((0, 0, 0), total=5)
