"""HTCDS 2.0 files become facts: the Excel toolkit with its shifted names, and exports of the XLSForm."""

import csv
from datetime import date

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from opennrm.understanding import countries
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.imports.htcds import questions, read_htcds
from opennrm.understanding.imports.problems import Refused
from opennrm.understanding.imports.sheets import read_sheet
from opennrm.understanding.models import ROWS, Collection

ON = date(2024, 1, 2)
NAMES = [question.names[-1] for question in questions().values()]
LABELS = [question.label for question in questions().values()]
# Made up, as every person in these tests.
VICTIM = {
    "Trafficking Status": "Actual victim of trafficking",
    "Trafficking Status Decision Making Organization": "Police",
    "Incoming Referral Date": "2020-05-01",
    "Birthdate": "2003-05-02",
    "Gender": "Feminine ",
    "Citizenship": "Viet Nam",
    "Type of Exploitation": "Forced labour; Sexual exploitation",
    "Methods of Control": "Debt bondage ; False promises",
    "Forced Labour Industry": "Manufacturing",
}


def an_export(tmp_path, *answers, header=NAMES, name="export.csv"):
    """An XLSForm export with one row for each set of answers, given by label."""
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[given.get(label, "") for label in LABELS] for given in answers])
    return path


def a_toolkit(shared, tmp_path, *answers):
    """The real toolkit, filled in below its two header rows."""
    book = load_workbook(shared / "data/htcds/HTCDS Excel Spreadsheet v2.0.xlsx")
    sheet = book.active
    columns = {cell.value.strip(): cell.column for cell in sheet[2] if cell.value}
    for number, given in enumerate(answers, start=3):
        for label, answer in given.items():
            sheet.cell(number, columns[label], answer)
    book.save(tmp_path / "toolkit.xlsx")
    return tmp_path / "toolkit.xlsx"


def take(path):
    return read_htcds(read_sheet(path), collection="toolkit", recorded_on=ON)


def one(path) -> VictimIdentified:
    (fact,) = take(path).facts
    return fact


def refusal(path):
    with pytest.raises(Refused) as caught:
        take(path)
    return str(caught.value).splitlines()


def test_an_empty_toolkit_gives_nothing(shared):
    taken = take(shared / "data/htcds/HTCDS Excel Spreadsheet v2.0.xlsx")
    assert (taken.facts, dict(taken.left_out)) == ((), {})


def test_a_row_of_the_toolkit_becomes_a_fact(shared, tmp_path):
    fact = one(a_toolkit(shared, tmp_path, VICTIM))
    assert (fact.day, fact.precision, fact.sex, fact.nationality) == (date(2020, 5, 1), "day", "female", "VN")
    assert (fact.exploitation, fact.means) == (
        {"ForcedLabour", "SexualExploitation"},
        {"DebtBondage", "FalsePromises"},
    )
    assert (fact.industry, fact.recognised_by, fact.recorded_on) == ({"C"}, {"Police"}, ON)


def test_age_is_completed_years_on_the_day_of_referral(tmp_path):
    day_before = one(an_export(tmp_path, VICTIM))
    birthday = one(an_export(tmp_path, VICTIM | {"Incoming Referral Date": "2020-05-02"}))
    assert (day_before.age, birthday.age) == (16, 17)


def test_no_name_and_no_birth_date_is_taken_up(shared, tmp_path):
    person = VICTIM | {"First Name": "Zaphod", "Mobile Phone": "+000", "Mailing City": "Nowhere"}
    kept = repr(one(a_toolkit(shared, tmp_path, person)))
    assert not [text for text in ("Zaphod", "+000", "Nowhere", "2003") if text in kept]


def test_a_semicolon_inside_an_industry_label_does_not_split_it(tmp_path):
    water = "Water supply; sewerage, waste management and remediation"
    homes = (
        "Activities of households as employers; undifferentiated goods- and services- producing "
        "activities of households for own use"
    )
    industries = [
        one(an_export(tmp_path, VICTIM | {"Forced Labour Industry": text})).industry
        for text in (water, f"{water}; Education", f"Education; {homes}; {water}")
    ]
    assert industries == [{"E"}, {"E", "P"}, {"P", "T", "E"}]


