"""An empty database to restore into: filled wholly, or left as empty as it was."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.fields import AutoFieldMixin

from opennrm.access.backends.sqlite import base as sqlite
from opennrm.access.security import forced, unforced
from opennrm.access.walls import tables as protected
from opennrm.backup.form import Manifest, TableHead
from opennrm.backup.refusals import Shut
from opennrm.backup.tables import Schema, schema
from opennrm.backup.values import to_engine
from opennrm.page.refusals import Refused

ALIAS = "default"
BATCH = 500
QUICK = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;"  # until the file has its name
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def empty(into: Path | None) -> Iterator[Any]:
    """The connection of an empty database in place of the program's own; at the end of the block it is kept for good.

    ``into`` is the folder of another home. Refused where the database holds anything; nothing stays of a block
    that raises.
    """
    own: Any = connections[ALIAS]
    if into or own.vendor == "sqlite":
        with _file(own, (into or Path(own.settings_dict["NAME"]).parent) / "opennrm.sqlite3") as target:
            yield target
        return
    with own.opened(), transaction.atomic():
        if own.introspection.table_names():
            raise Refused(Shut.NOT_EMPTY)
        yield own


@contextmanager
def _file(own: Any, place: Path) -> Iterator[Any]:
    """A database file beside its place, which gets its name when all is in it."""
    if any(place.with_name(place.name + end).exists() for end in ("", "-wal", "-shm", "-journal")):
        raise Refused(Shut.NOT_EMPTY)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_name(f"{place.name}.restoring")
    fresh.unlink(missing_ok=True)  # of a restore that was killed
    fresh.touch(mode=0o600)
    target = _sqlite(own, fresh)
    try:
        connections[ALIAS] = target
        with target.opened():
            yield target
        target.close()
        _settle(fresh, place)
    finally:
        connections[ALIAS] = own
        target.close()
        fresh.unlink(missing_ok=True)


def _sqlite(own: Any, file: Path) -> Any:
    options = {"transaction_mode": "IMMEDIATE", "init_command": QUICK}
    return sqlite.DatabaseWrapper(own.settings_dict | {"NAME": str(file), "OPTIONS": options}, ALIAS)


def _settle(fresh: Path, place: Path) -> None:
    """Bring the file to the disk, then give it its name; never over another one."""
    for path in (fresh, place.parent):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
        if path == fresh:
            try:
                os.link(fresh, place)
            except FileExistsError:
                raise Refused(Shut.NOT_EMPTY) from None


def made(target: Any, manifest: Manifest) -> Schema:
    """The tables of the backup's own version, empty, and open to be filled. Raises FromNewer."""
    executor = MigrationExecutor(target)
    applied = [(app, name) for app, name in manifest.migrations]
    found = schema(applied, executor.loader)
    executor.migrate(list(found.ends))
    return found


class Filling:
    """Puts rows in as they come: no trigger and no policy looks, since these rows were all looked at when written."""

    def __init__(self, target: Any, found: Schema) -> None:
        self._target, self._schema, self._triggers = target, found, []
        self._sqlite = target.vendor == "sqlite"
        tables = [self._name(table) for table in found.models]
        if self._sqlite:
            target.disable_constraint_checking()
            self._run(["BEGIN"])
            self._triggers = self._all(TRIGGERS)
            self._run(f"DROP TRIGGER {self._name(name)}" for name, _sql in self._triggers)
            self._run(f"DELETE FROM {table}" for table in tables)  # noqa: S608
        else:
            self._run(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)
            self._run(unforced(table) for table in self._walled())
            # a migration in this transaction may have left some references to be looked at at once
            self._run([f"TRUNCATE {', '.join(tables)}", "SET CONSTRAINTS ALL DEFERRED"])

    def fill(self, head: TableHead, rows: Iterator[list[Any]]) -> None:
        """All rows of a table."""
        taken = ([to_engine(kind, value, self._target.vendor) for kind, value in zip(head.kinds, row)] for row in rows)
        columns = ", ".join(map(self._name, head.columns))
        if self._sqlite:
            marks = ", ".join("?" * len(head.columns))
            sql = f"INSERT INTO {self._name(head.table)} ({columns}) VALUES ({marks})"  # noqa: S608
            self._target.connection.executemany(sql, taken)
            return
        statement = f"COPY {self._name(head.table)} ({columns}) FROM STDIN"
        with self._target.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in taken:
                copy.write_row(row)

    def finish(self, manifest: Manifest) -> None:
        """Put back what was lifted, with every reference looked at, and every number that was given out."""
        self._number_on(manifest.sequences)
        if self._sqlite:
            self._run([*(sql for _name, sql in self._triggers), "COMMIT"])
            self._target.check_constraints()
            self._target.enable_constraint_checking()
            return
        tables = [self._name(table) for table in self._schema.models]
        self._run(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])
        self._run(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables)
        self._run(forced(table) for table in self._walled())

    def counts(self) -> dict[str, int]:
        """Rows of each table now."""
        tables = self._schema.tables
        return {table: self._all(f"SELECT COUNT(*) FROM {self._name(table)}")[0][0] for table in tables}  # noqa: S608

    def _number_on(self, given: dict[str, int]) -> None:
        """The next row gets a number that none had before, those that are gone included."""
        numbered = [one for one in self._schema.models.items() if isinstance(one[1]._meta.pk, AutoFieldMixin)]
        for table, model in numbered:
            key = model._meta.pk.column
            highest = self._all(f"SELECT MAX({self._name(key)}) FROM {self._name(table)}")[0][0]  # noqa: S608
            if last := max(given.get(table, 0), highest or 0):
                self._set_number(table, key, last)

    def _set_number(self, table: str, key: str, last: int) -> None:
        with self._target.cursor() as cursor:
            if self._sqlite:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                place = [self._name(table), key, last]
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", place)

    def _walled(self) -> list[str]:
        return sorted(protected() & self._schema.models.keys())

    def _name(self, name: str) -> str:
        return str(self._target.ops.quote_name(name))

    def _run(self, statements: Any) -> None:
        with self._target.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _all(self, sql: str) -> list[Any]:
        with self._target.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())


def brought_up_to_date(target: Any) -> None:
    """Migrate what was restored to this version's tables."""
    executor = MigrationExecutor(target)
    executor.migrate(executor.loader.graph.leaf_nodes())
