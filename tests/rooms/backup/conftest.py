"""One filled installation on each engine, its backup and the key; each test restores into a place of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.migrated import migrated
from tests.rooms.backup.house import FILL, Place

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass(frozen=True)
class Kept:
    """Where a backup was made, the file, and the file with the private key."""

    source: Place
    file: Path
    key: Path


@pytest.fixture(scope="module", params=ENGINES)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A filled installation with its backup."""
    folder = tmp_path_factory.mktemp("kept")
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgres_cluster").database())
        source = Place(folder / "home", url)
        migrated(home=folder / "home", database_url=url)
        source.python(FILL)
        assert source.run("backup", "key", folder / "key").returncode == 0
        file = folder / "file.backup"
        made = source.run("backup", "--to", file, "--key", folder / "key.public")
        assert made.returncode == 0, made.stderr
        yield Kept(source, file, folder / "key")


@contextmanager
def empty_places(kept: Kept, folder: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Place]]:
    """Makes places on the engine of the backup, or on another; the master key is there as its keeper brings it."""
    with ExitStack() as stack:

        def place(engine: str = kept.source.engine) -> Place:
            home = folder / f"home-{engine}"
            (home / "keys").mkdir(parents=True, mode=0o700)
            master = home / "keys" / "master"
            master.touch(mode=0o600)
            master.write_bytes((kept.source.home / "keys" / "master").read_bytes())
            cluster = request.getfixturevalue("postgres_cluster") if engine == "postgresql" else None
            return Place(home, stack.enter_context(cluster.database()) if cluster else None)

        yield place


@pytest.fixture
def fresh(kept: Kept, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Place]]:
    """Makes empty places for one test."""
    with empty_places(kept, tmp_path, request) as place:
        yield place


@pytest.fixture(scope="module")
def restored(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[Place, str]]:
    """A place where the backup was restored, and what the command said."""
    with empty_places(kept, tmp_path_factory.mktemp("restored"), request) as place:
        there = place()
        done = there.run("restore", kept.file, "--key", kept.key)
        assert done.returncode == 0, done.stderr
        yield there, done.stdout
