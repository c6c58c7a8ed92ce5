"""A file sealed to whoever receives it: to the inbox of an organisation here, or to a partner's public key.

The partner makes a pair with ``opennrm exchange key`` and sends the public line; ``opennrm exchange open`` opens what
comes. What a file is (Excel or JSON) its content says.
"""

import os
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from opennrm.identification.interchange import ExportRefusal
from opennrm.page.refusals import Refused
from opennrm.vault import inboxes, recovery, stream
from opennrm.vault.checkpoints import key_name
from opennrm.vault.cipher import Broken
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import Inbox
from opennrm.vault.parcels import PRIVATE, PUBLIC, WHAT, is_private, public_key
from opennrm.vault.parcels import to_key as to_key
from opennrm.vault.unlocked import Unlocked

TO_INBOX = b"opennrm.exchange.inbox.1\n"
OWNER_ONLY, OF_ALL = 0o600, 0o644


def inbox_of(organisation: str) -> Inbox | None:
    """The inbox of an organisation that works here."""
    return Inbox.objects.filter(organisation=organisation).first()


def to_inbox(inbox: Inbox, data: bytes, *, export: UUID) -> bytes:
    """A file for the members of an inbox alone."""
    return TO_INBOX + export.bytes + inboxes.seal_to(inbox, data, about=_about(export))


def opened_by_inbox(unlocked: Unlocked, parcel: bytes) -> bytes:
    """What was sealed to this inbox. Refused where it was not, or was changed."""
    if not parcel.startswith(TO_INBOX):
        raise Refused(ExportRefusal.NOT_OPENED)
    rest = parcel.removeprefix(TO_INBOX)
    return unlocked.open(rest[16:], about=_about(UUID(bytes=rest[:16].ljust(16, b"\0"))))


def opened_by_key(private: bytes, parcel: BinaryIO) -> bytes:
    """What was sealed to this key, whole. Refused where it was not, or was changed or cut short."""
    try:
        return b"".join(stream.opened(parcel, private, what=WHAT))
    except (stream.ForeignFile, stream.OtherKey, Broken):
        raise Refused(ExportRefusal.NOT_OPENED) from None


def make_key(file: Path) -> tuple[str, str]:
    """Write the private half to a file its owner alone may read; the name of the pair, and the public line to send.

    Raises FileExistsError where the file is there.
    """
    private = new_private()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as out:
        out.write(f"{PRIVATE} {recovery.written(private)}\n")
        out.flush()
        os.fsync(out.fileno())
    public = public_of(private)
    return key_name(public), f"{PUBLIC} {recovery.written(public)}"


def read_public(text: str) -> bytes:
    """The public key of a line. Refused where it is none, or is the private half."""
    if is_private(text):
        raise Refused(ExportRefusal.PRIVATE_KEY)
    key = public_key(text)
    if key is None:
        raise Refused(ExportRefusal.NOT_A_KEY)
    return key


def read_private(text: str) -> bytes:
    """The private key of a file's line. Refused where it is none."""
    key = recovery.read(text.strip().removeprefix(PRIVATE)) if text.strip().startswith(PRIVATE) else None
    if key is None:
        raise Refused(ExportRefusal.NOT_OPENED)
    return key


def _about(export: UUID) -> str:
    return f"export:{export}"
