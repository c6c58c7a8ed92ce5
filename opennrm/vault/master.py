"""The master key: a file outside the database and its backups.

It lies in ``OPENNRM_HOME/keys/master``, or where OPENNRM_MASTER_KEY_FILE says. While a rotation is under way it
holds two keys, each with its generation, so that a crash at any moment leaves every case readable. Beside it lies
its mark, ``master.mark``: who made it, for the public door, which never reads the key.
"""

import base64
import binascii
import hashlib
import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from opennrm.page.refusals import Refused, refuse
from opennrm.vault.cipher import new_key
from opennrm.vault.refusals import Lock
from opennrm.vault.terms import Mark

HEAD = """\
# The master key of an OpenNRM installation. Keep a copy apart from the database and from its backups:
# whoever has both can read every sealed field, and without this file nobody can. Do not edit it by hand.
"""


@dataclass(frozen=True)
class Master:
    """One master key. ``name`` tells two of the same generation apart and says nothing of the secret."""

    generation: int
    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """16 hexadecimal digits of a digest."""
        return hashlib.sha256(b"opennrm.master.1" + self.secret).hexdigest()[:16]


@dataclass(frozen=True)
class Ring:
    """What the file holds: one key, or during a rotation the old and the new, by generation."""

    mark: Mark
    masters: tuple[Master, ...]

    @property
    def newest(self) -> Master:
        """The key that wraps from now on."""
        return self.masters[-1]

    def of(self, generation: int) -> Master | None:
        """The key of a generation, if the file holds it."""
        return next((master for master in self.masters if master.generation == generation), None)


def place() -> Path:
    """Where the file is expected."""
    named = os.environ.get("OPENNRM_MASTER_KEY_FILE")
    return Path(named) if named else Path(settings.HOME) / "keys" / "master"


def is_demo() -> bool:
    """Whether the master key was made by itself, and by no operator. True where there is none yet.

    Whoever may not read the key believes its mark; where there is none either, it is a demonstration.
    """
    try:
        return read().mark is Mark.DEMO
    except Refused as refused:
        if refused.reason is Lock.MASTER_MISSING:
            return True
        if refused.reason is Lock.MASTER_SHUT:
            return marked() is not Mark.OPERATOR
        raise


def marked() -> Mark | None:
    """What the file beside the key says of it; None where it says nothing."""
    try:
        return Mark(_mark_of(place()).read_text("utf-8").strip())
    except (OSError, ValueError):
        return None


def set_mark() -> None:
    """Say beside the key who made it, where that is not said yet. Refused as ``read``."""
    if (mark := read().mark) is not marked():
        _set_mark(place(), mark)


def read() -> Ring:
    """The ring in the file. Refused where it is missing, damaged, others can read it, or this process may not."""
    refuse(Lock.MASTER_SHUT if settings.KEYLESS else None)
    file = place()
    try:
        if file.stat().st_mode & 0o077:
            raise Refused(Lock.MASTER_READABLE)
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise Refused(Lock.MASTER_MISSING) from None
    except PermissionError:
        raise Refused(Lock.MASTER_SHUT) from None
    except (OSError, UnicodeDecodeError):
        raise Refused(Lock.MASTER_DAMAGED) from None
    return _parsed(text)


def read_or_make() -> Ring:
    """The ring; where there is no file yet, a first key marked demo. A file named by the operator is never made."""
    if not os.environ.get("OPENNRM_MASTER_KEY_FILE") and not place().exists():
        try:
            make(place(), mark=Mark.DEMO)
        except Refused as refused:  # another process was first: its key counts
            if refused.reason is not Lock.MASTER_THERE:
                raise
    return read()


def make(file: Path, *, mark: Mark) -> None:
    """Write a first master key. Never over another one: two processes starting at once agree."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = _written(file, Ring(mark, (Master(1, new_key()),)))
    try:
        os.link(fresh, file)
    except FileExistsError:
        raise Refused(Lock.MASTER_THERE) from None
    finally:
        fresh.unlink()
    _set_mark(file, mark)


def replace(ring: Ring) -> None:
    """Put a ring in the file's place in one step: after a crash it is the old one or the new one, whole."""
    file = place()
    _written(file, ring).replace(file)
    _set_mark(file, ring.mark)


def keep_retired(master: Master) -> Path:
    """Keep a retired key beside the file: older backups of the database need it. Destroy it with them."""
    file = place().with_name(f"{place().name}.retired-{master.generation}-{master.name}")
    _written(file, Ring(Mark.OPERATOR, (master,))).replace(file)
    _sync_folder(file)
    return file


def _mark_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.mark")


def _set_mark(file: Path, mark: Mark) -> None:
    """The word beside the key, in one step, for everybody on the machine to read; both are on disk afterwards."""
    said = _mark_of(file)
    fresh = said.with_name(f"{said.name}.{secrets.token_hex(8)}")
    with fresh.open("x", encoding="utf-8") as out:
        os.fchmod(out.fileno(), 0o644)
        out.write(f"{mark}\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(said)
    _sync_folder(file)


def _written(file: Path, ring: Ring) -> Path:
    """The ring on disk for good, under a name of its own beside the file."""
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    lines = [HEAD, f'mark = "{ring.mark}"\n']
    for each in ring.masters:
        secret = base64.b64encode(each.secret).decode()
        lines.append(f'\n[[key]]\ngeneration = {each.generation}\nsecret = "{secret}"\n')
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write("".join(lines))
        out.flush()
        os.fsync(out.fileno())
    return fresh


def _sync_folder(file: Path) -> None:
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _parsed(text: str) -> Ring:
    try:
        found = tomllib.loads(text)
        masters = tuple(
            Master(int(each["generation"]), base64.b64decode(each["secret"], validate=True)) for each in found["key"]
        )
        mark = Mark(found["mark"])
    except (tomllib.TOMLDecodeError, binascii.Error, KeyError, TypeError, ValueError):
        raise Refused(Lock.MASTER_DAMAGED) from None
    generations = [each.generation for each in masters]
    if not masters or generations != sorted(set(generations)) or any(len(each.secret) != 32 for each in masters):
        raise Refused(Lock.MASTER_DAMAGED)
    return Ring(mark, masters)
