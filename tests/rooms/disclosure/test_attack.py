"""The attacker: what it bounds, and the tables it must refuse."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.disclosure.attack.bounds import Attacker
from opennrm.disclosure.attack.equations import Contradictory, Equation, System
from opennrm.disclosure.attack.reading import Unreadable, read_text
from opennrm.disclosure.attack.verdict import Weakness, attack
from opennrm.disclosure.policies import policy
from tests.rooms.disclosure.tables import grid

PUBLIC = policy("public")


def text_of(cells, columns=("row", "column")):
    lines = [",".join((*columns, "value", "status"))]
    for key, cell in cells.items():
        value, status = cell if isinstance(cell, tuple) else (cell, "")
        lines.append(",".join((*key, str(value), status)))
    return "\n".join(lines)


def bounds(cells, **options):
    verdict = attack(read_text(text_of(cells), name="t"), **options)
    return {cell.key: (cell.low, cell.high) for cell in verdict.bounded}, verdict.findings


def hiding(rows, *hidden, status=""):
    return {key: ("", status) if key in hidden else value for key, value in grid(rows).items()}


def test_one_hidden_cell_falls_out_by_subtraction():
    found, findings = bounds(hiding([[3, 20], [15, 30]], ("r0", "c0")))
    assert found == {("r0", "c0"): (3, 3)}
    assert [finding.weakness for finding in findings] == [Weakness.EXACT]


def test_four_hidden_cells_in_a_rectangle_leave_a_range():
    found, findings = bounds(hiding([[3, 20], [15, 30]], *product(("r0", "r1"), ("c0", "c1"))))
    assert found["r0", "c0"] == (0, 18)
    assert not findings


def test_a_range_narrower_than_the_policy_demands_is_refused():
    cells = {("a",): ("", "primary"), ("b",): ("", "secondary"), ("Total",): 12}  # b is ten or more, so a is 1 or 2
    verdict = attack(read_text(text_of(cells, columns=("row",)), name="t"), PUBLIC)
    assert [(each.key, each.weakness, each.low, each.high) for each in verdict.findings if each.key == ("a",)] == [
        (("a",), Weakness.TIGHT, 1, 2)
    ]


def test_a_small_count_that_is_shown_is_a_finding():
    _, findings = bounds(grid([[3, 20], [15, 30]]), policy=PUBLIC)
    assert [finding.weakness for finding in findings] == [Weakness.SHOWN]


def test_two_small_counts_that_give_each_other_away_are_a_finding():
    cells = {("a",): ("", "primary"), ("b",): ("", "primary"), ("c",): 40, ("Total",): 50}
    text = text_of(cells, columns=("row",))
    verdict = attack(read_text(text, name="t"), PUBLIC)
    assert [finding.weakness for finding in verdict.findings] == [Weakness.TIED]
    assert {finding.other for finding in verdict.findings} <= {("a",), ("b",)}


def test_a_total_of_the_same_people_is_no_tie():
    cells = {("a",): ("", "primary"), ("b",): 0, ("Total",): ("", "primary")}
    assert not attack(read_text(text_of(cells, columns=("row",)), name="t"), PUBLIC).findings


def test_numbers_that_cannot_be_true_are_refused():
    cells = {("a",): ("", ""), ("b",): 40, ("Total",): 30}
    with pytest.raises(Contradictory, match="no table of counts fits"):
        attack(read_text(text_of(cells, columns=("row",)), name="t"))
    with pytest.raises(Contradictory, match="differ by 10"):
        attack(read_text(text_of({("a",): 20, ("Total",): 30}, columns=("row",)), name="t"))


def test_fractions_do_not_pass_for_whole_numbers():
    """Half a person in each cell would fit: a linear program sees a range where whole numbers have one value only."""
    odd = System(
        unknowns=(("a",), ("b",), ("c",), ("d",)),
        low=(0, 0, 0, 0),
        high=(1, 1, 1, 1),
        equations=(
            Equation(((0, 1), (1, 1), (3, -1)), 0),
            Equation(((1, 1), (2, 1), (3, -1)), 0),
            Equation(((0, 1), (2, 1), (3, -1)), 0),
        ),
        withheld=4,
    )
    found = Attacker(odd).bounds()
    assert [(bound.low, bound.high) for bound in found] == [(0, 0)] * 4  # 2a = d, so a is 0 or a half


def test_a_solver_that_errs_cannot_make_a_table_pass(monkeypatch):
    """Bounds a solver only claims, without a table that shows them, never pass."""
    monkeypatch.setattr(Attacker, "_fits", lambda self, table: False)
    _, findings = bounds(hiding([[3, 20], [15, 30]], *product(("r0", "r1"), ("c0", "c1"))))
    assert {finding.weakness for finding in findings} == {Weakness.UNPROVED}


def test_rounded_numbers_are_bounded_by_their_base():
    cells = {("a",): (5, "rounded to 5"), ("b",): (0, "rounded to 5"), ("Total",): (5, "rounded to 5")}
    verdict = attack(read_text(text_of(cells, columns=("row",)), name="t"), policy("partners"))
    assert {cell.key: (cell.low, cell.high) for cell in verdict.bounded}["a",] == (1, 9)
    assert not verdict.findings


def test_a_combination_between_published_ones_is_an_unknown_of_its_own():
    text = "sex,age,value\nF,child,31\nF,adult,13\nU,U,<5\nTotal,child,33\nTotal,adult,13\nTotal,Total,46\nM,child,<5\n"
    verdict = attack(read_text(text, name="t"))
    assert {cell.key: (cell.low, cell.high) for cell in verdict.bounded} == {("U", "U"): (0, 0), ("M", "child"): (2, 2)}


def test_every_mistake_of_a_file_is_told_at_once():
    with pytest.raises(Unreadable) as refused:
        read_text("row,value,status\na,three,\na,4,\nb,5,guessed\nc,6\n", name="t.csv")
    assert [line.split(":")[0] for line in refused.value.problems] == [
        "t.csv, row 2", "t.csv, row 4", "t.csv, row 5"
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_bounds_are_those_of_every_table_that_fits(data):
    """A third judge: all tables of small numbers are written down, and those that fit are kept."""
    counts = data.draw(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2))
    whole = grid(counts)
    hidden = data.draw(st.sets(st.sampled_from(sorted(whole)), min_size=1, max_size=6))
    cells = {
        key: "<4" if key in hidden and "Total" not in key else "" if key in hidden else v for key, v in whole.items()
    }
    found, _ = bounds(cells)
    fits = []
    for values in product(range(4), repeat=4):
        guess = grid([values[:2], values[2:]])
        if all(guess[key] == whole[key] for key in whole if key not in hidden):
            fits.append(guess)
    for key in hidden:
        assert found[key] == (min(guess[key] for guess in fits), max(guess[key] for guess in fits))
