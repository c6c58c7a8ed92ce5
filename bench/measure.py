"""One measurement is one process: processor seconds of its threads, and the most memory it held."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
RATIOS = "BENCH_RATIOS"  # names a file that takes what ``beside`` hands over: ``bench.page`` reads it


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


@dataclass
class Times:
    """Wall and processor seconds of one act, done again and again. Processor seconds bear a busy machine."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @contextmanager
    def once(self) -> Iterator[None]:
        """Measure what is done inside."""
        spent, began = busy(), time.perf_counter()
        yield
        self.wall.append(time.perf_counter() - began)
        self.processor.append(busy() - spent)

    @property
    def said(self) -> str:
        """Median and 95th hundredth on the wall, and the median on the processor, in milliseconds."""
        parts = statistics.quantiles(self.wall, n=100, method="inclusive")
        work = statistics.median(self.processor)
        return f"p50 {parts[49] * 1e3:7.2f} p95 {parts[94] * 1e3:7.2f} processor {work * 1e3:7.2f} ms"

    def ratio(self, to: "Times") -> float:
        """How many times the processor seconds of another."""
        return statistics.median(self.processor) / statistics.median(to.processor)


def busy() -> float:
    """Processor seconds of this thread, and of the server's process on this machine where Django stands on one."""
    from django.db import connection

    own = time.thread_time()
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return own + int(backend.read_text().split()[0]) / 1e9


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


def beside(what: str, times: float, peer: str) -> None:
    """Hand over that ours took so many times what a peer took in this run; for nobody where nobody asked."""
    if file := os.environ.get(RATIOS):
        with Path(file).open("a", encoding="utf-8") as to:
            to.write(json.dumps((what, times, peer), ensure_ascii=False) + "\n")


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
