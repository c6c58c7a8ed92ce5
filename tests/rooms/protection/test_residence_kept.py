"""How residence, return and follow-up go when the time of their plan is over. PostgreSQL: test_residence_engines."""

from datetime import date

import pytest

from opennrm.access.actions import running
from opennrm.protection.actions import followups, residence, returns
from opennrm.protection.models import (
    Expiry,
    FamilyTracing,
    FollowUp,
    ProtectionPlan,
    ReintegrationStep,
    Reminder,
    ResidenceProcedure,
    Return,
    ReturnRisk,
    Wish,
)
from opennrm.protection.procedures import ProcedureAct
from opennrm.protection.terms import Ending
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal
from opennrm.understanding.facts import ResidenceGranted, Returned
from opennrm.understanding.models import ROWS
from opennrm.understanding.terms import ResidenceStatus
from tests.desk import body, official
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything
from tests.rooms.identification.world import today
from tests.rooms.protection.residing import about_to_depart, ahead, applied, supported

pytestmark = pytest.mark.django_db
RULES = '[[rule]]\ncode = "protection"\nkeep = "P5Y"\nbecause = "made up for a test"\n'
MINE = (
    Expiry,
    FamilyTracing,
    FollowUp,
    ReintegrationStep,
    Reminder,
    ResidenceProcedure,
    Return,
    ReturnRisk,
    Wish,
)


@pytest.fixture(params=WALLS)
def over(settings, tmp_path, request):
    """A plan that ended long ago, with a grant and a departure."""
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(tmp_path / "rules.toml"), 0
    schedule.forget()
    raise_walls(request.param)
    s = supported()
    procedure, going = applied(s), about_to_depart(s)
    granted = residence.Granted(ResidenceStatus.OTHER, ahead(30))
    with s.supporting():
        residence.decide(procedure, act=ProcedureAct.GRANT, day=today(), granted=granted, by=s.by, on=today())
        returns.depart(going, day=today(), by=s.by, on=today())
        followups.end(s.plan, why=Ending.RETURNED, close_case=False, by=s.by, on=today())
        ProtectionPlan.objects.update(begun=date(2012, 1, 1), ended=date(2012, 4, 2))
    yield s
    schedule.forget()


def test_nothing_hangs_on_a_plan_that_went_and_its_facts_lead_nowhere(over):
    before = {kind: ROWS[kind].objects.get() for kind in (ResidenceGranted, Returned)}
    sweeps.propose()
    officers = [official(body("secretariat"), roles=["data_protection_officer"]) for _each in range(2)]
    for pk in Proposal.objects.open().values_list("pk", flat=True):
        for by in officers:
            actions.approve(pk, by=by)
    assert sweeps.carry_out() == 1
    with running(everything()):
        assert [model.__name__ for model in MINE if model._base_manager.exists()] == []
    for kind, was in before.items():
        fact = ROWS[kind].objects.get()
        assert (fact.key == was.key, fact.precision, fact.day) == (False, "month", was.day.replace(day=1))
