"""Every fault the house claims to bear is done by a test, and the table says how each ended."""

import ast

from tests.faults import FAULTS, table
from tests.house.plan import tracked


def done():
    """The words of all ``pytest.mark.fault(…)`` that stand before a test."""
    for source in tracked(".py", under="tests/rooms"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
                        yield ast.literal_eval(mark.args[0])


def test_each_fault_is_done_by_a_test_and_no_test_does_another():
    assert set(done()) == set(FAULTS)


def test_the_table_goes_fault_by_fault_and_says_what_does_not_hold():
    lines = table([("clock", "SQLite", "b", "DOES NOT HOLD", 1.0), ("killed", "PostgreSQL", "a", "holds", 0.25)])
    assert lines[2:4] == [
        "| a process killed (kill -9) | PostgreSQL | a | holds | 0.2 |",
        "| the clock set back | SQLite | b | DOES NOT HOLD | 1.0 |",
    ]
    assert lines[-1] == "1 of 2 hold, over 2 faults."
