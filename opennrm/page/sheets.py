"""Workbooks and CSV that statistical offices can read.

Source of the rules: Ministry of Internal Affairs and Communications, «Unified rules for notation in making
machine-readable data of statistical tables» (統計表における機械判読可能なデータの表記方法の統一ルール, 2020):
one table a sheet, one value a cell, no merged cells, formulas, line breaks or objects among the data, numbers
as numbers, Western years. Charts therefore stand on sheets of their own, beside a copy of what they draw.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from opennrm.page.charts import BAR_FILL, FILLS
from opennrm.page.curves import COLOURS
from opennrm.page.document import Chart, Series

Cell = str | int | None

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a file says nothing of the hour it was made: same input, same bytes
FONT = "Yu Gothic"
KEY, MUTED, SHADE, RULE = "#0017C1", "#4D4D4D", "#F2F2F2", "#999999"
DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
KINDS: dict[str, dict[str, str]] = {
    "bars": {"type": "bar"},
    "columns": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "lines": {"type": "line"},
}
BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
A4 = 9
TOP = 2  # the row of the column names; the title stands in row 0, row 1 is empty
NARROWEST, WIDEST, PROSE = 10, 48, 100  # widths in half-width characters


@dataclass(frozen=True)
class Sheet:
    """One table. ``name`` is the tab's (1–31 characters, none of ``[]:*?/\\``, unlike any other in the book);
    every row has one cell per entry of ``header``, ``None`` where nothing is known. The first column names
    the row: a number in it is a Western year. ``notes`` stand below the table, ``chart`` on its own sheet."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


def workbook(sheets: tuple[Sheet, ...], *, title: str, notes: tuple[str, ...]) -> bytes:
    """An XLSX file: a README with ``title``, ``notes`` and the list of sheets, then each table and its chart.

    The same input gives the same bytes. Raises ValueError for a row that does not fit its header.
    """
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _line(title), "created": CREATED})
    looks = _looks(book)
    _readme(book.add_worksheet("README"), sheets, title, notes, looks)
    for sheet in sheets:
        _table(book.add_worksheet(sheet.name), sheet, looks)
        if sheet.chart:
            _drawing(book, sheet, sheet.chart, looks)
    book.close()
    return out.getvalue()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV as spreadsheets open it: UTF-8 with BOM, CRLF, one line a row; ``None`` is an empty cell.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_unarmed(_line(cell)) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _unarmed(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@＝＋－＠") else text


def _line(text: str) -> str:
    """The text without line breaks and tabs."""
    return BREAKS.sub(" ", text).strip()


def _looks(book: Workbook) -> dict[str, Format]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    number = {"num_format": "#,##0", "bottom": 4, "bottom_color": RULE}
    head = {"bold": True, "bg_color": SHADE, "top": 1, "bottom": 1, "text_wrap": True}
    given: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14, "font_color": KEY},
        "text": {},
        "prose": {"text_wrap": True, "valign": "top"},
        "head": head,
        "head_number": {**head, "align": "right"},
        "label": {"bottom": 4, "bottom_color": RULE, "align": "left"},
        "remark": {"bottom": 4, "bottom_color": RULE, "align": "left", "indent": 1},
        "head_remark": {**head, "indent": 1},
        "number": number,
        "note": {"font_size": 9, "font_color": MUTED},
    }
    return {name: book.add_format({**base, **look}) for name, look in given.items()}


def _readme(
    page: Worksheet, sheets: tuple[Sheet, ...], title: str, notes: tuple[str, ...], looks: dict[str, Format]
) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, PROSE)
    page.set_column(1, 1, 20)
    page.write_string(0, 0, _line(title), looks["title"])
    at = 2
    for note in notes:
        page.write_string(at, 0, _line(note), looks["prose"])
        at += 1
    at += bool(notes)
    page.write_row(at, 0, [_("Table"), _("Sheet"), _("Sheet of the chart")], looks["head"])
    page.set_column(2, 2, 20)
    for row, sheet in enumerate(sheets, at + 1):
        for column, text in enumerate((sheet.title, sheet.name, _chart_name(sheet) if sheet.chart else "")):
            _put(page, row, column, text or None, looks["label"])
    _print_set_up(page, wide=True)


def _table(page: Worksheet, sheet: Sheet, looks: dict[str, Format]) -> None:
    page.hide_gridlines(2)
    page.write_string(0, 0, _line(sheet.title), looks["title"])
    _grid(page, sheet.header, sheet.rows, looks)
    page.freeze_panes(TOP + 1, 1)
    _notes(page, sheet.notes, TOP + len(sheet.rows) + 2, looks)
    page.repeat_rows(TOP)
    _print_set_up(page, wide=len(sheet.header) > 5)


def _grid(
    page: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Cell | float]], looks: dict[str, Format]
) -> None:
    """Column names and rows from row ``TOP`` on, each column as wide as its texts ask."""
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"A row of {len(row)} cells under {len(header)} column names: {row!r}")
    for column, name in enumerate(header):
        cells = [row[column] for row in rows]
        numbers = column > 0 and any(isinstance(cell, int | float) for cell in cells)
        kind = "number" if numbers else "remark"
        page.write_string(TOP, column, _line(name), looks[f"head_{kind}" if column else "head"])
        page.set_column(column, column, _width([name, *cells]))
        for at, cell in enumerate(cells, TOP + 1):
            _put(page, at, column, cell, looks[kind if column else "label"])


