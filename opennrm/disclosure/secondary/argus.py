"""τ-ARGUS by pytauargus: fewest further cells, proved, for any table whose sums can be written down.

The engine runs in a process of its own, because it is native code whose time limit is not always kept: whoever asks
waits so many seconds and no longer. Run: python -m opennrm.disclosure.secondary.argus IN OUT.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pytauargus._tauargus import HiTaSCtrl

from opennrm.disclosure.secondary.problem import Problem

NAME = "fewest cells by τ-ARGUS"
STOPPED = "cells by τ-ARGUS, not proved to be the fewest"
EARLY = "τ-ARGUS ended before it had proved its pattern"
BEST_SO_FAR = 1  # the engine's codes up to here leave a pattern behind


class NoAnswer(Exception):
    """The engine gave no usable answer; why."""


def solve(problem: Problem, *, seconds: float) -> tuple[set[int], bool]:
    """The cells to withhold beside the primary ones, and whether the engine says that they are the fewest.

    Raises NoAnswer when time is up or the engine fails.
    """
    with TemporaryDirectory(prefix="opennrm-") as folder:
        taken, given = Path(folder) / "in", Path(folder) / "out"
        taken.write_text("\n".join(written(problem)) + "\n")
        proved = not _run([str(taken), str(given)], Path(folder), seconds)
        try:
            found = {int(line) for line in given.read_text().split()}
        except (OSError, ValueError) as mistake:
            raise NoAnswer("it left no answer") from mistake
    if not all(0 <= cell < len(problem.cells) for cell in found):
        raise NoAnswer("it named cells that do not exist")
    return {cell for cell in found if not problem.cells[cell].primary}, proved


def _run(arguments: list[str], folder: Path, seconds: float) -> int:
    """Run it in the folder: it leaves logs, with numbers in them, wherever it runs."""
    command = [sys.executable, "-m", __name__, *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise NoAnswer(f"it had no answer after {seconds:.0f} seconds") from late
    if done.returncode not in (0, BEST_SO_FAR):
        raise NoAnswer(f"it ended with {done.returncode}, {(done.stderr or done.stdout).strip()[-200:]}")
    return done.returncode


def written(problem: Problem) -> Iterator[str]:
    """The problem in the engine's own notation: cells with their ranges and protection, then the sums."""
    yield "0"
    yield str(len(problem.cells))
    for number, cell in enumerate(problem.cells):
        status = "u" if cell.primary else "z" if cell.cost is None else "s"
        yield f"{number} {cell.value} {cell.cost or 1} {status} {cell.low} {cell.high} {cell.fall} {cell.rise} 0"
    yield str(len(problem.lines))
    for whole, parts in problem.lines:
        yield f"0 {len(parts) + 1} : {whole} (-1) " + " ".join(f"{part} (1)" for part in parts)


def main(taken: str, given: str) -> int:
    """Run the engine on a file, in this process."""
    engine = HiTaSCtrl()
    code = engine.full_jj(in_file_jj=taken, out_file=given, max_time=0)
    if code > BEST_SO_FAR:
        sys.stderr.write(f"code {code}, {engine.error_string(code)}")
    return int(code) if code <= BEST_SO_FAR else BEST_SO_FAR + 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
