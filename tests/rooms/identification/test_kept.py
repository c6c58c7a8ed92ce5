"""How cases go when their time is over: all that hangs on them, and the facts lead to nobody."""

from datetime import date

import pytest
from django.apps import apps

from opennrm.access.actions import running
from opennrm.identification.actions import cases, decisions
from opennrm.identification.actions.screenings import Drawn
from opennrm.identification.demo import ACT, LABOUR, PURPOSE, heard
from opennrm.identification.exchanges import Export, ExportCase
from opennrm.identification.models import Case, NamePair, Person
from opennrm.identification.terms import Closing, Standing
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal, Tombstone
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.models import ROWS
from opennrm.vault.actions import verify
from opennrm.vault.models import Key
from tests.desk import body, official
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything
from tests.rooms.identification.world import desk, identified, opened, today

LONG_AGO = date(2012, 4, 2)
OPAQUE = {"vault.auditline", "retention.proposal", "retention.tombstone", "retention.passage", "retention.hold"}
RULES = '[[rule]]\ncode = "case"\nkeep = "P5Y"\nthen = "erase"\nbecause = "made up for a test"\n'


@pytest.fixture(params=WALLS)
def isa(db, settings, tmp_path, request):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(path), 0
    schedule.forget()
    raise_walls(request.param)
    yield desk()
    schedule.forget()


def closed(isa):
    """A case of a confirmed child, reviewed, noted, closed long ago."""
    case = opened(isa, birth_date=date(2012, 1, 1))
    with isa.identifying():
        heard(case, [ACT, PURPOSE], Drawn(LABOUR), by=isa.officer, on=today())
        decisions.decide(case, outcome=Standing.CONFIRMED, reason="made up", by=isa.officer, on=today())
        decisions.review(case, outcome=Standing.CONFIRMED, reason="made up", by=isa.second, on=today())
        cases.note(case, text="made up", by=isa.officer, on=today())
        cases.close(case, why=Closing.WISH, by=isa.officer, on=today())
    with running(everything()):
        Case.objects.filter(pk=case.pk).update(closed=LONG_AGO)
    return case


def holding(words):
    """The models that hold one of these words in some row."""
    found = set()
    with running(everything()):
        for model in apps.get_models():
            names = [each.attname for each in model._meta.concrete_fields]
            for values in model._base_manager.values_list(*names):
                if {str(each) for each in values} & words:
                    found.add(model._meta.label_lower)
    return found


def go():
    sweeps.propose()
    secretariat = body("secretariat")
    two = [official(secretariat, roles=["data_protection_officer"]) for _ in range(2)]
    for pk in Proposal.objects.open().values_list("pk", flat=True):
        for by in two:
            actions.approve(pk, by=by)
    return sweeps.carry_out()


def test_nothing_of_a_person_stays_but_the_audit_and_a_tombstone_and_the_fact_leads_nowhere(isa):
    case, other = closed(isa), opened(isa)
    key = case.person.key
    words = {str(case.pk), str(case.person_id), case.code, key}
    assert {"identification.case", "identification.person", "identification.decision"} <= holding(words)
    assert identified(key) is not None
    assert go() == 1
    assert holding(words) <= OPAQUE
    assert Tombstone.objects.get().row == str(case.pk)
    assert verify().ok
    assert Key.objects.get(name=str(case.file_id)).wrapped is None
    assert ROWS[VictimIdentified]._default_manager.count() == 1  # it counts on
    with running(everything()):
        assert list(Person.objects.all()) == [other.person]
        assert not NamePair.objects.exclude(person=other.person).exists()


def test_what_tells_of_an_export_goes_when_its_cases_have_gone(isa):
    other = body("police")
    said = {"owner": isa.organisation, "recipient": other, "form": "json", "requested": LONG_AGO}
    said |= {"requested_by": isa.officer, "approved": LONG_AGO, "approved_by": isa.second, "made": LONG_AGO}
    said |= {"made_by": isa.officer, "sha256": "0" * 64}
    case = opened(isa)
    with running(everything()):
        waits, _goes = Export.objects.create(**said), Export.objects.create(**said)
        ExportCase.objects.create(export=waits, case=case, consent=case.pk)
    assert go() == 1
    assert list(Export.objects.all()) == [waits]
