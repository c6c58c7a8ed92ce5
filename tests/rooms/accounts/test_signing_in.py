"""The way in: a password opens nothing, a code passes once, and nobody learns who has an account."""

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.accounts import rules
from opennrm.accounts.models import Session
from opennrm.agencies import officials
from tests.desk import official, signed_in
from tests.rooms.accounts.conftest import PASSWORD, lines, said, sign_in, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_password_and_code_lead_to_the_desk_and_are_noted(opened):
    who = opened()
    client, answer = sign_in(who)
    assert (answer.status_code, answer["Location"]) == (302, "/en/")
    assert client.get("/en/").status_code == 200
    assert lines("signed.in") == [who.account.word]


def test_a_password_alone_opens_no_page(opened):
    client = Client()
    assert typed(client, opened().email)["Location"] == "/en/sign-in/factor/"
    for page in ("/en/", "/en/account/", "/en/people/", "/en/account/codes/"):
        assert client.get(page)["Location"].startswith("/en/sign-in/")


def test_a_password_alone_adds_no_second_factor(opened):
    client = Client()
    typed(client, opened().email)
    assert client.get("/en/set-up/app/")["Location"] == "/en/sign-in/factor/"
    assert client.post("/en/set-up/app/", {"code": "123456"})["Location"] == "/en/sign-in/factor/"


def test_a_code_passes_once(opened, at):
    who = opened()
    _client, first = sign_in(who)
    again, second = sign_in(who)
    assert (first.status_code, second.status_code) == (302, 200)
    assert "used already" in said(second)
    at.step += 1
    assert again.post("/en/sign-in/factor/", {"code": who.code()}).status_code == 302


@pytest.mark.fault("clock")
def test_a_code_that_passed_before_the_clock_was_set_back_passes_no_second_time(opened, at):
    who = opened()
    at.step += 2
    seen = who.code()
    assert sign_in(who)[1].status_code == 302
    at.step -= 1  # the same code is within what is let pass again
    client = Client()
    typed(client, who.email)
    assert "used already" in said(client.post("/en/sign-in/factor/", {"code": seen}))


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(opened):
    opened()
    unknown, wrong = typed(Client(), "nobody@example.org"), typed(Client(), "officer@example.org", "wrong wrong wrong")
    assert unknown.status_code == wrong.status_code == 200
    assert "is not right" in said(unknown)
    assert said(unknown).replace("nobody@", "officer@").count("is not right") == said(wrong).count("is not right")
    assert lines("sign-in.refused")[0] == "account:unknown"


def test_five_failures_close_the_door_for_a_quarter_of_an_hour(opened, monkeypatch):
    who = opened()
    for _time in range(rules.TRIES):
        assert "is not right" in said(typed(Client(), who.email, "wrong wrong wrong"))
    assert "too many failed tries" in said(typed(Client(), who.email, PASSWORD))
    later = timezone.now() + rules.WITHIN
    monkeypatch.setattr("opennrm.accounts.tries.timezone.now", lambda: later)
    assert typed(Client(), who.email).status_code == 302


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"])
def test_signing_in_leads_nowhere_else(opened, where):
    _client, answer = sign_in(opened(), next=where)
    assert answer["Location"] == "/en/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(opened):
    _client, answer = sign_in(opened(), next="/en/account/sessions/")
    assert answer["Location"] == "/en/account/sessions/"


def test_the_session_has_a_new_key_after_each_step(opened):
    who, client = opened(), Client()
    client.get("/en/sign-in/")
    typed(client, who.email)
    half = client.cookies["session"].value
    client.post("/en/sign-in/factor/", {"code": who.code()})
    assert client.cookies["session"].value != half
    stale = Client()
    stale.cookies["session"] = half
    assert stale.get("/en/").status_code == 302


def test_the_database_does_not_know_the_cookie(opened):
    client, _answer = sign_in(opened())
    key = client.cookies["session"].value
    assert not Session.objects.filter(session_key=key).exists()
    assert Session.objects.count() == 1


def test_a_form_without_its_token_is_refused(opened):
    strict = Client(enforce_csrf_checks=True)
    assert typed(strict, opened().email).status_code == 403


def test_signing_out_ends_the_session_and_clears_the_browser(opened):
    client, _answer = sign_in(opened())
    answer = client.post("/en/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/en/").status_code == 302
    assert Session.objects.filter(account__isnull=False).count() == 0


def test_one_who_left_cannot_sign_in_and_is_told_what_a_stranger_is_told(opened):
    who = opened()
    officials.Official.objects.filter(pk=who.account.official_id).update(left=timezone.localdate())
    assert "is not right" in said(typed(Client(), who.email))


def test_no_script_runs_on_the_page_where_the_password_is_typed():
    answer = Client().get("/en/sign-in/")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "script-src 'self'" in Client().get("/en/sign-in/passkey/")["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("page", ["account/", "account/sessions/", "account/codes/", "account/password/", "inbox-key/"])
def test_every_page_of_ones_own_opens(page, language):
    assert signed_in(official(roles=["counsellor"])).get(f"/{language}/{page}").status_code == 200
