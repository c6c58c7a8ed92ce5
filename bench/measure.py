"""One measurement is one process: processor seconds of its threads, and the most memory it held."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """Processor and wall seconds of the median repetition; the peak of memory of the whole process, in megabytes."""

    processor: float
    wall: float
    megabytes: float


def processor() -> float:
    """Processor seconds of this process so far, all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def repeat(work: Callable[[], object], times: int, *, warm: int = 1) -> Cost:
    """Do the work ``warm`` times unmeasured, then ``times`` measured."""
    spent = []
    for turn in range(warm + times):
        before, clock = processor(), time.perf_counter()
        work()
        if turn >= warm:
            spent.append((processor() - before, time.perf_counter() - clock))
    return Cost(*map(statistics.median, zip(*spent)), megabytes())  # type: ignore[call-arg]


def say(cost: Cost, **more: object) -> None:
    """The last line of a measuring process."""
    print(json.dumps({"processor": cost.processor, "wall": cost.wall, "megabytes": cost.megabytes, **more}))


def child(module: str, *args: object, python_path: Path | None = None, home: Path | None = None) -> dict[str, object]:
    """Run ``python -m bench.…`` and read what it said last. A failure is shown and ends the bench."""
    paths = [str(CHECKOUT), *([str(python_path)] if python_path else [])]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        "DJANGO_SETTINGS_MODULE": "opennrm.config.settings",
        **({"OPENNRM_HOME": str(home)} if home else {}),
    }
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, args)], env=environment, cwd=CHECKOUT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"bench: {module} {' '.join(map(str, args))} failed:\n{done.stderr}")
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said
