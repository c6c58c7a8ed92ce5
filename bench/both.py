"""The same measurement on both engines, each in a process of its own on an empty database that keeps its word.

PostgreSQL's own cluster waits for the disk here as SQLite does (``synchronous=FULL``); in tests it does not. Tables are
made once for all benches of a run, and copied.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.machine import CHECKOUT, environment, postgresql, run_opennrm
from tests.migrated import migrated
from tests.once import once
from tests.postgres import cluster


def measure(module: str, rows: int) -> None:
    """Run ``python -m bench.MODULE --here`` on each engine this machine has."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        migrated(home=Path(folder))
        _measure_in(environment(home=Path(folder)), module, rows)
    if (programs := postgresql()) is None:
        print(f"{module:<8} postgresql: not here; install Debian's postgresql")
        return
    with (
        cluster(durable=True) as running,
        running.database() as url,
        tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder,
    ):
        command = [programs / "psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
        subprocess.run([*command, "-f", once("tables", _dumped) / "tables.sql", url], check=True)
        _measure_in(environment(home=Path(folder), database_url=url), module, rows)


def _dumped(folder: Path) -> None:
    """The tables of PostgreSQL as SQL."""
    programs = postgresql()
    assert programs is not None
    with cluster() as running, running.database() as url, tempfile.TemporaryDirectory() as home:
        run_opennrm(["migrate", "-v0"], home=Path(home), database_url=url).check_returncode()
        subprocess.run([programs / "pg_dump", "-f", folder / "tables.sql", url], check=True)


def _measure_in(env: dict[str, str], module: str, rows: int) -> None:
    command = [sys.executable, "-m", f"bench.{module}", "--here", "--rows", str(rows)]
    subprocess.run(command, env=env, cwd=CHECKOUT, check=True)


def ask(here: Callable[[int], None], main: Callable[[int], None], small: int, said: str) -> None:
    """What a measuring module does when it is run: measure here with Django and the tables ready, or on both."""
    parser = argparse.ArgumentParser(description=said)
    parser.add_argument("--rows", type=int, default=small)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        _ready()
    (here if asked.here else main)(asked.rows)


def _ready() -> None:
    import django
    from django.core.management import call_command

    django.setup()

    import tests.rooms.access.conftest  # noqa: F401 - installs the made-up room

    call_command("migrate", verbosity=0)
