"""Fact files under the contract: what is taken, and what is said of what is not. Every fact here is made up."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opennrm.understanding import contract
from opennrm.understanding.engines.duck import OFFLINE, DuckEngine
from opennrm.understanding.imports.problems import Problem, Refused
from tests.rooms.understanding.folder import ask, cells, fact, folder

ROW = "id,key,day,sex\n"


def victims(path: Path, text: str | bytes) -> Path:
    """A folder with one file of protected victims, byte for byte."""
    body = text.encode() if isinstance(text, str) else text
    (path / "victim_protected.csv").write_bytes(body)
    return path


def problems(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a folder that stands alone."""
    with duckdb.connect(":memory:", config=OFFLINE) as con, pytest.raises(Refused) as refused:
        contract.check(con, path, whole=True)
    return refused.value.problems


def said(path: Path) -> list[tuple[str, int | None, str, str]]:
    """File, row, column and value of each problem."""
    return [(p.file, p.row, p.column, p.value) for p in problems(path)]


def test_every_wrong_value_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    bad = fact("ann", id="1", sex="woman", nationality="Japan", age="17.5", exploitation="Other;Sale")
    path = folder(
        tmp_path, victim_protected=[bad, fact("bea", "2020/06/01", id="2")], offence_cleared=[fact("", id="3")]
    )
    assert sorted(said(path)) == [
        ("offence_cleared.csv", 2, "key", ""),
        ("victim_protected.csv", 2, "age", "17.5"),
        ("victim_protected.csv", 2, "exploitation", "Other;Sale"),
        ("victim_protected.csv", 2, "nationality", "Japan"),
        ("victim_protected.csv", 2, "sex", "woman"),
        ("victim_protected.csv", 3, "day", "2020/06/01"),
    ]


def test_a_problem_says_what_was_expected(tmp_path: Path) -> None:
    (problem,) = problems(folder(tmp_path, victim_protected=[fact("ann", sex="woman")]))
    assert str(problem) == (
        "victim_protected.csv, row 2, column sex: 'woman' — expected one of female, male, other, or nothing"
    )


@pytest.mark.parametrize("day", ["2020-6-1", "2021-02-29", "2020-06-01 10:00", "20200601", "soon", "infinity"])
def test_a_day_is_a_day_of_the_calendar_in_ten_characters(tmp_path: Path, day: str) -> None:
    assert said(folder(tmp_path, victim_protected=[fact("ann", day, id="1")])) == [
        ("victim_protected.csv", 2, "day", day)
    ]


@pytest.mark.parametrize("age", ["-1", "121", "17.0", "1e1", "seventeen", "99999999999999999999"])
def test_a_number_is_whole_and_within_its_bounds(tmp_path: Path, age: str) -> None:
    assert said(folder(tmp_path, victim_protected=[fact("ann", age=age)])) == [("victim_protected.csv", 2, "age", age)]


def test_more_problems_than_are_shown_are_counted(tmp_path: Path) -> None:
    path = folder(tmp_path, victim_protected=[fact(str(n), sex="woman") for n in range(1000)])
    with duckdb.connect(":memory:", config=OFFLINE) as con, pytest.raises(Refused, match="… and 800 more") as refused:
        contract.check(con, path)
    assert refused.value.total == 1000


def test_a_missing_column_an_unknown_one_and_one_twice_are_named(tmp_path: Path) -> None:
    assert [(p.row, p.column) for p in problems(victims(tmp_path, "id,key,name,name\n1,ann,Ann,Ann\n"))] == [
        (1, "day"),
        (1, "name"),
        (1, "name"),
    ]


def test_the_same_id_twice_is_named_in_both_rows(tmp_path: Path) -> None:
    path = folder(tmp_path, victim_protected=[fact("ann", id="1"), fact("bea", id="2"), fact("cat", id="1")])
    assert [(row, value) for _file, row, _column, value in said(path)] == [(2, "1"), (4, "1")]


