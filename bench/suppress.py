"""Suppression at three sizes: seconds and cells lost, beside primary suppression alone and cell by cell; the attack.

Primary alone shows what it costs to do nothing about sums, and how many cells the attacker then finds.
"""

import resource
import tempfile
import time
from itertools import product
from pathlib import Path

import numpy as np

from opennrm.disclosure import protect
from opennrm.disclosure.attack.reading import read_text
from opennrm.disclosure.attack.verdict import attack
from opennrm.disclosure.policies import policy
from opennrm.disclosure.protect import Source, Unprotectable
from opennrm.disclosure.secondary import argus, fewest

SIZES = ((60, 25), (50, 50), (47, 12, 3))
SMALL = (*SIZES[:2], (16, 8, 3))  # the largest takes minutes: only by request
MEAN = 12
POLICY = "partners"


def counts(shape: tuple[int, ...], seed: int = 0, mean: float = MEAN) -> np.ndarray:
    """Made-up counts: few large categories, many small ones, more spread than chance."""
    random = np.random.default_rng(seed)
    weights = np.ones(())
    for size in shape:
        weights = np.multiply.outer(weights, random.permutation(1 / np.arange(1, size + 1) ** 0.65))
    weights *= mean * np.prod(shape) / weights.sum()
    return random.poisson(weights * random.gamma(0.6, 1 / 0.6, size=shape))


def tidy(table: np.ndarray, path: Path) -> Path:
    """The table with all margins, as a file."""
    whole = table
    for axis in range(table.ndim):
        whole = np.concatenate([whole.sum(axis, keepdims=True), whole], axis)
    names = [["Total", *(f"{axis}.{n}" for n in range(size))] for axis, size in enumerate(table.shape)]
    rows = (",".join((*key, str(value))) for key, value in zip(product(*names), whole.ravel()))
    path.write_text("\n".join([",".join([*(f"d{axis}" for axis in range(table.ndim)), "value"]), *rows]), "utf-8")
    return path


def main(*, large: bool = False) -> None:
    """Print one block a size."""
    rules = policy(POLICY)
    for shape in SIZES if large else SMALL:
        with tempfile.TemporaryDirectory() as folder:
            source = Source.of(tidy(counts(shape), Path(folder) / "table.csv"))
        name = "×".join(map(str, shape))
        print(f"{name}, policy {POLICY}, {len(source.table.cells)} cells with margins")
        primary_only(source, rules)
        made = timed("fewest we can", source, rules)
        greedy(source, rules)
        if made:
            began = time.process_time()
            verdict = attack(read_text(made.text, name=name), rules)
            seconds = time.process_time() - began
            print(f"  full attack     {seconds:7.1f} s   {len(verdict.bounded)} cells bounded")
    print(f"  peak memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


def primary_only(source: Source, rules) -> None:
    """What masking small counts alone leaves open."""
    status = {key: rules.small(entry.value) for key, entry in source.table.cells.items()}
    lines = [",".join((*source.table.columns, "value", "status"))]
    for key, entry in source.table.cells.items():
        lines.append(",".join((*key, "" if status[key] else str(entry.value), "primary" if status[key] else "")))
    found = attack(read_text("\n".join(lines), name="t"), rules, hasty=True).findings
    print(f"  primary only              {sum(status.values())} cells withheld, {len(found)} findings of the attacker")


def timed(label: str, source: Source, rules) -> protect.Protected | None:
    """Protect it, and say how long that took this process and its children."""
    began, wall = used(), time.monotonic()
    try:
        made = protect.suppress(source, rules)
    except Unprotectable as why:
        print(f"  {label:<15} {used() - began:7.1f} s   refused: {why}")
        return None
    print(
        f"  {label:<15} {used() - began:7.1f} s   {len(made.reasons)} primary + {len(made.secondary)} secondary, "
        f"{made.lost:.1%} lost, by {made.method} (wall {time.monotonic() - wall:.1f} s)"
    )
    for note in made.notes:
        print(f"  {'':<25} {note}")
    return made


def greedy(source: Source, rules) -> None:
    """The same cell by cell, without τ-ARGUS and without trying for the fewest."""
    keep = argus.solve, fewest.solve

    def no_answer(*_args, **_options):
        raise argus.NoAnswer("left out here")

    argus.solve, fewest.solve = no_answer, lambda *_args, **_options: None
    try:
        timed("cell by cell", source, rules)
    finally:
        argus.solve, fewest.solve = keep


def used() -> float:
    """Processor seconds of this process and those it waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
