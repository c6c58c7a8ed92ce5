"""Published figures come in through declared mappings: all of a file or nothing, and nothing twice."""

import csv
import tomllib
import zipfile
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.utils.translation import override
from openpyxl import Workbook

from opennrm.understanding import actions
from opennrm.understanding.exports import export_figures
from opennrm.understanding.imports import sheets
from opennrm.understanding.imports.figures import mappings, read_figures
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.models import Figure, ImportedFile
from opennrm.vault.models import AuditLine

ON = date(2024, 1, 2)
HEADER = "year,publisher,indicator,category_type,category,value,status,source_id,source,note"
ROW = "2020,NPA,victims_protected,total,all,38,published,SRC,made up,"


def a_file(tmp_path, *rows, header=HEADER, name="figures.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def load(path, mapping=""):
    sheet = read_sheet(path)
    taken = read_figures(sheet, mapping=mapping)
    return actions.load_figures(taken.figures, name=sheet.name, sha256=sheet.sha256, on=ON)


def refusal(path, mapping=""):
    with pytest.raises(Refused) as caught:
        read_figures(read_sheet(path), mapping=mapping)
    return str(caught.value).splitlines()


def test_all_rows_of_the_real_file_come_in_with_its_conflicts(db, shared):
    loaded = load(shared / "data/japan/stats_all.csv")
    assert (loaded.rows, Figure.objects.count()) == (472, 472)
    statuses = Counter(Figure.objects.values_list("status", flat=True))
    with (shared / "data/japan/stats_all.csv").open(encoding="utf-8") as file:
        assert statuses == Counter(row["status"] for row in csv.DictReader(file))
    assert statuses["conflict"] == 5


NAMED_ANEW = {  # the overview for 2020 has a name a reader knows
    ",SEED,": ",OV2021,",
    "seed: annual-report-overview-2020.txt": "Overview of the annual report for 2020",
    "from seed:": "from the overview for 2020:",
    "not in the seed text": "not in the text of the overview",
}


def test_the_shipped_figures_are_those_of_the_real_file(db, shared, tmp_path):
    load(shared / "data/japan/stats_all.csv")
    export_figures(tmp_path / "again.csv")
    text = (tmp_path / "again.csv").read_text("utf-8")
    for theirs, ours in NAMED_ANEW.items():
        text = text.replace(theirs, ours)
    assert sorted(text.splitlines()) == sorted(actions.PUBLISHED.read_text("utf-8").splitlines())


def test_every_shipped_figure_names_a_source_that_is_described(db):
    actions.load_published(on=ON)
    sources = tomllib.loads((actions.PUBLISHED.parent / "sources.toml").read_text("utf-8"))["sources"]
    assert set(Figure.objects.values_list("source", flat=True)) <= {source["id"] for source in sources}


def test_the_shipped_figures_load_once(db):
    first, second = actions.load_published(on=ON), actions.load_published(on=ON)
    assert (first.rows, second.rows, second.already) == (472, 0, 472)
    assert AuditLine.objects.filter(act="figures.imported").count() == 1


@pytest.mark.parametrize(
    ("text", "year", "basis"),
    [
        ("2020", 2020, "unknown"),
        ("FY2019", 2019, "fiscal"),
        ("2001-2013", 2001, "span"),
        ("FY2001-FY2009", 2001, "span"),
        ("2008-01..09", 2008, "part"),
    ],
)
def test_time_keeps_the_writing_and_the_meaning_of_its_source(tmp_path, text, year, basis):
    (figure,) = read_figures(read_sheet(a_file(tmp_path, ROW.replace("2020", text)))).figures
    assert (figure.period, figure.year, figure.year_basis) == (text, year, basis)


def test_what_the_file_does_not_say_stays_unknown(tmp_path):
    (figure,) = read_figures(read_sheet(a_file(tmp_path, ROW))).figures
    assert (figure.unit, figure.vintage, figure.year_basis) == ("unknown", "", "unknown")


def test_an_excel_file_gives_the_same_figures_as_csv(tmp_path):
    book = Workbook()
    for line in (HEADER, ROW):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.save(tmp_path / "figures.xlsx")
    (figure,) = read_figures(read_sheet(tmp_path / "figures.xlsx")).figures
    assert (figure.value, figure.year, figure.source) == (38, 2020, "SRC")


def test_every_problem_of_every_row_is_listed_at_once(tmp_path):
    path = a_file(
        tmp_path,
        ROW.replace("38", "many"),
        ROW.replace("published", "sure"),
        ROW.replace("2020", "R2"),
        ROW,
        ROW,
    )
    assert refusal(path) == [
        "figures.csv, row 2, column value: 'many' — expected a whole number",
        "figures.csv, row 3, column status: 'sure' — expected one of published, derived, conflict, masked",
        "figures.csv, row 4, column year: 'R2' — expected a period such as 2020, FY2019, 2001-2013 or "
        "FY2001-FY2009, 2008-01..09 from 1900 to 2100",
        "figures.csv, row 6: 'NPA victims_protected all 2020: 38' — expected a figure only once; row 5 gives it too",
    ]


def test_a_missing_column_is_named(tmp_path):
    path = a_file(tmp_path, "2020,NPA", header=HEADER.replace(",value", ""))
    assert refusal(path) == [
        "figures.csv, row 1, column value: '' — expected this column (mapping japan_stats); add it to the header"
    ]


def test_a_column_that_would_be_lost_is_named(tmp_path):
    path = a_file(tmp_path, ROW + ",x", header=HEADER + ",colour")
    assert refusal(path) == [
        "figures.csv, row 1, column colour: 'colour' — expected only the columns of mapping japan_stats; "
        "remove this one"
    ]


def test_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(f"{HEADER}\n{ROW}警察庁\n".encode("shift_jis"))
    assert refusal(path) == ["figures.csv, row 2: 'byte 8C' — expected UTF-8 text; save the file as «CSV UTF-8»"]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.csv", b"", "a.csv: expected a header row and rows below it; the file is empty"),
        ("a.csv", b"\n\n", "a.csv: expected a header row and rows below it; the file is empty"),
        ("a.xlsx", b"year,value", "a.xlsx: expected an Excel workbook (.xlsx); this is another kind of file"),
        ("a.xlsx", b"PK\x03\x04torn", "a.xlsx: expected an Excel workbook (.xlsx)"),
        ("a.pdf", b"%PDF", "a.pdf: expected a file ending in .csv or .xlsx; save it as one of them"),
        (
            "a.csv",
            b'year,"value\n1,2\n',
            "a.csv: expected CSV that can be read (a quotation mark is opened and never closed)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, name, body, expected):
    (tmp_path / name).write_bytes(body)
    assert refusal(tmp_path / name) == [expected]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.csv", b""),
        ("a.xlsx", b"year,value"),
        ("a.pdf", b"%PDF"),
        ("a.csv", b"year\n\x8c\n"),
        ("a.csv", b"year,year\n1,2\n"),
        ("a.csv", b"year,value\n1,2,3\n"),
    ],
)
def test_the_desk_reads_in_japanese_why_a_file_is_not_taken(name, body):
    with override("ja"), pytest.raises(Refused) as caught:
        sheets.records(sheets.read_bytes(name, body))
    with override("en"), pytest.raises(Refused) as in_english:
        sheets.records(sheets.read_bytes(name, body))
    for read, original in zip(caught.value.problems, in_english.value.problems, strict=True):
        assert read.expected != original.expected and not read.expected.isascii()


