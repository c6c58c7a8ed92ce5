"""A PostgreSQL cluster of our own, from the installed programs: never one that happens to run."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.machine import CHECKOUT, environment, postgresql
from tests.migrated import TEMPLATE, beside, copied

SPEED = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A running cluster that listens on the loopback address."""

    port: int
    folder: Path = Path()

    def url(self, database: str) -> str:
        """Where OPENNRM_DATABASE_URL would point."""
        return f"postgresql://opennrm@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped at the end with whoever is still connected."""
        name = f"test_{secrets.token_hex(6)}"
        self._admin(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def cluster(*, durable: bool = False, room: int | None = None) -> Iterator[Cluster]:
    """Start a cluster in a temporary folder; stop the process started here, and no other.

    ``durable`` makes it wait for the disk, as one in use does; a test has no time for that. ``room`` is the size of
    its disk in megabytes, a file system of its own, which only root can mount.
    """
    programs = postgresql()
    if programs is None:
        raise FileNotFoundError("PostgreSQL's initdb and postgres are not here: install Debian's postgresql")
    folder = Path(tempfile.mkdtemp(prefix="opennrm-postgres-"))
    if room:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}m", "none", folder], check=True)
    try:
        owner = _unprivileged(folder)
        data = folder / "data"
        command = [programs / "initdb", "-D", data, "-U", "opennrm", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*command, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=folder, **owner)
        process, port = _start(programs, folder, owner, () if durable else ("-F", *SPEED))
        try:
            yield Cluster(port, folder)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    finally:
        if room:
            subprocess.run(["umount", folder], check=True)
        shutil.rmtree(folder)


def again_on_postgres(*tests: Path, home: Path, database_url: str) -> subprocess.CompletedProcess[str]:
    """Run test files once more, in a process whose Django stands on that server.

    pytest-django uses a database of its own beside the one named; here it finds one with its tables.
    """
    copied(beside(database_url, TEMPLATE), to=f"test_{urlsplit(database_url).path[1:]}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db", *map(str, tests)],
        env=environment(home=home, database_url=database_url) | {"OPENNRM_TESTS_DATABASE_URL": database_url},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=900,  # a slow machine is no failure
        check=False,
    )


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: give the folder to another user, and run as that one."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _start(
    programs: Path, folder: Path, owner: dict[str, object], settings: tuple[str, ...]
) -> tuple[subprocess.Popen[bytes], int]:
    """The server's process and port. Another program may take a free port first, so try a few."""
    for _attempt in range(5):
        port = _free_port()
        options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), *settings]
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                **owner,
            )
        if _answers(process, port):
            return process, port
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server takes connections. False where its process ended, or a minute passed."""
    until = time.monotonic() + 60
    while process.poll() is None:
        try:
            psycopg.connect(Cluster(port).url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                process.kill()
                process.wait()
                return False
            time.sleep(0.1)
        else:
            return process.poll() is None
    return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
