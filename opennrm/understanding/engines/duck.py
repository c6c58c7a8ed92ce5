"""DuckDB in the process: the default engine. Reads a folder under the contract, or the register's database."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from adbc_driver_postgresql import dbapi as postgresql

from opennrm.understanding import contract
from opennrm.understanding.engines import Register, fingerprint, passes, store
from opennrm.understanding.engines.store import Stored
from opennrm.understanding.facts import BY_TABLE, Fact
from opennrm.understanding.tabulate import Counts, Question

# Extensions would be fetched from the network: never.
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# Beyond its limit of memory DuckDB works on disk. Groups of up to 24 bits are counted by address, not by hash.
SETTINGS: dict[str, str | bool | int] = {**OFFLINE, "memory_limit": "256MB", "perfect_ht_threshold": 24}


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

    def __init__(self, con: Any, register: Register, folder: tempfile.TemporaryDirectory[str]) -> None:
        self._con = con
        self._register = register
        self._folder = folder
        self._stored: dict[str, Stored] = {}
        self._answers: dict[Question, Counts] = {}

    @classmethod
    def from_files(cls, folder: Path, *, as_of: date | None = None) -> "DuckEngine":
        """Read a folder of fact files; a wrong value anywhere is ``Refused`` with every problem."""
        with _scratch() as (con, scratch):
            found = contract.check(con, folder, whole=True)
            known: dict[str, Collection[str]] = {table: () for table in BY_TABLE}
            for table, fact in BY_TABLE.items():
                file = next((f for f in found if f.fact is fact), None)
                have = contract.columns_of(con, file) if file else {}
                origin = contract.source(file) if file else "(SELECT 1 WHERE false)"
                columns = contract.typed(fact, have, file.tidy if file else ())
                con.execute(f"CREATE TEMP VIEW raw_{table} AS SELECT {columns} FROM {origin}")
                known[table] = {*have, "precision", "recorded_on"}
            said = contract.describe(folder)
            return cls._build(con, scratch, said.collection, said.kind, said.producer, as_of, known)

    @classmethod
    def from_database(cls, database: Database, *, as_of: date | None = None) -> "DuckEngine":
        """Stream a collection out of the register's database over ADBC, all of one moment."""
        with _scratch() as (con, scratch):
            with (_apart if database.on_sqlite else _beside)(database) as answers:
                for fact in BY_TABLE.values():
                    _keep(con, fact, answers(fact))
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
        known: Mapping[str, Collection[str]] | None = None,
    ) -> "DuckEngine":
        con.execute("SET preserve_insertion_order = false")  # rows are counted: their order costs memory for nothing
        version, latest = _version(con, as_of, known)
        return cls(con, Register(collection, kind, producer, version, as_of, latest), scratch)

    def register(self) -> Register:
        return self._register

    def store(self, fact: str) -> Stored:
        """The coded columns of a fact type, stored when first asked for."""
        if fact not in self._stored:
            self._stored[fact] = store.build(self._con, BY_TABLE[fact], self._register.as_of)
        return self._stored[fact]

    def years(self, fact: str) -> tuple[int, ...]:
        years = self.ask(Question(fact=fact, by=(), distinct=False))
        return tuple(sorted(year for (year,) in years if isinstance(year, int)))

    def ask(self, question: Question) -> Counts:
        return self.ask_all([question])[question]

    def ask_all(self, questions: Iterable[Question]) -> Mapping[Question, Counts]:
        asked = list(dict.fromkeys(questions))
        for fact in dict.fromkeys(question.fact for question in asked):
            new = [q for q in asked if q.fact == fact and q not in self._answers]
            self._count(self.store(fact), new)
        return {question: self._answers[question] for question in asked}

    def _count(self, stored: Stored, questions: list[Question]) -> None:
        for each in passes.plan(stored, questions):
            self._con.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {passes.count(stored, each)}")
            for question in each.questions:
                rows = self._con.sql(passes.roll_up(stored, question, "counted")).fetchall()
                columns = [stored.columns[name] for name in (question.time, *question.by)]
                self._answers[question] = {
                    tuple(column.value(code) for column, code in zip(columns, row)): row[-1] for row in rows
                }

    def close(self) -> None:
        self._con.close()
        self._folder.cleanup()


