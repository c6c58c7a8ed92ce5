"""Offences and suspects of the demonstration fall from acts; its report says what it said of plain facts."""

from dataclasses import replace
from datetime import date

import pytest

from opennrm.access.scope import entered
from opennrm.eradication import investigations_demo as demo
from opennrm.eradication.models import Charge, Offence, Suspect
from opennrm.understanding.facts import OffenceCleared, SuspectArrested, SuspectDisposed
from opennrm.understanding.models import ROWS, Collection, fact_of
from tests import made_up
from tests.factories import report_on, write_register
from tests.rooms.access.world import everything

pytestmark = pytest.mark.django_db


def fallen(kind):
    return [fact_of(row) for row in ROWS[kind]._default_manager.filter(collection="demo")]


def cells(report):
    """Every table of a report by its id, as it prints; of which register is no cell of it."""
    return {table.id: replace(table, register="") for table in report.tables}


def test_the_demonstration_is_made_by_acts_and_its_report_is_the_same_cell_by_cell(tmp_path):
    Collection.objects.create(name="demo", kind=Collection.Kind.DEMO, producer="made up", made_on=date(2021, 3, 31))
    said = []
    demo.stage(said.append, collection="demo")
    demo.stage(said.append, collection="demo")  # twice changes nothing
    assert len(said) == 3
    with entered(everything()):
        assert Offence.objects.cleared_in(2020).count() == 55
        assert Suspect.objects.count() == 39 + 58 + 2  # those of today have no year in the report
        assert Charge.objects.filter(offence__cleared__year=2020).count() == 58
    assert not Collection.objects.filter(name="national").exists()  # none of them counts for the nation

    plain = [
        fact for fact in made_up.facts() if not isinstance(fact, OffenceCleared | SuspectArrested | SuspectDisposed)
    ]
    facts = [*plain, *(fact for kind in (OffenceCleared, SuspectArrested, SuspectDisposed) for fact in fallen(kind))]
    after = report_on(write_register(tmp_path / "after", facts))
    before = report_on(write_register(tmp_path / "before", made_up.facts()))
    assert cells(after) == cells(before)
    assert [each.text for each in after.sentences] == [each.text for each in before.sentences]