def _notes(page: Worksheet, notes: tuple[str, ...], at: int, looks: dict[str, Format]) -> None:
    """Notes from row ``at`` on, each in one row; a note too long for a printed page in as many as it needs."""
    for line in (line for note in notes for line in _folded(_line(note))):
        page.write_string(at, 0, line, looks["note"])
        at += 1


def _folded(text: str) -> Iterator[str]:
    """The text in lines of at most ``PROSE`` half-width characters, ended after a space or a Japanese stop."""
    line = ""
    for piece in re.findall(r".+?(?:\s|[、。，；]|$)", text):
        if line and _columns(line + piece.rstrip()) > PROSE:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def _put(page: Worksheet, row: int, column: int, cell: Cell | float, look: Format) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _line(cell), look)
    elif cell is None:
        page.write_blank(row, column, None, look)
    else:
        page.write_number(row, column, cell, look)


def _width(cells: Iterable[Cell | float]) -> int:
    """Half-width characters a column needs: a Japanese letter takes two."""
    texts = [f"{cell:,}" if isinstance(cell, int | float) else cell or "" for cell in cells]
    return min(max(*map(_columns, texts), NARROWEST - 3) + 3, WIDEST)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def _print_set_up(page: Worksheet, *, wide: bool) -> None:
    page.set_paper(A4)
    if wide:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _chart_name(sheet: Sheet) -> str:
    return _("%(sheet)s chart") % {"sheet": sheet.name}


def _drawing(book: Workbook, sheet: Sheet, drawn: Chart, looks: dict[str, Format]) -> None:
    """A sheet with what the chart draws, and the native chart beside it."""
    page = book.add_worksheet(_chart_name(sheet))
    page.hide_gridlines(2)
    page.write_string(0, 0, _line(drawn.caption), looks["title"])
    values = [series.values for series in drawn.series]
    rows: list[tuple[Any, ...]] = list(zip(drawn.categories, *values)) if values else []
    _grid(page, (_("Category"), *(series.label for series in drawn.series)), rows, looks)
    chart = book.add_chart(KINDS[drawn.kind])
    for at, series in enumerate(drawn.series):
        chart.add_series(_series(page.get_name(), drawn, series, at))
    _dress(chart, drawn)
    options = {"description": _line(drawn.description), "object_position": 2}
    page.insert_chart(TOP, len(drawn.series) + 2, chart, options)
    _notes(page, drawn.notes, TOP + max(len(rows), 26) + 2, looks)
    _print_set_up(page, wide=True)


def _series(name: str, drawn: Chart, series: Series, at: int) -> dict[str, Any]:
    last = TOP + len(drawn.categories)
    look: dict[str, Any] = {
        "name": [name, TOP, at + 1],
        "categories": [name, TOP + 1, 0, last, 0],
        "values": [name, TOP + 1, at + 1, last, at + 1],
    }
    if drawn.kind == "lines":
        colour = COLOURS[at % len(COLOURS)]
        look["line"] = {"color": colour, "width": 2, "dash_type": DASHES[at % len(DASHES)]}
        look["marker"] = {
            "type": MARKERS[at % len(MARKERS)],
            "size": 6,
            "border": {"color": colour},
            "fill": {"color": "#FFFFFF" if at % 2 else colour},
        }
        return look
    if drawn.kind != "stacked":
        look["data_labels"] = {"value": True, "font": {"name": FONT}}
        if series.texts:
            look["data_labels"]["custom"] = [{"value": _line(text)} for text in series.texts]
    fill = BAR_FILL if len(drawn.series) == 1 else FILLS[at % len(FILLS)]
    return {**look, "fill": {"color": fill}, "border": {"color": "#1A1A1A", "width": 0.5}, "gap": 60}


def _dress(chart: Any, drawn: Chart) -> None:
    """Title, axes, legend and size. Bars lie; XlsxWriter calls their upright axis of categories «y»."""
    font = {"name": FONT, "bold": False}
    lying = drawn.kind == "bars"
    categories: dict[str, Any] = {"num_font": font}
    values = {
        "name": _line(drawn.unit),
        "name_font": font if lying else {**font, "rotation": 360},
        "num_font": font,
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#CCCCCC"}},
    }
    if lying:  # the first category above, the numbers below
        categories |= {"reverse": True, "crossing": "max", "major_gridlines": {"visible": False}}
    chart.set_x_axis(values if lying else categories)
    chart.set_y_axis(categories if lying else values)
    chart.set_title({"name": _line(drawn.caption), "name_font": {"name": FONT, "size": 12}})
    chart.set_legend({"none": True} if len(drawn.series) == 1 else {"position": "bottom", "font": font})
    chart.set_size({"width": 860, "height": max(240, 40 * len(drawn.categories) + 140) if lying else 480})
