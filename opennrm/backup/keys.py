"""The key pair of backups: the public half lies beside the machine's settings, the private half on paper or offline."""

import os
from pathlib import Path

from opennrm.backup.refusals import Shut
from opennrm.page.refusals import Refused
from opennrm.vault import recovery
from opennrm.vault.checkpoints import key_name
from opennrm.vault.envelope import new_private, public_of

PUBLIC, PRIVATE = "opennrm-backup-public", "opennrm-backup-private"


def make(file: Path) -> tuple[str, Path]:
    """Write the private half to a file its owner alone may read, the public half beside it; its name and place.

    Refused where either file is there.
    """
    beside = file.with_name(f"{file.name}.public")
    if file.exists() or beside.exists():
        raise Refused(Shut.KEY_THERE)
    private = new_private()
    _write(file, f"{PRIVATE} {recovery.written(private)}\n", mode=0o600)
    _write(beside, f"{PUBLIC} {recovery.written(public_of(private))}\n", mode=0o644)
    return key_name(public_of(private)), beside


def public(given: str) -> bytes:
    """The public key in a file, or as it was typed. Refused where it is none, or is the private half."""
    word, key = _read(given)
    if word == PRIVATE:
        raise Refused(Shut.PRIVATE_GIVEN)
    return key


def private(given: str) -> bytes:
    """The private key in a file, or as it was typed from the paper."""
    word, key = _read(given)
    if word == PUBLIC:
        raise Refused(Shut.NOT_A_KEY)
    return key


def _read(given: str) -> tuple[str, bytes]:
    """The word before a key, "" where there is none, and the key."""
    file = Path(given)
    try:
        text = file.read_text("utf-8") if len(given) < 4096 and file.is_file() else given
    except (OSError, UnicodeDecodeError):
        raise Refused(Shut.NOT_A_KEY) from None
    text = text.strip()
    word = next((each for each in (PUBLIC, PRIVATE) if text.startswith(each)), "")
    key = recovery.read(text.removeprefix(word))
    if key is None:
        raise Refused(Shut.NOT_A_KEY)
    return word, key


def _write(file: Path, text: str, *, mode: int) -> None:
    try:
        out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise Refused(Shut.KEY_THERE) from None
    with os.fdopen(out, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
