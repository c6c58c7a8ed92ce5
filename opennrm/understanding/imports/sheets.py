"""Read a CSV or XLSX file as rows of text, each with its number as a spreadsheet counts it.

What is expected of a file that cannot be read is said in the language in use: the desk shows it.
"""

import csv
import hashlib
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from opennrm.page import csv_faults
from opennrm.understanding.imports.problems import Problem, Refused

Cells = tuple[str, ...]
Reader = Callable[[str, bytes, int], Iterator[tuple[int, Cells]]]
ZIP = b"PK\x03\x04"
MOST_UNPACKED = 1 << 30  # bytes: the largest sheet Excel can hold comes to about this
CELL = 16  # bytes: a cell takes more than that in a workbook
RETURN = "_x000D_"  # how Excel writes the first half of a line break that came from Windows


@dataclass(frozen=True)
class Sheet:
    """A file as it stands: its name, its digest, and every row that is not empty."""

    name: str
    sha256: str
    rows: tuple[tuple[int, Cells], ...]

    def problem(self, row: int | None, column: str, value: str, expected: str) -> Problem:
        """A problem of this file."""
        return Problem(self.name, row, column, value, expected)


@dataclass(frozen=True)
class Row:
    """One record: its row number, and its text by column; a missing cell is empty text."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_sheet(path: Path) -> Sheet:
    """Read a file, CSV or XLSX by its ending; of XLSX the first sheet. Raises Refused where it cannot be."""
    _reader(path.name)
    if not path.is_file():
        raise Refused([Problem(str(path), None, "", "", _("a file; there is none of this name"))])
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, body: bytes, *, most_unpacked: int | None = None) -> Sheet:
    """The same of a file that is in memory. ``most_unpacked`` is how large a workbook may become, in bytes."""
    rows = tuple(
        (number, cells) for number, cells in _reader(name)(name, body, most_unpacked or MOST_UNPACKED) if any(cells)
    )
    if not rows:
        raise Refused([Problem(name, None, "", "", _("a header row and rows below it; the file is empty"))])
    return Sheet(name, hashlib.sha256(body).hexdigest(), rows)


def _reader(name: str) -> Reader:
    readers: dict[str, Reader] = {".csv": _csv, ".xlsx": _xlsx}
    if reader := readers.get(Path(name).suffix.lower()):
        return reader
    raise Refused([Problem(name, None, "", "", _("a file ending in .csv or .xlsx; save it as one of them"))])


def records(sheet: Sheet, *, header_at: int = 0, take: Sequence[str] | None = None) -> list[Row]:
    """The rows below the header, which is the sheet's row at ``header_at``, by column.

    ``take`` names the columns in place of the header's own words. Raises Refused with every row too long for
    its header, and with every column that stands twice.
    """
    header_row, header = sheet.rows[header_at]
    names = tuple(take) if take is not None else header
    problems = [
        sheet.problem(header_row, name, name, _("each column once"))
        for at, name in enumerate(names)
        if name and name in names[:at]
    ]
    found = []
    for number, cells in sheet.rows[header_at + 1 :]:
        if any(cells[len(names) :]):
            there = ngettext("%(count)s cell", "%(count)s cells", len(cells)) % {"count": len(cells)}
            expected = _("%(count)s cells, as in the header") % {"count": len(names)}
            problems.append(sheet.problem(number, "", there, expected))
        found.append(Row(number, {name: cell for name, cell in zip(names, cells) if name}))
    if problems:
        raise Refused(problems)
    return found


def _csv(name: str, body: bytes, _most: int) -> Iterator[tuple[int, Cells]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        shown = body[error.start : error.start + 1].hex().upper()
        there, expected = _("byte %(byte)s") % {"byte": shown}, _("UTF-8 text; save the file as «CSV UTF-8»")
        raise Refused([Problem(name, line, "", there, expected)]) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, row in enumerate(lines, start=1):
            yield number, tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise Refused(
            [Problem(name, None, "", "", _("CSV that can be read (%(fault)s)") % {"fault": csv_faults.told(error)})]
        ) from error


def _xlsx(name: str, body: bytes, most: int) -> Iterator[tuple[int, Cells]]:
    try:
        _measure(name, body, most)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # unknown kinds of drop-down lists: not read here
            book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # a file may claim more columns than it has: rows would be filled up to them
            rows = _counted(
                name, (tuple(_text(cell) for cell in row) for row in sheet.iter_rows(values_only=True)), most
            )
            book.close()
    except Refused:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError, OSError) as error:
        what = _("an Excel workbook (.xlsx)")
        if not body.startswith(ZIP):
            what = _("an Excel workbook (.xlsx); this is another kind of file")
        raise Refused([Problem(name, None, "", "", what)]) from error
    yield from enumerate(rows, start=1)


def _counted(name: str, rows: Iterable[Cells], most: int) -> list[Cells]:
    """The rows, as long as their cells are no more than a file of this size can mean."""
    found, cells = [], 0
    for row in rows:
        cells += 1 + len(row)
        if cells > most // CELL:
            expected = _("a sheet of %(most)s cells at most; delete empty columns") % {"most": most // CELL}
            raise Refused([Problem(name, None, "", "", expected)])
        found.append(row)
    return found


def _measure(name: str, body: bytes, most: int) -> None:
    """Before anything is unpacked, how much it would be: a small file may unpack to more than a machine holds."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > most:
        expected = _("a workbook that unpacks to %(most)s bytes at most; save the sheet as CSV") % {"most": most}
        there = _("%(count)s bytes") % {"count": unpacked}
        raise Refused([Problem(name, None, "", there, expected)])


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell).replace(RETURN, "").strip()
