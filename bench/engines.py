"""The tables of chapter 1 on every engine this machine has, over one made-up register: the same cells, at what cost.

PostgreSQL runs from the installed programs for the length of the bench, Spark on this machine alone.
"""

import tempfile
from pathlib import Path

from bench.measure import child
from tests.machine import NEEDS, lacks

SMALL = 50_000


def main(rows: int = SMALL) -> None:
    """Print each engine's time from facts to cells, or what it lacks here; differing cells end the bench."""
    needs = {need.marker: need for need in NEEDS}
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as scratch:
        folder = Path(scratch) / "facts"
        print(f"Every engine over {rows:,} protections and {rows // 2:,} arrests: facts → cells.")
        child("bench.store", "generate", folder, rows)
        found = {}
        for backend in ("duckdb", "postgres", "spark"):
            if backend in needs and lacks(needs[backend]):
                print(f"  {backend}: not measured, {needs[backend].reason()}")
            else:
                found[backend] = child("bench.on_engine", backend, folder)
    for name, cost in found.items():
        print(f"  {name:56}{cost['wall']:10.2f} s by the clock; cells {cost['cells']}, version {cost['version']}")
    if len({(cost["cells"], cost["version"]) for cost in found.values()}) > 1:
        raise SystemExit("bench: the engines do not agree")
