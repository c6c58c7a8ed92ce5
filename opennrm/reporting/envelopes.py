"""Sealed content: canonical JSON or a file, padded, under a fresh key that is wrapped to each receiving inbox.

The public process closes these and cannot open them. Sharing with a further inbox wraps 32 bytes anew. The first
byte of every frame and every wrapped key is a version.
"""

import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from opennrm.page.refusals import Refused
from opennrm.vault.cipher import Broken, bind, new_key, open_bytes, seal_bytes
from opennrm.vault.envelope import close, open_envelope
from opennrm.vault.refusals import Lock
from opennrm.vault.unlocked import Unlocked, sealed_message

BLOCK = 4096
LENGTH = 8  # bytes before the data that say how long it is


@dataclass(frozen=True)
class InboxKey:
    """The public key now in use of an organisation's inbox."""

    inbox: UUID
    organisation: str
    generation: int
    public: bytes


@dataclass(frozen=True)
class Sealed:
    """A body under a fresh key, and that key wrapped to each inbox."""

    id: UUID
    body: bytes
    keys: Mapping[UUID, bytes]


def canonical(content: Mapping[str, Any]) -> bytes:
    """JSON that is the same for the same content: sorted keys, no blanks, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def padded(data: bytes) -> bytes:
    """Data behind its length, filled up to a multiple of 4096 bytes: the length of a story does not show."""
    framed = len(data).to_bytes(LENGTH, "big") + data
    return framed + bytes(-len(framed) % BLOCK)


def unpadded(framed: bytes) -> bytes:
    """The data back. Raises Broken."""
    length = int.from_bytes(framed[:LENGTH], "big")
    if len(framed) < LENGTH + length:
        raise Broken("shorter than it says it is")
    return framed[LENGTH : LENGTH + length]


def seal(data: bytes, *, id: UUID, to: Iterable[InboxKey]) -> Sealed:
    """Data sealed to inboxes, bound to its id. At least one inbox, or nobody could ever read it."""
    key = new_key()
    keys = {each.inbox: wrapped(key, id=id, to=each) for each in to}
    if not keys:
        raise ValueError("content sealed to nobody")
    return Sealed(id, seal_bytes(key, padded(data), bound=_place(id)), keys)


def wrapped(key: bytes, *, id: UUID, to: InboxKey) -> bytes:
    """The key of a content in an envelope for an inbox."""
    return sealed_message(to.inbox, to.generation, to.public, key, about=_about(id))


def rewrapped(envelope: bytes, *, id: UUID, unlocked: Unlocked, to: InboxKey) -> bytes:
    """The same key for a further inbox. Refused where it was not sealed to the inbox that is open."""
    return wrapped(unlocked.open(envelope, about=_about(id)), id=id, to=to)


def opened(body: bytes, envelope: bytes, *, id: UUID, unlocked: Unlocked) -> bytes:
    """The data, by an inbox that a person has opened. Refused where anything was changed or moved."""
    key = unlocked.open(envelope, about=_about(id))
    try:
        return unpadded(open_bytes(key, body, bound=_place(id)))
    except Broken:
        raise Refused(Lock.BROKEN) from None


def to_reporter(data: bytes, *, id: UUID, public: bytes) -> bytes:
    """Data sealed to the key pair of a receipt."""
    return close(public, padded(data), bound=_reply_place(id))


def by_reporter(sealed: bytes, *, id: UUID, private: bytes) -> bytes:
    """What was sealed to a receipt. Raises Broken."""
    return unpadded(open_envelope(private, sealed, bound=_reply_place(id)))


def with_head(head: Mapping[str, Any], data: bytes) -> bytes:
    """A file behind its head: what it is called and what kind of file it is."""
    text = canonical(head)
    return len(text).to_bytes(LENGTH, "big") + text + data


def head_and_data(joined: bytes) -> tuple[dict[str, Any], bytes]:
    """The head and the file."""
    length = int.from_bytes(joined[:LENGTH], "big")
    head: dict[str, Any] = json.loads(joined[LENGTH : LENGTH + length])
    return head, joined[LENGTH + length :]


def id_of(root: bytes, content: bytes) -> UUID:
    """The id of a content under a receipt: the same content sent twice has one id, and nobody else can work it out."""
    return uuid.UUID(bytes=_digest(root, content)[:16], version=4)


def _digest(root: bytes, content: bytes) -> bytes:
    return hmac.digest(root, content, "sha256")


def _about(id: UUID) -> str:
    return f"message:{id}"


def _place(id: UUID) -> bytes:
    return bind("opennrm.message.1", str(id))


def _reply_place(id: UUID) -> bytes:
    return bind("opennrm.reply.1", str(id))


def read_json(data: bytes) -> dict[str, Any]:
    """Canonical JSON back."""
    content: dict[str, Any] = json.loads(data)
    return content
