"""opennrm suppress and opennrm attack, as they are called: in an empty folder, without a database."""

import subprocess
import sys

import pytest

from tests.machine import environment
from tests.rooms.disclosure.tables import grid, published, write

CALL = [sys.executable, "-c", "from opennrm.config.cli import main; main()"]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "table.csv", ("row", "column"), grid([[3, 20, 40], [15, 30, 18], [25, 50, 60]]))
    return tmp_path


def call(folder, *arguments):
    env = environment(home=folder / "home")
    return subprocess.run([*CALL, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_a_suppressed_table_passes_the_attack_and_leaves_nothing_else_behind(folder):
    done = call(folder, "suppress", "table.csv", "--policy", "partners", "--out", "out.csv")
    assert done.returncode == 0, done.stderr
    assert "primary    1 cell\n" in done.stdout
    assert "secondary  3 cells" in done.stdout
    attacked = call(folder, "attack", "out.csv", "--policy", "partners")
    assert attacked.returncode == 0, attacked.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["out.csv", "table.csv"]


def test_an_exact_disclosure_ends_with_exit_code_1(folder):
    (folder / "bad.csv").write_text("row,value\na,<5\nb,40\nTotal,43\n", "utf-8")
    done = call(folder, "attack", "bad.csv")
    assert done.returncode == 1
    assert "a: 3 to 3" in done.stdout
    assert "a: is 3 exactly" in done.stderr


def test_a_mistake_is_told_and_nothing_is_written(folder):
    done = call(folder, "suppress", "table.csv", "--policy", "nobody", "--out", "out.csv")
    assert done.returncode == 1
    assert "partners, public, unodc" in done.stderr
    assert not (folder / "out.csv").exists()


def test_rounding_is_the_alternative(folder):
    done = call(folder, "suppress", "table.csv", "--policy", "partners", "--out", "out.csv", "--method", "round")
    assert done.returncode == 0, done.stderr
    cells = published((folder / "out.csv").read_text("utf-8"))
    assert {status for _, status in cells.values()} == {"rounded to 5"}
    assert call(folder, "attack", "out.csv", "--policy", "partners").returncode == 0


def test_a_column_called_count_is_the_value_for_both(folder):
    file = folder / "table.csv"
    file.write_text(file.read_text().replace("column,value", "column,count"))
    assert call(folder, "suppress", "table.csv", "--policy", "public", "--out", "out.csv").returncode == 0
    assert (folder / "out.csv").read_text("utf-8-sig").startswith("row,column,value,status")
    assert call(folder, "attack", "out.csv").returncode == 0
    assert "count" in file.read_text()
    assert call(folder, "attack", "table.csv").returncode == 0
