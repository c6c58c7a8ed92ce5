"""Workbooks and CSV, read back by other programs than wrote them."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from opennrm.page.document import Chart, Series
from opennrm.page.sheets import Sheet, csv_bytes, workbook

YEARS = tuple(range(2001, 2024))
BY_YEAR = tuple((year, year * 1000 if year != 2005 else None) for year in YEARS)
LINES = Chart(
    id="series-chart",
    kind="lines",
    caption="Victims a year",
    description="National Police Agency: 65 in 2001, 66 in 2023.",
    unit="persons",
    categories=tuple(str(year) for year in YEARS),
    series=(Series("NPA", tuple(float(i) if i % 5 else None for i in range(23))),),
)
BARS = Chart(
    "b",
    "bars",
    "By sex",
    "Female 33; male 5.",
    "persons",
    ("Female", "Male"),
    (Series("2020", (33.0, 5.0), ("33", "5*")),),
)
SHEETS = (
    Sheet("01", "年別\n被害者数", ("年", "警察庁"), BY_YEAR, ("注",), LINES),
    Sheet("02", "性別", ("区分", "前年比"), (("女性", -9), ("=男性", 3)), (), BARS),
    Sheet("03", "国籍別", ("区分", "2020"), (("日本", 30),)),
)  # fmt: skip


def made(sheets=SHEETS):
    with override("en"):
        return workbook(sheets, title="年次報告", notes=("Made up.", "Edition: 1"))


def read():
    return load_workbook(BytesIO(made()))


def cells(page):
    return [cell for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_readme_comes_first_and_lists_every_table_and_chart():
    book = read()
    assert book.sheetnames == ["README", "01", "01 chart", "02", "02 chart", "03"]
    rows = list(book["README"].iter_rows(values_only=True))
    assert rows[0][0] == "年次報告"
    assert [row[0] for row in rows[2:4]] == ["Made up.", "Edition: 1"]
    assert rows[6:] == [
        ("年別 被害者数", "01", "01 chart"),
        ("性別", "02", "02 chart"),
        ("国籍別", "03", None),
    ]


def test_numbers_are_numbers_years_have_no_comma_and_gaps_are_empty():
    page = read()["01"]
    assert page["A1"].value == "年別 被害者数"
    assert [page["A4"].value, page["B4"].value, page["B8"].value] == [2001, 2_001_000, None]
    assert (page["A4"].number_format, page["B4"].number_format) == ("General", "#,##0")
    assert page.cell(3 + len(YEARS) + 2, 1).value == "注"


def test_no_cell_is_merged_computed_or_broken_over_lines():
    for page in read():
        assert not page.merged_cells.ranges
        assert all(cell.data_type in "sn" for cell in cells(page))
        assert not any("\n" in str(cell.value) for cell in cells(page))


def test_data_sheets_hold_no_objects_and_charts_stand_on_their_own():
    book = read()
    assert [len(page._charts) for page in book] == [0, 0, 1, 0, 1, 0]


def test_a_chart_says_in_words_what_it_shows():
    with ZipFile(BytesIO(made())) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert f'descr="{LINES.description}"' in drawing


def test_a_chart_draws_the_numbers_on_its_sheet_and_leaves_gaps():
    book = read()
    page = book["01 chart"]
    assert [page["A3"].value, page["B3"].value] == ["Category", "NPA"]
    assert [page.cell(4 + i, 2).value for i in range(6)] == [None, 1, 2, 3, 4, None]
    series = page._charts[0].series[0]
    assert series.val.numRef.f == "'01 chart'!$B$4:$B$26"


def test_bars_are_read_from_above_with_their_own_texts():
    with ZipFile(BytesIO(made())) as archive:
        drawn = archive.read("xl/charts/chart2.xml").decode()
    axis = re.search(r"<c:catAx>.*</c:catAx>", drawn)
    assert axis and '<c:orientation val="maxMin"/>' in axis[0]
    assert "5*" in drawn


def test_a_note_too_long_for_a_page_takes_more_rows_and_loses_nothing():
    note = "Sources: " + ", ".join(f"SOURCE{at}" for at in range(40)) + "。" + "長い注記、" * 30
    sheets = (Sheet("01", "表", ("区分", "数"), (("女性", 1),), (note, "Short.")),)
    page = load_workbook(BytesIO(made(sheets)))["01"]
    lines = [page.cell(row, 1).value for row in range(6, page.max_row + 1)]
    assert len(lines) > 4 and lines[-1] == "Short."
    assert "".join("".join(lines[:-1]).split()) == "".join(note.split())
    assert all(len(line.encode("shift_jis")) <= 100 for line in lines)


def test_columns_fit_japanese_and_the_header_stays_in_sight():
    sheets = (Sheet("01", "表", ("区分", "数"), (("特定活動その他の在留資格", 1),)),)
    page = load_workbook(BytesIO(made(sheets)))["01"]
    assert page.column_dimensions["A"].width >= 24
    assert page.freeze_panes == "B4"
    assert (page.page_setup.paperSize, page.print_title_rows) == (9, "$3:$3")


def test_a_workbook_holds_no_moment_and_no_chance():
    assert made() == made()
    with ZipFile(BytesIO(made())) as archive:
        stamps = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml").decode()))
    assert stamps == {"2000-01-01T00:00:00Z"}


def test_a_row_that_does_not_fit_its_header_is_refused():
    with pytest.raises(ValueError, match="2 cells under 1 column names"):
        made((Sheet("01", "表", ("区分",), (("女性", 1),)),))


def test_csv_opens_in_spreadsheets():
    data = csv_bytes(("区分", "人"), [("女性", 33), ("男\n性", None), ("a,b", -9)])
    assert data == '\ufeff区分,人\r\n女性,33\r\n男 性,\r\n"a,b",-9\r\n'.encode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_text_in_csv_is_never_a_formula(text):
    rows = list(csv.reader(StringIO(csv_bytes(("a",), [(text,), (-1,)]).decode("utf-8-sig"))))
    assert rows[1][0].startswith("'")
    assert rows[2] == ["-1"]
