"""What the list of cases and the menu count, against counting one by one; and how many questions a page asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opennrm.access import hints
from opennrm.identification import reads
from opennrm.identification.actions import cases
from opennrm.identification.models import Case, CaseAssignment
from opennrm.identification.terms import Closing, Due
from opennrm.identification.waiting import cases_due
from opennrm.reporting.terms import Urgency
from tests.desk import at_the_desk, signed_in
from tests.rooms.identification.world import desk, opened, shelter, today

pytestmark = pytest.mark.django_db
LIST, CASE = 40, 62  # statements a page asks at most, for an official of identification


def several(there):
    """Cases of one's own, a colleague's, nobody's and closed ones; due, late and not."""
    made = [opened(there) for _turn in range(6)]
    with there.identifying():
        cases.set_due(made[0], due=today() - timedelta(days=3), what=Due.DECISION, by=there.officer)
        cases.set_due(made[1], due=today() + timedelta(days=30), what=Due.DECISION, by=there.officer)
        cases.set_due(made[2], due=today(), what=Due.DECISION, by=there.officer)
        cases.set_due(made[3], due=today(), what=Due.DECISION, by=there.officer)
        cases.set_urgency(made[1], urgency=Urgency.NOW, by=there.officer)
        cases.assign(made[2], to=there.second, by=there.officer, on=today())
        cases.put_to_work(made[3], None, on=today())
        cases.close(made[5], why=Closing.WISH, by=there.officer, on=today())
    return made


def one_by_one(by):
    rows = [each for each in Case.objects.all() if each.closed is None]
    working = dict(CaseAssignment.objects.filter(until=None).values_list("case", "official"))
    return {
        "open": len(rows),
        "due": sum(each.due is not None and each.due <= today() for each in rows),
        "urgent": sum(each.urgency == Urgency.NOW for each in rows),
        "undecided": sum(each.standing in {"undecided", "needs_more"} for each in rows),
        "mine": sum(working.get(each.pk) == by.pk for each in rows),
        "nobody": sum(each.pk not in working for each in rows),
    }


@pytest.mark.parametrize("per_file", [0, 10**9], ids=["grants first", "row by row"])
def test_the_counts_are_those_of_counting_one_by_one_in_either_order(per_file, monkeypatch):
    isa, other = desk(), shelter()
    several(isa)
    several(other)
    monkeypatch.setattr(hints, "PER_FILE", per_file)
    hints._known.clear()
    for there in (isa, other):
        with there.identifying():
            found = reads.counts(there.officer, today())
            assert found == one_by_one(there.officer)
            assert found["open"] == 5
            assert found["nobody"] == 1
    hints._known.clear()


def test_the_menu_counts_what_is_due_to_me_or_to_nobody():
    isa, other = desk(), shelter()
    several(isa)
    several(other)
    assert cases_due(isa.officer) == 2  # late and mine, due and nobody's
    assert cases_due(isa.second) == 2  # due and mine, due and nobody's


def test_who_works_on_a_case_is_who_its_assignments_say():
    isa = desk()
    several(isa)
    with isa.identifying():
        working = dict(CaseAssignment.objects.filter(until=None).values_list("case", "official"))
        assert {each.pk: each.worker_id for each in Case.objects.all() if each.worker_id} == working
        assert len(working) == 4


def test_a_page_asks_no_more_than_it_did_however_many_cases_there_are():
    isa = desk()
    made = several(isa)
    with at_the_desk():
        client = signed_in(isa.officer)
        for address, most in (("/en/cases/", LIST), (f"/en/cases/{made[0].code}/", CASE)):
            assert client.get(address).status_code == 200
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(address)
            assert len(asked) <= most, "\n".join(each["sql"][:120] for each in asked)
