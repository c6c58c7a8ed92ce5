"""Accounts to sign in with, at a cost that tests can pay."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from opennrm.accounts import actions, factors, links, passwords
from opennrm.accounts.seals import Sealed, secrets_of
from opennrm.accounts.terms import Factor
from opennrm.vault import master
from opennrm.vault.models import AuditLine
from tests.desk import body, official

PASSWORD = "three green lanterns"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(passwords.Argon2, "memory_cost", 64)
    monkeypatch.setattr(passwords.Argon2, "time_cost", 1)
    passwords.NOBODY.__dict__.pop("password", None)
    yield
    passwords.NOBODY.__dict__.pop("password", None)


@pytest.fixture(autouse=True)
def a_demonstration(monkeypatch):
    """Whatever other tests did with this home's master key."""
    monkeypatch.setattr(master, "is_demo", lambda: True)


@pytest.fixture
def at(monkeypatch):
    """Move the clock that codes are reckoned by: a code passes once in its half minute."""
    state = SimpleNamespace(step=int(time.time()) // 30)
    monkeypatch.setattr(factors, "_now", lambda: state.step)
    return state


def invited(name="officer", **given):
    made = official(given.pop("organisation", None) or body(), **given)
    return actions.invite_official(made, email=f"{name}@example.org", by=None)


@pytest.fixture
def opened(at):
    """An account past its invitation, with an app; ``opened.code()`` is the next code."""

    def make(name="officer", **given):
        invitation = invited(name, **given)
        account = actions.accept(links.find(invitation.token), PASSWORD)
        secret = str(totp.generate_totp_secret())
        with secrets_of(account):
            data = {"secret": Sealed().encrypt(secret), "step": at.step - 1}
            factors.Authenticator.objects.create(user=account, type=factors.KINDS[Factor.APP], data=data)
        return SimpleNamespace(
            account=account,
            email=account.email,
            code=lambda: totp.format_hotp_value(totp.hotp_value(secret, at.step)),
        )

    return make


def typed(client, email, password=PASSWORD, **more):
    return client.post("/en/sign-in/", {"email": email, "password": password, **more})


def sign_in(who, **more):
    client = Client()
    typed(client, who.email, **more)
    return client, client.post("/en/sign-in/factor/", {"code": who.code()})


def lines(act):
    return list(AuditLine.objects.filter(act=act).values_list("subject", flat=True))


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode())
