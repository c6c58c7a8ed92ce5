"""The desk as tests ask for it: its settings, and a client signed in as an official."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client, override_settings
from django.urls import clear_url_caches, set_urlconf
from django.utils import timezone

from opennrm.accounts import sessions
from opennrm.accounts.models import Account
from opennrm.accounts.terms import Factor
from opennrm.agencies.models import Official, OfficialRole, Organisation
from opennrm.config import settings_desk
from opennrm.vault.keys import key_for
from opennrm.vault.terms import KeyKind

OF_THE_DESK = {
    name: value
    for name, value in vars(settings_desk).items()
    if name.isupper() and name not in {"DATABASES", "INSTALLED_APPS"} and getattr(settings, name, None) != value
}


@contextmanager
def at_the_desk() -> Iterator[None]:
    """The desk's settings instead of the public process's."""
    with override_settings(**OF_THE_DESK):
        clear_url_caches()
        set_urlconf(None)
        yield
    clear_url_caches()


def body(code: str = "npa", *, kind: str = "agency", **fields: Any) -> Organisation:
    """An organisation, made if it is not there."""
    return Organisation.objects.get_or_create(
        code=code, defaults={"kind": kind, "source": "made up for a test", **fields}
    )[0]


def official(organisation: Organisation | None = None, *, roles: Iterable[str] = (), lead: bool = False) -> Official:
    """An official who serves since long ago."""
    made = Official.objects.create(organisation=organisation or body(), lead=lead, since=date(2020, 1, 1))
    OfficialRole.objects.bulk_create(OfficialRole(official=made, role=role) for role in roles)
    return made


def account_of(by: Official) -> Account:
    """The account of an official, made if it is not there."""
    if found := Account.objects.filter(official=by).first():
        return found
    made = Account.objects.create(official=by, email=f"{uuid4().hex}@example.org", opened=timezone.now())
    key_for(KeyKind.ACCOUNT, str(made.pk))
    return made


def signed_in(by: Official) -> Client:
    """A client with a session of this official, past every factor."""
    client = Client()
    with override_settings(AUTHENTICATION_BACKENDS=[sessions.BACKEND]):
        client.force_login(account_of(by), backend=sessions.BACKEND)
    session = client.session
    sessions.mark(session, factor=Factor.APP)
    session.save()
    return client
