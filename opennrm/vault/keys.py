"""Keys wrapped under the master key: made on first use, rewrapped when the master rotates, erased with a case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from opennrm.page.refusals import Refused
from opennrm.vault import master
from opennrm.vault.actions import await_turn, record, refuse_inside_a_transaction
from opennrm.vault.cipher import Broken, bind, new_key, open_bytes, seal_bytes
from opennrm.vault.master import Master, Ring
from opennrm.vault.models import Key
from opennrm.vault.refusals import Lock
from opennrm.vault.terms import KeyKind, Mark

BATCH = 500


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: the generation now in use, how many keys it rewrapped, where the old master lies."""

    generation: int
    rewrapped: int
    retired: Path


@dataclass(frozen=True)
class KeyState:
    """What an operator asks of the keys."""

    mark: Mark
    generations: tuple[int, ...]  # two while a rotation is unfinished
    held: int
    erased: int


def key_for(kind: KeyKind, name: str) -> bytes:
    """The key of this name, made if there is none. Refused where it was erased, or the master key is missing.

    Making one holds the writer's turn until the transaction around it ends, as an audit line does.
    """
    found = key_of(kind, name)
    return found if found is not None else _made(kind, name)


def key_of(kind: KeyKind, name: str) -> bytes | None:
    """The key of this name, or None where none was ever made. Refused where it was erased."""
    row = Key.objects.filter(kind=kind, name=name).first()
    if row is None:
        return None
    if row.wrapped is None:
        raise Refused(Lock.ERASED)
    secret = _unwrapped(row, master.read())
    if secret is None:  # a rotation ended between the two reads: the row has moved on
        row.refresh_from_db()
        secret = _unwrapped(row, master.read())
    if secret is None:
        raise Refused(Lock.MASTER_OTHER)
    return secret


def keys_of(kind: KeyKind, names: Iterable[str]) -> dict[str, bytes]:
    """The keys of these names in one query; those erased or never made are left out."""
    rows = Key.objects.filter(kind=kind, name__in=list(names), wrapped__isnull=False)
    ring = master.read() if rows else None
    secrets = {row.name: (_unwrapped(row, ring) if ring else None) or key_of(kind, row.name) for row in rows}
    return {name: secret for name, secret in secrets.items() if secret is not None}


@transaction.atomic
def erase(case: str, *, by: str) -> Key:
    """Erase the key of a case: nothing it sealed can be read again. The row stays, without the key.

    Backups hold the wrapped key until they are gone, or until the master they were made under is destroyed.
    A case that never sealed anything gets its tombstone all the same. Erasing twice changes nothing.
    """
    await_turn()
    now = timezone.now()
    fresh = {"generation": 0, "master": "", "made_at": now, "erased_at": now}
    key, _made_now = Key.objects.get_or_create(kind=KeyKind.CASE, name=case, defaults=fresh)
    if key.wrapped is not None:
        key.wrapped, key.erased_at = None, now
        key.save(update_fields=["wrapped", "erased_at"])
        transaction.on_commit(_leave_no_page_behind, robust=True)
    elif not _made_now:
        return key
    record("key.erased", str(key), by=by)
    return key


def rotate(*, by: str) -> Rotation:
    """Put a new master key in the old one's place, and rewrap every key under it in one transaction.

    Broken off at any moment, every key can be read, and a second call ends what the first began. Backups made
    before need the retired master, which stays beside the file until somebody destroys it.
    Not inside a transaction: rolled back, the keys would be under a master that is gone.
    """
    refuse_inside_a_transaction("the file of the master key cannot be rolled back")
    old, new = _two_masters()
    rewrapped = _rewrap_all(new, by=by)
    retired = master.keep_retired(old)
    with transaction.atomic():
        await_turn()  # whoever makes a key meanwhile wraps it under the newest: the old one is free to go
        if master.read().newest == new and not _wrapped_but_under(new).exists():
            master.replace(Ring(Mark.OPERATOR, (new,)))
    return Rotation(new.generation, rewrapped, retired)


def state() -> KeyState:
    """How the keys stand."""
    ring = master.read()
    return KeyState(
        mark=ring.mark,
        generations=tuple(each.generation for each in ring.masters),
        held=Key.objects.filter(wrapped__isnull=False).count(),
        erased=Key.objects.filter(wrapped__isnull=True).count(),
    )


def _ring() -> Ring:
    """The ring; a first one is made only where no key is wrapped yet: a lost master is never replaced by chance."""
    return master.read() if Key.objects.filter(wrapped__isnull=False).exists() else master.read_or_make()


@transaction.atomic
def _made(kind: KeyKind, name: str) -> bytes:
    await_turn()
    there = key_of(kind, name)  # another writer may have been first
    if there is not None:
        return there
    secret, newest = new_key(), _ring().newest
    row = Key(kind=kind, name=name, made_at=timezone.now())
    _wrap(row, secret, newest)
    row.save(force_insert=True)
    return secret


def _place(row: Key) -> bytes:
    return bind("opennrm.key.1", row.kind, row.name, str(row.generation))


def _wrap(row: Key, secret: bytes, under: Master) -> None:
    row.generation, row.master = under.generation, under.name
    row.wrapped = seal_bytes(under.secret, secret, bound=_place(row))


def _unwrapped(row: Key, ring: Ring) -> bytes | None:
    """The key; None where the ring lacks the master it was wrapped under, or it was erased."""
    under = ring.of(row.generation)
    if under is None or under.name != row.master or row.wrapped is None:
        return None
    try:
        return open_bytes(under.secret, bytes(row.wrapped), bound=_place(row))
    except Broken:
        raise Refused(Lock.BROKEN) from None


def _two_masters() -> tuple[Master, Master]:
    """The old master and the new one, both in the file: of an unfinished rotation, or a new one begun now."""
    with transaction.atomic():
        await_turn()  # two rotations at once would each put a new master there
        ring = _ring()
        if len(ring.masters) == 1:
            ring = replace(ring, masters=(ring.newest, Master(ring.newest.generation + 1, new_key())))
            master.replace(ring)
    old, new = ring.masters[-2:]
    return old, new


@transaction.atomic
def _rewrap_all(new: Master, *, by: str) -> int:
    record("master.rotated", f"master:{new.name}", by=by)
    ring, done = master.read(), 0
    while batch := list(_wrapped_but_under(new)[:BATCH]):
        for row in batch:
            secret = _unwrapped(row, ring)
            if secret is None:
                raise Refused(Lock.MASTER_OTHER)
            _wrap(row, secret, new)
        Key.objects.bulk_update(batch, ["generation", "master", "wrapped"])
        done += len(batch)
    return done


def _wrapped_but_under(new: Master) -> QuerySet[Key]:
    return Key.objects.filter(wrapped__isnull=False).exclude(master=new.name).order_by("pk")


def _leave_no_page_behind() -> None:
    """Bring the erased page from SQLite's log into the file, where ``secure_delete`` has blanked it.

    PostgreSQL keeps old rows until VACUUM and in its archives: see docs/explanation/keys.md.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
