"""How long a session lasts, and who ends it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from opennrm.accounts import sessions
from opennrm.accounts.models import Session
from opennrm.agencies import officials
from opennrm.agencies.models import Official
from tests.desk import account_of, body, official, signed_in
from tests.rooms.accounts.conftest import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def later(monkeypatch, **time):
    moment = timezone.now() + timedelta(**time)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_half_an_hour_without_use_ends_it(monkeypatch):
    client = signed_in(official())
    later(monkeypatch, minutes=29)
    assert client.get("/en/").status_code == 200
    later(monkeypatch, minutes=31)
    assert client.get("/en/").status_code == 302


def test_eight_hours_end_it_however_much_it_is_used(monkeypatch):
    client, begun = signed_in(official()), timezone.now()
    for minutes in range(25, 8 * 60, 25):
        moment = begun + timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert client.get("/en/").status_code == 200
    moment_after = begun + timedelta(hours=8, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment_after)
    assert client.get("/en/").status_code == 302


@pytest.mark.fault("clock")
def test_a_session_used_at_a_time_to_come_opens_nothing(monkeypatch):
    later(monkeypatch, days=1)
    client = signed_in(official())
    assert client.get("/en/").status_code == 200
    monkeypatch.undo()
    assert client.get("/en/").status_code == 302


def test_an_official_sees_their_sessions_and_ends_another():
    who = official()
    here, there = signed_in(who), signed_in(who)
    other = Session.objects.exclude(session_key=sessions.digest(here.session.session_key)).get()
    assert "this one" in said(here.get("/en/account/sessions/"))
    here.post(f"/en/account/sessions/{other.word}/end/")
    assert there.get("/en/").status_code == 302
    assert here.get("/en/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else():
    mine, theirs = signed_in(official()), signed_in(official())
    word = sessions.word_of(theirs.session)
    mine.post(f"/en/account/sessions/{word}/end/")
    assert theirs.get("/en/").status_code == 200


def test_ending_all_others_keeps_this_one():
    who = official()
    here, there = signed_in(who), signed_in(who)
    here.post("/en/account/sessions/", {"others": "1"})
    assert (here.get("/en/").status_code, there.get("/en/").status_code) == (200, 302)


@pytest.mark.fault("revoked")
def test_one_who_leaves_is_out_at_the_next_request():
    who = official(lead=True)
    official(lead=True)
    client = signed_in(who)
    assert client.get("/en/").status_code == 200
    officials.leave(who, by=None, on=timezone.localdate())
    assert client.get("/en/").status_code == 302
    assert not account_of(Official.objects.get(pk=who.pk)).sessions.exists()


@pytest.mark.fault("revoked")
def test_a_suspended_organisation_is_out_at_the_next_request():
    client = signed_in(official(body("npa")))
    officials.suspend(body("npa"), reason="made up", by=None)
    assert client.get("/en/").status_code == 302


def test_a_session_without_a_factor_opens_nothing():
    client = signed_in(official())
    session = client.session
    del session["factor"]
    session.save()
    assert client.get("/en/").status_code == 302


@pytest.mark.fault("revoked")
def test_a_page_under_way_does_not_bring_an_ended_session_back():
    session = signed_in(official()).session
    session["x"] = 1  # read before it ended
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_the_sweep_deletes_what_is_over():
    signed_in(official())
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert sessions.sweep() == 1


def test_a_dangerous_page_asks_again_after_five_minutes(monkeypatch):
    client = signed_in(official())
    assert client.get("/en/account/password/").status_code == 200
    later(monkeypatch, minutes=6)
    answer = client.get("/en/account/password/")
    assert answer["Location"] == "/en/account/confirm/?next=%2Fen%2Faccount%2Fpassword%2F"


def test_what_cannot_be_undone_asks_again(monkeypatch):
    nobody = "0b7c2f6e-0000-4000-8000-000000000000"
    client = signed_in(official(roles=["data_protection_officer", "counsellor"], lead=True))
    later(monkeypatch, minutes=16)  # beyond the five minutes, and the ten in which a form may be filled in
    for act in (f"proposals/{nobody}/approve/", f"holds/{nobody}/lift/"):
        answer = client.post(f"/en/retention/{act}", headers={"referer": "http://testserver/en/retention/holds/"})
        assert answer["Location"] == "/en/account/confirm/?next=%2Fen%2Fretention%2Fholds%2F"
    for page in ("audit.csv", f"files/{nobody}/give/", f"files/{nobody}/hand-over/"):
        assert client.get(f"/en/{page}")["Location"].startswith("/en/account/confirm/?next=")
