"""How an investigation goes when its time is over."""

from datetime import date

import pytest

from opennrm.access.actions import running
from opennrm.access.models import Grant
from opennrm.eradication.actions import investigations
from opennrm.eradication.models import Investigation, Suspect
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal, Tombstone
from opennrm.understanding.facts import OffenceCleared, SuspectArrested
from opennrm.understanding.models import ROWS
from opennrm.vault.models import Key
from tests.desk import body, official
from tests.rooms.access.world import everything
from tests.rooms.eradication.world import charged, facts, police, stepped
from tests.rooms.identification.world import days_ago, today

pytestmark = pytest.mark.django_db
RULES = '[[rule]]\ncode = "investigation"\nkeep = "P5Y"\nbecause = "made up for a test"\n'


def test_an_investigation_goes_whole_and_its_facts_lead_to_nobody(settings, tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(path), 0
    schedule.forget()
    there = police()
    charge = stepped(there, charged(there), ("arrest", 40))
    found, key = charge.investigation, charge.suspect.key
    with there.acting():
        investigations.note(found, text="作り話", happened=days_ago(3), by=there.officer, on=today())
        investigations.clear(charge.offence, day=days_ago(40), by=there.officer, on=today())
    with running(everything()):
        Investigation.objects.filter(pk=found.pk).update(closed=date(2012, 4, 2), ended="final")
    sweeps.propose()
    for _two in range(2):
        actions.approve(Proposal.objects.get().pk, by=official(body("cas"), roles=["data_protection_officer"]))
    sweeps.carry_out()
    with running(everything()):
        assert not Grant.objects.filter(file=found.file_id, revoked__isnull=True).exists()
        assert not Investigation.objects.exists() and not Suspect.objects.exists()
    assert Tombstone.objects.count() == 1
    assert Key.objects.get(name=str(found.file_id)).wrapped is None
    assert facts(SuspectArrested, key) == [] and ROWS[SuspectArrested].objects.count() == 1
    assert ROWS[OffenceCleared].objects.get().day == days_ago(40).replace(day=1)
    schedule.forget()
