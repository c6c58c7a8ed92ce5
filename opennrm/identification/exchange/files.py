"""A file of cases as it was sent: read safely in memory, and told apart from a record of the standard.

At most so many bytes, so many unpacked, so many rows: a small file may be made to unpack to more than a machine holds.
Of a formula its value is read as it was saved; where none was saved the cell is named and its row refused.
"""

import hashlib
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from opennrm.identification.exchange import books
from opennrm.identification.exchange.rows import Columns, Reading, read_rows
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import Row, Sheet, read_bytes, records

MOST_BYTES = 1 << 20  # at the desk, where a file travels from page to page
MOST_UNPACKED = 64 << 20
MOST_ROWS = 500  # at the desk, in one request
SHOWN = 8  # rows a page shows of a file


@dataclass(frozen=True)
class CaseFile:
    """What was sent: its name, its digest, its bytes and its sheet, which is empty for JSON."""

    name: str
    digest: str
    body: bytes
    sheet: Sheet
    is_json: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.name}, a file of cases>"

    @property
    def of_the_standard(self) -> bool:
        """Whether it is of HTCDS, so that no column needs to be mapped."""
        return self.is_json or books.is_of_the_standard(self.sheet)


def opened(name: str, body: bytes) -> CaseFile:
    """A file as it is. Raises ``problems.Refused`` where it cannot be read."""
    digest = hashlib.sha256(body).hexdigest()
    ending = PurePath(name).suffix.lower()
    if ending == ".json":
        return CaseFile(name, digest, body, Sheet(name, digest, ()), is_json=True)
    if ending == ".csv":
        return CaseFile(name, digest, body, read_bytes(name, _in_utf8(body), most_unpacked=MOST_UNPACKED))
    sheet = read_bytes(name, body, most_unpacked=MOST_UNPACKED)
    return CaseFile(name, digest, body, sheet, formulas=_formulas_without_value(body))


def header_of(file: CaseFile, number: int) -> tuple[int, tuple[str, ...]]:
    """Where the header stands, and its columns. Raises ``problems.Refused`` where the row is empty."""
    for at, (row, cells) in enumerate(file.sheet.rows):
        if row == number:
            return at, cells
    raise Refused([file.sheet.problem(number, "", "", _("the names of the columns; this row is empty"))])


def first_header(file: CaseFile) -> int:
    """The row of the header where nobody said otherwise: in the toolkit the second one that holds something."""
    at = 1 if file.of_the_standard and len(file.sheet.rows) > 1 and not books.named_above(file.sheet) else 0
    return file.sheet.rows[at][0] if file.sheet.rows else 1


def rows_of(file: CaseFile, header: int) -> list[Row]:
    """The rows below the header, by column. Raises ``problems.Refused``."""
    at, _cells = header_of(file, header)
    return records(file.sheet, header_at=at)


def read(file: CaseFile, columns: Columns | None, *, header: int, today: date) -> Reading:
    """What the file says: through a mapping, or as a record of the standard where ``columns`` is None."""
    if file.is_json:
        return books.read_json(file.name, file.body, today=today)
    if columns is None:
        return books.read_book(file.sheet, today=today)
    rows = rows_of(file, header)
    missing = [name for name in columns.columns if name not in header_of(file, header)[1]]
    if missing:
        expected = _("this column, as the mapping has it; choose another mapping or correct the header")
        raise Refused([file.sheet.problem(header, name, "", expected) for name in missing])
    return _without_formulas(file, read_rows(file.sheet, rows, columns, today=today), columns, header=header)


def refused_rows(file: CaseFile, problems: Sequence[Problem], *, header: int) -> list[list[str]]:
    """The rows that were refused, as they stood, with what is wrong in a last column; the header above them."""
    at, names = header_of(file, header)
    wrong: dict[int, list[str]] = {}
    for problem in problems:
        said = f"{problem.column}: {problem.value or '–'} → {problem.expected}"
        wrong.setdefault(problem.row or 0, []).append(said)
    width = len(names)
    found = [[*names, _("What is wrong")]]
    for number, cells in file.sheet.rows[at + 1 :]:
        if number in wrong:
            found.append([*cells[:width], *[""] * (width - len(cells)), "; ".join(wrong[number])])
    return found


def _in_utf8(body: bytes) -> bytes:
    """Excel in Japan saves CSV in code page 932 unless told otherwise; what is neither stays as it is, to be named."""
    try:
        body.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return body.decode("cp932").encode()
        except UnicodeDecodeError:
            return body
    return body


def _formulas_without_value(body: bytes) -> frozenset[tuple[int, int]]:
    """Cells (row, column from 1) with a formula of which no value was saved: they would read as empty."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        cells = []
        for values in (False, True):
            book = load_workbook(io.BytesIO(body), read_only=True, data_only=values)
            page = book.worksheets[0]
            page.reset_dimensions()
            cells.append([tuple(row) for row in page.iter_rows(values_only=True)])
            book.close()
    return frozenset(
        (number, at)
        for number, (written, valued) in enumerate(zip(*cells, strict=True), start=1)
        for at, (formula, value) in enumerate(zip(written, valued, strict=True), start=1)
        if value is None and isinstance(formula, str) and formula.startswith("=")
    )


def _without_formulas(file: CaseFile, reading: Reading, columns: Columns, *, header: int) -> Reading:
    """The same without rows in which a mapped cell has a formula and no value."""
    names = header_of(file, header)[1]
    expected = _("a value; the formula has none saved: open the file in a spreadsheet program and save it again")
    wrong = [
        file.sheet.problem(row, names[at - 1], "=", expected)
        for row, at in sorted(file.formulas)
        if row > header and at <= len(names) and names[at - 1] in columns.columns
    ]
    rows = {problem.row for problem in wrong}
    entries = tuple(entry for entry in reading.entries if entry.number not in rows)
    return replace(reading, entries=entries, problems=(*reading.problems, *wrong))