@pytest.mark.parametrize("answer", ["NA", "Namibia", "namibia "])
def test_namibia_is_a_country_and_not_a_missing_value(tmp_path, answer):
    assert one(an_export(tmp_path, VICTIM | {"Citizenship": answer})).nationality == "NA"


def test_every_choice_of_the_published_form_is_understood(shared, tmp_path):
    lists = {
        "gender": "sex",
        "citizenship": "nationality",
        "methodsofcontrol": "means",
        "typeofexploitation": "exploitation",
        "forcedlabourindustry": "industry",
        "traffickingstatus": "status",
        "traffickingstatusdecisionmakingorg": "recognised_by",
    }
    with (shared / "data/htcds/htcds_xlsform_choices.csv").open(encoding="utf-8") as file:
        choices = [row for row in csv.DictReader(file) if row["list_name"] in lists]
    assert len(choices) == 311
    for row in choices:
        question = questions()[lists[row["list_name"]]]
        by_name, by_label = question.read(row["name"]), question.read(row["label"])
        assert by_name == by_label
        assert len(by_name[0]) == 1
        assert not by_name[1]


def test_every_citizenship_of_the_form_is_a_country_of_the_contract():
    assert set(questions()["nationality"].codes.values()) <= set(countries.names())


def test_an_export_of_the_form_has_its_own_field_names_and_separators(tmp_path):
    assert {"vic_Methods_of_Control", "cas_IncomingReferralDate"} <= set(NAMES)
    answers = VICTIM | {
        "Trafficking Status": "ActualVictimOfTrafficking",
        "Gender": "NonConforming",
        "Citizenship": "NA",
        "Type of Exploitation": "ForcedLabour Other",
        "Methods of Control": "DebtBondage  TakesEarnings",
    }
    fact = one(an_export(tmp_path, answers))
    assert (fact.sex, fact.nationality) == ("other", "NA")
    assert (fact.exploitation, fact.means) == ({"ForcedLabour", "Other"}, {"DebtBondage", "TakesEarnings"})


def test_an_export_with_a_column_an_answer_is_read_too(tmp_path):
    header = [*NAMES, "group/vic_Methods_of_Control/DebtBondage", "group/vic_Methods_of_Control/Other"]
    at = NAMES.index("vic_Methods_of_Control")
    path = tmp_path / "export.csv"
    row = [VICTIM[label] for label in LABELS]
    header[at], row[at] = "_id", "1"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, [*row, "1", "0"]])
    assert one(path).means == {"DebtBondage"}


def test_an_excel_export_with_real_dates_gives_the_same(tmp_path):
    book = Workbook()
    book.active.append(NAMES)
    days = {"Incoming Referral Date": date(2020, 5, 1), "Birthdate": date(2003, 5, 2)}
    book.active.append([(VICTIM | days)[label] for label in LABELS])
    book.save(tmp_path / "export.xlsx")
    fact = one(tmp_path / "export.xlsx")
    assert (fact.day, fact.age) == (date(2020, 5, 1), 16)


def test_only_actual_victims_are_facts_and_the_others_are_counted(tmp_path):
    statuses = ["Possible victim of trafficking"] * 2 + ["Not a victim of trafficking", ""]
    taken = take(an_export(tmp_path, VICTIM, *(VICTIM | {"Trafficking Status": status} for status in statuses)))
    assert len(taken.facts) == 1
    assert list(taken.left_out.values()) == [2, 1, 1]
    assert "nobody has decided yet" in next(iter(taken.left_out))


def test_of_several_citizenships_the_first_counts_and_it_is_said(tmp_path):
    taken = take(an_export(tmp_path, VICTIM | {"Citizenship": "PH JP"}))
    assert taken.facts[0].nationality == "PH"
    assert {why.split(":")[0]: n for why, n in taken.remarks.items()} == {"persons of several citizenships": 1}


