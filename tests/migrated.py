"""Databases with their tables, copied from one that was migrated once: migrating takes many seconds."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.machine import run_opennrm
from tests.once import once

TEMPLATE = "migrated"


def migrated(*, home: Path, database_url: str | None = None) -> None:
    """What ``opennrm migrate`` leaves in an empty home, and in the database named, which is empty and nobody uses."""
    if database_url is None:
        shutil.copytree(once("migrated", _migrate), home, dirs_exist_ok=True)
        return
    shutil.copytree(_home(beside(database_url, TEMPLATE)), home, dirs_exist_ok=True)
    copied(beside(database_url, TEMPLATE), to=urlsplit(database_url).path[1:])


def copied(template_url: str, *, to: str) -> None:
    """A database of that name in the place of any other, like the template, which is migrated where it is not yet."""
    _home(template_url)
    with psycopg.connect(beside(template_url, "postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {to} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {to} TEMPLATE {TEMPLATE}")


def beside(database_url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return urlunsplit(urlsplit(database_url)._replace(path=f"/{name}"))


@cache
def _home(database_url: str) -> Path:
    """A home whose database, on a server that is this process's own, is migrated; removed when this process ends."""
    home = Path(tempfile.mkdtemp(prefix="opennrm-migrated-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with psycopg.connect(beside(database_url, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TEMPLATE}")
    _migrate(home, database_url)
    return home


def _migrate(home: Path, database_url: str | None = None) -> None:
    done = run_opennrm(["migrate", "-v0"], home=home, database_url=database_url)
    assert done.returncode == 0, done.stderr
