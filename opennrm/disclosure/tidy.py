"""A tidy table of counts or amounts with its margins: one row a cell, a column a dimension, and the value.

The suppressor's reader. A margin is a row whose category is the total label, or a whole that the hierarchy file
names. Every mistake of a file is told at once; a margin that is not the sum of its parts is told with the arithmetic.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

VALUE, STATUS = "value", "status"
ALSO_VALUE = ("count", "number", "n")  # what others call that column; written out, it is «value»
CONTRIBUTORS = ("contributors", "largest", "second")
SHOWN = 200
NO_CSV = "a CSV file in which each quotation mark that opens is closed"
NUMBER = re.compile(r"\d{1,15}")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """One mistake: where it stands, what stands there, what was expected. ``row`` 1 is the header."""

    file: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = [self.file, f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else ""]
        found = f"{self.value!r} — " if self.value or self.column else ""
        return f"{', '.join(part for part in where if part)}: {found}expected {self.expected}"


class Faulty(ValueError):
    """The table cannot be protected as it stands; every fault is listed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in islice(faults, SHOWN)]
        if len(faults) > SHOWN:
            shown.append(f"… and {len(faults) - SHOWN} more.")
        super().__init__("\n".join(shown))


@dataclass(frozen=True)
class Entry:
    """A cell as counted. Of an amount: how many contributed to it, and its two largest contributions."""

    value: int
    row: int
    contributors: int | None = None
    largest: int | None = None
    second: int | None = None


@dataclass(frozen=True)
class Rollup:
    """In one column, a whole and the categories it is the sum of."""

    column: int
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class TidyTable:
    """Cells by their categories, in the order of the file, and what adds up to what.

    ``called`` is what the file names the column of the value.
    """

    columns: Key
    cells: dict[Key, Entry]
    rollups: tuple[Rollup, ...]
    called: str = VALUE

    @property
    def of_amounts(self) -> bool:
        """Whether the cells are sums of amounts with known contributors, not counts."""
        return any(entry.contributors is not None for entry in self.cells.values())


def read(path: Path, *, hierarchy: Path | None = None, total: str = "Total") -> TidyTable:
    """Read a table and its hierarchy. Raises Faulty with every fault; margins are checked by ``margins.lines``."""
    faults: list[Fault] = []
    header, rows, called = _rows(path, faults)
    dimensions = [at for at, name in enumerate(header) if name not in (VALUE, STATUS, *CONTRIBUTORS)]
    cells: dict[Key, Entry] = {}
    for number, row in rows:
        if len(row) != len(header):
            faults.append(Fault(path.name, number, "", "", f"{len(header)} fields, found {len(row)}"))
            continue
        key = tuple(row[at] for at in dimensions)
        faults += [Fault(path.name, number, header[at], "", "a category") for at in dimensions if not row[at]]
        if key in cells:
            what = f"each combination once; it stood in row {cells[key].row} already"
            faults.append(Fault(path.name, number, "", " × ".join(key), what))
        numbers = dict(_numbers(path, number, dict(zip(header, row)), called, faults))
        if VALUE in numbers:
            cells.setdefault(key, Entry(row=number, **numbers))
    columns = tuple(header[at] for at in dimensions)
    declared = _declared(hierarchy, columns, {c: {key[at] for key in cells} for at, c in enumerate(columns)}, faults)
    if faults:
        raise Faulty(faults)
    return TidyTable(columns, cells, tuple(_rollups(columns, cells, declared, total)), called)


def _rows(path: Path, faults: list[Fault]) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    """The header, in which the value's column is «value» whatever it was called; the other rows; what it was called."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as mistake:
        raise Faulty([Fault(path.name, None, "", "", f"a CSV file in UTF-8 that can be read ({mistake})")]) from mistake
    try:
        rows = [
            (number, [field.strip() for field in row])
            for number, row in enumerate(csv.reader(StringIO(text)), 1)
            if any(field.strip() for field in row)
        ]
    except csv.Error as mistake:
        raise Faulty([Fault(path.name, None, "", "", NO_CSV)]) from mistake
    header = rows[0][1] if rows else []
    called = VALUE if VALUE in header else next((name for name in header if name.lower() in ALSO_VALUE), VALUE)
    header = [VALUE if name == called else name for name in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults += [Fault(path.name, 1, name, name, "each column once") for name in twice]
    if VALUE not in header:
        found = ", ".join(header)
        raise Faulty([*faults, Fault(path.name, 1, "", found, "a column «value» and one column for each dimension")])
    if len(rows) < 2 or set(header) <= {VALUE, STATUS, *CONTRIBUTORS}:
        raise Faulty([*faults, Fault(path.name, None, "", "", "at least one dimension and one row beside the header")])
    return header, rows[1:], called


def _numbers(
    path: Path, row: int, fields: dict[str, str], called: str, faults: list[Fault]
) -> Iterator[tuple[str, int]]:
    for name in (VALUE, *CONTRIBUTORS):
        if name not in fields:
            continue
        if NUMBER.fullmatch(fields[name]):
            yield name, int(fields[name])
        else:
            there = called if name == VALUE else name
            faults.append(Fault(path.name, row, there, fields[name], "a whole number, nought or more"))


def _declared(
    path: Path | None, columns: Key, known: dict[str, set[str]], faults: list[Fault]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """The sums of a hierarchy file: [[sum]] with column, whole and parts."""
    if path is None:
        return []
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as mistake:
        faults.append(Fault(path.name, None, "", "", f"a TOML file that can be read ({mistake})"))
        return []
    sums = content.get("sum")
    if not isinstance(sums, list) or set(content) != {"sum"}:
        faults.append(Fault(path.name, None, "", ", ".join(content), "[[sum]] tables and nothing else"))
        return []
    found = []
    for number, each in enumerate(sums, 1):
        wrong = _why_not_sum(each, columns)
        if wrong:
            faults.append(Fault(path.name, None, "", f"sum {number}", wrong))
            continue
        found.append((each["column"], each["whole"], tuple(each["parts"])))
        for name in each["parts"]:
            whole_of = {whole for column, whole, _ in found if column == each["column"]}
            if name not in known[each["column"]] and name not in whole_of:
                faults.append(Fault(path.name, None, each["column"], name, "a category the table has"))
    return found


def _why_not_sum(each: Any, columns: Key) -> str | None:
    if not isinstance(each, dict) or set(each) != {"column", "whole", "parts"}:
        return "column, whole and parts"
    if each["column"] not in columns:
        return f"a column of the table ({', '.join(columns)}), found {each['column']!r}"
    parts = each["parts"]
    if not isinstance(each["whole"], str) or not isinstance(parts, list) or not all(isinstance(p, str) for p in parts):
        return "the whole as a text and the parts as a list of texts"
    if not parts or each["whole"] in parts or len(set(parts)) != len(parts):
        return "at least one part, each once, the whole not among them"
    return None


def _rollups(
    columns: Key, cells: dict[Key, Entry], declared: Sequence[tuple[str, str, tuple[str, ...]]], total: str
) -> Iterator[Rollup]:
    """What the file declares; and in a column whose total it leaves undeclared, all categories that are no part."""
    for at, column in enumerate(columns):
        mine = [Rollup(at, whole, parts) for name, whole, parts in declared if name == column]
        yield from mine
        if total in {rollup.whole for rollup in mine}:
            continue
        inside = {part for rollup in mine for part in rollup.parts} | {total}
        names = [*(key[at] for key in cells), *(rollup.whole for rollup in mine)]
        top = {name: None for name in names if name not in inside}
        if top and any(key[at] == total for key in cells):
            yield Rollup(at, total, tuple(top))
