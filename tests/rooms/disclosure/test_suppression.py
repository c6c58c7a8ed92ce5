"""What can be worked out of a table in spite of its masks."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.disclosure.suppression import recoverable
from opennrm.disclosure.terms import Contradiction, Masked, Recovered, Table

M = Masked()


def with_totals(cells):
    return Table(
        cells=tuple(map(tuple, cells)),
        row_totals=tuple(map(sum, cells)),
        column_totals=tuple(map(sum, zip(*cells))),
        total=sum(map(sum, cells)),
    )


def places(table):
    rows, columns = range(len(table.cells)), range(len(table.cells[0]))
    return [
        *((r, c) for r in rows for c in columns),
        *((r, None) for r in rows),
        *((None, c) for c in columns),
        (None, None),
    ]


def at(table, place):
    match place:
        case None, None:
            return table.total
        case row, None:
            return table.row_totals[row]
        case None, column:
            return table.column_totals[column]
        case row, column:
            return table.cells[row][column]


def masking(table, secret, high=None):
    def each(place):
        if place not in secret:
            return at(table, place)
        return M if None in place else Masked(0, high)

    return Table(
        cells=tuple(tuple(each((r, c)) for c in range(len(row))) for r, row in enumerate(table.cells)),
        row_totals=tuple(each((r, None)) for r in range(len(table.cells))),
        column_totals=tuple(each((None, c)) for c in range(len(table.cells[0]))),
        total=each((None, None)),
    )


def test_one_masked_part_falls_out_of_its_total():
    assert recoverable(Table.one_way((12, M, 20), total=37)) == (Recovered(0, 1, 5),)


def test_two_masked_parts_hold_unless_their_range_gives_them_away():
    assert recoverable(Table.one_way((12, M, M), total=37)) == ()
    small = Masked(1, 9)
    assert recoverable(Table.one_way((12, small, small), total=30)) == (
        Recovered(0, 1, 9),
        Recovered(0, 2, 9),
    )
    assert recoverable(Table.one_way((12, M, M), total=12)) == (Recovered(0, 1, 0), Recovered(0, 2, 0))


def test_a_square_of_masked_cells_holds_and_three_of_them_do_not():
    table = with_totals([[3, 4, 30], [5, 6, 40], [20, 20, 20]])
    square = {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert recoverable(masking(table, square)) == ()
    assert len(recoverable(masking(table, square - {(1, 1)}))) == 3


def test_a_cell_that_only_four_lines_together_give_away_is_found():
    table = with_totals([[3, 4, 30], [5, 6, 7]])
    secret = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (None, 2), (None, None)}
    assert Recovered(1, 2, 7) in recoverable(masking(table, secret))


def test_a_masked_total_is_named_too():
    table = replace(with_totals([[3, 4], [5, 6]]), row_totals=(M, 11))
    assert recoverable(table) == (Recovered(0, None, 7),)


@pytest.mark.parametrize(
    "table",
    [
        Table.one_way((12, M), total=11),
        Table.one_way((12, 13), total=26),
        Table.one_way((12, Masked(1, 9)), total=30),
    ],
)
def test_a_table_that_no_counts_fit_is_refused(table):
    with pytest.raises(Contradiction):
        recoverable(table)


def test_a_table_with_a_total_too_few_is_refused():
    with pytest.raises(ValueError, match="2 rows have 1 totals"):
        Table(cells=((1, 2), (3, 4)), row_totals=(3,), column_totals=(), total=10)


def consistent(table):
    """Every way to fill the masked cells and totals of a small table, by brute force."""
    rows, columns = range(len(table.cells)), range(len(table.cells[0]))
    inner = [(r, c) for r in rows for c in columns]
    spans = [
        range(cell.low, (5 if cell.high is None else cell.high) + 1)
        if isinstance(cell := at(table, p), Masked)
        else [cell]
        for p in inner
    ]
    for values in product(*spans):
        grid = dict(zip(inner, values))
        full = with_totals([[grid[r, c] for c in columns] for r in rows])
        if all(fits(at(table, p), at(full, p)) for p in places(table)):
            yield full


def fits(cell, value):
    if isinstance(cell, Masked):
        return cell.low <= value and (cell.high is None or value <= cell.high)
    return cell == value


SMALL = st.sampled_from([(1, 2), (1, 3), (2, 2), (2, 3)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 3), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(max_examples=150, deadline=None)
@given(SMALL, st.data())
def test_what_is_called_recoverable_is_the_only_value_that_fits_the_publication(cells, data):
    true = with_totals(cells)
    secret = data.draw(st.sets(st.sampled_from(places(true))))
    high = data.draw(st.sampled_from([None, 3, 4]))
    published = masking(true, secret, high=high)
    worlds = list(consistent(published))
    for cell in recoverable(published):
        assert (cell.row, cell.column) in secret
        assert {at(world, (cell.row, cell.column)) for world in worlds} == {cell.value}


@settings(max_examples=100, deadline=None)
@given(SMALL, st.data())
def test_in_tables_of_up_to_two_rows_with_every_total_no_fixed_cell_is_missed(cells, data):
    true = with_totals(cells)
    secret = data.draw(st.sets(st.sampled_from([p for p in places(true) if None not in p])))
    published = masking(true, secret, high=5)
    worlds = list(consistent(published))
    fixed = {p for p in secret if len({at(world, p) for world in worlds}) == 1}
    assert {(cell.row, cell.column) for cell in recoverable(published)} == fixed
