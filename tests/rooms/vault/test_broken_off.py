"""Processes killed in the middle of their work, on both engines: nothing they acknowledged is lost."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.machine import CHECKOUT, environment, run_opennrm, run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]

WRITER = """
import os, sys
import django; django.setup()
from django.db import transaction
from opennrm.vault.actions import record
acknowledged = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
while True:
    with transaction.atomic():
        line = record("edition.built", f"edition:{os.getpid()}", by="writer:1")
    os.write(acknowledged, b"%d %s\\n" % (line.seq, line.hash.encode()))
"""

STANDING = """
from django.db import transaction
from opennrm.vault.actions import record
from opennrm.vault.models import AuditLine
with transaction.atomic():
    record("edition.built", "edition:after", by="writer:1")
for line in AuditLine.objects.all():
    print(line.seq, line.hash)
"""

ROTATION = """
import os, signal
from opennrm.vault import keys, master
from opennrm.vault.models import Key
keys.BATCH = 4
for number in range(10):
    print(keys.key_for("case", f"case-{number}").hex(), flush=True)

def kill(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)

real, batches = keys._wrap, []
def second_batch(*args):
    batches.append(args)
    kill() if len(batches) == 6 else real(*args)

STEP
keys.rotate(by="official:2")
"""
STEPS = {
    "before the first batch": "keys._rewrap_all = kill",
    "in the second batch": "keys._wrap = second_batch",
    "after the last batch": "master.keep_retired = kill",
    "before the old master goes": (
        "put = master.replace\nmaster.replace = lambda ring: kill() if len(ring.masters) == 1 else put(ring)"
    ),
}
READ_AND_END = """
from opennrm.vault import keys, master
made = lambda: [keys.key_of("case", f"case-{number}").hex() for number in range(10)]
before = made()
keys.rotate(by="official:2")
assert made() == before and len(master.read().masters) == 1
print("\\n".join(before))
"""


@pytest.fixture
def installation(request, home):
    """A home and a database with its tables."""
    url = request.getfixturevalue("postgres_url") if request.param else None
    migrated(home=home, database_url=url)
    return {"home": home, "database_url": url}


@contextmanager
def writers(installation, file, *, number):
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, file], env=environment(**installation), cwd=CHECKOUT)
        for _ in range(number)
    ]
    try:
        yield started
    finally:
        for each in started:
            each.send_signal(signal.SIGKILL)
        for each in started:
            each.wait(timeout=60)


def wait_for(file, lines):
    """Until so many lines are acknowledged."""
    until = time.monotonic() + 60
    while not file.exists() or file.read_bytes().count(b"\n") < lines:
        assert time.monotonic() < until, "the writers do not get on"
        time.sleep(0.02)


@pytest.mark.parametrize("installation", ENGINES, indirect=True)
@pytest.mark.fault("killed")
def test_three_killed_writers_lose_no_line_they_acknowledged(installation, tmp_path):
    file = tmp_path / "acknowledged"
    with writers(installation, file, number=3) as started:
        wait_for(file, 120)
        assert [each.poll() for each in started] == [None] * 3
    assert [each.returncode for each in started] == [-signal.SIGKILL] * 3
    acknowledged = file.read_text().splitlines()
    standing = set(run_python(STANDING, **installation).stdout.splitlines())
    assert len(acknowledged) == len(set(acknowledged)) >= 120
    assert set(acknowledged) - standing == set()
    assert len(standing) <= len(acknowledged) + 4
    assert f"whole: {len(standing)} lines" in run_opennrm(["audit", "verify"], **installation).stdout


@pytest.mark.parametrize("installation", [None], indirect=True)
@pytest.mark.fault("killed")
def test_a_rotation_killed_at_each_step_in_turn_leaves_every_key_readable(installation):
    made = []
    for step in STEPS.values():
        killed = run_python(ROTATION.replace("STEP", step), **installation)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        made.append(killed.stdout.split())
    ended = run_python(READ_AND_END, **installation)
    assert made == [ended.stdout.split()] * len(STEPS), ended.stderr
    assert len(set(made[0])) == 10
