"""An official's day: what is due, what came in, what waits on others, each from the rooms below."""

from datetime import timedelta

import pytest

from opennrm.desk.day import day_of
from opennrm.identification.actions import cases
from opennrm.identification.terms import Due
from opennrm.reporting.terms import Urgency
from tests.desk import at_the_desk, signed_in
from tests.rooms.identification.world import desk, opened, shelter, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk():
    with at_the_desk():
        yield


def test_what_is_due_within_a_week_stands_there_and_what_is_due_later_does_not():
    isa = desk()
    soon, later = opened(isa), opened(isa)
    with isa.identifying():
        cases.set_due(soon, due=today() - timedelta(days=1), what=Due.DECISION, by=isa.officer)
        cases.set_due(later, due=today() + timedelta(days=8), what=Due.DECISION, by=isa.officer)
    due = day_of(isa.officer).due
    assert [(each.of, each.late) for each in due] == [(soon.code, True)]


def test_danger_comes_first_whatever_the_day():
    isa = desk()
    first, danger = opened(isa), opened(isa)
    with isa.identifying():
        cases.set_due(first, due=today() - timedelta(days=9), what=Due.DECISION, by=isa.officer)
        cases.set_urgency(danger, urgency=Urgency.NOW, by=isa.officer)
        cases.set_due(danger, due=today(), what=Due.SCREENING, by=isa.officer)
    assert [each.of for each in day_of(isa.officer).due] == [danger.code, first.code]


def test_a_colleagues_case_is_not_mine_and_nobodys_came_in():
    isa = desk()
    case = opened(isa)
    assert day_of(isa.second).empty
    with isa.identifying():
        cases.put_to_work(case, None, on=today())
    assert [each.of for each in day_of(isa.second).came_in] == [case.code]


def test_the_home_page_shows_the_day_and_leads_to_the_case():
    isa = desk()
    case = opened(isa)
    with isa.identifying():
        cases.set_due(case, due=today(), what=Due.SCREENING, by=isa.officer)
    assert f"/en/cases/{case.code}/" in signed_in(isa.officer).get("/en/").content.decode()
    assert case.code not in signed_in(shelter().officer).get("/en/").content.decode()
