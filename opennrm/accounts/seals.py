"""The secrets of factors, sealed: under a key of the account's own, bound to the account, erased with it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext

from opennrm.accounts.models import Account
from opennrm.vault.cipher import bind, open_bytes, pad, seal_bytes, unpad
from opennrm.vault.keys import key_for
from opennrm.vault.terms import KeyKind

_whose: ContextVar[UUID] = ContextVar("whose secrets are sealed and opened")


@contextmanager
def secrets_of(account: Account, request: HttpRequest | None = None) -> Iterator[None]:
    """Within this block allauth's factors are this account's and no other's."""
    token = _whose.set(account.pk)
    try:
        with context.request_context(request or context.request):
            yield
    finally:
        _whose.reset(token)


class Sealed(DefaultMFAAdapter):  # type: ignore[misc]
    """Allauth's adapter over the vault. Outside ``secrets_of`` it raises LookupError."""

    def encrypt(self, text: str) -> str:
        """The frame, in base64."""
        return base64.b64encode(seal_bytes(_key(), pad(text), bound=_place())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; raises ``cipher.Broken`` where it was changed, or is another account's."""
        return unpad(open_bytes(_key(), base64.b64decode(encrypted_text), bound=_place()))

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return "OpenNRM"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host a passkey is good for: the one in the browser's address line."""
        return {"id": host_of(context.request), "name": "OpenNRM"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        """What the device keeps: an opaque handle, and the name to choose by."""
        return {"id": user.pk.bytes, "display_name": user.email, "name": user.email}

    def send_notification_mail(self, *_args: object, **_kwargs: object) -> None:
        """None: letters carry no content here."""


def host_of(request: HttpRequest) -> str:
    """The host of a request without its port."""
    host = request.get_host()
    return host.rsplit(":", 1)[0] if not host.endswith("]") else host


def next_passkey_name(count: int) -> str:
    """A name to begin with."""
    return gettext("Passkey %(number)d") % {"number": count + 1}


def _key() -> bytes:
    return key_for(KeyKind.ACCOUNT, str(_whose.get()))


def _place() -> bytes:
    return bind("opennrm.factor.1", str(_whose.get()))