def test_a_correction_names_a_fact_of_the_file_once_and_says_why(tmp_path: Path) -> None:
    why = {"change": "correction", "reason": "entry_error"}
    rows = [fact("a", id="1"), fact("a", id="2", supersedes="1", **why), fact("a", id="3", supersedes="1", **why)]
    rows += [fact("b", id="4", supersedes="9", **why), fact("c", id="5", supersedes="5", **why)]
    rows += [fact("d", id="6", supersedes="4"), fact("e", id="7", **why)]
    found = [(row, column, value) for _file, row, column, value in said(folder(tmp_path, victim_protected=rows))]
    assert sorted(found) == [
        (3, "supersedes", "1"),
        (4, "supersedes", "1"),
        (5, "supersedes", "9"),
        (6, "supersedes", "5"),
        (7, "change", ""),
        (7, "reason", ""),
        (8, "change", "correction"),
        (8, "reason", "entry_error"),
    ]


def test_files_on_their_way_into_a_register_may_correct_its_facts(tmp_path: Path) -> None:
    row = fact("ann", supersedes="elsewhere", change="withdrawal", reason="duplicate")
    with duckdb.connect(":memory:", config=OFFLINE) as con:
        (file,) = contract.check(con, folder(tmp_path, victim_protected=[row]))
    assert file.name == "victim_protected.csv"


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"precision": "unknown"}, "precision"),
        ({"day": "", "precision": "year"}, "precision"),
        ({"precision": "span"}, "until"),
        ({"precision": "year", "until": "2021-12-31"}, "until"),
        ({"precision": "span", "until": "2019-12-31"}, "until"),
        ({"recorded_on": "2020-05-31"}, "recorded_on"),
    ],
)
def test_days_precision_and_recording_agree(tmp_path: Path, more: dict[str, str], column: str) -> None:
    found = said(folder(tmp_path, victim_protected=[fact("ann", id="1") | more]))
    assert [(row, name) for _file, row, name, _value in found] == [(2, column)]


def test_a_month_may_be_recorded_before_it_ends_and_a_year_before_its_first_day_is_known(tmp_path: Path) -> None:
    row = fact("ann", "2020-06-01", precision="month", recorded_on="2020-05-31", sex="male")
    assert ask(folder(tmp_path, victim_protected=[row]), "victims_by_sex") == {"male": 1}


@pytest.mark.parametrize("start", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_csv_of_a_spreadsheet_is_read_as_any_other(tmp_path: Path, start: str, end: str) -> None:
    lines = ['"id","key","day","sex"', '"1","smith, ann ""a""",2020-06-01, female ', "2,bea,2020-06-02,male"]
    assert ask(victims(tmp_path, start + end.join(lines) + end), "victims_by_sex") == {"female": 1, "male": 1}


def test_rows_with_too_few_or_too_many_values_are_named(tmp_path: Path) -> None:
    text = ROW + "1,ann,2020-06-01,male\n2,bea,2020-06-01\n3,cat,2020-06-01,male\n4,dee,2020-06-01,male,17\n"
    found = problems(victims(tmp_path, text))
    assert [(p.row, p.expected) for p in found] == [
        (3, "4 values as in the first row, not 3"),
        (5, "4 values as in the first row, not 5"),
    ]


def test_a_file_that_is_not_utf_8_is_refused_by_row_and_column(tmp_path: Path) -> None:
    body = (ROW + "1,ann,2020-06-01,male\n2,b").encode() + "é".encode("latin-1") + b"a,2020-06-01,male\n"
    (problem,) = problems(victims(tmp_path, body))
    assert (problem.row, problem.column, problem.expected) == (3, "key", "text in UTF-8")


def test_a_file_that_is_no_csv_is_refused_in_words(tmp_path: Path) -> None:
    endless = '"' + "x" * 140_000
    for name in ("rows", "header"):
        (tmp_path / name).mkdir()
    (problem, *_more) = problems(victims(tmp_path / "rows", ROW + "1,ann,2020-06-01,male\n2," + endless))
    assert problem.row == 3 and "a cell of more than" in problem.expected
    assert problems(victims(tmp_path / "header", endless))


def test_an_empty_file_is_refused_and_one_with_a_header_alone_is_no_facts(tmp_path: Path) -> None:
    assert "a first row that names columns" in str(problems(victims(tmp_path, ""))[0])
    assert ask(victims(tmp_path, ROW), "victims_by_sex") == {}


def test_a_file_or_folder_of_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "victims.csv").write_text(ROW)
    assert problems(tmp_path)[0].file == "victims.csv"
    assert "a folder with facts" in str(problems(tmp_path / "nowhere")[0])


