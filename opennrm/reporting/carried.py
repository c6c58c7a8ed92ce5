"""What travels from page to page in a hidden field: sealed, for a time, because the public door keeps no session.

Sealed under a key made from Django's signing key: whoever finds a page in a browser's memory cannot read it, and after
its time nobody can use it.
"""

import base64
import binascii
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from opennrm.page.refusals import Refused
from opennrm.reporting.receipts import Receipt, new_receipt
from opennrm.reporting.terms import Refusal
from opennrm.vault.cipher import Broken, bind, open_bytes, seal_bytes

DRAFT_SECONDS, TICKET_SECONDS = 4 * 3600, 3600


@dataclass(frozen=True)
class Draft:
    """A form being filled: the receipt it will get, and the answers so far, by the names of their fields.

    The receipt is the token by which a form sent twice is one report.
    """

    receipt: Receipt
    answers: Mapping[str, Any]

    def __repr__(self) -> str:
        return "<draft>"

    def sealed(self) -> str:
        """The text of the hidden field."""
        return sealed({"receipt": self.receipt.digits, "answers": dict(self.answers)}, purpose="draft")


@dataclass(frozen=True)
class Ticket:
    """That somebody showed the receipt of a box: good for an hour, so that they need not type it for every step."""

    box: UUID
    root: bytes
    private: bytes
    nonce: str = ""  # of the page: the same words sent from two pages are two messages, from one page one

    def __repr__(self) -> str:
        return "<ticket>"

    def sealed(self) -> str:
        """The text of the hidden field."""
        said = {"box": self.box.hex, "root": self.root.hex(), "private": self.private.hex(), "nonce": self.nonce}
        return sealed(said, purpose="ticket")


def begin(answers: Mapping[str, Any] | None = None) -> Draft:
    """A form nobody has filled yet."""
    return Draft(new_receipt(), answers or {})


def draft(text: str) -> Draft:
    """The draft of a hidden field. Refused where it is old or was changed."""
    said = opened(text, purpose="draft", seconds=DRAFT_SECONDS)
    return Draft(Receipt(said["receipt"]), said["answers"])


def ticket(text: str) -> Ticket:
    """The ticket of a hidden field. Refused where it is old or was changed."""
    said = opened(text, purpose="ticket", seconds=TICKET_SECONDS)
    return Ticket(UUID(said["box"]), bytes.fromhex(said["root"]), bytes.fromhex(said["private"]), said["nonce"])


def sealed(content: Mapping[str, Any], *, purpose: str) -> str:
    """Any content for a hidden field: what JSON can say."""
    data = json.dumps({"at": int(time.time()), "content": content}, ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(seal_bytes(_key(settings.SECRET_KEY), data, bound=_place(purpose))).decode()


def opened(text: str, *, purpose: str, seconds: int) -> dict[str, Any]:
    """The content of a hidden field of this purpose. Refused where it is older than ``seconds`` or was changed."""
    try:
        frame = base64.urlsafe_b64decode(text.encode("ascii"))
        said = json.loads(open_bytes(_key(settings.SECRET_KEY), frame, bound=_place(purpose)))
    except (Broken, binascii.Error, UnicodeError):
        raise Refused(Refusal.PAGE_OLD) from None
    if not 0 <= time.time() - said["at"] <= seconds:
        raise Refused(Refusal.PAGE_OLD)
    content: dict[str, Any] = said["content"]
    return content


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"opennrm.carried.1").derive(secret.encode())


def _place(purpose: str) -> bytes:
    return bind("opennrm.carried.1", purpose)
