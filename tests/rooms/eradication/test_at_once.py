"""Officials who record one disposition, or approve one package, at once, on PostgreSQL: one wins, the others are told.

SQLite lets one write at a time; that the second is told there is in ``test_investigations``.
"""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import django, json
django.setup()
from opennrm.eradication.actions import charges, investigations, packages
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.investigation_terms import ChargeAct as A
from opennrm.understanding.facts import OffenceCleared, SuspectDisposed
from tests.rooms.eradication.exchange_world import agreement, squad
from tests.rooms.eradication.test_exchange import CSV
from tests.rooms.eradication.world import charged, facts, police, stepped
from tests.rooms.identification.world import days_ago, today
from tests.together import at_once

there = police()
charge = stepped(there, charged(there), ("arrest", 40), ("refer", 39), ("detain", 39))
with there.acting():
    seen, offence, found, key = charges.step_count(charge), charge.offence, charge.investigation, charge.suspect.key
told = {"by": there.officer, "on": today()}
def decide(act):
    return lambda: charges.take_step(charge, Taken(act, days_ago(20)), seen=seen, **told)
said = {"disposed": at_once(there.acting, [decide(A.PROSECUTE), decide(A.SUSPEND)] * 2)}
said["cleared"] = at_once(there.acting, [lambda: investigations.clear(offence, day=days_ago(20), **told)] * 4)
at_once(there.acting, [lambda: charges.enter_suspect(found, Known(), **told)] * 4)
with there.acting():
    said["numbers"] = sorted(found.suspects.values_list("number", flat=True))
said["facts"] = [len(facts(SuspectDisposed, key)), len(facts(OffenceCleared, offence.key))]
s = squad()
under = agreement(s)
with s.investigating():
    asked = packages.ask(under, CSV, by=s.officer, on=today())
approve = lambda: packages.approve(asked, by=s.second, on=today())
said["approved"] = at_once(lambda: s.investigating(s.second), [approve] * 4)
print(json.dumps(said))
"""


@pytest.fixture
def said(postgres_url, home):
    migrated(home=home, database_url=postgres_url)
    done = run_python(TOGETHER, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.postgres
def test_one_disposition_wins_and_the_others_are_told(said):
    assert said["disposed"] == ["won", "meanwhile", "meanwhile", "meanwhile"]
    assert said["cleared"] == ["won", "cleared", "cleared", "cleared"]
    assert said["numbers"] == [1, 2, 3, 4, 5]
    assert said["facts"] == [1, 1]
    assert said["approved"] == ["won", "twice", "twice", "twice"]
