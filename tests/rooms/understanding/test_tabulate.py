"""From counts to cells: how values fold into the rows of a table. Every number here is made up."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.understanding.definitions import Category, Scheme, Text, schemes, tables
from opennrm.understanding.engines.duck import DuckEngine
from opennrm.understanding.tabulate import Value, fold
from tests.rooms.understanding.folder import Fact, ask, cells, fact, folder, table, total


@pytest.mark.parametrize(
    ("age", "band", "category"),
    [
        (17, None, "minors"),
        (18, None, "adults"),
        (0, None, "minors"),
        (None, "9-17", "minors"),
        (None, "18+", "adults"),
        (17, "18+", "minors"),
        (None, None, "unknown"),
    ],
)
def test_age_in_years_stands_before_the_band(age: int | None, band: str | None, category: str) -> None:
    assert fold(schemes()["minor"], (age, band)) == (category,)


def test_a_band_wider_than_the_scheme_is_shown_as_it_stands() -> None:
    assert fold(schemes()["age_government"], (None, "18+")) == ("18+",)


def scheme(kind: str) -> Scheme:
    """A before B, then everything else."""
    text = Text("made up", "架空")
    rows = [Category("a", text, ("A",)), Category("b", text, ("B",)), Category("rest", text, rest=True)]
    return Scheme("made_up", text, "", (*rows, Category("unknown", text, unknown=True)), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "first", "each"),
    [
        ("A;B", ("a",), ("a", "b")),
        ("B;C", ("b",), ("b", "rest")),
        ("C;D", ("rest",), ("rest",)),
        ("", ("unknown",), ("unknown",)),
        (None, ("unknown",), ("unknown",)),
    ],
)
def test_a_set_counts_once_in_its_first_row_or_in_each(value: Value, first: object, each: object) -> None:
    assert fold(scheme("first_of_set"), (value,)) == first
    assert fold(scheme("each_of_set"), (value,)) == each


def test_of_several_forms_of_exploitation_a_person_counts_in_the_first_of_the_scheme(tmp_path: Path) -> None:
    people = [fact("a", exploitation="HostessWork;SexualExploitation"), fact("b", exploitation="HostessWork")]
    path = folder(tmp_path, victim_protected=people)
    assert ask(path, "victims_by_exploitation") == {"sexual": 1, "hostess": 1}


def test_a_case_under_two_statutes_stands_in_two_rows_and_once_in_the_total(tmp_path: Path) -> None:
    cases = [fact("1", statutes="immigration;child_welfare"), fact("2", statutes="immigration")]
    engine = DuckEngine.from_files(folder(tmp_path, offence_cleared=cases))
    assert cells(engine, "cases_by_statute") == {"child_welfare": 1, "immigration": 2}
    assert total(engine, "cases_by_statute") == 2
    engine.close()


def test_countries_stand_by_size_and_the_unknown_last(tmp_path: Path) -> None:
    people = [fact(f"{n}", nationality=c) for n, c in enumerate(["", "", "", "TH", "PH", "PH", "JP"])]
    engine = DuckEngine.from_files(folder(tmp_path, victim_protected=people))
    found = table(engine, "victims_by_nationality", 2020)
    assert [(line.code, *line.values) for line in found.lines] == [
        ("PH", 2), ("JP", 1), ("TH", 1), ("unknown", 3),
    ]  # fmt: skip
    engine.close()


def test_who_has_no_known_nationality_is_neither_japanese_nor_foreign(tmp_path: Path) -> None:
    people = [fact("a", nationality="JP"), fact("b", nationality="XS"), fact("c", nationality="")]
    path = folder(tmp_path, victim_protected=people)
    assert ask(path, "victims_by_origin") == {"japanese": 1, "foreign": 1, "unknown": 1}
    assert ask(path, "victims_by_status_at_entry") == {"unknown": 1}


def test_a_code_no_row_takes_is_shown_and_reported(tmp_path: Path) -> None:
    engine = DuckEngine.from_files(folder(tmp_path, victim_protected=[fact("a", age_band="18+")]))
    found = table(engine, "victims_by_age", 2020)
    assert found.value("18+", "2020") == 1
    assert found.unmapped == {"18+": 1}
    engine.close()


def test_columns_stand_for_the_years_asked_also_those_without_facts(tmp_path: Path) -> None:
    people = [fact("a", "2018-01-01", sex="male"), fact("b", "2020-01-01", sex="male")]
    engine = DuckEngine.from_files(folder(tmp_path, victim_protected=people))
    found = table(engine, "victims_by_sex", 2018, 2019, 2020)
    assert (found.columns, found.total) == (("2018", "2019", "2020"), (1, 0, 1))
    engine.close()


def test_a_table_of_two_schemes_shows_the_last_year(tmp_path: Path) -> None:
    people = [fact("a", "2019-01-01", sex="male", age=30), fact("b", sex="female", age=16)]
    engine = DuckEngine.from_files(folder(tmp_path, victim_protected=people))
    found = table(engine, "victims_sex_by_minor", 2019, 2020)
    assert (found.value("female", "minors"), found.value("male", "adults")) == (1, 0)
    engine.close()


VICTIMS = [t for t in tables() if t.fact == "victim_protected" and t.chapter == 1]
PARTITIONS = [t for t in VICTIMS if schemes()[t.scheme].kind != "each_of_set"]
people = st.fixed_dictionaries(
    {
        "key": st.sampled_from("abcdefgh"),
        "day": st.dates(min_value=date(2019, 11, 1), max_value=date(2021, 2, 1)).map(str),
        "sex": st.sampled_from(["", "female", "male", "other"]),
        "nationality": st.sampled_from(["", "JP", "PH", "TH"]),
        "age": st.sampled_from(["", "5", "17", "18", "44"]),
        "age_band": st.sampled_from(["", "9-17", "18+"]),
        "exploitation": st.sampled_from(["", "HostessWork", "Other", "ForcedLabour;SexualExploitation"]),
        "status_at_entry": st.sampled_from(["", "Student", "Overstay", "Dependent"]),
    }
)  # fmt: skip
registers = st.lists(people, max_size=25).map(lambda rows: [row | {"id": str(n)} for n, row in enumerate(rows)])


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    with TemporaryDirectory() as path:
        yield Path(path)


@settings(max_examples=15, deadline=None)
@given(registers)
def test_totals_are_distinct_persons_and_rows_add_up_to_them(scratch: Path, rows: list[Fact]) -> None:
    engine = DuckEngine.from_files(folder(scratch, victim_protected=rows))
    first: dict[object, Fact] = {}
    for row in sorted((r for r in rows if str(r["day"]).startswith("2020")), key=lambda r: (r["day"], r["id"])):
        first.setdefault(row["key"], row)
    for each in PARTITIONS:
        inside = [r for r in first.values() if not each.where or r["nationality"] not in ("", "JP")]
        found = table(engine, each.id, 2020)
        assert sum(found.total) == len(inside)
        assert sum(sum(line.values) for line in found.lines) == len(inside)
    engine.close()


@settings(max_examples=10, deadline=None)
@given(registers, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_neither_cells_nor_version(
    scratch: Path, rows: list[Fact], chance: random.Random
) -> None:
    found = []
    for order in (rows, chance.sample(rows, len(rows))):
        engine = DuckEngine.from_files(folder(scratch, victim_protected=order))
        found.append((engine.register().version, [table(engine, t.id, 2019, 2020, 2021) for t in VICTIMS]))
        engine.close()
    assert found[0] == found[1]
