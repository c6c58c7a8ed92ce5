"""Two officials at once, on both engines: one wins, the other is told what happened; nothing stays open that ended."""

from pathlib import Path

import pytest

from tests.machine import run_python
from tests.migrated import migrated
from tests.postgres import again_on_postgres

HERE = Path(__file__).parent
ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
READY = """
import threading
from django.db import connection
from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.identification.actions import begun, consents, notices, referrals
from opennrm.identification.models import Case, Consent, Exemption, Referral
from opennrm.page.refusals import Refused
from tests.rooms.access.world import everything
from tests.rooms.identification.sharing_world import ALL, consented, asked, notice, referred
from tests.rooms.identification.world import DETAILS, desk, opened, shelter, today

isa, house = desk(), shelter()
ROUNDS = 5

def at_once(*acts):
    \"\"\"What each act came to: "done", or the word of the refusal; each in a thread that begins with the others.\"\"\"
    ready, said = threading.Barrier(len(acts)), [None] * len(acts)
    def run(place, scope, act):
        try:
            with scope():
                ready.wait()
                act()
            said[place] = "done"
        except Refused as refused:
            said[place] = refused.reason.value
        except Exception as error:
            said[place] = repr(error)
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=(place, *each)) for place, each in enumerate(acts)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    return said

def open_to_others(case):
    with running(everything()):
        return Grant.objects.holding().filter(file=case.file_id).exclude(organisation=case.owner_id).count()

def state(made):
    with running(everything()):
        return Referral.objects.get(pk=made.pk).state
"""
ACCEPTED = """
for _round in range(ROUNDS):
    case = opened(isa)
    made = referred(isa, case, house)
    by = house.caseworker
    accept = lambda: referrals.accept(made, by=by, on=today())
    assert sorted(at_once((house.supporting, accept), (house.supporting, accept))) == ["accepted", "done"]
    assert open_to_others(case) == 1
"""
REVOKED = """
for _round in range(ROUNDS):
    case = opened(isa)
    made = referred(isa, case, house)
    accept = lambda: referrals.accept(made, by=house.caseworker, on=today())
    revoke = lambda: referrals.revoke(made, reason="made up", by=isa.officer, on=today())
    accepted, revoked = at_once((house.supporting, accept), (isa.identifying, revoke))
    assert revoked == "done" and accepted in {"done", "ended"}, (accepted, revoked)
    assert (state(made), open_to_others(case)) == ("revoked", 0)
"""
WITHDRAWN = """
for _round in range(ROUNDS):
    case = opened(isa)
    made = referred(isa, case, house)
    with isa.identifying():
        consent = Consent.objects.get(case=case)
    accept = lambda: referrals.accept(made, by=house.caseworker, on=today())
    withdraw = lambda: consents.withdraw(consent, by=isa.officer, on=today())
    accepted, withdrawn = at_once((house.supporting, accept), (isa.identifying, withdraw))
    assert withdrawn == "done" and accepted in {"done", "ended"}, (accepted, withdrawn)
    assert (state(made), open_to_others(case)) == ("ended", 0)
"""
DECIDED = """
from opennrm.identification.terms import ConsentPurpose, WithoutConsent
for _round in range(ROUNDS):
    case = opened(isa)
    with isa.identifying():
        made = consents.propose(case, path=WithoutConsent.DANGER, purpose=ConsentPurpose.SUPPORT,
            recipient=house.organisation, law="made up", reason="made up", by=isa.officer, on=today())
    second = lambda: isa.identifying(isa.second)
    agree = lambda: consents.agree(made, by=isa.second, on=today())
    refuse = lambda: consents.disagree(made, by=isa.second, on=today())
    assert sorted(at_once((second, agree), (second, refuse))) == ["decided", "done"]
"""
BEGUN = """
for _round in range(ROUNDS):
    with house.supporting():
        made = notices.send(notice(isa), by=house.caseworker, on=today())
    begin = lambda: begun.begin_from_notice(made.pk, [DETAILS], by=isa.officer, on=today())
    with running(everything()):
        before = Case.objects.count()
    assert sorted(at_once((isa.identifying, begin), (isa.identifying, begin))) == ["answered", "done"]
    with running(everything()):
        assert Case.objects.count() == before + 1
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_of_two_at_once_one_wins_and_the_other_is_told(engine, home, request):
    made = {"home": home, "database_url": request.getfixturevalue("postgres_url") if engine else None}
    migrated(**made)
    done = run_python(READY + ACCEPTED + REVOKED + WITHDRAWN + DECIDED + BEGUN, **made)
    assert done.returncode == 0, done.stderr


@pytest.mark.postgres
def test_sharing_goes_on_postgresql_as_on_sqlite(home, postgres_url):
    again = [HERE / f"test_{name}.py" for name in ("consents", "referrals", "begun")]
    run = again_on_postgres(*again, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
