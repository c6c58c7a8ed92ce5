"""Officials who record the disposition of one suspect at once, on PostgreSQL: one wins, the others are told.

SQLite lets one write at a time; that the second is told there is in ``test_investigations``.
"""

import json

import pytest

from tests.machine import run_opennrm, run_python

TOGETHER = """
import django, json
django.setup()
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.investigation_terms import ChargeAct as A
from opennrm.page.refusals import Refused
from opennrm.understanding.facts import OffenceCleared, SuspectDisposed
from tests.rooms.eradication.world import charged, facts, police, stepped
from tests.rooms.identification.world import days_ago, today

def at_once(there, acts):
    gate = Barrier(len(acts))
    def one(act):
        with there.acting():
            gate.wait()
            try:
                act()
                return "won"
            except Refused as refused:
                return refused.reason.value
            finally:
                connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts), key=lambda said: said != "won")

there = police()
charge = stepped(there, charged(there), ("arrest", 40), ("refer", 39), ("detain", 39))
with there.acting():
    seen, offence, found, key = charges.step_count(charge), charge.offence, charge.investigation, charge.suspect.key
told = {"by": there.officer, "on": today()}
def decide(act):
    return lambda: charges.take_step(charge, Taken(act, days_ago(20)), seen=seen, **told)
said = {"disposed": at_once(there, [decide(A.PROSECUTE), decide(A.SUSPEND)] * 2)}
said["cleared"] = at_once(there, [lambda: investigations.clear(offence, day=days_ago(20), **told)] * 4)
at_once(there, [lambda: charges.enter_suspect(found, Known(), **told)] * 4)
with there.acting():
    said["numbers"] = sorted(found.suspects.values_list("number", flat=True))
said["facts"] = [len(facts(SuspectDisposed, key)), len(facts(OffenceCleared, offence.key))]
print(json.dumps(said))
"""


@pytest.fixture
def said(postgres_url, home):
    assert run_opennrm(["migrate", "-v0"], home=home, database_url=postgres_url).returncode == 0
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.postgres
def test_one_disposition_wins_and_the_others_are_told(said):
    assert said["disposed"] == ["won", "meanwhile", "meanwhile", "meanwhile"]
    assert said["cleared"] == ["won", "cleared", "cleared", "cleared"]
    assert said["numbers"] == [1, 2, 3, 4, 5]
    assert said["facts"] == [1, 1]
