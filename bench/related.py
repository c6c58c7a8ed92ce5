"""Reading related offences against the signs of trafficking, beside the bare time to read the rows.

``python -m bench related [--rows N]``: processor seconds, peak memory, and their ratio, in one run.
"""

import csv
import itertools
import tempfile
from pathlib import Path

from bench.measure import beside, megabytes, processor
from opennrm.eradication.related_sweep import sweep
from opennrm.eradication.signs import declared

SMALL = 100_000


def main(rows: int = SMALL) -> None:
    """Make a file of made-up offences, read it bare, then read it against the signs."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        file, out = Path(folder) / "offences.csv", Path(folder) / "out.csv"
        _make(file, rows)
        before = megabytes()
        began = processor()
        with file.open(encoding="utf-8", newline="") as source:
            assert sum(1 for _row in csv.reader(source)) == rows + 1
        bare = processor() - began
        began = processor()
        with file.open(encoding="utf-8", newline="") as source, out.open("w", encoding="utf-8", newline="") as to:
            done = sweep(source, to)
        spent = processor() - began
        assert done.rows == rows
        size = file.stat().st_size / 1e6
    print(f"related  {rows:,} offences, {size:.0f} MB: {done.with_signs:,} with signs")
    print(f"related  {spent:.2f} s of processor, {spent / rows * 1e6:.1f} µs an offence")
    print(f"related  {spent / bare:.1f} × reading the rows ({bare:.2f} s)")
    beside("signs in related offences", spent / bare, "reading the rows")
    print(f"related  peak {megabytes():.0f} MB, {megabytes() - before:.0f} MB more than before the file was opened")


def _make(file: Path, rows: int) -> None:
    codes = sorted(declared().circumstances)
    seen = ["", "none_seen", *codes, *(" ".join(pair) for pair in itertools.combinations(codes, 2))]
    kinds = itertools.cycle(("prostitution", "child_prostitution", "foreign_employment", "other"))
    minors, days = itertools.cycle(("yes", "no", "not_sure")), itertools.cycle(range(1, 29))
    with file.open("w", encoding="utf-8", newline="") as made:
        sheet = csv.writer(made)
        sheet.writerow(["number", "kind", "cleared", "prefecture", "persons", "minor", "observed"])
        for at in range(rows):
            day = f"20{13 + at % 13}-{1 + at % 12:02}-{next(days):02}"
            sheet.writerow([f"made-up-{at}", next(kinds), day, "13", 1, next(minors), seen[(at * 7) % len(seen)]])
