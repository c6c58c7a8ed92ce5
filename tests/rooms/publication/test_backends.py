"""The same report from another engine: every number, and the register's version, are the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from opennrm.publication import reference
from opennrm.publication.management.commands.report import build
from tests import made_up
from tests.factories import write_register
from tests.machine import run_opennrm, run_python
from tests.migrated import migrated

BUILT = """
from opennrm.publication.management.commands.report import build
print(build(2020, backend={backend!r}, step=lambda what: None).to_json())
"""
FILLED = """
from opennrm.publication import reference
from tests import made_up
reference.load(lambda what: None)
made_up.load()
"""
LIVED = ("sessions", "participants", "exchanges", "campaigns", "contacts")


def _numbers(text: str) -> dict[str, Any]:
    report = json.loads(text)
    return {
        "figures": {f["id"]: (f["value"], f["previous"], f["register"]) for f in report["figures"]},
        "rows": {t["id"]: [(r["id"], r["values"]) for r in t["rows"]] for t in report["tables"]},
    }


def _cells(numbers: dict[str, Any]) -> dict[str, Any]:
    """The numbers of persons and cases, without which register they are of: no contact, no session is in the files."""
    figures = {name: figure[:2] for name, figure in numbers["figures"].items() if not name.startswith(LIVED)}
    return {
        "figures": figures,
        "rows": {name: r for name, r in numbers["rows"].items() if not name.startswith(LIVED)},
    }


def _built(register: Path, backend: str) -> dict[str, Any]:
    return _numbers(build(2020, register=register, backend=backend, step=lambda what: None).to_json())


def _in(database_url: str, home: Path, backend: str) -> dict[str, Any]:
    """In a process whose Django stands on that database."""
    done = run_python(BUILT.format(backend=backend), home=home, database_url=database_url)
    assert done.returncode == 0, done.stderr
    return _numbers(done.stdout)


@pytest.fixture
def register(db: None, tmp_path: Path) -> Path:
    """The made-up facts in files; the published figures in the database."""
    reference.load(lambda what: None)
    return write_register(tmp_path / "register", made_up.facts())


@pytest.mark.postgres
def test_postgresql_counts_the_same(register: Path, postgres_url: str, tmp_path: Path) -> None:
    migrated(home=tmp_path / "home", database_url=postgres_url)
    filled = run_python(FILLED, home=tmp_path / "home", database_url=postgres_url)
    assert filled.returncode == 0, filled.stderr
    counted = _in(postgres_url, tmp_path / "home", "postgres")
    assert counted == _in(postgres_url, tmp_path / "home", "duckdb")
    assert _cells(counted) == _cells(_built(register, "duckdb"))


@pytest.mark.long
@pytest.mark.postgres
def test_the_demonstration_stands_on_postgresql_too(register: Path, postgres_url: str, tmp_path: Path) -> None:
    made = run_opennrm(["demo", "--no-serve"], home=tmp_path / "home", database_url=postgres_url)
    assert made.returncode == 0, made.stderr
    counted = _in(postgres_url, tmp_path / "home", "postgres")
    assert _cells(counted) == _cells(_built(register, "duckdb"))  # its victims are others, whose facts fell from acts


@pytest.mark.long  # tables one by one: tests/rooms/understanding/test_engines.py
@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_counts_the_same(register: Path) -> None:
    assert _built(register, "spark") == _built(register, "duckdb")


def test_an_engine_that_cannot_read_this_register_says_which_can(register: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="OPENNRM_DATABASE_URL"):
        call_command("report", 2020, out=tmp_path / "out", register=register, backend="postgres", quiet=True)
