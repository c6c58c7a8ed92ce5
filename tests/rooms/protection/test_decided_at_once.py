"""Officials who decide, depart, follow up or remind at once: one wins, the others are told. On both engines."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

TOGETHER = """
import django, json
django.setup()
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from opennrm.page.refusals import Refused
from opennrm.protection import reminding
from opennrm.protection.actions import followups, residence, returns
from opennrm.protection.endings import Fares
from opennrm.protection.procedures import ProcedureAct, ProcedureKind
from opennrm.protection.residence import Expiry, Reminder
from opennrm.protection.followups import FollowUp
from opennrm.protection.terms import Ending
from opennrm.understanding.models import ROWS
from opennrm.understanding.facts import ResidenceGranted, Returned
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import about_to_depart, ago, ahead, applied, supported

def at_once(s, acts):
    gate = Barrier(len(acts))
    def one(act):
        with s.supporting():
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

s, on = supported(), today()
procedure, going = applied(s), about_to_depart(s)
granted = residence.Granted("LongTermResident", ahead(6))
def decide(act):
    return lambda: residence.decide(procedure, act=act, day=on, granted=granted, by=s.by, on=on)
said = {"decided": at_once(s, [decide(ProcedureAct.GRANT), decide(ProcedureAct.REFUSE)] * 2 )}
said["departed"] = at_once(s, [lambda: returns.depart(going, day=on, by=s.by, on=on)] * 4)
begin = {"kind": ProcedureKind.EXTENSION, "office": "", "due": None, "by": s.by, "on": on}
said["begun"] = at_once(s, [lambda: residence.begin(s.plan, **begin)] * 4)
with s.supporting():
    residence.watch(s.plan, until=ahead(5), by=s.by, on=on)
at_once(s, [reminding.remind] * 4)
with s.supporting():
    said["reminded"] = Reminder.objects.count()
    said["watched"] = Expiry.objects.watched().count()
end = {"why": Ending.SETTLED, "close_case": False, "by": s.by, "on": on}
said["ended"] = at_once(s, [lambda: followups.end(s.plan, **end)] * 4)
with s.supporting():
    said["due"] = FollowUp.objects.waiting().count()
    first = FollowUp.objects.waiting().first()
follow = {"fares": Fares.WELL, "note": "", "by": s.by, "on": on}
said["followed"] = at_once(s, [lambda: followups.follow_up(first, **follow)] * 4)
said["facts"] = [ROWS[Returned].objects.count(), ROWS[ResidenceGranted].objects.count()]
print(json.dumps(said))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def said(request, home):
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    migrated(home=home, database_url=url)
    done = run_python(TOGETHER, home=home, database_url=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_one_wins_and_the_others_are_told_what_to_do(said):
    for what, why in (
        ("decided", "a colleague may have entered something meanwhile"),
        ("departed", "a colleague may have entered something meanwhile"),
        ("begun", "is going on"),
        ("ended", "has ended already"),
        ("followed", "recorded this follow-up already"),
    ):
        won, *others = said[what]
        assert (won, len(others)) == ("won", 3), said[what]
        assert all(why in each for each in others), others
    assert (said["reminded"], said["watched"], said["due"]) == (2, 1, 3)
    returned, granted = said["facts"]
    assert (returned, granted <= 1) == (1, True)