@contextmanager
def _scratch() -> Iterator[tuple[Any, tempfile.TemporaryDirectory[str]]]:
    """A DuckDB file in a folder of its own; both are gone again where building on them fails."""
    folder = tempfile.TemporaryDirectory(prefix="opennrm-store-")
    settings = SETTINGS | {"temp_directory": folder.name}
    con = duckdb.connect(str(Path(folder.name) / "register.duckdb"), config=settings)
    try:
        yield con, folder
    except BaseException:
        con.close()
        folder.cleanup()
        raise


Answers = Callable[[type[Fact]], Any]


@contextmanager
def _beside(database: Database) -> Iterator[Answers]:
    """Rows of each fact table of PostgreSQL, batch by batch."""
    with postgresql.connect(database.url) as connection, connection.cursor() as cursor:

        def answers(fact: type[Fact]) -> Any:
            cursor.execute(_select(fact, fact.columns(), mark="$1"), (database.collection,))
            return cursor.fetch_record_batch()

        yield answers


@contextmanager
def _apart(database: Database) -> Iterator[Answers]:
    """The same of an SQLite file, in the order of the contract, from a process of its own (``apart``).

    SQLite's columns have no type, and its driver takes one from the first rows alone: there all goes as text.
    """
    statements = [
        _select(fact, [f"coalesce(cast({name} AS text), '') AS {name}" for name in fact.columns()], mark="?")
        for fact in BY_TABLE.values()
    ]
    command = [sys.executable, "-I", str(Path(__file__).with_name("apart.py")), database.url, database.collection]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as faults,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=faults) as reader,  # noqa: S603 - our own program
    ):
        if reader.stdin is None or reader.stdout is None:
            raise RuntimeError("a pipe was asked for, and is not there")
        try:
            reader.stdin.write("".join(f"{each}\n" for each in statements).encode())
            reader.stdin.close()
            yield lambda _fact: pyarrow.ipc.open_stream(reader.stdout)
        except (OSError, pyarrow.ArrowInvalid) as wrong:
            reader.wait()
            faults.seek(0)
            raise RuntimeError(f"{database.url} could not be read: {faults.read().strip() or wrong}") from wrong
        finally:
            reader.kill()


def _select(fact: type[Fact], columns: Iterable[str], *, mark: str) -> str:
    return f"SELECT {', '.join(columns)} FROM understanding_{fact.table} WHERE collection_id = {mark}"


def _keep(con: Any, fact: type[Fact], rows: Any) -> None:
    """Bring one fact table of a collection into DuckDB as ``raw_…``."""
    con.register("incoming", rows)
    have = {name: kind for name, kind, *_ in con.sql("DESCRIBE incoming").fetchall()}
    con.execute(f"CREATE TABLE raw_{fact.table} AS SELECT {contract.typed(fact, have)} FROM incoming")
    con.unregister("incoming")


def _version(con: Any, as_of: date | None, known: Mapping[str, Collection[str]] | None) -> tuple[str, date | None]:
    """The register's version, and the newest day a fact was recorded, as far as ``as_of`` lets see."""
    where = f"WHERE recorded_on <= DATE '{as_of.isoformat()}'" if as_of else ""
    sums, latest = {}, []
    for fact in BY_TABLE.values():
        total = fingerprint.sum_of(fact, "duckdb", known[fact.table] if known else None)
        rows, value, newest = con.sql(
            f"SELECT count(*), {total}, max(recorded_on) FROM raw_{fact.table} {where}"
        ).fetchone()
        sums[fact.table] = (rows, int(value or 0))
        latest += [newest] if newest else []
    return fingerprint.version(sums), max(latest, default=None)
