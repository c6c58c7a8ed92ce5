"""A process killed while it lets records go, on both engines: before or after, and the next run ends it."""

import signal

import pytest

from tests.machine import run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]

BEGIN = """
from pathlib import Path
from django.conf import settings
from opennrm.retention import schedule, sweeps
own = Path(settings.HOME) / "retention.toml"
own.write_text('[[rule]]\\ncode = "official"\\nkeep = "P1Y"\\nbecause = "made up"')
settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(own), 0
from opennrm.agencies.models import Official, OfficialRole, Organisation
from opennrm.retention import actions
from opennrm.retention.models import Proposal, Tombstone
from opennrm.vault.models import Key
from opennrm.vault.sealing import seal
"""
APPROVED = """
from datetime import date
body = Organisation.objects.create(code="npa", kind="agency", source="made up")
def official(**more):
    made = Official.objects.create(organisation=body, since=date(2012, 4, 1), **more)
    OfficialRole.objects.create(official=made, role="data_protection_officer")
    return made
two = official(), official()
for number in range(4):
    gone = official(left=date(2013, 3, 31), title="made up")
    seal(gone, "name", f"made up {number}")
    gone.save()
sweeps.propose()
for each in Proposal.objects.all():
    for by in two:
        actions.approve(each.pk, by=by)
"""
KILLED = """
import os, signal
def kill(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
steps, went = list(sweeps.STEPS), []
real = steps[AT]
def second_time(carrying):
    went.append(carrying)
    real(carrying)
    if len(went) == 2:
        kill()
sweeps.STEPS = (*steps[:AT], second_time, *steps[AT + 1:])
sweeps.carry_out()
"""
STANDING = """
from collections import Counter
states = Counter(Proposal.objects.values_list("state", flat=True))
left = Official.objects.filter(left__isnull=False)
whole = left.filter(name__isnull=False, name_index__isnull=False, title="made up").count()
gone = left.filter(name__isnull=True, name_index__isnull=True, title="").count()
erased = Key.objects.filter(kind="case", wrapped__isnull=True).count()
print(states["approved"], states["carried"], whole, gone, erased, Tombstone.objects.count(), flush=True)
"""


END = """
from opennrm.vault.actions import verify
print(sweeps.carry_out(), sweeps.carry_out(), verify().ok)
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.fault("killed")
def test_a_process_killed_in_the_middle_leaves_each_record_before_or_after(engine, home, request):
    where = {"home": home, "database_url": request.getfixturevalue("postgres_url") if engine else None}
    migrated(**where)
    runs = [
        run_python(code, **where)
        for code in (
            BEGIN + APPROVED + KILLED.replace("AT", "1"),
            BEGIN + STANDING + KILLED.replace("AT", "3"),
            BEGIN + STANDING + END + STANDING,
        )
    ]
    assert [run.returncode for run in runs] == [-signal.SIGKILL, -signal.SIGKILL, 0], [run.stderr for run in runs]
    said = [run.stdout.splitlines() for run in runs]
    assert said == [[], ["3 1 3 1 1 1"], ["2 2 2 2 2 2", "2 0 True", "0 4 0 4 4 4"]]
