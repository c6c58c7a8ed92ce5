"""The whole report of a year, from facts to PDF: a nation of 100 victims, and one of a million by request.

``python -m bench nation [--rows VICTIMS]``: ``opennrm report`` as a person runs it, in a process of its own: start,
reference tables, facts checked and counted, numbers checked, HTML, PDF, XLSX, CSV and JSON in both languages. Beside
it, in the same run, the bare reading of the same files (DuckDB, every column), and the same report of 100 victims: what
it costs to make the files, whatever they say. Processor seconds of the whole process, and the most memory it held.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.generate import LAST
from bench.measure import CHECKOUT, Cost, beside, child
from tests.machine import environment
from tests.migrated import migrated

SMALL, FEW = 10_000, 100
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main(rows: int = SMALL) -> None:
    """Print the cost of each size beside the bare reading of its facts."""
    sizes = sorted({FEW, rows})
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        home = Path(folder)
        migrated(home=home)
        _report(home, _facts(home, FEW))  # fills the reference tables, as the first report of a home does
        made = {size: _measured(home, size) for size in sizes}
    if rows > FEW:
        ratio = made[rows].processor / made[FEW].processor
        print(f"nation   {rows:,} victims take {ratio:.2f} times what {FEW} take, from facts to PDF")
        beside(f"a report of {rows:,} victims, facts to PDF", ratio, f"the same of {FEW}")


def _facts(home: Path, size: int) -> Path:
    facts = home / f"facts-{size}"
    if not facts.exists():
        child("bench.store", "generate", facts, size)
    return facts


def _measured(home: Path, size: int) -> Cost:
    facts = _facts(home, size)
    cost, bare = _report(home, facts), child("bench.store", "copy", facts, home)
    ratio = cost.processor / float(str(bare["processor"]))
    print(
        f"nation   {size:>9,} victims: {cost.processor:7.2f} s of processor, {cost.wall:.1f} s by the clock, "
        f"{cost.megabytes:.0f} MB; the facts read alone {bare['processor']:.3f} s, {bare['megabytes']:.0f} MB: "
        f"{ratio:.0f} times",
        flush=True,
    )
    return cost


def _report(home: Path, facts: Path) -> Cost:
    """Run the command, and what the system says it took. Made-up numbers differ from those published: it says so."""
    out = home / "out" / facts.name
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-c", "from opennrm.config.cli import main; main()", "report", str(LAST)]
    command += ["--register", str(facts), "--out", str(out), "--quiet"]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(home=home), cwd=CHECKOUT, **SILENT)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not list(out.glob("**/*.pdf")):
        raise SystemExit(f"nation: no report came of {facts.name}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SMALL)