def test_a_small_workbook_that_unpacks_to_a_large_one_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    assert (tmp_path / "a.xlsx").stat().st_size < 10_000
    assert refusal(tmp_path / "a.xlsx")[0].startswith("a.xlsx: '2000000 bytes' — expected a workbook that unpacks to")


def test_a_row_longer_than_its_header_is_named(tmp_path):
    path = a_file(tmp_path, ROW + ",a,b")
    assert refusal(path) == ["figures.csv, row 2: '12 cells' — expected 10 cells, as in the header"]


def test_the_first_two_hundred_problems_are_shown_and_the_rest_counted():
    refused = Refused([Problem("f.csv", row, "c", "v", "w") for row in range(1, 251)])
    lines = str(refused).splitlines()
    assert (len(lines), lines[-1]) == (201, "… and 50 more.")


def test_a_bad_file_leaves_nothing_and_the_exit_is_one(db, tmp_path, capsys):
    path = a_file(tmp_path, ROW, ROW.replace("38", "many"))
    with pytest.raises(SystemExit) as left:
        call_command("import", "figures", str(path))
    assert left.value.code == 1
    assert "1 problem. Nothing was taken in" in capsys.readouterr().err
    assert not Figure.objects.exists()
    assert not ImportedFile.objects.exists()


def test_a_dry_run_says_what_would_happen_and_changes_nothing(db, tmp_path, capsys):
    call_command("import", "figures", str(a_file(tmp_path, ROW)), "--dry-run")
    assert capsys.readouterr().out == (
        "figures.csv: 1 new, 0 already there.\nThis was a dry run: nothing was changed.\n"
    )
    assert not Figure.objects.exists()
    assert not AuditLine.objects.exists()


