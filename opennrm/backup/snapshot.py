"""All tables as they were at one moment, read beside those who write, on a connection of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from opennrm.access.walls import tables as protected
from opennrm.backup.form import TableHead
from opennrm.backup.refusals import Shut
from opennrm.backup.tables import FromNewer, Schema, head_of, schema
from opennrm.backup.values import to_json
from opennrm.page.refusals import Refused

BATCH = 500
BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}
SEE_ALL = "SELECT set_config('opennrm.seen', %s, true)"  # till the transaction ends, which is this reading


@dataclass(frozen=True)
class Snapshot:
    """A reading under way."""

    connection: Any
    schema: Schema

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {table: self._one(f"SELECT COUNT(*) FROM {self._name(table)}") for table in self.schema.tables}  # noqa: S608

    def sequences(self) -> dict[str, int]:
        """The last number each table gave out: what was erased keeps its number after a restore too."""
        if self.connection.vendor == "sqlite":
            return {table: last for table, last in self._all("SELECT name, seq FROM sqlite_sequence")}
        listed = self._all("SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        given = {f"{schema}.{name}": last for schema, name, last in listed}
        found = {table: self._sequence_of(table) for table in self.schema.tables}
        return {table: given[name] for table, name in found.items() if name in given}

    def audit(self) -> list[Any]:
        """Number and hash of the last line; 0 where there is none."""
        found = self._all("SELECT seq, hash FROM vault_auditline ORDER BY seq DESC LIMIT 1")
        return list(found[0]) if found else [0, "0" * 64]

    def head(self, table: str) -> TableHead:
        """A table's columns, those included that no model speaks of any more."""
        with self.connection.cursor() as cursor:
            described = self.connection.introspection.get_table_description(cursor, table)
        return head_of(table, [column.name for column in described], self.schema.kinds(table))

    def rows(self, head: TableHead) -> Iterator[list[Any]]:
        """A table's rows in the form that travels, a few hundred at a time in memory."""
        columns = ", ".join(map(self._name, head.columns))
        raw = self.connection.connection
        with _cursor(raw, self.connection.vendor) as cursor:
            cursor.execute(f"SELECT {columns} FROM {self._name(head.table)}")  # noqa: S608
            while batch := cursor.fetchmany(BATCH):
                for row in batch:
                    yield [to_json(kind, value) for kind, value in zip(head.kinds, row)]

    def _sequence_of(self, table: str) -> str:
        key = self.schema.models[table]._meta.pk.column
        found = self._all("SELECT pg_get_serial_sequence(%s, %s)", [self._name(table), key])
        return str(found[0][0])

    def _name(self, name: str) -> str:
        return str(self.connection.ops.quote_name(name))

    def _one(self, sql: str) -> int:
        return int(self._all(sql)[0][0])

    def _all(self, sql: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Read the database as it is now, until the end of the block. Refused where there is none, or a newer one's."""
    reading: Any = connection.copy()
    if reading.vendor == "sqlite":
        if not Path(reading.settings_dict["NAME"]).exists():
            raise Refused(Shut.NOTHING_THERE)
        # an immediate transaction would keep writers out
        reading.settings_dict["OPTIONS"] = reading.settings_dict["OPTIONS"] | {"transaction_mode": "DEFERRED"}
    try:
        with reading.opened(), reading.cursor() as cursor:
            cursor.execute(BEGIN[reading.vendor])
            if reading.vendor == "postgresql":
                cursor.execute(SEE_ALL, [",".join(sorted(protected()))])
            yield Snapshot(reading, _schema(reading))
    finally:
        reading.close()


def _schema(reading: Any) -> Schema:
    applied = sorted(MigrationRecorder(reading).applied_migrations())
    if not any(app == "vault" for app, _name in applied):
        raise Refused(Shut.NOTHING_THERE)
    try:
        return schema(applied, MigrationLoader(None))
    except FromNewer:
        raise Refused(Shut.DATABASE_NEWER) from None


@contextmanager
def _cursor(raw: Any, vendor: str) -> Iterator[Any]:
    """A cursor that does not bring a whole table into memory."""
    if vendor == "postgresql":
        with raw.cursor(name="backup") as cursor:
            cursor.itersize = BATCH
            yield cursor
        return
    cursor = raw.cursor()
    try:
        yield cursor
    finally:
        cursor.close()
