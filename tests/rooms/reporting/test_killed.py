"""Three who write at once, killed with -9, on both engines: no report whose receipt was given is lost.

In short form each time; with ``make test-long`` again and again over one database.
"""

import signal
import subprocess
import sys
import time

import pytest

from tests.machine import CHECKOUT, environment, run_opennrm, run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]

OPEN = """
from opennrm.vault import phrases
from tests.rooms.reporting.world import police, shelter
phrases.COST = phrases.Cost(memory=8, passes=1, lanes=1)
shelter(), police()
"""
WRITER = """
import os, sys
import django; django.setup()
from django.db import transaction
from opennrm.reporting import receipts
from opennrm.reporting.actions import intake
from opennrm.vault.actions import record
from tests.rooms.reporting.world import sent
given = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
number = 0
while True:
    number += 1
    receipt = sent(f"made up: {os.getpid()} {number}")
    os.write(given, f"report {receipts.opened(receipt).lookup}\\n".encode())
    with transaction.atomic():
        line = record("edition.built", f"edition:{os.getpid()}")
    os.write(given, f"line {line.seq}:{line.hash}\\n".encode())
    if number % 3 == 0:
        intake.take_in()
"""
STANDING = """
from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.reporting.actions import intake
from opennrm.reporting.models import Box, Envelope, Message, Posted, Report
from opennrm.vault.models import AuditLine
intake.take_in()
assert not Posted.objects.exists()
TABLES = frozenset({"reporting_report", "reporting_message", "reporting_envelope"})
with running(System("test.reading", TABLES), by=None):
    for report in Report.objects.select_related("box"):
        message = Message.objects.get(report=report, place=1)
        assert message.body and Envelope.objects.filter(message=message).exists()
        print("report", report.box.lookup)
for line in AuditLine.objects.all():
    print(f"line {line.seq}:{line.hash}")
"""


@pytest.fixture
def installation(request, home):
    """A home, a database with its tables, two bodies with an inbox each."""
    url = request.getfixturevalue("postgres_url") if request.param else None
    migrated(home=home, database_url=url)
    there = {"home": home, "database_url": url}
    opened = run_python(OPEN, **there)
    assert opened.returncode == 0, opened.stderr
    return there


def killed(installation, file, *, more):
    """Three writers, killed when so many more things were acknowledged; what was, ever."""
    lines = file.read_bytes().count(b"\n") if file.exists() else 0
    env = environment(**installation)
    started = [subprocess.Popen([sys.executable, "-c", WRITER, file], env=env, cwd=CHECKOUT) for _ in range(3)]
    try:
        until = time.monotonic() + 120
        while not file.exists() or file.read_bytes().count(b"\n") < lines + more:
            assert time.monotonic() < until, "the writers do not get on"
            assert [each.poll() for each in started] == [None] * 3
            time.sleep(0.05)
    finally:
        for each in started:
            each.send_signal(signal.SIGKILL)
        assert [each.wait(timeout=60) for each in started] == [-signal.SIGKILL] * 3
    return file.read_text().splitlines()


def nothing_lost(installation, acknowledged):
    read = run_python(STANDING, **installation)
    assert read.returncode == 0, read.stderr
    assert set(acknowledged) - set(read.stdout.splitlines()) == set()
    assert len(acknowledged) == len(set(acknowledged))
    verified = run_opennrm(["audit", "verify"], **installation)
    assert verified.returncode == 0 and "whole" in verified.stdout


@pytest.mark.parametrize("installation", ENGINES, indirect=True)
@pytest.mark.fault("killed")
def test_no_report_whose_receipt_was_given_is_lost(installation, tmp_path):
    acknowledged = killed(installation, tmp_path / "acknowledged", more=12)
    assert sum(line.startswith("report") for line in acknowledged) >= 5
    nothing_lost(installation, acknowledged)


@pytest.mark.long
@pytest.mark.parametrize("installation", ENGINES, indirect=True)
@pytest.mark.fault("killed")
def test_killed_again_and_again_nothing_is_lost(installation, tmp_path):
    for number in range(12):
        acknowledged = killed(installation, tmp_path / "acknowledged", more=10 + 3 * number)
    assert len(acknowledged) > 250
    nothing_lost(installation, acknowledged)
