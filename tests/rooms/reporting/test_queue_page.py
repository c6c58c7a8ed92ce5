"""The queue: it takes in, puts the most urgent first, keeps its filters, and shows nothing of content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.reporting.actions import desk, intake
from opennrm.reporting.waiting import alarms_for, unread_for
from tests.desk import official, signed_in
from tests.rooms.reporting.at_the_desk import text
from tests.rooms.reporting.world import SECRET, TODAY, police, sent, shelter, taken_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]


def reports(answer):
    return [row.report for row in answer.context["rows"]]


def test_the_queue_takes_in_what_was_posted_and_shows_none_of_it():
    there = shelter()
    sent()
    answer = signed_in(there.official).get("/en/reports/")
    assert len(answer.context["rows"]) == 1
    assert SECRET not in text(answer)
    assert "Burmese" in text(answer)


def test_an_empty_queue_says_so():
    assert "Nothing waits." in text(signed_in(shelter().official).get("/en/reports/"))


def test_filters_stay_until_they_are_cleared():
    there = shelter()
    danger = taken_in("a", at=there, danger=True)[1]
    calm = taken_in("b", at=there, language="vi")[1]
    client = signed_in(there.official)
    assert reports(client.get("/en/reports/")) == [danger, calm]
    assert reports(client.get("/en/reports/?language=vi&urgency=")) == [calm]
    assert reports(client.get("/en/reports/")) == [calm]
    assert reports(client.get("/en/reports/?clear")) == [danger, calm]
    assert client.get("/en/reports/?urgency=9").status_code == 422


def test_mine_and_nobodys_are_told_apart():
    there = shelter()
    mine, other, nobodys = (taken_in(what, at=there)[1] for what in "abc")
    with there.acting():
        desk.assign(mine, to=there.official, by=there.official, on=TODAY)
        desk.assign(other, to=official(there.organisation, roles=["counsellor"]), by=there.official, on=TODAY)
    client = signed_in(there.official)
    assert reports(client.get("/en/reports/?whose=mine")) == [mine]
    answer = client.get("/en/reports/?whose=unassigned")
    assert reports(answer) == [nobodys]
    assert answer.context["counts"] == {"waiting": 3, "unread": 3, "urgent": 0, "mine": 1, "unassigned": 1}


def test_fifty_reports_make_a_page():
    there = shelter()
    for n in range(51):
        sent(str(n))
    client = signed_in(there.official)
    assert len(reports(client.get("/en/reports/"))) == 50
    assert len(reports(client.get("/en/reports/?page=2"))) == 1


def test_a_long_queue_asks_no_more_of_the_database_than_a_short_one():
    there = shelter()
    client = signed_in(there.official)
    asked = []
    for _time in range(2):
        for n in range(5):
            assigned(there, taken_in(f"{n}", at=there)[1])
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/reports/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def assigned(there, report):
    with there.acting():
        desk.assign(report, to=there.official, by=there.official, on=TODAY)


def test_danger_unread_stands_on_top_of_the_queue_and_of_the_first_page():
    there = shelter()
    taken_in(at=there, danger=True)
    for path in ("/en/", "/en/reports/"):
        said = text(signed_in(there.official).get(path))
        assert "1 urgent report unread past its time" in said
        assert "You are on duty" in said
    assert unread_for(there.official) == 1


def test_what_another_body_receives_alarms_nobody_here():
    there, other = shelter(), police()
    taken_in(at=there, child=True)
    intake.escalate(at=timezone.now())
    assert unread_for(other.official) == 0
    assert alarms_for(official(there.organisation, roles=["statistician"])).late == 0
