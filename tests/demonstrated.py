"""The demonstration in a home, copied from one that was made once in this process: making it takes a minute."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.machine import run_opennrm


def demonstrated(home: Path) -> None:
    """What ``opennrm demo --no-serve`` leaves in an empty home."""
    shutil.copytree(_made(), home, dirs_exist_ok=True)


@cache
def _made() -> Path:
    home = Path(tempfile.mkdtemp(prefix="opennrm-demonstrated-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    built = run_opennrm(["demo", "--no-serve"], home=home)
    assert built.returncode == 0, built.stderr
    return home
