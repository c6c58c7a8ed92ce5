"""The demonstration in a home, copied from one that is made once in a run of tests: making it takes a minute."""

import shutil
from pathlib import Path

from tests.machine import run_opennrm
from tests.once import once


def demonstrated(home: Path) -> None:
    """What ``opennrm demo --no-serve`` leaves in an empty home."""
    shutil.copytree(once("demonstrated", _make), home, dirs_exist_ok=True)


def _make(home: Path) -> None:
    built = run_opennrm(["demo", "--no-serve"], home=home)
    assert built.returncode == 0, built.stderr
