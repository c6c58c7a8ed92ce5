"""Read a published table as an outsider does: from the file alone.

The attacker's own reader. It shares no code with the one that suppresses, so that a misread margin there is not
misread here too.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

Key = tuple[str, ...]

NOT_A_DIMENSION = ("value", "status", "contributors", "largest", "second")
HIDDEN = {"", "x", "c", "-", "..", "…"}
BELOW = re.compile(r"<\s*(\d{1,9})")
WHOLE = re.compile(r"\d{1,15}")
ROUNDED = re.compile(r"rounded to (\d{1,3})")
STATUSES = ("", "primary", "secondary", "withheld")


class Unreadable(ValueError):
    """The file is no table an attack can begin with; each line says where and what was expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Seen:
    """One published cell: its value, or the range its publication gives; ``base`` where it was rounded."""

    value: int | None
    low: int
    high: int | None
    status: str
    base: int = 0

    @property
    def hidden(self) -> bool:
        """Whether the value is withheld."""
        return self.value is None


@dataclass(frozen=True)
class Sum:
    """In one column, the parts that add up to the whole."""

    column: int
    whole: str
    parts: frozenset[str]


@dataclass(frozen=True)
class Published:
    """Everything an outsider holds: cells by their categories, and which categories add up to which."""

    columns: Key
    cells: dict[Key, Seen]
    sums: tuple[Sum, ...]


def read(path: Path, *, hierarchy: Path | None = None, total: str = "Total") -> Published:
    """Read the table, and the sums that its total label or its hierarchy declare. Raises Unreadable."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as mistake:
        raise Unreadable([f"{path.name}: expected a CSV file in UTF-8 ({mistake})"]) from mistake
    return read_text(text, name=path.name, hierarchy=hierarchy, total=total)


def read_text(text: str, *, name: str, hierarchy: Path | None = None, total: str = "Total") -> Published:
    """The same of a text that would be published under that name."""
    try:
        rows = [row for row in csv.reader(StringIO(text)) if any(field.strip() for field in row)]
    except csv.Error as mistake:
        raise Unreadable([f"{name}: expected a CSV file ({mistake})"]) from mistake
    header = [field.strip() for field in rows[0]] if rows else []
    if "value" not in header:  # some call it otherwise
        header = ["value" if field.lower() in ("count", "number", "n") else field for field in header]
    if "value" not in header or len(set(header)) != len(header):
        raise Unreadable([f"{name}, row 1: expected different column names, one of them «value»"])
    places = [at for at, field in enumerate(header) if field not in NOT_A_DIMENSION]
    problems: list[str] = []
    cells: dict[Key, Seen] = {}
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            problems.append(f"{name}, row {number}: {len(row)} fields — expected {len(header)}")
            continue
        key = tuple(row[at].strip() for at in places)
        if key in cells:
            problems.append(f"{name}, row {number}: {' × '.join(key)} — expected each combination once")
        status = row[header.index("status")].strip() if "status" in header else ""
        cell = _cell(row[header.index("value")].strip(), status)
        if cell is None:
            wanted = "a whole number, nothing, or <N; and a status primary, secondary, withheld, rounded to N, or none"
            found = f"{row[header.index('value')]!r}, status {status!r}"
            problems.append(f"{name}, row {number}: {found} — expected {wanted}")
        else:
            cells[key] = cell
    columns = tuple(header[at] for at in places)
    sums = tuple(_sums(columns, cells, total, _declared(hierarchy, columns, problems)))
    if problems or not cells or not columns:
        raise Unreadable(problems or [f"{name}: expected at least one cell and one column beside «value»"])
    return Published(columns, cells, sums)


def _cell(value: str, status: str) -> Seen | None:
    base = int(found[1]) if (found := ROUNDED.fullmatch(status)) else 0
    if status not in STATUSES and base < 2:
        return None
    if WHOLE.fullmatch(value):
        number = int(value)
        if base:
            return Seen(number, max(0, number - base + 1), number + base - 1, status, base)
        return Seen(number, number, number, status)
    if found := BELOW.fullmatch(value):
        return Seen(None, 0, int(found[1]) - 1, status) if int(found[1]) else None
    return Seen(None, 0, None, status) if value.lower() in HIDDEN else None


def _declared(path: Path | None, columns: Key, problems: list[str]) -> list[tuple[str, str, list[str]]]:
    """Column, whole and parts of every sum in a hierarchy file."""
    if path is None:
        return []
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        sums = [(each["column"], each["whole"], list(each["parts"])) for each in content["sum"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as mistake:
        problems.append(f"{path.name}: expected [[sum]] tables with column, whole and parts ({mistake!r})")
        return []
    problems += [
        f"{path.name}: {each[0]!r} — expected a column of the table" for each in sums if each[0] not in columns
    ]
    return [each for each in sums if each[0] in columns]


def _sums(
    columns: Key, cells: dict[Key, Seen], total: str, declared: Sequence[tuple[str, str, list[str]]]
) -> Iterator[Sum]:
    """Declared sums; a column that declares no parts of its total has every other top category as its parts."""
    for column, whole, parts in declared:
        yield Sum(columns.index(column), whole, frozenset(parts))
    for at, column in enumerate(columns):
        mine = [each for each in declared if each[0] == column]
        if any(whole == total for _, whole, _ in mine):
            continue
        below = {part for _, _, parts in mine for part in parts} | {total}
        rest = frozenset(({key[at] for key in cells} | {whole for _, whole, _ in mine}) - below)
        if rest:
            yield Sum(at, total, rest)
