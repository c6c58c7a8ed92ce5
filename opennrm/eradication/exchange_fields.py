"""The fields of ``data/exchange_fields.toml``, and reading rows of a package by them.

Raises ``FaultyDeclaration`` with everything there is to mend. Reading raises nothing: what is wrong is listed.
"""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from io import StringIO

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.eradication.exchange_terms import DataClass, RowFault
from opennrm.page.bilingual import Text
from opennrm.understanding import countries

FIELDS = files("opennrm.eradication") / "data" / "exchange_fields.toml"
MOST_ROWS, MOST_BYTES, LONGEST = 2_000, 1_000_000, 2_000


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    DAY = "day"
    COUNTRY = "country"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """A field that may pass where an agreement lets its class pass."""

    code: str
    of: DataClass
    kind: Kind
    text: Text


@dataclass(frozen=True)
class Problem:
    """What is wrong, without the value: the row as a spreadsheet counts it (0 for the whole file), column, and why."""

    row: int
    column: str
    fault: RowFault


@dataclass(frozen=True)
class Reading:
    """Good rows by their number (fields by code), and what is wrong with the others."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    """Every field by its code."""
    faults = Faults()
    whole = open_declaration(FIELDS, faults)
    entries = [(entry, entry.text("code")) for entry in whole.entries("field", named_by="code")]
    note_repeats(entries, "code")
    found = {code: _field(entry, code) for entry, code in entries}
    whole.close()
    faults.settle()
    return found


def _field(entry: Entry, code: str) -> Field:
    found = Field(code, entry.choice("class", DataClass), entry.choice("kind", Kind), entry.bilingual("text"))
    entry.close()
    return found


def from_csv(data: bytes) -> tuple[list[str], list[list[str]]] | None:
    """Header and rows of a CSV in UTF-8; None where it is none."""
    try:
        text = data.decode("utf-8-sig")
        rows = [row for row in csv.reader(StringIO(text, newline=""), strict=True)]
    except (UnicodeDecodeError, csv.Error):
        return None
    return ([each.strip() for each in rows[0]], rows[1:]) if rows else None


def read(header: Sequence[str], rows: Sequence[Sequence[str]], *, classes: Collection[str]) -> Reading:
    """Read rows under an agreement that lets ``classes`` pass. A column outside it is a problem of the whole file."""
    problems = [
        Problem(0, column[:60], fault) for column in header if (fault := why_not_column(column, classes)) is not None
    ]
    good: list[tuple[int, dict[str, str]]] = []
    for number, row in enumerate(rows, start=2):
        wrong = _wrong(number, header, row)
        problems += wrong
        if not wrong:
            good.append((number, {code: str(cell).strip() for code, cell in zip(header, row, strict=True)}))
    return Reading(tuple(good), tuple(problems), tuple(header))


def why_not_column(column: str, classes: Collection[str]) -> RowFault | None:
    """A column is a field we know, of a class the agreement names."""
    field = fields().get(column)
    if field is None:
        return RowFault.UNKNOWN_FIELD
    return None if field.of.value in classes else RowFault.OUTSIDE


def _wrong(number: int, header: Sequence[str], row: Sequence[object]) -> list[Problem]:
    if len(row) != len(header):
        return [Problem(number, "", RowFault.NOT_A_ROW)]
    if not any(str(cell).strip() for cell in row):
        return [Problem(number, "", RowFault.EMPTY_ROW)]
    found = ((column, _wrong_cell(column, str(cell).strip())) for column, cell in zip(header, row, strict=True))
    return [Problem(number, column, fault) for column, fault in found if fault is not None]


def _wrong_cell(column: str, cell: str) -> RowFault | None:
    field = fields().get(column)
    if field is None or not cell:
        return None
    if len(cell) > LONGEST:
        return RowFault.TOO_LONG
    if field.kind is Kind.DAY:
        try:
            date.fromisoformat(cell)
        except ValueError:
            return RowFault.NOT_A_DAY
    if field.kind is Kind.COUNTRY and cell not in countries.names():
        return RowFault.NOT_A_COUNTRY
    if field.kind is Kind.NUMBER and not (cell.isascii() and cell.isdigit()):
        return RowFault.NOT_A_NUMBER
    return None
