"""One installation on each engine, seen through the role of each process: what the tests of rights stand on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import psycopg

from tests.machine import run_opennrm, run_python
from tests.migrated import migrated
from tests.postgres import Cluster
from tests.rooms.backup.house import FILL

ROLES = ("owner", "desk", "public", "reader")


@dataclass(frozen=True)
class Served:
    """A filled installation; ``urls`` is empty on SQLite."""

    home: Path
    urls: dict[str, str]

    def public(self, code: str) -> str:
        """What a few lines print in the public process; they must not fail."""
        url = self.urls.get("public")
        done = run_python(code, home=self.home, database_url=url, settings="settings_public")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def denied(self, role: str, statement: str) -> str:
        """How a role's statement ended: "" where it went through."""
        with psycopg.connect(self.urls[role]) as connection:
            try:
                connection.execute(statement)
            except psycopg.Error as wrong:
                return str(wrong)
            finally:
                connection.rollback()
        return ""

    def rows(self, role: str, query: str) -> list[tuple[object, ...]]:
        """What a role reads."""
        with psycopg.connect(self.urls[role]) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def on_postgresql(cluster: Cluster, home: Path) -> Iterator[Served]:
    """An installation with rows in it."""
    with installed(cluster, home) as urls:
        filled = run_python(FILL, home=home, database_url=urls["desk"])
        assert filled.returncode == 0, filled.stderr
        yield Served(home, urls)


@contextmanager
def installed(cluster: Cluster, home: Path) -> Iterator[dict[str, str]]:
    """The URL of each role, made as docs/how-to/postgresql.md says with names of their own; all dropped at the end."""
    mark = token_hex(4)
    names = [part for role in ROLES for part in (f"--{role}", f"{role}_{mark}")]
    printed = run_opennrm(["roles", "--create", f"nrm_{mark}", *names], home=home)
    urls = {role: f"postgresql://{role}_{mark}@127.0.0.1:{cluster.port}/nrm_{mark}" for role in ROLES}
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
        for statement in printed.stdout.strip().split(";\n"):
            admin.execute(statement.rstrip(";"))
        try:
            assert run_opennrm(["migrate", "-v0"], home=home, database_url=urls["owner"]).returncode == 0
            applied = run_opennrm(["roles", "--apply", *names], home=home, database_url=urls["owner"])
            assert applied.returncode == 0, applied.stderr
            yield urls
        finally:
            admin.execute(f"DROP DATABASE nrm_{mark} WITH (FORCE)")
            for role in ROLES:
                admin.execute(f"DROP ROLE {role}_{mark}")


def on_sqlite(home: Path) -> Served:
    """The same in a file."""
    migrated(home=home)
    filled = run_python(FILL, home=home)
    assert filled.returncode == 0, filled.stderr
    return Served(home, {})
