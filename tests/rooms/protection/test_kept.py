"""How a plan goes when its time is over. SQLite here, PostgreSQL again (test_engines)."""

from datetime import date

import pytest

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import meetings, needs, stays
from opennrm.protection.giving import ServiceKind, ServiceUnit
from opennrm.protection.models import BedNight, ProtectionPlan, Seat, Service, Stay
from opennrm.protection.terms import MeetingWay
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal, Tombstone
from opennrm.vault.models import Key
from tests.desk import body, official
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything
from tests.rooms.identification.world import desk, today
from tests.rooms.protection.test_plans import worked_on
from tests.rooms.protection.world import consented, given, house, need, planned

LONG_AGO = date(2012, 4, 2)
RULES = '[[rule]]\ncode = "protection"\nkeep = "P5Y"\nbecause = "made up for a test"\n'


@pytest.fixture(params=WALLS)
def there(db, settings, tmp_path, request):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(path), 0
    schedule.forget()
    raise_walls(request.param)
    yield planned()
    schedule.forget()


def filled(world, plan):
    """A plan in full swing: a stay, a service that was given, an interpreter, a meeting with a seat."""
    told, ngo = {"by": world.caseworker, "on": today()}, desk("made-up-ngo", kind="ngo")
    worked_on(world, plan)
    consented(world, plan.case, ConsentPurpose.SUPPORT, ngo.organisation)
    made = house(world)
    with world.supporting():
        stays.reserve(plan, made, need(), **told)
        service = needs.need(plan, kind=ServiceKind.FOOD, **told)
        needs.offer(service, **told)
        needs.accept(service, **told)
        needs.give(service, given=today(), quantity=1, measure=ServiceUnit.MEALS, cost=None, **told)
        needs.need_interpreter(plan, language="fil", way="telephone", wanted=today(), **told)
        meeting = meetings.plan_meeting(plan, day=today(), way=MeetingWay.VIDEO, agenda="made up", **told)
        seat = meetings.invite(meeting, ngo.organisation, agenda="made up", **told)
    return service, seat


def ended_and_let_go(plan):
    with running(everything()):
        ProtectionPlan.objects.filter(pk=plan.pk).update(ended=LONG_AGO, ending="settled")
    sweeps.propose()
    proposal, secretariat = Proposal.objects.get(row=str(plan.pk)), body("secretariat")
    for _ in range(2):
        actions.approve(proposal.pk, by=official(secretariat, roles=["data_protection_officer"]))
    return sweeps.carry_out()


def test_a_plan_goes_with_all_that_hangs_on_it_and_its_facts_lead_nowhere(there):
    world, plan = there
    service, seat = filled(world, plan)
    fact = given(service.pk)
    assert ended_and_let_go(plan) == 1
    with running(everything()):
        for model in (ProtectionPlan, Service, Stay, Seat, BedNight):
            assert not model.objects.exists(), model
        assert not Grant.objects.holding().filter(file__in=[plan.file_id, seat.file_id]).exists()
    assert given(service.pk) is None
    assert fact is not None
    assert Key.objects.get(name=str(seat.file_id)).wrapped is None
    assert Tombstone.objects.count() == 1


def test_a_plan_that_goes_on_is_not_proposed(there):
    sweeps.propose()
    assert not Proposal.objects.exists()
