"""Two officials at once, and a machine that goes away in the middle, on both engines: one file, each row once."""

import json
import signal
import subprocess
import sys
import time

import pytest

from tests.machine import CHECKOUT, environment, run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
READY = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from opennrm.identification.actions import exports, imports
from opennrm.identification.exchange.rows import Entry
from opennrm.identification.models import Case, Elsewhere, Export
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from tests.desk import official
from tests.rooms.identification import world
from tests.rooms.identification.test_exports import approved, asked, consent

isa = world.desk()

def entries(many):
    person = {"names": (), "sex": "male"}
    return [Entry(number=n, person=person, begins={}, incident=str((n - 2) // 3)) for n in range(2, many + 2)]
"""
TWO = """
both = Barrier(2)

def at_once(who, act):
    try:
        with isa.identifying(who):
            both.wait()
            found = act(who)
            return found if isinstance(found, int) else "done"
    except Refused as refused:
        return refused.reason.value
    finally:
        connection.close()

def two(pairs, act):
    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(lambda who: at_once(who, act), pairs), key=str)
"""
MAKING = """
case = world.opened(isa)
consent(case, isa)
export = approved(isa, case)
said = two([isa.officer, isa.second], lambda who: exports.make(export, by=who, on=world.today()))
print(json.dumps([said, AuditLine.objects.filter(act="export.made").count()]))
"""
APPROVING = """
case = world.opened(isa)
consent(case, isa)
with isa.identifying():
    export = exports.ask(asked(case), by=isa.officer, on=world.today())
third = official(isa.organisation, roles=["identification_officer"])
said = two([isa.second, third], lambda who: exports.approve(export, by=who, on=world.today()))
print(json.dumps([said, AuditLine.objects.filter(act="export.approved").count()]))
"""
TAKING = """
take = lambda who: len(imports.take_in(entries(6), source="a file", by=who, on=world.today()).codes)
said = two([isa.officer, isa.second], take)
with isa.identifying():
    print(json.dumps([sum(said), Case.objects.count(), Elsewhere.objects.count()]))
"""
WRITER = """
with isa.identifying():
    print("begun", flush=True)
    tell = lambda n: print(n, flush=True)
    imports.take_in(entries(600), source="a file", by=isa.officer, on=world.today(), step=tell)
"""
LEFT = """
from opennrm.agencies.models import Official
isa.officer = Official.objects.filter(lead=True).earliest("pk")
with isa.identifying():
    rows = list(Elsewhere.objects.values_list("row", flat=True))
    incidents = Case.objects.values_list("incident", flat=True)
    whole = all(Case.objects.filter(incident=each).count() == 3 for each in incidents)
    print(json.dumps([len(rows), len(set(rows)), Case.objects.count(), whole]))
"""


@pytest.fixture(params=ENGINES)
def installation(request, home):
    """A home and a database with its tables."""
    made = {"home": home, "database_url": request.getfixturevalue("postgres_url") if request.param else None}
    migrated(**made)
    return made


def said(code, installation):
    done = run_python(READY + code, **installation)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_of_two_who_make_a_file_at_once_one_is_told_and_one_file_counts(installation):
    assert said(TWO + MAKING, installation) == [["done", "made"], 1]


def test_of_two_who_approve_at_once_one_is_told(installation):
    assert said(TWO + APPROVING, installation) == [["decided", "done"], 1]


def test_of_two_who_take_in_one_file_at_once_each_row_comes_in_once(installation):
    assert said(TWO + TAKING, installation) == [6, 6, 6]


@pytest.mark.fault("killed")
def test_killed_in_the_middle_of_a_file_each_batch_is_there_or_not(installation):
    started = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{READY}{WRITER}"],
        env=environment(**installation), cwd=CHECKOUT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert started.stdout is not None
    done = [line.strip() for line, _n in zip(started.stdout, range(3), strict=False)]
    time.sleep(0.3)
    started.send_signal(signal.SIGKILL)
    assert started.wait(timeout=60) == -signal.SIGKILL
    started.stdout.close()
    rows, different, cases, whole = said(LEFT, installation)
    assert rows == different == cases >= int(done[-1])
    assert whole
