"""The same report from another engine: every number, and the register's version, are the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import made_up
from tests.factories import write_register
from tests.machine import run_opennrm

CHAPTER_6 = ("sessions", "participants", "exchanges", "campaigns")


def _numbers(folder: Path) -> dict[str, Any]:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return {
        "figures": {f["id"]: (f["value"], f["previous"], f["register"]) for f in report["figures"]},
        "rows": {t["id"]: [(r["id"], r["values"]) for r in t["rows"]] for t in report["tables"]},
    }


def _cells(numbers: dict[str, Any]) -> dict[str, Any]:
    """The numbers of persons and cases, without which register they are of: the files hold nothing of chapter 6."""
    figures = {name: figure[:2] for name, figure in numbers["figures"].items() if not name.startswith(CHAPTER_6)}
    return {
        "figures": figures,
        "rows": {name: r for name, r in numbers["rows"].items() if not name.startswith(CHAPTER_6)},
    }


def _report(home: Path, out: Path, *args: str, database_url: str | None = None) -> dict[str, Any]:
    done = run_opennrm(
        ["report", "2020", "--out", str(out), "--lang", "en", *args], home=home, database_url=database_url
    )
    assert done.returncode == 0, done.stderr
    return _numbers(out)


@pytest.fixture(scope="module")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("duckdb")
    register = write_register(folder / "register", made_up.facts())
    return register, _report(folder / "home", folder / "out", "--register", str(register))


@pytest.mark.postgres
def test_postgresql_counts_the_same(on_duckdb: tuple[Path, dict[str, Any]], postgres_url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    built = run_opennrm(["demo", "--no-serve"], home=home, database_url=postgres_url)
    assert built.returncode == 0, built.stderr
    counted = _report(home, tmp_path / "out", "--backend", "postgres", database_url=postgres_url)
    assert counted == _report(home, tmp_path / "again", "--backend", "duckdb", database_url=postgres_url)
    assert _cells(counted) == _cells(on_duckdb[1])  # its victims are other persons, whose facts fell from acts


@pytest.mark.spark
def test_spark_counts_the_same(on_duckdb: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    register, expected = on_duckdb
    found = _report(tmp_path / "home", tmp_path / "out", "--register", str(register), "--backend", "spark")
    assert found == expected


def test_an_engine_that_cannot_read_this_register_says_which_can(tmp_path: Path) -> None:
    register = write_register(tmp_path / "register", made_up.facts())
    done = run_opennrm(
        ["report", "2020", "--out", str(tmp_path / "out"), "--register", str(register), "--backend", "postgres"],
        home=tmp_path / "home",
    )
    assert done.returncode == 1
    assert "OPENNRM_DATABASE_URL" in done.stderr
