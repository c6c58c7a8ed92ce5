"""Every table of chapter 1 over a large made-up register, beside its limit, SQL written by hand, and pandas.

Processor seconds of a process for each; all in one run, each median over several turns after a warm one. pandas is
no part of OpenNRM: where it is not installed, the bench looks in OPENNRM_BENCH_PEERS, a folder it was installed to
with ``pip install --target``, and says so where it is not there either.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench.generate import FIRST, LAST
from bench.measure import beside, child

SMALL = 1_000_000
TURNS = 7
Said = dict[str, Any]


def main(rows: int = SMALL) -> None:
    """Print the table of measurements."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as scratch:
        out, facts = Path(scratch), Path(scratch) / "facts"
        said = f"{rows:,} protections and {rows // 2:,} arrests, {FIRST}–{LAST}, made up for measuring"
        print(f"Chapter 1 over {said}; processor seconds, and the most memory held", flush=True)
        child("bench.store", "generate", facts, rows)
        build = child("bench.store", "build", facts, out)
        _line("facts → store: checked, versioned, coded", build)
        _line("  the same files by CREATE TABLE AS SELECT", child("bench.store", "copy", facts, out), build)
        shutil.rmtree(facts)
        ours = child("bench.store", "ask", out, TURNS)
        columns = child("bench.store", "columns", out)
        _line(f"the {ours['tables']} tables ({ours['questions']} different questions)", ours)
        _limit(out, columns, ours)
        _line("  the same, SQL by hand, a statement a table", child("bench.store", "sql", out, TURNS), ours)
        _pandas(out, columns, ours)


def _line(name: str, cost: Said, ours: Said | None = None) -> None:
    memory = f"{cost['megabytes']:8.0f} MB" if "megabytes" in cost else " " * 11
    ratio = f"   ours is {float(ours['processor']) / float(cost['processor']):.2f} × it" if ours else ""
    print(f"{name:58}{cost['processor']:10.3f} s{memory}{ratio}", flush=True)
    if ours:
        beside(
            "the tables of a year" if "tables" in ours else "facts taken in",
            float(ours["processor"]) / float(cost["processor"]),
            name.strip(),
        )


def _limit(out: Path, columns: Said, ours: Said) -> None:
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        print("  the limit: not measured, no C compiler here (install Debian's gcc)")
        return
    program = out / "histograms"
    source = Path(__file__).parent / "histograms.c"
    subprocess.run([compiler, "-O3", "-march=native", "-o", program, source], check=True)
    sizes = columns["sizes"].values()
    numbers = map(str, (*sizes, columns["japan"], columns["prosecuted"], TURNS))
    done = subprocess.run([program, out, *numbers], check=True, capture_output=True, text=True)
    limit = json.loads(done.stdout)
    if limit["cells"] != ours["cells"]:
        raise SystemExit(f"bench: the limit counted {limit['cells']}, the tables {ours['cells']}")
    _line("  the limit: one compiled pass of histograms over bytes", limit, ours)


def _pandas(out: Path, columns: Said, ours: Said) -> None:
    peers = os.environ.get("OPENNRM_BENCH_PEERS")
    if not peers and importlib.util.find_spec("pandas") is None:
        print("  pandas: not measured, it is not installed (pip install --target DIR pandas, OPENNRM_BENCH_PEERS=DIR)")
        return
    path = Path(peers) if peers else None
    cost = child("bench.pandas_tables", out, columns["japan"], columns["prosecuted"], 3, python_path=path)
    _line(f"  the same, group-bys of pandas {cost['version']}", cost, ours)
