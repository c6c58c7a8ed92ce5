"""What is made once for all processes of a run of tests: whoever needs it first makes it, others wait for it.

OPENNRM_TESTS_RUN   the folder it lies in: named by the process that began the run, which removes it
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

RUN = "OPENNRM_TESTS_RUN"
BEGAN = os.getpid() if RUN not in os.environ else None  # not a fork of the process that did
if BEGAN:
    os.environ[RUN] = tempfile.mkdtemp(prefix="opennrm-tests-run-")


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name in this run, as ``make`` filled it; nobody changes it afterwards."""
    made = Path(os.environ[RUN]) / name
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = made.with_suffix(".begun")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(made)
    return made


def forget_all() -> None:
    """Remove everything that was made, at the end of the process that began the run."""
    if os.getpid() == BEGAN:
        shutil.rmtree(os.environ[RUN], ignore_errors=True)


atexit.register(forget_all)
