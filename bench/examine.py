"""The examination of a batch of contracts, beside the bare time to read the file and to write as many lines.

``python -m bench examine [--rows N]``: processor seconds and peak memory of each, in one run.
"""

import argparse
import csv
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.measure import beside
from opennrm.prevention.contracts import COLUMNS
from opennrm.prevention.criteria import holding
from opennrm.prevention.examination import examine, example

SMALL, DAY = 10_000, date(2026, 4, 1)


def main(rows: int = SMALL) -> None:
    """Make a file of made-up contracts, examine it, then read and write it bare."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as folder:
        file, out = Path(folder) / "contracts.csv", Path(folder) / "out.csv"
        _make(file, rows)
        examined, done = _timed(lambda: examine(file, on=DAY, out=out))
        assert done.contracts == rows
        reading, _rows = _timed(lambda: _read(file))
        copying, _copied = _timed(lambda: _copy(out, Path(folder) / "copy.csv"))
        megabytes = file.stat().st_size / 1e6, out.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    criteria = len(holding(DAY).all)
    print(f"examine  {rows:,} contracts × {criteria} criteria: {megabytes[0]:.0f} MB in, {megabytes[1]:.0f} MB out")
    print(f"examine  {examined:.2f} s of processor, {examined / rows * 1e6:.0f} µs a contract, peak {peak:.0f} MB")
    print(f"examine  {examined / reading:.1f} × reading the file ({reading:.2f} s)")
    beside("contracts examined", examined / (reading + copying), "reading the file and writing the result's lines")
    print(
        f"examine  {examined / (reading + copying):.1f} × reading it and writing the result's lines ({copying:.2f} s)"
    )


def _make(file: Path, rows: int) -> None:
    header, first, second = csv.reader(example().splitlines())
    with file.open("w", encoding="utf-8", newline="") as made:
        sheet = csv.writer(made)
        sheet.writerow(header)
        pay = list(COLUMNS).index("pay")
        for number in range(rows):
            row = list(second if number % 7 == 0 else first)
            row[0], row[pay] = f"made-up-{number}", str(180_000 + number % 50_000)
            sheet.writerow(row)


def _read(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as source:
        return sum(1 for _row in csv.reader(source))


def _copy(out: Path, to: Path) -> int:
    with out.open(encoding="utf-8", newline="") as source, to.open("w", encoding="utf-8", newline="") as made:
        return sum(made.write(line) for line in source)


def _timed(work):
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=SMALL)
    main(parser.parse_args().rows)
