"""Small made-up tables for the tests of suppression and attack."""

import csv
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

TOTAL = "Total"


def with_margins(cells: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """The cells and every margin, grown from the cells."""
    whole: dict[tuple[str, ...], int] = {}
    for key, value in cells.items():
        for mask in product((False, True), repeat=len(key)):
            up = tuple(TOTAL if hide else part for hide, part in zip(mask, key))
            whole[up] = whole.get(up, 0) + value
    return whole


def grid(rows: Sequence[Sequence[int]]) -> dict[tuple[str, ...], int]:
    """A two-way table with its margins: rows r0, r1 …, columns c0, c1 …"""
    return with_margins({(f"r{r}", f"c{c}"): value for r, row in enumerate(rows) for c, value in enumerate(row)})


def write(path: Path, columns: Sequence[str], cells: Mapping[tuple[str, ...], object]) -> Path:
    """The table as a tidy file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, "value"])
        writer.writerows([*key, value] for key, value in cells.items())
    return path


def published(text: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Value and status of each cell of a published text."""
    rows = list(csv.reader(text.splitlines()))
    return {tuple(row[:-2]): (row[-2], row[-1]) for row in rows[1:]}
