"""Workers as processes, on both engines: never two at one sweep, and what a killed one held is free again."""

import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from itertools import pairwise

import pytest

from tests.machine import CHECKOUT, environment, run_python
from tests.migrated import migrated

LIVING = "from opennrm.worker.models import Beat; print(Beat.objects.count())"
ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
DELIVER = "opennrm.worker.letters.deliver"
LEAVE = """
from django.db import transaction
from opennrm.worker.letters import leave
from opennrm.worker.terms import LetterKind
with transaction.atomic():
    print(leave(LetterKind.WAITING, to="official:1", language="ja").pk)
"""
HASTEN = """
from django.utils import timezone
from opennrm.worker.models import Letter
Letter.objects.update(due=timezone.now())
"""


@pytest.fixture(scope="module", params=ENGINES)
def installation(request, tmp_path_factory):
    """A home and a database with its tables, for all tests here: each has a sweep of its own."""
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as stack:
        url = stack.enter_context(request.getfixturevalue("postgres_cluster").database()) if request.param else None
        migrated(home=home, database_url=url)
        yield {"home": home, "database_url": url}


@pytest.fixture
def witness(tmp_path):
    return tmp_path / "witness"


@contextmanager
def workers(installation, witness, sweep, *, number, **env):
    command = [sys.executable, "-m", "tests.rooms.worker.sweeping", sweep]
    env |= environment(**installation) | {"WITNESS": str(witness)}
    started = [subprocess.Popen(command, env=env, cwd=CHECKOUT, stderr=subprocess.PIPE) for _ in range(number)]
    try:
        yield started
    finally:
        for each in started:
            each.kill()
        for each in started:
            each.communicate(timeout=180)


def noted(witness):
    """(word, process, time) as noted."""
    lines = witness.read_text().splitlines() if witness.exists() else []
    return [(word, pid, float(at)) for word, pid, at in map(str.split, lines)]


def wait_for(condition, seconds=180):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.05)


def overlapping(witness):
    """Beginnings before the sweep under way had ended."""
    words = [word for word, _pid, _at in noted(witness)]
    return [pair for pair in pairwise(words) if pair == ("began", "began")]


def test_two_workers_never_run_one_sweep_at_once_and_stop_when_told(installation, witness):
    before = run_python(LIVING, **installation).stdout
    with workers(installation, witness, "quick", number=2) as started:
        wait_for(lambda: len(noted(witness)) >= 8 and len({pid for _w, pid, _t in noted(witness)}) == 2)
        assert [each.poll() for each in started] == [None, None]
        for each in started:
            each.send_signal(signal.SIGTERM)
        assert [(each.communicate(timeout=120)[1], each.returncode) for each in started] == [(b"", 0)] * 2
    assert overlapping(witness) == []
    assert noted(witness)[-1][0] == "ended"
    assert run_python(LIVING, **installation).stdout == before


def test_a_sweep_longer_than_its_lease_keeps_it(installation, witness):
    with workers(installation, witness, "long", number=2):
        wait_for(lambda: len(noted(witness)) >= 3)
    assert overlapping(witness) == []


@pytest.mark.fault("killed")
def test_the_lease_of_a_killed_worker_runs_out_and_another_takes_the_sweep_up(installation, witness):
    with workers(installation, witness, "killed", number=1, FATAL="1") as (dying,):
        assert dying.wait(timeout=60) == -signal.SIGKILL
    (_word, _pid, died), *rest = noted(witness)
    assert rest == []
    with workers(installation, witness, "killed", number=1):
        wait_for(lambda: len(noted(witness)) >= 3)
    assert [word for word, _pid, _at in noted(witness)][1:3] == ["began", "ended"]
    assert noted(witness)[1][2] - died > 0.5


@pytest.mark.fault("killed")
def test_a_worker_killed_between_sending_and_noting_sends_again_under_the_same_name(installation, witness):
    letter = run_python(LEAVE, **installation).stdout.strip()
    with workers(installation, witness, DELIVER, number=1, FATAL_LETTER="1") as (dying,):
        assert dying.wait(timeout=60) == -signal.SIGKILL
    run_python(HASTEN, **installation)
    folder = installation["home"] / "letters"
    with workers(installation, witness, DELIVER, number=2):
        wait_for(lambda: len(list(folder.iterdir())) == 2)
        time.sleep(1)
    sent = [message_from_bytes(file.read_bytes().split(b"-" * 79)[0]) for file in sorted(folder.iterdir())]
    assert [each["Message-ID"] for each in sent] == [f"<{letter}@localhost>"] * 2
    assert all(each["To"] == "made-up@example.org" for each in sent)
