"""A skipped test is named at the end, and is a failure where no skip is allowed."""

import subprocess
import sys

import pytest

from tests.machine import CHECKOUT, environment

SUITE = """
import pytest
from tests.machine import NOT_OURS_TO_COPY

@pytest.mark.postgres
def test_of_a_server(): raise AssertionError

def test_of_files():
    pytest.skip(NOT_OURS_TO_COPY)

def test_of_nothing(): pass
"""
WITHOUT_POSTGRESQL = """
import sys, pytest, tests.machine
tests.machine.postgresql = lambda: None
sys.exit(pytest.main(sys.argv[1:]))
"""


@pytest.fixture
def suite(tmp_path, home):
    def run(**env):
        file = tmp_path / "test_sample.py"
        file.write_text(SUITE)
        options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", CHECKOUT / "pyproject.toml"]
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_POSTGRESQL, *options, "--rootdir", tmp_path, file],
            env=environment(home=home) | env,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_end_lists_what_this_machine_could_not_run(suite):
    done = suite()
    end = done.stdout[done.stdout.index("This machine could not run") :]
    assert done.returncode == 0
    assert "PostgreSQL (1 test): install Debian's postgresql" in end
    assert "files that may not be redistributed (1 test)" in end
    assert "1 passed, 2 skipped" in end.splitlines()[-1]
    assert "short test summary" not in end


def test_where_no_skip_is_allowed_only_files_that_are_not_ours_may_be_missing(suite):
    done = suite(OPENNRM_NO_SKIPS="1")
    assert done.returncode == 1
    assert "Skipped where no skip is allowed" in done.stdout
    assert "1 passed, 1 skipped, 1 error" in done.stdout.splitlines()[-1]
