"""The demonstration's victims fall from acts, and its report says cell by cell what it said of plain facts."""

from dataclasses import replace
from datetime import date

import pytest

from opennrm.access.scope import entered
from opennrm.identification import demo
from opennrm.identification.models import Case, Decision
from opennrm.understanding.facts import VictimIdentified, VictimProtected
from opennrm.understanding.models import ROWS, Collection, fact_of
from tests import made_up
from tests.factories import report_on, write_register
from tests.rooms.access.world import everything

pytestmark = pytest.mark.django_db


def fallen(kind, collection):
    return [fact_of(row) for row in ROWS[kind]._default_manager.filter(collection=collection)]


def cells(report):
    """Every table of a report by its id, as it prints; of which register is no cell of it."""
    return {table.id: replace(table, register="") for table in report.tables}


def stage():
    demo.stage(lambda _said: None, collection="demo")


def test_the_demonstration_is_made_by_acts_and_its_report_is_the_same_cell_by_cell(tmp_path):
    Collection.objects.create(name="demo", kind=Collection.Kind.DEMO, producer="made up", made_on=date(2021, 3, 31))
    stage()
    stage()  # twice changes nothing
    with entered(everything()):
        closed = Case.objects.filter(closed__isnull=False)
        assert closed.count() == Decision.objects.filter(case__in=closed).count() == len(list(demo.victims())) == 85
    assert len(fallen(VictimProtected, "demo")) == len(fallen(VictimIdentified, "demo")) == 85
    assert not Collection.objects.filter(name="national").exists()  # none of them counts for the nation

    facts = [*fallen(VictimProtected, "demo"), *made_up.suspects()]
    after = report_on(write_register(tmp_path / "after", facts))
    before = report_on(write_register(tmp_path / "before", made_up.facts()))
    assert cells(after) == cells(before)
    assert [each.text for each in after.sentences] == [each.text for each in before.sentences]
