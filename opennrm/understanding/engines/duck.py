"""DuckDB in the process: the default engine. Reads a folder under the contract, or the register's database.

The facts are turned into a store of coded columns first (one byte or two a value), so that every table is one
pass over small integers.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
from adbc_driver_postgresql import dbapi as postgresql
from adbc_driver_sqlite import dbapi as sqlite

from opennrm.understanding import contract, relations
from opennrm.understanding.engines import Register, fingerprint
from opennrm.understanding.facts import BY_TABLE, Fact
from opennrm.understanding.relations import Raw
from opennrm.understanding.tabulate import Counts, Question, expression

# Extensions would be fetched from the network: never.
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
MEMORY = "1GB"


@dataclass(frozen=True)
class Database:
    """Where the register's database lies: an SQLite file or a PostgreSQL URL, and the collection to read."""

    url: str
    collection: str
    kind: str
    producer: str

    @property
    def on_sqlite(self) -> bool:
        return not self.url.startswith("postgres")


class DuckEngine:
    """A store of coded columns in DuckDB, built once, then asked."""

    name = "duckdb"

    def __init__(
        self, con: Any, register: Register, folder: tempfile.TemporaryDirectory[str], raw: Raw
    ) -> None:
        self._con = con
        self._register = register
        self._folder = folder
        self._raw = raw
        self._stored: dict[str, ir.Table] = {}

    @classmethod
    def from_files(cls, folder: Path, *, as_of: date | None = None) -> "DuckEngine":
        """Read a folder of fact files; a wrong value anywhere is ``Refused`` with every problem."""
        con, scratch = _connect()
        found = contract.check(con, folder)
        for fact in BY_TABLE.values():
            file = next((f for f in found if f.fact is fact), None)
            have = contract.columns_of(con, file) if file else ()
            source = file.scan if file else "(SELECT 1 WHERE false)"
            con.execute(f"CREATE VIEW raw_{fact.table} AS SELECT {contract.typed(fact, have)} FROM {source}")  # noqa: S608
        said = contract.describe(folder)
        return cls._build(con, scratch, said.collection, said.kind, said.producer, as_of)

    @classmethod
    def from_database(cls, database: Database, *, as_of: date | None = None) -> "DuckEngine":
        """Stream a collection out of the register's database over ADBC."""
        con, scratch = _connect()
        with _adbc(database) as cursor:
            for fact in BY_TABLE.values():
                _stream(con, cursor, fact, database)
        return cls._build(con, scratch, database.collection, database.kind, database.producer, as_of)

    @classmethod
    def _build(
        cls,
        con: Any,
        scratch: tempfile.TemporaryDirectory[str],
        collection: str,
        kind: str,
        producer: str,
        as_of: date | None,
    ) -> "DuckEngine":
        backend = ibis.duckdb.from_connection(con)
        raw = {table: backend.table(f"raw_{table}") for table in BY_TABLE}
        register = Register(collection, kind, producer, _version(con, as_of), as_of, _latest(con))
        return cls(con, register, scratch, raw)

    def register(self) -> Register:
        return self._register

    def _store(self, fact: str) -> ir.Table:
        """The coded columns of a fact type, stored when first asked for."""
        if fact not in self._stored:
            relation = relations.relation(BY_TABLE[fact], self._raw, self._register.as_of)
            _materialise(self._con, BY_TABLE[fact], ibis.to_sql(relation, dialect="duckdb"))
            self._stored[fact] = ibis.duckdb.from_connection(self._con).table(fact)
        return self._stored[fact]

    def years(self, fact: str) -> tuple[int, ...]:
        self._store(fact)
        rows = self._con.sql(f"SELECT DISTINCT year FROM {fact} WHERE year IS NOT NULL ORDER BY 1").fetchall()  # noqa: S608
        return tuple(row[0] for row in rows)

    def ask(self, question: Question) -> Counts:
        sql = ibis.to_sql(expression(self._store(question.fact), question), dialect="duckdb")
        return {tuple(row[:-1]): row[-1] for row in self._con.sql(str(sql)).fetchall()}

    def close(self) -> None:
        self._con.close()
        self._folder.cleanup()


def _connect() -> tuple[Any, tempfile.TemporaryDirectory[str]]:
    scratch = tempfile.TemporaryDirectory(prefix="opennrm-store-")
    path = Path(scratch.name) / "register.duckdb"
    con = duckdb.connect(
        str(path), config={**OFFLINE, "memory_limit": MEMORY, "temp_directory": scratch.name}
    )
    return con, scratch


@contextmanager
def _adbc(database: Database) -> Iterator[Any]:
    connect = sqlite.connect if database.on_sqlite else postgresql.connect
    with connect(database.url) as connection, connection.cursor() as cursor:
        yield cursor


def _stream(con: Any, cursor: Any, fact: type[Fact], database: Database) -> None:
    """Bring one fact table of a collection into DuckDB as ``raw_…``, batch by batch."""
    mark = "?" if database.on_sqlite else "$1"
    columns = ", ".join(fact.columns())
    cursor.execute(
        f"SELECT {columns} FROM understanding_{fact.table} WHERE collection_id = {mark}",  # noqa: S608
        (database.collection,),
    )
    con.register("incoming", cursor.fetch_record_batch())
    con.execute(
        f"CREATE TABLE raw_{fact.table} AS SELECT {contract.typed(fact, fact.columns())} FROM incoming"  # noqa: S608
    )
    con.unregister("incoming")


def _materialise(con: Any, fact: type[Fact], sql: str) -> None:
    """Store a counted relation with each text column as an ENUM of the values it has."""
    con.execute(f"CREATE TEMP TABLE counted AS {sql}")
    described = con.sql("DESCRIBE counted").fetchall()
    texts = [name for name, kind, *_ in described if kind == "VARCHAR"]
    casts = {name: name for name, *_ in described}
    if texts:
        lists = ", ".join(f"list(DISTINCT {name}) FILTER (WHERE {name} IS NOT NULL)" for name in texts)
        found = con.sql(f"SELECT {lists} FROM counted").fetchone()
        for name, values in zip(texts, found):
            if values:
                enum = ", ".join(contract.quoted(value) for value in sorted(values))
                casts[name] = f"{name}::ENUM({enum}) AS {name}"
    con.execute(f"CREATE TABLE {fact.table} AS SELECT {', '.join(casts.values())} FROM counted")  # noqa: S608
    con.execute("DROP TABLE counted")


def _version(con: Any, as_of: date | None) -> str:
    where = f"WHERE recorded_on <= DATE '{as_of.isoformat()}'" if as_of else ""
    sums = {}
    for fact in BY_TABLE.values():
        total = fingerprint.sum_of(fact, "duckdb")
        rows, value = con.sql(f"SELECT count(*), {total} FROM raw_{fact.table} {where}").fetchone()  # noqa: S608
        sums[fact.table] = (rows, int(value or 0))
    return fingerprint.version(sums)


def _latest(con: Any) -> date | None:
    union = " UNION ALL ".join(f"SELECT max(recorded_on) AS d FROM raw_{table}" for table in BY_TABLE)  # noqa: S608
    found: tuple[date | None, ...] = con.sql(f"SELECT max(d) FROM ({union})").fetchone()  # noqa: S608
    return found[0]
