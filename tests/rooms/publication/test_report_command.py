"""opennrm report, as a person runs it."""

import csv
import io
import json
from pathlib import Path

import pytest

from opennrm.publication import outputs
from tests import made_up
from tests.demonstrated import demonstrated
from tests.factories import write_register
from tests.machine import run_opennrm

KEYS = {"id", "value", "previous", "unit", "publisher", "table", "definition", "register", "note"}
PROMISED = {
    "victims.total",
    "victims.change",
    "victims.female",
    "victims.male",
    "victims.japanese",
    "victims.foreign",
    "victims.minors",
    "victims.minors.change",
    "cases.total",
    "suspects.total",
    "suspects.male",
    "suspects.female",
    "suspects.japanese",
    "suspects.foreign",
    "suspects.prosecuted",
    "suspects.guilty",
    "suspects.pending",
    "suspects.unaccounted",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    register = write_register(folder / "register", made_up.facts())
    done = run_opennrm(
        ["report", "2020", "--register", str(register), "--out", str(folder / "out")], home=folder / "home"
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_file_is_written(made: Path) -> None:
    names = {path.name for path in (made / "out").iterdir()}
    by_language = {f"annual-report-2020-{lang}.{kind}" for lang in ("ja", "en") for kind in ("html", "pdf", "xlsx")}
    assert (
        names
        == set(outputs.names(2020, edition="overview").values())
        >= by_language | {"annual-report-2020.csv", "report.json"}
    )


def test_report_json_keeps_its_contract(made: Path) -> None:
    report = json.loads((made / "out" / "report.json").read_text("utf-8"))
    figures = {f["id"]: f for f in report["figures"]}
    assert set(figures) >= PROMISED
    assert all(set(f) >= KEYS for f in figures.values())
    assert {"year", "edition", "figures", "tables", "findings"} <= set(report)
    assert all(set(t["title"]) == {"en", "ja"} and t["columns"] and t["rows"] for t in report["tables"])
    assert all({"check", "severity", "message", "figures"} <= set(f) for f in report["findings"])


def test_the_tidy_csv_has_the_bom_and_the_same_numbers(made: Path) -> None:
    raw = (made / "out" / "annual-report-2020.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    female = [r["value"] for r in rows if (r["table"], r["row"], r["column"]) == ("victims_by_sex", "female", "2020")]
    assert female == ["33"]


def test_a_finding_without_a_note_ends_with_exit_code_1_and_is_printed(tmp_path: Path) -> None:
    facts = [f for f in made_up.facts() if not (f.table == "suspect_disposed" and f.id.startswith("0"))]
    register = write_register(tmp_path / "register", facts)
    done = run_opennrm(
        ["report", "2020", "--register", str(register), "--out", str(tmp_path / "out"), "--lang", "en"],
        home=tmp_path / "home",
    )
    assert done.returncode == 1
    assert "OPEN" in done.stderr and "without a note" in done.stderr
    assert (tmp_path / "out" / "report.json").exists()


def test_a_wrong_value_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    register = write_register(tmp_path / "register", made_up.facts())
    path = register / "victim_protected.csv"
    path.write_text(path.read_text("utf-8").replace(",female,", ",F,", 2), "utf-8")
    done = run_opennrm(
        ["report", "2020", "--register", str(register), "--out", str(tmp_path / "out")], home=tmp_path / "home"
    )
    assert done.returncode == 1
    assert "victim_protected.csv, row 2, column sex: 'F' — expected one of female, male, other" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_demonstration_builds_its_edition_and_serves_only_when_asked(tmp_path: Path) -> None:
    demonstrated(tmp_path / "home")
    again = run_opennrm(["demo", "--no-serve"], home=tmp_path / "home")
    assert again.returncode == 0, again.stderr
    assert sorted(p.name for p in (tmp_path / "home" / "editions").iterdir()) == ["2020-1"]
    audit = run_opennrm(["audit", "verify"], home=tmp_path / "home")
    assert audit.returncode == 0, audit.stderr


def test_the_command_alone_lists_what_it_can_do(tmp_path: Path) -> None:
    said = run_opennrm([], home=tmp_path / "home")
    assert said.returncode == 0
    for verb in ("report", "demo", "import", "export", "check", "audit", "serve", "tabulate"):
        assert f"\n  {verb} " in said.stdout
