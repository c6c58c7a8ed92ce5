"""Two officials who decide at once, on both engines: one decision stands, the other official is told what happened."""

import json

import pytest

from tests.machine import run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
READY = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from opennrm.identification.actions import decisions
from opennrm.identification.models import Decision
from opennrm.identification.terms import Standing
from opennrm.page.refusals import Refused
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.models import ROWS
from tests.desk import official
from tests.rooms.identification import screened, world

isa = world.desk()
case = world.opened(isa)
screened.screened(case, isa)
both = Barrier(2)

def at_once(verb, who, outcome, seen):
    try:
        with isa.identifying(who):
            both.wait()
            verb(case, outcome=outcome, reason="made up", by=who, on=world.today(), seen=seen)
        return "decided"
    except Refused as refused:
        return refused.reason.value
    finally:
        connection.close()

def two(verb, pairs, seen):
    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(lambda each: at_once(verb, *each, seen), pairs))

def told():
    with isa.identifying():
        rows = list(Decision.objects.order_by("place").values_list("outcome", "kind"))
    return [rows, world.again(case, isa).standing]
"""
DECIDING = """
said = two(decisions.decide, [(isa.officer, Standing.CONFIRMED), (isa.second, Standing.CONFIRMED)], SEEN)
print(json.dumps([said, told(), ROWS[VictimIdentified].objects.count()]))
"""
REVIEWING = """
screened.decided(case, isa)
pair = [official(isa.organisation, roles=["identification_officer"]) for _each in "ab"]
said = two(decisions.review, [(who, Standing.NOT_VICTIM) for who in pair], 1)
print(json.dumps([said, told(), ROWS[VictimIdentified].objects.count()]))
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
    return json.loads(done.stdout)


@pytest.mark.parametrize(("seen", "told"), [("0", "decided_meanwhile"), ("None", "decided")])
def test_of_two_who_confirm_at_once_one_is_told_and_one_fact_falls(installation, seen, told):
    answers, (rows, standing), facts = said(DECIDING.replace("SEEN", seen), installation)
    assert answers == sorted(["decided", told])
    assert (rows, standing, facts) == ([["confirmed", "first"]], "confirmed", 1)


def test_of_two_who_review_at_once_one_is_told_and_the_fact_is_withdrawn_once(installation):
    answers, (rows, standing), facts = said(REVIEWING, installation)
    assert answers == ["decided", "decided_meanwhile"]
    assert (rows[1:], standing, facts) == ([["not_victim", "review"]], "not_victim", 2)
