"""Facts under the register's contract: out to a folder and back, checked to the last value."""

import tomllib
from datetime import date

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.db import transaction

from opennrm.understanding.facts import SuspectArrested, VictimProtected
from opennrm.understanding.folders import read_folder
from opennrm.understanding.imports.problems import Refused
from opennrm.understanding.models import ROWS, Collection
from opennrm.understanding.register import record, supersede
from opennrm.vault.models import AuditLine

DAY, ON = date(2020, 5, 1), date(2020, 6, 1)
HEADER = "id,key,day,precision,until,recorded_on,supersedes,change,reason,sex,nationality,age,exploitation"
ROW = "a1,k1,2020-05-01,day,,2020-06-01,,,,female,JP,17,ForcedLabour"
PROTECTED = ROWS[VictimProtected].objects  # type: ignore[attr-defined]


@pytest.fixture
def nation(db) -> str:
    """A made-up collection: three facts, one of them corrected."""
    Collection.objects.create(name="nation", kind="national", producer='The "made-up" office', made_on=DAY)
    victim = VictimProtected(key="k1", day=DAY, recorded_on=ON, age=17, exploitation=frozenset({"Other", "Surrogacy"}))
    with transaction.atomic():
        record(victim, collection="nation")
        record(SuspectArrested(key="s1", day=DAY, recorded_on=ON, offence="o1"), collection="nation")
        corrected = VictimProtected(key="k1", day=DAY, recorded_on=ON, age=18)
        supersede(victim.id, corrected, reason="entry_error", recorded_on=ON, collection="nation")
    return "nation"


def a_folder(tmp_path, *rows, header=HEADER):
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "victim_protected.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return folder


def take_in(folder, *more):
    call_command("import", "facts", str(folder), "--collection", "import", "--kind", "import", *more)


def refusal(folder):
    with pytest.raises(Refused) as caught:
        read_folder(folder, collection="import", on=ON)
    return str(caught.value).splitlines()


def everything():
    return {fact.table: list(rows.objects.order_by("id").values()) for fact, rows in ROWS.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_goes_out_comes_back_the_same(nation, tmp_path, form, capsys):
    before = everything()
    folder = tmp_path / "out"
    call_command("export", "register", str(folder), "--collection", nation, "--format", form)
    again = read_folder(folder, collection=nation, on=ON)
    call_command("import", "facts", str(folder), "--collection", nation, "--kind", "national")
    assert len(again.facts) == 3
    assert everything() == before
    assert "out: 0 new, 3 already there." in capsys.readouterr().out


def test_the_folder_says_where_its_facts_are_from(nation, tmp_path):
    call_command("export", "register", str(tmp_path / "out"), "--collection", nation)
    said = tomllib.loads((tmp_path / "out/register.toml").read_text("utf-8"))
    assert (said["collection"], said["kind"], said["producer"]) == (
        "nation",
        "national",
        'The "made-up" office',
    )
    assert isinstance(said["exported_on"], date)


def test_what_goes_out_is_its_owners_alone_and_leaves_a_line_of_audit(nation, tmp_path):
    call_command("export", "register", str(tmp_path / "out"), "--collection", nation)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "out").glob("*.csv")}
    assert modes == {"victim_protected.csv": 0o600, "suspect_arrested.csv": 0o600}
    assert AuditLine.objects.filter(act="facts.exported", subject="collection:nation").count() == 1


def test_parquet_has_days_numbers_and_text(nation, tmp_path):
    call_command("export", "register", str(tmp_path / "out"), "--collection", nation, "--format", "parquet")
    schema = pq.read_schema(tmp_path / "out/victim_protected.parquet")
    kinds = {name: str(schema.field(name).type) for name in ("day", "recorded_on", "age", "exploitation")}
    assert kinds == {
        "day": "date32[day]",
        "recorded_on": "date32[day]",
        "age": "int32",
        "exploitation": "string",
    }