def test_a_longer_file_adds_only_what_is_new(db, tmp_path):
    load(a_file(tmp_path, ROW))
    longer = load(a_file(tmp_path, ROW, ROW.replace("2020", "2021"), name="longer.csv"))
    assert (longer.rows, longer.already) == (1, 1)


def test_a_figure_with_another_value_stands_beside_the_first(db, tmp_path):
    load(a_file(tmp_path, ROW))
    load(a_file(tmp_path, ROW.replace(",38,published", ",39,conflict"), name="other.csv"))
    assert list(Figure.objects.order_by("value").values_list("value", "status")) == [
        (38, "published"),
        (39, "conflict"),
    ]


def test_a_figure_is_never_overwritten_in_silence(db, tmp_path):
    load(a_file(tmp_path, ROW))
    with pytest.raises(Refused, match="give a revised figure its own vintage"):
        load(a_file(tmp_path, ROW.replace("published", "derived"), name="other.csv"))
    assert Figure.objects.get().status == "published"


def test_unodcs_table_comes_in_with_its_masked_cells(db, shared):
    path = shared / "data/glotip/glotip_japan.csv"
    loaded = load(path, "glotip")
    assert loaded.rows == 718
    with path.open(encoding="utf-8") as file:
        masked = sum(row["txtVALUE"].startswith("<") for row in csv.DictReader(file))
    cells = Figure.objects.filter(status="masked")
    assert (cells.count(), set(cells.values_list("value", "value_text"))) == (masked, {(None, "<5")})
    assert set(Figure.objects.values_list("publisher", "year_basis", "source")) == {("UNODC", "calendar", "GLOTIP")}


def test_unodcs_categories_join_form_sex_and_age(db, shared):
    load(shared / "data/glotip/glotip_japan.csv", "glotip")
    figure = Figure.objects.get(
        indicator="detected_trafficking_victims",
        scheme="total",
        category="Total · sex: Female · age: 18 years or over",
        year=2007,
    )
    assert (figure.value, figure.unit) == (43, "person")


def test_rows_of_other_countries_are_left_out_and_counted(tmp_path):
    header = ",".join(mappings()["glotip"].columns)
    row = "{},X,Asia,Asia,Persons convicted,Total,Total,Total,Total,2003,Counts,7,GLOTIP"
    taken = read_figures(read_sheet(a_file(tmp_path, row.format("JPN"), row.format("KOR"), header=header)))
    assert (len(taken.figures), list(taken.left_out.values())) == (1, [1])


def test_what_was_exported_comes_back_the_same(db, tmp_path):
    actions.load_published(on=ON)
    before = list(Figure.objects.order_by("id").values())
    export_figures(tmp_path / "out.csv")
    loaded = load(tmp_path / "out.csv")
    assert loaded.rows == 0
    assert list(Figure.objects.order_by("id").values()) == before


def test_an_import_broken_off_in_the_middle_leaves_the_database_as_before(db, tmp_path, monkeypatch):
    def torn(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions.vault, "record", torn)
    with pytest.raises(KeyboardInterrupt):
        load(a_file(tmp_path, ROW))
    assert not Figure.objects.exists()
    assert not ImportedFile.objects.exists()
