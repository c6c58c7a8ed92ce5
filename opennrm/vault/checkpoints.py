"""Signed checkpoints of the audit, kept by an organisation in a file of its own: one line of JSON each.

Ed25519 over number, hash and time. All lines of a file are under the key of its first: whoever keeps the file
notes that key's name once, elsewhere.
"""

import base64
import binascii
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from opennrm.page.bilingual import label
from opennrm.vault.rules import HASH, Head


class WrongFile(ValueError):
    """A file of checkpoints that cannot be trusted: ``line`` is its first bad one."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line

    def __str__(self) -> str:
        said = label(
            "Line %(line)d of the file is no checkpoint signed by the key of its first line: it was changed, or is "
            "of another installation. Take the organisation's own copy.",
            "ファイルの%(line)d行目は、1行目の鍵による署名ではありません。改変されたか、別の設置のものです。"
            "機関が保管する写しを使用してください。",
        )
        return str(said % {"line": self.line})


@dataclass(frozen=True)
class Checkpoint:
    """Where the chain stood at a moment, and who says so."""

    head: Head
    at: datetime
    key: bytes  # the public key
    signature: bytes

    @property
    def holds(self) -> bool:
        """Whether the signature is good."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, _signed(self.head, self.at))
        except (InvalidSignature, ValueError):
            return False
        return True


def sign(private: bytes, head: Head, at: datetime) -> Checkpoint:
    """A checkpoint by the key of this installation."""
    key = Ed25519PrivateKey.from_private_bytes(private)
    return Checkpoint(head, at, key.public_key().public_bytes_raw(), key.sign(_signed(head, at)))


def key_name(public: bytes) -> str:
    """32 hexadecimal digits by which people compare a key: nobody finds another key of the same name."""
    return hashlib.sha256(public).hexdigest()[:32]


def read(file: Path) -> tuple[Checkpoint, ...]:
    """The checkpoints of a file, oldest first. Raises WrongFile, and OSError where it cannot be read."""
    found: list[Checkpoint] = []
    for number, line in enumerate(_lines(file), start=1):
        one = _parsed(line)
        if one is None or not one.holds or (found and one.key != found[0].key):
            raise WrongFile(number)
        if found and one.head.seq < found[-1].head.seq:
            raise WrongFile(number)
        found.append(one)
    return tuple(found)


def append(file: Path, one: Checkpoint) -> None:
    """Add a checkpoint for good. What a crash left of an unfinished last line is cut away first."""
    moment = one.at.astimezone(UTC).isoformat(timespec="microseconds")
    form = {
        "seq": one.head.seq, "hash": one.head.hash, "at": moment,
        "key": base64.b64encode(one.key).decode(), "signature": base64.b64encode(one.signature).decode(),
    }  # fmt: skip
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as out:
        whole = out.read()
        out.truncate(whole.rfind(b"\n") + 1)
        out.seek(0, os.SEEK_END)
        out.write(json.dumps(form).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _lines(file: Path) -> list[bytes]:
    """Finished lines; the rest of a line that a crash broke off was never promised to anyone."""
    return file.read_bytes().split(b"\n")[:-1]


def _parsed(line: bytes) -> Checkpoint | None:
    try:
        form = json.loads(line)
        head = Head(int(form["seq"]), str(form["hash"]))
        at = datetime.fromisoformat(form["at"])
        key, signature = (base64.b64decode(form[name], validate=True) for name in ("key", "signature"))
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    return Checkpoint(head, at, key, signature) if at.tzinfo and HASH.fullmatch(head.hash) else None


def _signed(head: Head, at: datetime) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    form = json.dumps({"at": moment, "hash": head.hash, "seq": head.seq}, separators=(",", ":"))
    return b"opennrm.checkpoint.1\n" + form.encode()
