"""CTDC's Victim–Perpetrator dataset: our facts reproduce each frequency its dictionary publishes."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest
from openpyxl import load_workbook

from opennrm.understanding import actions
from opennrm.understanding.facts import PerpetratorsReported, VictimIdentified
from opennrm.understanding.imports.ctdc import COLUMNS, EXPLOITATION, ROLES, read_ctdc
from opennrm.understanding.imports.problems import Refused
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.models import ROWS, ImportedFile
from opennrm.vault.models import AuditLine

ON = date(2024, 1, 2)
HOME = {"collection": "ctdc", "kind": "import", "producer": "CTDC"}
VICTIMS = ROWS[VictimIdentified].objects  # type: ignore[attr-defined]
PERPETRATORS = ROWS[PerpetratorsReported].objects  # type: ignore[attr-defined]


def load(path, collection="ctdc"):
    sheet = read_sheet(path)
    taken = read_ctdc(sheet, collection=collection, recorded_on=ON)
    home = HOME | {"collection": collection}
    return actions.load_facts(taken.facts, **home, name=sheet.name, sha256=sheet.sha256, on=ON)


def a_file(tmp_path, *rows, columns=COLUMNS):
    """A made-up file of the dataset's form."""
    path = tmp_path / "ctdc.csv"
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def published(path) -> dict[tuple[str, str], int]:
    """Every valid value of the dictionary's frequency tables, by variable and value."""
    found: dict[tuple[str, str], int] = {}
    variable = section = ""
    with closing(load_workbook(path, read_only=True)) as book:
        rows = list(book["TabStat"].iter_rows(values_only=True))
    for first, second, third, *_rest in rows:
        if first in COLUMNS:
            variable, section = first, ""
        elif first in ("Valid", "Missing", "Total"):
            section = first
        if section == "Valid" and second not in (None, "Total"):
            found[variable, str(second)] = third
    return found


def ours() -> dict[str, Callable[[str], int]]:
    """For each variable: how many facts in the database have a value, as the dictionary writes it."""

    def column(rows, name: str) -> Callable[[str], int]:
        counts = Counter(rows.values_list(name, flat=True))
        return lambda value: counts[value]

    def member(rows, name: str, code: str) -> Callable[[str], int]:
        counts = Counter(code in text.split(";") for text in rows.values_list(name, flat=True))
        return lambda value: counts[True]

    sex, sexes = column(VICTIMS, "sex"), column(PERPETRATORS, "sexes")
    band, ages = column(VICTIMS, "age_band"), column(PERPETRATORS, "ages")
    years = Counter(
        f"{day.year}-{until.year}" if until else str(day.year)
        for day, until in VICTIMS.exclude(day=None).values_list("day", "until")
    )
    return {
        "yearRegister": lambda value: years[value],
        "gender": lambda value: sex(value.lower()),
        "majorityStatus": lambda value: band({"Adult": "18+", "Minor": "0-17"}[value]),
        "UN_COO_Region": column(VICTIMS, "region_of_origin"),
        "UN_COE_Region": column(VICTIMS, "region_of_exploitation"),
        "IP_Gender": lambda value: sexes(value.lower()),
        "IP_ageBroad": lambda value: ages(value.replace("--", "-")),
        "IP_citizen_UNRegion": column(PERPETRATORS, "regions"),
        "IP_Relation": column(PERPETRATORS, "relations"),
        "IP_PayMoney": column(PERPETRATORS, "paid"),
        **{name: member(VICTIMS, "exploitation", code) for name, code in EXPLOITATION.items()},
        **{name: member(PERPETRATORS, "roles", code) for name, code in ROLES.items()},
    }


def test_the_facts_reproduce_all_53_published_frequencies(db, shared):
    loaded = load(shared / "data/ctdc/CTDC_VPsynthetic_condensed.csv")
    expected = published(shared / "data/ctdc/CTDC_VPsynthetic_dict_20221201.xlsx")
    count = ours()
    assert (loaded.rows, len(expected)) == (42_390, 53)
    assert {key: count[key[0]](key[1]) for key in expected} == expected


def test_a_row_gives_a_victim_and_the_perpetrators_under_one_key(db, tmp_path):
    row = {"gender": "Male", "majorityStatus": "Minor", "IP_Gender": "Female;Male", "IP_Exploiter": "1"}
    load(a_file(tmp_path, row))
    victim, perpetrators = VICTIMS.get(), PERPETRATORS.get()
    assert victim.key == perpetrators.key
    assert (victim.sex, victim.age_band, perpetrators.sexes) == ("male", "0-17", "female;male")
    assert perpetrators.roles == "Exploiter"


@pytest.mark.parametrize(
    ("text", "day", "until", "precision"),
    [
        ("2014-2018", date(2014, 1, 1), date(2018, 12, 31), "span"),
        ("2019", date(2019, 1, 1), None, "year"),
        ("", None, None, "unknown"),
    ],
)
def test_time_is_as_exact_as_the_dataset_and_no_more(db, tmp_path, text, day, until, precision):
    load(a_file(tmp_path, {"yearRegister": text, "gender": "Male"}))
    fact = VICTIMS.get()
    assert (fact.day, fact.until, fact.precision) == (day, until, precision)


def test_every_problem_of_every_row_is_listed_at_once(tmp_path):
    path = a_file(
        tmp_path,
        {"gender": "F", "isForcedLabour": "yes"},
        {"yearRegister": "2018-2014", "IP_Gender": "Female;X", "IP_Exploiter": "0"},
    )
    with pytest.raises(Refused) as caught:
        read_ctdc(read_sheet(path), collection="ctdc", recorded_on=ON)
    assert str(caught.value).splitlines() == [
        "ctdc.csv, row 2, column gender: 'F' — expected one of Female, Male, or nothing",
        "ctdc.csv, row 2, column isForcedLabour: 'yes' — expected 1 or nothing",
        "ctdc.csv, row 3, column yearRegister: '2018-2014' — expected 2019, 2014-2018, or nothing",
        "ctdc.csv, row 3, column IP_Gender: 'Female;X' — "
        "expected one or more of Female, Male, separated by ;, or nothing",
        "ctdc.csv, row 3, column IP_Exploiter: '0' — expected 1 or nothing",
    ]


def test_another_file_is_refused_with_each_column_it_lacks(tmp_path):
    path = a_file(tmp_path, {}, columns=[c for c in COLUMNS if c not in ("gender", "IP_Relation")])
    path.write_text(path.read_text("utf-8") + "1" + "," * 13 + "\n", "utf-8")
    with pytest.raises(Refused) as caught:
        read_ctdc(read_sheet(path), collection="ctdc", recorded_on=ON)
    assert [problem.column for problem in caught.value.problems] == ["gender", "IP_Relation"]


def test_the_same_file_again_changes_nothing(db, tmp_path):
    path = a_file(tmp_path, {"gender": "Male"})
    assert (load(path).rows, load(path).rows, load(path).already) == (2, 0, 2)
    assert (VICTIMS.count(), AuditLine.objects.filter(act="facts.imported").count()) == (1, 1)


def test_an_import_broken_off_in_the_middle_leaves_the_database_as_before(db, tmp_path):
    sheet = read_sheet(a_file(tmp_path, {"gender": "Male"}, {"gender": "Female"}))
    facts = read_ctdc(sheet, collection="ctdc", recorded_on=ON).facts

    def torn(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.load_facts(facts, **HOME, name="f", sha256="0" * 64, on=ON, step=torn)
    assert not VICTIMS.exists()
    assert not ImportedFile.objects.exists()
