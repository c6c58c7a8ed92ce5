"""A measuring process: the tables of chapter 1 on one engine, from facts to cells."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
django.setup()

import duckdb  # noqa: E402
import psycopg  # noqa: E402

from bench.generate import FIRST, LAST  # noqa: E402
from bench.measure import repeat, say  # noqa: E402
from opennrm.understanding import contract  # noqa: E402
from opennrm.understanding.attributes import Kind  # noqa: E402
from opennrm.understanding.contract import FactFile  # noqa: E402
from opennrm.understanding.definitions import tables  # noqa: E402
from opennrm.understanding.engines import Engine  # noqa: E402
from opennrm.understanding.engines.choose import engine  # noqa: E402
from opennrm.understanding.engines.duck import Database  # noqa: E402
from opennrm.understanding.tabulate import question_of, tabulate  # noqa: E402
from tests.machine import run_python  # noqa: E402
from tests.postgres import cluster  # noqa: E402

YEARS = tuple(range(FIRST, LAST + 1))
TABLES = [table for table in tables() if table.chapter == 1 and table.collection == "national"]
MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
COLLECTION = (
    "INSERT INTO understanding_collection (name, kind, producer, made_on) VALUES ('bench', 'import', '', now())"
)


def answers(asked: Engine) -> dict[str, str]:
    """A digest of every cell, and the register's version. Closes the engine."""
    counts = asked.ask_all([question_of(table, YEARS) for table in TABLES])
    cells = [tabulate(table, counts[question_of(table, YEARS)], YEARS) for table in TABLES]
    version = asked.register().version
    asked.close()
    text = repr([(each.table.id, each.columns, each.lines, each.total) for each in cells])
    return {"cells": hashlib.sha256(text.encode()).hexdigest()[:12], "version": version}


def measure(start: Callable[[], Engine]) -> None:
    found: list[dict[str, str]] = []
    cost = repeat(lambda: found.append(answers(start())), 1, warm=0)
    say(cost, **found[0])


@contextmanager
def on_postgres(folder: Path) -> Iterator[Database]:
    """A server of its own with the register's tables, and the folder's facts in them."""
    with cluster() as running, running.database() as url, tempfile.TemporaryDirectory() as home:
        done = run_python(MIGRATE, home=Path(home), database_url=url)
        if done.returncode:
            raise SystemExit(done.stderr)
        with duckdb.connect() as con, psycopg.connect(url, autocommit=True) as server:
            server.execute(COLLECTION)
            for file in contract.check(con, folder, whole=True):
                _copy(con, server, file, Path(home) / "rows.csv")
            server.execute("ANALYZE")
        yield Database(url, "bench", "import", "made up for measuring")


def _copy(con: Any, server: Any, file: FactFile, text: Path) -> None:
    """A checked file's facts into their table."""
    typed = contract.typed(file.fact, contract.columns_of(con, file), file.tidy)
    con.execute(f"COPY (SELECT 'bench', * FROM (SELECT {typed} FROM {contract.source(file)})) TO '{text}'")
    sets = [a.name for a in file.fact.attributes() if a.kind in (Kind.CODES, Kind.KEY)]
    columns = ", ".join(("collection_id", *file.fact.columns()))
    whole = ", ".join(("supersedes", "change", "reason", *sets))
    into = f"COPY understanding_{file.fact.table} ({columns}) FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({whole}))"
    with text.open("rb") as lines, server.cursor().copy(into) as copy:
        while block := lines.read(1 << 20):
            copy.write(block)


def main(backend: str, folder: Path) -> None:
    """Measure one engine over the folder's facts."""
    if backend == "postgres":
        with on_postgres(folder) as database:
            measure(lambda: engine("postgres", folder=None, database=database))
    else:
        measure(lambda: engine(backend, folder=folder, database=None))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
