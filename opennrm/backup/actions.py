"""Make a backup; look at one; restore one."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.db import connection, transaction

from opennrm import __version__
from opennrm.backup import form
from opennrm.backup.form import WHAT, Lines, Manifest, NewerForm, TableHead, Unreadable
from opennrm.backup.refusals import SealedToAnother, Shut
from opennrm.backup.snapshot import Snapshot, snapshot
from opennrm.backup.tables import LEFT_OUT, FromNewer
from opennrm.backup.target import Filling, brought_up_to_date, empty, made
from opennrm.page.refusals import Refused
from opennrm.vault.actions import record, verify
from opennrm.vault.cipher import Broken
from opennrm.vault.models import AuditLine, Key
from opennrm.vault.rules import Head, Verdict
from opennrm.vault.stream import ForeignFile, OtherKey, SealedWriter, opened

OFTEN = 20_000  # rows between two words on progress

Said = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What was restored: its manifest, what the audit says, and the names of the master keys its keys lie under."""

    manifest: Manifest
    audit: Verdict
    masters: frozenset[str]


def make(to: Path, public: bytes, *, by: str = "system", said: Said = lambda what: None) -> Manifest:
    """Seal the database as it is now into a new file, with one line in the audit.

    The file gets its name after its line is kept: there is no backup without one. Refused where there is a file or no
    database; OSError where there is no room. Then no file stays.
    """
    unfinished = to.with_name(f"{to.name}.part")
    if to.exists():
        raise Refused(Shut.FILE_THERE)
    with snapshot() as reading:  # first: where there is nothing to read, no file is begun
        try:
            out = os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except FileExistsError:
            raise Refused(Shut.FILE_THERE) from None
        try:
            with out:
                manifest = _write(reading, out, public, said)
                out.flush()
                os.fsync(out.fileno())
            with transaction.atomic():
                record("backup.made", f"backup:{manifest.id}", by=by)
            _name(unfinished, to)
        finally:
            unfinished.unlink(missing_ok=True)
    return manifest


def look(file: Path, private: bytes, *, said: Said = lambda what: None) -> Manifest:
    """Open a backup to its last byte without restoring it. Refused where it is not whole; OSError."""
    with file.open("rb") as source, _refusing():
        return _looked_through(source, private, said)


def restore(
    file: Path, private: bytes, *, into: Path | None = None, signed: Sequence[Head] = (), said: Said = lambda what: None
) -> Restored:
    """Fill an empty database with a backup, with one line in the audit after it: all of it, or nothing.

    Refused where the file is not whole, is sealed to another key or made by a newer version, or the target holds
    anything; OSError. ``signed`` are the ends of the audit that an organisation keeps.
    """
    with file.open("rb") as source, _refusing():
        manifest = _looked_through(source, private, said)
        with empty(into) as target:
            said("tables")
            filling = Filling(target, made(target, manifest))
            source.seek(0)
            _fill(filling, opened(source, private, what=WHAT), said)
            filling.finish(manifest)
            if filling.counts() != manifest.tables:
                raise Refused(Shut.NOT_AS_COUNTED)
            brought_up_to_date(target)
            said("audit")
            audit = verify(seen=manifest.head, signed=signed)
            with transaction.atomic():
                record("backup.restored", f"backup:{manifest.id}")
            masters = Key.objects.filter(wrapped__isnull=False).values_list("master", flat=True).distinct()
            done = Restored(manifest, audit, frozenset(masters))
    return done


def _write(reading: Snapshot, out: BinaryIO, public: bytes, said: Said) -> Manifest:
    manifest = Manifest(
        id=uuid4().hex,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        engine=reading.connection.vendor,
        migrations=[list(node) for node in reading.schema.applied],
        tables=reading.counts(),
        sequences=reading.sequences(),
        audit=reading.audit(),
        left_out=list(LEFT_OUT),
    )
    sealed = SealedWriter(out, public, what=WHAT)
    lines = Lines(sealed.write)
    lines.put(manifest)
    for table in reading.schema.tables:
        head = reading.head(table)
        lines.put(head)
        for number, row in enumerate(reading.rows(head)):
            lines.put(row)
            if number % OFTEN == 0:
                said(f"{table} {number}/{manifest.tables[table]}")
    lines.finish()
    sealed.finish()
    return manifest


def _looked_through(source: BinaryIO, private: bytes, said: Said) -> Manifest:
    """Every frame authenticated, and the manifest read, before anything is done with it."""
    said("looking through")
    manifest = form.manifest(opened(source, private, what=WHAT))
    source.seek(0)
    for _part in opened(source, private, what=WHAT):
        pass
    return manifest


def _fill(filling: Filling, parts: Iterator[bytes], said: Said) -> None:
    """Each table's rows after its head."""
    lines = form.read(parts)
    next(lines)  # the manifest
    line = next(lines, None)
    while isinstance(line, TableHead):
        following: list[TableHead] = []
        filling.fill(line, _rows(lines, line, following, said))
        line = following[0] if following else None


def _rows(lines: Iterator[object], head: TableHead, following: list[TableHead], said: Said) -> Iterator[list[object]]:
    """Rows up to the next table's head, which is left in ``following``."""
    said(head.table)
    for number, line in enumerate(lines):
        if isinstance(line, TableHead):
            following.append(line)
            return
        if number and number % OFTEN == 0:
            said(f"{head.table} {number}")
        yield line  # type: ignore[misc]


def _name(unfinished: Path, to: Path) -> None:
    """Give a file its name. A name taken meanwhile stays with whoever took it."""
    if to.exists():
        raise Refused(Shut.FILE_THERE)
    unfinished.rename(to)
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _noted(refused: Refused) -> Refused:
    """A line about a file that does not open, in the audit of the database in use; in an empty one "
    "there is none yet."""
    own: Any = connection
    there = own.vendor != "sqlite" or own.is_in_memory_db() or Path(own.settings_dict["NAME"]).exists()
    if there and AuditLine._meta.db_table in connection.introspection.table_names():
        with transaction.atomic():
            record("backup.refused", "backup:unopened")
    return refused


@contextmanager
def _refusing() -> Iterator[None]:
    """What is wrong with a file, as what to do next."""
    try:
        yield
    except OtherKey as other:
        raise _noted(SealedToAnother(other.name, other.given)) from None
    except ForeignFile:
        raise _noted(Refused(Shut.NOT_A_BACKUP)) from None
    except (Broken, Unreadable):
        raise _noted(Refused(Shut.BROKEN)) from None
    except (FromNewer, NewerForm):
        raise Refused(Shut.BACKUP_NEWER) from None
