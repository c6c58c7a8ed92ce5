"""A file of contracts through the command: what is written, what is refused, and that nothing is lost."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from opennrm.prevention.criteria import NoCriteria, holding
from opennrm.prevention.examination import OUT, examine, example
from opennrm.understanding.imports.problems import Refused

DAY = date(2026, 4, 1)


def written(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def contracts(tmp_path, *rows, text=""):
    path = tmp_path / "contracts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        if rows:
            sheet = csv.DictWriter(file, sorted({name for row in rows for name in row}))
            sheet.writeheader()
            sheet.writerows(rows)
        file.write(text)
    return path


def row(number, **values):
    return {"contract": f"c-{number}", "employer": "9999999999999"} | values


def test_the_example_is_examined_criterion_by_criterion(tmp_path):
    file, out = contracts(tmp_path, text=example()), tmp_path / "out.csv"
    done = examine(file, on=DAY, out=out)
    lines = written(out)
    assert done.contracts == 2
    assert len(lines) == 2 * len(holding(DAY).all)
    assert tuple(lines[0]) == OUT
    wrong = {line["criterion"]: line["shown_by"] for line in lines if line["outcome"] == "not_met"}
    assert wrong.keys() == {"C04", "O06"}
    assert wrong["C04"].startswith("158,000 JPY/month < 205,000 JPY/month")


def test_a_row_that_cannot_be_read_is_kept_with_its_reason_and_all_others_are_examined(tmp_path):
    file = contracts(tmp_path, row(1, pay="x"), row(2, pay="205000"), row(2), row(3))
    out = tmp_path / "out.csv"
    done = examine(file, on=DAY, out=out)
    assert {line["contract"] for line in written(out)} == {"c-3"}
    kept = written(done.refused_file)
    assert [line["contract"] for line in kept] == ["c-1", "c-2", "c-2"]
    assert "row 3 has the same" in kept[2]["why"]
    assert str(done.problems[0]).startswith("contracts.csv, row 2, column pay: 'x'")


def test_the_file_of_refused_rows_is_mended_and_examined_again(tmp_path):
    out = tmp_path / "out.csv"
    done = examine(contracts(tmp_path, row(1, pay="=1+1")), on=DAY, out=out)
    text = done.refused_file.read_text("utf-8-sig")
    assert "=1+1" in text
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("=1+1", ""), "utf-8")
    again = examine(mended, on=DAY, out=out)
    assert (again.contracts, again.refused) == (1, 0)
    assert not done.refused_file.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column contract"),
        ("contract,employer,colour\n", "'colour' — expected a column or criterion we know"),
        ("contract,employer,pay,pay\n", "each column once"),
    ],
)
def test_a_file_that_is_no_table_of_contracts_is_refused_whole(tmp_path, text, said):
    out = tmp_path / "out.csv"
    with pytest.raises(Refused, match=said):
        examine(contracts(tmp_path, text=text), on=DAY, out=out)
    assert [each.name for each in tmp_path.iterdir()] == ["contracts.csv"]


def test_a_day_without_criteria_writes_nothing(tmp_path):
    with pytest.raises(NoCriteria):
        examine(contracts(tmp_path, row(1)), on=date(2018, 1, 1), out=tmp_path / "out.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["contracts.csv"]


def test_a_row_with_a_comma_too_many_is_kept(tmp_path):
    file = contracts(tmp_path, text="contract,employer\nc-1,9999999999999,x\nc-2,9999999999999\n")
    done = examine(file, on=DAY, out=tmp_path / "out.csv")
    assert (done.contracts, done.refused) == (1, 1)
    assert "2 values in the row, not 3" in str(done.problems[0])


def test_no_text_of_a_file_becomes_a_formula(tmp_path):
    examine(contracts(tmp_path, row(1) | {"contract": "=cmd()"}), on=DAY, out=tmp_path / "out.csv")
    assert written(tmp_path / "out.csv")[0]["contract"] == "'=cmd()"


def test_the_command_says_what_it_found_and_fails_where_a_row_was_refused(tmp_path):
    out, said = tmp_path / "out.csv", StringIO()
    arguments = {"on": DAY, "out": out, "stdout": said, "stderr": StringIO()}
    call_command("examine", contracts(tmp_path, row(1)), **arguments)
    assert "1 contract(s) examined: met 0, not_met 0, not_shown 60" in said.getvalue()
    with pytest.raises(CommandError, match=r"1 row\(s\) could not be read"):
        call_command("examine", contracts(tmp_path, row(1, pay="x")), **arguments)


def test_texts_are_written_in_japanese_where_that_is_asked_for(tmp_path):
    examine(contracts(tmp_path, row(1, dispatched="no")), on=DAY, out=tmp_path / "out.csv", language="ja")
    line = next(line for line in written(tmp_path / "out.csv") if line["criterion"] == "C07")
    assert (line["outcome"], line["shown_by"]) == ("not_applicable", "派遣ではない")