def test_two_files_of_one_fact_type_are_refused(tmp_path: Path) -> None:
    victims(tmp_path, ROW)
    (tmp_path / "victim_protected.parquet").write_bytes(b"")
    assert {p.expected for p in problems(tmp_path)} == {"one file for victim_protected; keep one of the two"}


def test_a_file_that_is_not_parquet_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "victim_protected.parquet").write_bytes(b"PAR0")
    assert "a Parquet file that can be read" in str(problems(tmp_path)[0])


TYPED = {
    "id": pa.array(["1", "2"]),
    "key": pa.array(["ann", "bea"]),
    "day": pa.array([date(2020, 6, 1), date(2020, 7, 1)], pa.date32()),
    "age": pa.array([17, None], pa.int64()),
    "exploitation": pa.array([["SexualExploitation", "ForcedLabour"], []], pa.list_(pa.string())),
}


def parquet(path: Path, **columns: object) -> Path:
    """A folder with one Parquet file of protected victims."""
    path.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(TYPED | columns), path / "victim_protected.parquet")
    return path


def test_parquet_may_have_days_numbers_and_lists(tmp_path: Path) -> None:
    engine = DuckEngine.from_files(parquet(tmp_path))
    assert cells(engine, "victims_by_age") == {"under_18": 1, "unknown": 1}
    assert cells(engine, "victims_by_exploitation") == {"sexual": 1, "unknown": 1}
    engine.close()


def test_the_same_facts_are_the_same_version_as_csv_and_as_typed_parquet(tmp_path: Path) -> None:
    text = "id,key,day,age,exploitation\n1,ann,2020-06-01,17,ForcedLabour;SexualExploitation\n2,bea,2020-07-01,,\n"
    (tmp_path / "csv").mkdir()
    versions = []
    for path in (victims(tmp_path / "csv", text), parquet(tmp_path / "parquet")):
        engine = DuckEngine.from_files(path)
        versions.append(engine.register().version)
        engine.close()
    assert versions[0] == versions[1]


def test_wrong_values_in_parquet_are_named_by_row(tmp_path: Path) -> None:
    wrong = {"age": pa.array([17, 400]), "exploitation": pa.array([["Sale"], None], pa.list_(pa.string()))}
    assert sorted(said(parquet(tmp_path, **wrong))) == [
        ("victim_protected.parquet", 2, "exploitation", "Sale"),
        ("victim_protected.parquet", 3, "age", "400"),
    ]


def test_a_folder_of_parquet_parts_is_one_file_and_a_problem_names_its_part(tmp_path: Path) -> None:
    parts = tmp_path / "victim_protected"
    parts.mkdir()
    for part, sex in (("a", "male"), ("b", "woman")):
        rows = {"id": [part], "key": [part], "day": [date(2020, 6, 1)], "sex": [sex]}
        pq.write_table(pa.table(rows), parts / f"{part}.parquet")
    assert said(tmp_path) == [("victim_protected/b.parquet", 2, "sex", "woman")]


def test_a_row_is_counted_as_the_file_counts_it_even_in_a_long_file(tmp_path: Path) -> None:
    rows = [f"{n},k{n},2020-06-01,{'woman' if n == 90_000 else 'female'}\n" for n in range(1, 120_001)]
    assert said(victims(tmp_path, ROW + "".join(rows))) == [("victim_protected.csv", 90_001, "sex", "woman")]