def test_a_victim_without_a_date_counts_in_no_year_and_it_is_said(tmp_path):
    taken = take(an_export(tmp_path, VICTIM | {"Incoming Referral Date": ""}))
    assert (taken.facts[0].day, taken.facts[0].precision, taken.facts[0].age) == (None, "unknown", None)
    assert sum(taken.remarks.values()) == 1


def test_every_problem_of_every_row_is_listed_at_once(tmp_path):
    path = an_export(
        tmp_path,
        VICTIM | {"Gender": "F", "Citizenship": "Atlantis"},
        VICTIM | {"Incoming Referral Date": "1/5/2020", "Methods of Control": "DebtBondage Magic"},
        VICTIM | {"Trafficking Status": "Perhaps", "Birthdate": "2021-01-01"},
        VICTIM | {"Incoming Referral Date": "2024-01-03"},
    )
    lines = refusal(path)
    assert [line.split(" — ")[0] for line in lines] == [
        "export.csv, row 2, column Citizenship: 'Atlantis'",
        "export.csv, row 2, column Gender: 'F'",
        "export.csv, row 3, column Incoming Referral Date: '1/5/2020'",
        "export.csv, row 3, column Methods of Control: 'Magic'",
        "export.csv, row 4, column Trafficking Status: 'Perhaps'",
        "export.csv, row 4, column Birthdate: '2021-01-01'",
        "export.csv, row 5, column Incoming Referral Date: '2024-01-03'",
    ]
    assert lines[0].endswith("expected a country's English name, or its ISO 3166-1 code such as JP")
    assert lines[2].endswith("expected a day written 2020-12-31")
    assert lines[4].endswith(
        "one of Possible victim of trafficking, Actual victim of trafficking, Not a victim of trafficking"
    )
    assert lines[5].endswith("expected a day 0 to 120 years before the referral, 2020-05-01")
    assert lines[6].endswith("expected a day not after 2024-01-02, the day of recording")


def test_a_missing_column_is_named_as_the_form_names_it(tmp_path):
    path = an_export(tmp_path, header=["x" if name == "prs_Gender" else name for name in NAMES])
    assert refusal(path) == [
        "export.csv, row 1, column Gender: '' — expected this column (in an XLSForm export prs_Gender); "
        "add it, even if it is empty"
    ]


def test_the_same_file_gives_the_same_opaque_keys_and_another_collection_others(tmp_path):
    sheet = read_sheet(an_export(tmp_path, VICTIM, VICTIM))
    keys = [[fact.key for fact in read_htcds(sheet, collection=name, recorded_on=ON).facts] for name in ("a", "a", "b")]
    assert keys[0] == keys[1]
    assert len({*keys[0], *keys[2]}) == 4


def test_the_command_takes_a_file_once_and_warns_of_a_second_one(db, tmp_path, capsys):
    path = str(an_export(tmp_path, VICTIM))
    for _time in range(2):
        call_command("import", "htcds", path, "--collection", "toolkit", "--recorded-on", "2024-01-02")
    assert capsys.readouterr().out == ("export.csv: 1 new, 0 already there.\nexport.csv: 0 new, 1 already there.\n")
    longer = str(an_export(tmp_path, VICTIM, VICTIM, name="longer.csv"))
    call_command("import", "htcds", longer, "--collection", "toolkit", "--recorded-on", "2024-01-02")
    assert "those persons are counted twice" in capsys.readouterr().out


def test_an_import_never_enters_the_nations_collection(db, tmp_path, capsys):
    Collection.objects.create(name="nation", kind="national", producer="made up", made_on=ON)
    with pytest.raises(SystemExit):
        call_command("import", "htcds", str(an_export(tmp_path, VICTIM)), "--collection", "nation")
    assert "expected another name; this collection is national, the file import" in capsys.readouterr().err
    assert not ROWS[VictimIdentified].objects.exists()
