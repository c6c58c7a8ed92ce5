"""Whoever signs in hears of changes to it, and of tries in vain; the letter says nothing more."""

import pytest
from django.test import Client

from opennrm.accounts import factors, rules
from opennrm.accounts.terms import Factor
from opennrm.worker.models import Letter
from opennrm.worker.terms import LetterKind
from tests.rooms.accounts.conftest import PASSWORD, sign_in, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def told():
    return list(Letter.objects.values_list("kind", "recipient"))


@pytest.fixture
def who(opened):
    made = opened()
    Letter.objects.all().delete()
    return made


def test_a_new_password_is_told(who):
    client, _answer = sign_in(who)
    client.post("/en/account/password/", {"password": f"{PASSWORD} again", "again": f"{PASSWORD} again"})
    assert told() == [(LetterKind.ACCOUNT, who.account.official.word)]


def test_a_factor_that_goes_is_told(who):
    row = factors.Authenticator.objects.get()
    factors.Authenticator.objects.create(user=who.account, type=factors.KINDS[Factor.PASSKEY], data={})
    factors.drop(who.account, row)
    assert told() == [(LetterKind.ACCOUNT, who.account.official.word)]


@pytest.mark.parametrize("at_the_code", [True, False])
def test_the_last_try_in_vain_is_told_and_none_before(who, at_the_code):
    client = Client()
    if at_the_code:
        typed(client, who.email)
    for number in range(rules.TRIES):
        assert told() == [], number
        if at_the_code:
            client.post("/en/sign-in/factor/", {"code": "000000"})
        else:
            typed(client, who.email, "wrong wrong wrong")
    assert told() == [(LetterKind.ACCOUNT, who.account.official.word)]


def test_of_a_name_nobody_has_nothing_is_told(who):
    for _time in range(rules.TRIES):
        typed(Client(), "nobody@example.org", "wrong wrong wrong")
    assert told() == []
