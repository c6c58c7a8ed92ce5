"""opennrm synthesize: two files or none, in an empty folder, and nothing else."""

import csv
import hashlib
import json
import os
import subprocess
import sys

import pytest

from tests.machine import CHECKOUT

DOMAIN = """
population = "Made up for a test"
[[column]]
name = "gender"
values = ["female", "male"]
empty = true
[[column]]
name = "year"
from = 2019
to = 2021
"""
RIGHT = ["--domain", "d.toml", "--epsilon", "4", "--delta", "1e-6", "--out", "o.csv"]


@pytest.fixture
def folder(tmp_path):
    rows = [["female", 2019], ["male", 2020], ["", 2021], ["female", 2020]] * 700
    with (tmp_path / "in.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["gender", "year"], *rows])
    (tmp_path / "d.toml").write_text(DOMAIN)
    return tmp_path


def opennrm(folder, *words):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENNRM_")}
    command = [sys.executable, "-m", "opennrm.config.cli", "synthesize", "in.csv", *words]
    return subprocess.run(
        command, cwd=folder, env=environment | {"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True
    )


def test_it_writes_records_and_their_page_and_leaves_no_other_trace(folder):
    done = opennrm(folder, *RIGHT, "--strict")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in folder.iterdir()} == {"in.csv", "d.toml", "o.csv", "o.json"}
    told = json.loads((folder / "o.json").read_text())
    assert told["file"]["sha256"] == hashlib.sha256((folder / "o.csv").read_bytes()).hexdigest()
    assert told["privacy"]["epsilon"] == 4
    made = list(csv.reader((folder / "o.csv").read_text().splitlines()))
    assert made[0] == ["gender", "year"]
    assert abs(len(made) - 2_801) < 100


def test_everything_wrong_is_told_at_once_and_nothing_is_written(folder):
    (folder / "in.csv").write_text("gender,year\nfemale,1999\nwoman,2020\n")
    (folder / "o.json").write_text("{}")
    done = opennrm(folder, "--domain", "d.toml", "--epsilon", "0", "--delta", "1", "--out", "o.csv")
    assert done.returncode == 1
    for part in ("--epsilon", "--delta", "o.json", "row 2, column year: '1999'", "row 3, column gender: 'woman'"):
        assert part in done.stderr
    assert "5 problems" in done.stderr
    assert not (folder / "o.csv").exists()
    assert (folder / "o.json").read_text() == "{}"


def test_a_population_of_three_is_refused_with_what_to_publish_instead(folder):
    (folder / "in.csv").write_text("gender,year\nfemale,2019\nmale,2020\n,2021\n")
    done = opennrm(folder, *RIGHT)
    assert done.returncode == 1
    assert "suppressed tables" in done.stderr
    assert not (folder / "o.csv").exists()


def test_a_cap_on_epsilon_holds(folder):
    done = opennrm(folder, "--domain", "d.toml", "--epsilon", "8.1", "--delta", "1e-6", "--out", "o.csv")
    assert done.returncode == 1
    assert "at most 8" in done.stderr
