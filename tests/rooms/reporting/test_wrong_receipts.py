"""Thousands of wrong receipts: none opens anything, none shuts out who has the right one, each costs the same."""

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from opennrm.reporting import receipts
from opennrm.reporting.actions import desk, door
from tests.rooms.reporting.world import TODAY, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)
FULL = receipts.COST  # before a test makes it cheap


@pytest.fixture
def replied():
    """A receipt that has an answer."""
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        desk.reply(report, text="made up", language="ja", by=there.official, on=TODAY)
    return receipt


def try_wrong_ones(many):
    """Come back with so many wrong receipts; the statements each asked of the database."""
    asked = set()
    for _ in range(many):
        reset_queries()  # Django remembers 9,000 statements and no more
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert door.come_back(receipts.new_receipt().written) is None
        asked.add(len(queries))
    return asked


@pytest.mark.parametrize("many", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_wrong_receipts_open_nothing_ask_the_same_and_lock_nobody_out(replied, many):
    assert try_wrong_ones(many) == {3}
    assert [reply.text for reply in door.come_back(replied.written).replies] == ["made up"]


@pytest.mark.parametrize("many", [2, pytest.param(50, marks=pytest.mark.long)])
def test_wrong_receipts_at_full_cost_lock_nobody_out(many, monkeypatch):
    monkeypatch.setattr(receipts, "COST", FULL)
    assert FULL.memory >= 64 * 1024
    receipt, _report = taken_in(at=shelter())
    assert try_wrong_ones(many) == {3}
    assert door.come_back(receipt.written) is not None


@pytest.mark.parametrize("spent", [0.001, 0.037, 0.099, 0.161])
def test_right_and_wrong_take_a_whole_number_of_steps_whatever_the_work_took(replied, spent, monkeypatch):
    waited = []
    monkeypatch.setattr(door, "STEP", 0.1)
    monkeypatch.setattr(door.time, "sleep", waited.append)
    for typed in (replied.written, receipts.new_receipt().written):
        moments = iter((100.0, 100.0 + spent))
        monkeypatch.setattr(door.time, "monotonic", lambda moments=moments: next(moments))
        door.come_back(typed)
    assert waited[0] == waited[1]
    assert round((spent + waited[0]) / 0.1, 6) in {1.0, 2.0}