def test_nothing_is_written_over(nation, tmp_path, capsys):
    (tmp_path / "kept.csv").write_text("mine")
    with pytest.raises(SystemExit):
        call_command("export", "register", str(tmp_path), "--collection", nation)
    assert "expected a new or empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.csv"]


def test_an_unknown_collection_names_those_there_are(nation, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("export", "register", str(tmp_path / "out"), "--collection", "natoin")
    assert "'natoin' — expected a collection of this register: nation" in capsys.readouterr().err


def test_a_folder_of_another_system_comes_in(db, tmp_path):
    folder = a_folder(tmp_path, ROW, "a2,k2,,,,,,,,male,XS,,")
    take_in(folder, "--recorded-on", "2020-07-01")
    known, unknown = PROTECTED.order_by("id")
    assert (known.age, known.exploitation, known.recorded_on) == (17, "ForcedLabour", date(2020, 6, 1))
    assert (unknown.day, unknown.precision, unknown.recorded_on) == (None, "unknown", date(2020, 7, 1))


def test_every_wrong_value_is_listed_with_its_row(db, tmp_path):
    wrong = [
        ROW.replace("female", "F"),
        ROW.replace("a1", "a2").replace("2020-05-01", "1/5/2020"),
        ROW.replace("a1", "a3").replace("JP", "Japan").replace("17", "171"),
    ]
    assert sorted(refusal(a_folder(tmp_path, *wrong))) == [
        "victim_protected.csv, row 2, column sex: 'F' — expected one of female, male, other, or nothing",
        "victim_protected.csv, row 3, column day: '1/5/2020' — expected a day written 2020-12-31",
        "victim_protected.csv, row 4, column age: '171' — expected a whole number from 0 to 120, or nothing",
        "victim_protected.csv, row 4, column nationality: 'Japan' — "
        "expected an ISO 3166-1 code of two letters such as JP, XS for stateless, or nothing",
    ]


def test_an_id_that_stands_twice_is_listed(db, tmp_path):
    lines = refusal(a_folder(tmp_path, ROW, ROW.replace("k1", "k2")))
    assert [line.split(":")[0] for line in lines] == [
        "victim_protected.csv, row 2, column id",
        "victim_protected.csv, row 3, column id",
    ]


def test_what_must_hold_within_a_row_holds(db, tmp_path):
    rows = [ROW.replace(",day,", ",span,"), ROW.replace("a1", "a2").replace("2020-06-01", "2020-04-01")]
    assert refusal(a_folder(tmp_path, *rows)) == [
        "victim_protected.csv, row 2, column until: '' — expected a day where the precision is span, and only there",
        "victim_protected.csv, row 3, column recorded_on: '2020-04-01' — "
        "expected a day not before 2020-05-01, the day of the fact",
    ]


def test_a_correction_of_a_fact_that_is_not_there_is_listed(db, tmp_path):
    row = ROW.replace(",,,,female", ",gone,correction,entry_error,female")
    assert refusal(a_folder(tmp_path, row)) == [
        "victim_protected.csv, row 2, column supersedes: 'gone' — "
        "expected the id of a fact of this file or of the collection"
    ]


def test_an_id_of_another_collection_is_refused(nation, tmp_path, capsys):
    folder = a_folder(tmp_path, ROW.replace("a1", PROTECTED.first().id))
    with pytest.raises(SystemExit):
        take_in(folder)
    assert "expected an id of its own; another fact of the register has it" in capsys.readouterr().err
    assert not Collection.objects.filter(name="import").exists()


def test_a_missing_column_is_listed(db, tmp_path):
    folder = a_folder(tmp_path, "a1,female", header="id,sex")
    assert [line.split(" — ")[0] for line in refusal(folder)] == [
        "victim_protected.csv, row 1, column key: ''",
        "victim_protected.csv, row 1, column day: ''",
    ]


def test_a_dry_run_leaves_no_collection_behind(db, tmp_path, capsys):
    take_in(a_folder(tmp_path, ROW), "--dry-run")
    assert capsys.readouterr().out == "facts: 1 new, 0 already there.\nThis was a dry run: nothing was changed.\n"
    assert not Collection.objects.exists()
