"""Sweeps run when due, once for all workers, and their failures are kept without words."""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from opennrm.worker.leases import release, take
from opennrm.worker.models import Beat, Sweep
from opennrm.worker.state import state
from opennrm.worker.sweeps import run_due
from opennrm.worker.work import beat

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.rooms.worker.test_sweeps"
GOOD, BAD, THIEF = (f"{HERE}.{name}" for name in ("good", "bad", "thief"))
ran = []


def good():
    ran.append("good")


def bad():
    ran.append("bad")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'canary' FROM no_such_table")


def thief():
    """While this runs, its lease runs out and another takes it."""
    assert release(THIEF, holder="one")
    assert take(THIEF, holder="two")


@pytest.fixture(autouse=True)
def _afresh():
    ran.clear()


@pytest.fixture
def sweeps(settings):
    def declare(*names):
        settings.SWEEPS = {name: timedelta(hours=1) for name in names}

    return declare


def make_due():
    Sweep.objects.update(due=timezone.now() - timedelta(seconds=1))


def test_a_sweep_runs_when_it_is_due_and_not_before(sweeps):
    sweeps(GOOD)
    assert run_due("one") == run_due("one") == []
    assert ran == ["good"]
    make_due()
    run_due("two")
    assert ran == ["good", "good"]


@pytest.mark.fault("clock")
def test_what_a_clock_that_was_wrong_put_off_runs_at_once_and_a_beat_from_then_is_no_sign_of_life(sweeps):
    sweeps(GOOD)
    run_due("one")
    tomorrow = timezone.now() + timedelta(days=1)
    Sweep.objects.update(due=tomorrow, began=tomorrow, ended=tomorrow)
    Beat.objects.create(holder="gone", at=tomorrow)
    assert run_due("two") == run_due("two") == []
    assert ran == ["good", "good"] and not state().alive


def test_a_sweep_held_by_another_is_left_alone(sweeps):
    sweeps(GOOD)
    assert take(GOOD, holder="two")
    assert run_due("one") == []
    assert ran == []


def test_a_failure_holds_up_no_other_sweep_and_is_tried_again_soon(sweeps):
    sweeps(BAD, GOOD)
    assert run_due("one") == [BAD]
    assert sorted(ran) == ["bad", "good"]
    kept = Sweep.objects.get(name=BAD)
    assert (kept.failures, kept.failed_as, kept.ended) == (
        1,
        "ProgrammingError" if on_server() else "OperationalError",
        None,
    )
    assert kept.due - kept.began < timedelta(minutes=1)


def test_a_failure_is_logged_by_its_name_alone(sweeps, caplog):
    sweeps(BAD)
    with caplog.at_level(logging.ERROR, "opennrm.worker"):
        run_due("one")
    (record,) = caplog.records
    assert (record.msg, record.args, record.subject) == ("sweep.failed", (), f"sweep:{BAD}")
    assert issubclass(record.exc_info[0], DatabaseError)


def test_a_sweep_that_ends_well_again_is_forgiven(sweeps):
    sweeps(BAD)
    run_due("one")
    Sweep.objects.filter(name=BAD).update(name=GOOD)
    sweeps(GOOD)
    make_due()
    assert run_due("one") == []
    assert Sweep.objects.get().failures == 0


def test_who_lost_the_lease_notes_nothing(sweeps):
    sweeps(THIEF)
    assert run_due("one") == []
    assert Sweep.objects.get().ended is None


def test_the_state_tells_of_each_sweep_and_whether_a_worker_lives(sweeps):
    sweeps(GOOD, BAD)
    assert not state().alive
    beat("one")
    run_due("one")
    now = state()
    assert now.alive
    assert {each.name: (each.failures, each.ended is not None) for each in now.sweeps} == {
        GOOD: (0, True),
        BAD: (1, False),
    }


def test_one_turn_by_command_ends_with_1_where_a_sweep_failed(sweeps, capsys, monkeypatch):
    monkeypatch.setattr("opennrm.worker.work.Pulse.start", lambda self: None)
    monkeypatch.setattr("opennrm.worker.work.Pulse.join", lambda self: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    sweeps(GOOD)
    call_command("worker", "--once")
    sweeps(BAD)
    with pytest.raises(CommandError, match="--state"):
        call_command("worker", "--once")
    call_command("worker", "--state")
    assert f"{BAD}" in capsys.readouterr().out
    assert not Beat.objects.exists()


def on_server():
    return connection.vendor == "postgresql"
