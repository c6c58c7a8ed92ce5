"""Officials who do the same at once: one wins, the others are told what happened. On SQLite and on PostgreSQL."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from opennrm.page.refusals import Refused
from opennrm.protection.actions import needs, plans, stays, steps
from opennrm.protection.giving import ServiceKind, ServiceUnit
from opennrm.protection.models import BedNight, ProtectionPlan, Stay
from opennrm.protection.terms import TaskKind, TaskState
from tests.rooms.identification.world import today
from tests.rooms.protection.world import asked, given, house, need, planned, rows

def at_once(there, acts):
    gate = Barrier(len(acts))
    def one(act):
        with there.supporting():
            gate.wait()
            try:
                act()
                return "won"
            except Refused as refused:
                return str(refused)
            finally:
                connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts), key=lambda said: said != "won")

there, first = planned()
by, on = there.caseworker, today()
told = {"by": by, "on": on}
contenders = [first, *(planned(there)[1] for _ in range(11))]
last, spare = house(there, "last"), house(there, "spare", beds=2)
said = {"beds": at_once(there, [lambda plan=plan: stays.reserve(plan, last, need(), **told) for plan in contenders])}
with there.supporting():
    said["nights"], said["stays"] = BedNight.objects.count(), Stay.objects.count()
    task = steps.add_task(first, kind=TaskKind.CALL, words="", due=on, who=by, **told)
    service = needs.need(first, kind=ServiceKind.FOOD, **told)
    needs.offer(service, **told)
    needs.accept(service, **told)
_there, case = asked(there)
said["plans"] = at_once(there, [lambda: plans.begin(case, **told) for _ in range(6)])
settle = lambda: steps.settle_task(task, state=TaskState.DONE, **told)
said["tasks"] = at_once(there, [settle for _ in range(6)])
much = {"given": on, "quantity": 2, "measure": ServiceUnit.MEALS, "cost": None}
said["given"] = at_once(there, [lambda: needs.give(service, **much, **told) for _ in range(6)])
said["facts"] = rows(service.pk)
said["one of the case"] = 0
with there.supporting():
    said["one of the case"] = ProtectionPlan.objects.filter(case=case).count()
print(json.dumps(said))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def said(request, home):
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    migrated(home=home, database_url=url)
    done = run_python(TOGETHER, home=home, database_url=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_one_wins_and_the_others_are_told_what_happened(said):
    won, *others = said["beds"]
    assert (won, len(others), said["stays"], said["nights"]) == ("won", 11, 1, 2)
    assert all("spare" in each for each in others), others
    for what, why in (("plans", "has a plan"), ("tasks", "changed this"), ("given", "has not accepted")):
        won, *others = said[what]
        assert won == "won", said[what]
        assert all(why in each for each in others), others
    assert (said["facts"], said["one of the case"]) == (1, 1)
