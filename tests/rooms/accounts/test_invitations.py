"""Letting somebody in, and letting them in again when everything is lost."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from opennrm.accounts import actions, factors, links, recovery
from opennrm.accounts.models import Account, Link, Recovery
from opennrm.accounts.terms import Refusal
from opennrm.page.refusals import Refused
from tests.desk import account_of, body, official, signed_in
from tests.rooms.accounts.conftest import PASSWORD, invited, lines, said, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
NEW = {"password": PASSWORD, "again": PASSWORD}


def test_an_invitation_opens_once_and_leads_to_a_second_factor():
    token = invited().token
    client = Client()
    assert client.post(f"/en/link/{token}/", NEW)["Location"] == "/en/set-up/"
    assert client.get("/en/set-up/app/").status_code == 200
    assert client.get("/en/").status_code == 302  # not in before the factor stands
    assert Client().post(f"/en/link/{token}/", NEW).status_code == 410
    assert lines("link.refused")


def test_an_expired_invitation_says_what_to_do_and_changes_nothing():
    invitation = invited()
    Link.objects.update(made=timezone.now() - timedelta(hours=80), until=timezone.now() - timedelta(hours=8))
    answer = Client().post(f"/en/link/{invitation.token}/", NEW)
    assert answer.status_code == 410
    assert "Ask whoever gave it to you" in said(answer)
    assert Account.objects.get(pk=invitation.account.pk).opened is None
    assert len(lines("link.refused")) == 1


def test_a_renewed_invitation_shuts_the_one_before():
    first = invited()
    second = actions.renew(first.account, by=None)
    assert Client().get(f"/en/link/{first.token}/").status_code == 410
    assert Client().get(f"/en/link/{second.token}/").status_code == 200


def test_the_token_is_not_in_the_database():
    token = invited().token
    assert token not in str(list(Link.objects.values()))


@pytest.mark.parametrize("password", ["short", "password1234", "officer@example.org"])
def test_a_weak_password_is_refused_and_the_link_still_opens(password):
    token = invited().token
    answer = Client().post(f"/en/link/{token}/", {"password": password, "again": password})
    assert answer.status_code == 200
    assert Client().post(f"/en/link/{token}/", NEW).status_code == 302


def test_a_lead_invites_into_their_own_organisation_only():
    body("isa")
    client = signed_in(official(body("npa"), lead=True))
    given = {"email": "new@example.org", "roles": ["investigator"], "organisation": "npa"}
    assert "/en/link/" in said(client.post("/en/people/invite/", given))
    answer = client.post("/en/people/invite/", given | {"email": "b@example.org", "organisation": "isa"})
    assert "/en/link/" not in said(answer)
    assert not Account.objects.filter(email="b@example.org").exists()


def test_who_may_not_appoint_does_not_see_the_page():
    assert signed_in(official(roles=["investigator"])).get("/en/people/").status_code == 403


def test_the_first_official_is_invited_from_the_command_line(capsys):
    call_command("officials", "invite", "first@example.org")
    link = capsys.readouterr().out.split(": ")[-1].strip()
    assert Client().get(link).status_code == 200
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("officials", "invite", "first")


def asked_for():
    concerned = official(body("npa"))
    first, second = official(body("npa"), lead=True), official(body("cas"), roles=["administrator"])
    account_of(concerned)
    return recovery.ask(account_of(concerned), by=first), first, second, concerned


@pytest.mark.fault("lost")
def test_recovery_takes_two_others_and_replaces_every_factor():
    asked, first, second, concerned = asked_for()
    assert recovery.approve(asked, by=first) is None
    token = recovery.approve(asked, by=second)
    account = actions.accept(links.find(token), PASSWORD)
    assert not factors.of(account).exists()
    assert Recovery.objects.get().outcome == "done"
    assert lines("recovery.approved") == [asked.word] * 2
    assert account.official_id == concerned.pk


def test_one_person_does_not_approve_twice_nor_for_themselves():
    asked, first, _second, concerned = asked_for()
    recovery.approve(asked, by=first)
    with pytest.raises(Refused) as twice:
        recovery.approve(asked, by=first)
    with pytest.raises(Refused) as own:
        recovery.approve(asked, by=concerned)
    assert (twice.value.reason, own.value.reason) == (Refusal.APPROVED_BY_YOU, Refusal.YOUR_OWN)


def test_a_stranger_to_the_organisation_approves_nothing():
    asked, *_others = asked_for()
    with pytest.raises(Refused) as refused:
        recovery.approve(asked, by=official(body("isa"), lead=True))
    assert refused.value.reason is Refusal.NOT_YOURS_TO_DECIDE


def test_whoever_it_concerns_cancels_it_and_the_link_opens_nothing():
    asked, first, second, concerned = asked_for()
    recovery.approve(asked, by=first)
    token = recovery.approve(asked, by=second)
    signed_in(concerned).post("/en/account/recovery/cancel/")
    assert Client().get(f"/en/link/{token}/").status_code == 410


def test_asking_from_outside_tells_nobody_whether_the_address_is_known():
    account = account_of(official())
    known = Client().post("/en/sign-in/cannot/", {"email": account.email})
    unknown = Client().post("/en/sign-in/cannot/", {"email": "nobody@example.org"})
    assert known.content == unknown.content
    assert Recovery.objects.get().account == account


def test_removing_an_account_erases_the_key_of_its_secrets(opened):
    who = opened()
    word = who.account.word
    actions.remove(who.account, by=None)
    assert lines("account.removed") == [word]
    assert typed(Client(), who.email).status_code == 200
