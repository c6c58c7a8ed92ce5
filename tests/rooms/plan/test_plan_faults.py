"""A broken declaration of a plan: every fault is told at once, with its file and its entry."""

import shutil
from pathlib import Path

import pytest

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.plan import read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the declarations that a test may break."""
    return Path(shutil.copytree(str(read.DATA), tmp_path / "data"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultyDeclaration) as raised:
        read.read(folder)
    assert all(str(fault) in str(raised.value) for fault in raised.value.faults)
    return [(fault.file, fault.entry, fault.key) for fault in raised.value.faults]


def test_every_fault_of_every_file_is_named_at_once(folder: Path) -> None:
    change(folder / "action_plan_2014.toml", '"厳格な査証審査"', '"Strict visa"')
    change(folder / "action_plan_2014.toml", 'bodies = ["cas", "npa", "moj"]', 'bodies = ["cas", "npa", "mod"]')
    change(folder / "action_plan_2022.toml", 'item = "2(4)"\n', 'item = "2(3)1"\nevidense = "attested"\n')
    change(folder / "progress_2020.toml", 'measure = "3-c"', 'measure = "3-z"')
    change(folder / "quoted_shares_2020.toml", "percent = 70", "percent = 170")
    assert faults(folder) == [
        ("action_plan_2014.toml", "measure 1(1)", "bodies"),
        ("action_plan_2014.toml", "measure 2(1)ii, title", "ja"),
        ("action_plan_2022.toml", "measure 2(3)1", "evidense"),
        ("action_plan_2022.toml", "measure 2(3)1", "item"),
        ("progress_2020.toml", "progress 2020-3-2", "measure"),
        ("quoted_shares_2020.toml", "share poster.japanese", "percent"),
    ]


def test_a_missing_head_is_one_fault_of_its_file(folder: Path) -> None:
    change(folder / "quoted_shares_2020.toml", "[report]", "[paper]")
    assert faults(folder) == [
        ("quoted_shares_2020.toml", "", "report"),
        ("quoted_shares_2020.toml", "", "paper"),
    ]


def test_a_file_that_is_no_toml_does_not_hide_the_faults_of_the_others(folder: Path) -> None:
    (folder / "action_plan_2022.toml").write_text("plan = ", encoding="utf-8")
    change(folder / "quoted_shares_2020.toml", "percent = 40", 'percent = "40"')
    told = faults(folder)
    assert ("action_plan_2022.toml", "the file", "as a whole") in told
    assert ("quoted_shares_2020.toml", "share poster.minors", "percent") in told
    assert len(told) == 2


def test_two_plans_cannot_share_a_year_of_report(folder: Path) -> None:
    change(folder / "action_plan_2022.toml", "first_report = 2023", "first_report = 2022")
    assert faults(folder) == [("action_plan_2022.toml", "", "plan")]


def test_a_measure_without_a_source_cannot_be_attested(folder: Path) -> None:
    change(folder / "action_plan_2014.toml", 'sources = ["crime-2021"]\n', "")
    assert faults(folder) == [("action_plan_2014.toml", "measure 5-b", "sources")]
