"""The forms statistics go out in: each by the rules of its standard, and back again where it can be read back."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from opennrm.disclosure.attack.reading import read_text
from opennrm.disclosure.attack.verdict import attack
from opennrm.disclosure.policies import policy
from opennrm.disclosure.synthesis.problems import CannotPublish
from opennrm.disclosure.synthesis.synthesize import Asked
from opennrm.page.bilingual import Text
from opennrm.publication import outputs
from opennrm.publication.formats import codes, columns, csvw, ctdc, ctdc_made_up, dictionary, jsonstat, sdmx, structure
from opennrm.publication.formats.cubes import cube
from opennrm.publication.formats.glotip import glotip
from opennrm.publication.gate import NotFit
from opennrm.publication.report import Line
from opennrm.understanding import definitions
from opennrm.understanding.facts import VictimProtected
from opennrm.understanding.imports.figures import read_figures
from opennrm.understanding.imports.sheets import read_sheet
from tests import made_up

ID = re.compile(r"[A-Za-z0-9_@$\-]+")  # SDMX 3.0, common:IDType


def rows_of(content):
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_sdmx_csv_has_its_three_columns_first_ids_for_codes_and_one_row_an_observation(report):
    for content, listed, key in (
        (sdmx.national(report), columns.NATIONAL, outputs.DESCRIBED["sdmx-csv"][1]),
        (sdmx.sdg(report), columns.SDG, outputs.DESCRIBED["sdg"][1]),
    ):
        assert not content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
        rows = rows_of(content)
        assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
        assert list(rows[0]) == [each.name for each in listed]
        assert all(re.fullmatch(r"[\w-]+:\w+\(\d+(\.\d+)+\)", row["STRUCTURE_ID"]) for row in rows)
        assert all(ID.fullmatch(row[name]) for row in rows for name in key)
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_the_structure_of_the_national_sdmx_file_has_every_code_the_file_has_and_nothing_hangs_loose(report):
    told = json.loads(structure.national(report))["data"]
    codes = {each["id"].removeprefix("CL_"): {code["id"] for code in each["codes"]} for each in told["codelists"]}
    rows = rows_of(sdmx.national(report))
    assert rows and {"TABLE", "PUBLISHER", "ROW", "COLUMN", "UNIT_MEASURE"} <= codes.keys()
    for name, known in codes.items():
        assert {row[name] for row in rows} <= known, name
        assert all(ID.fullmatch(code) for code in known), name
    (data,) = told["dataStructures"]
    parts = data["dataStructureComponents"]
    dimensions = [*parts["dimensionList"]["dimensions"], parts["dimensionList"]["timeDimension"]]
    components = [*dimensions, *parts["measureList"]["measures"], *parts["attributeList"]["attributes"]]
    named = [each.name for each in columns.NATIONAL if each not in columns.SDMX]
    assert sorted(each["id"] for each in components) == sorted(named)
    there = {f"{each['agencyID']}:{each['id']}({each['version']})" for kind in told.values() for each in kind}
    pointed = re.findall(r"=(\w+:\w+\([\d.]+\))", json.dumps(told))
    assert set(pointed) <= there and told["dataflows"][0]["structure"].endswith("DSD_TIP(1.0.0)")
    assert {row["STRUCTURE_ID"] for row in rows} <= there


def test_the_national_sdmx_file_says_what_the_tidy_csv_says(report):
    tidy = rows_of(outputs.content(report, "csv"))
    counted = sorted(int(row["value"]) for row in tidy if row["column"] != "change")
    assert sorted(int(row["OBS_VALUE"]) for row in rows_of(sdmx.national(report))) == counted


def test_sdg_1622_is_the_victims_by_sex_age_and_form(report):
    found = {
        (row["SERIES"], row["SEX"], row["AGE"], row["TIME_PERIOD"]): int(row["OBS_VALUE"])
        for row in rows_of(sdmx.sdg(report))
    }
    assert found["VC_HTF_DETV", "_T", "_T", "2020"] == 38
    assert found["VC_HTF_DETV", "F", "Y0T17", "2020"] + found["VC_HTF_DETV", "M", "Y0T17", "2020"] == 20
    assert found["VC_HTF_DETVFL", "_T", "_T", "2020"] == 6 + 2  # hostess work and other labour share a series
    assert not any(series.endswith("R") for series, *_ in found)  # rates ask for a population, which is not here


def test_codes_for_all_victims_do_not_stand_at_foreign_victims_alone(report):
    rows = [row for row in rows_of(sdmx.national(report)) if row["TABLE"] == "victims_by_status_at_entry"]
    assert rows and not any(row["ICCS"] or row["SDG_SERIES"] for row in rows)


def test_json_stat_says_every_cell_in_row_major_order(report):
    content = json.loads(jsonstat.collection(report))
    assert (content["version"], content["class"]) == ("2.0", "collection")
    for item, table in zip(content["link"]["item"], report.tables, strict=True):
        made = cube(report, table)
        indexes = [item["dimension"][id]["category"]["index"] for id in item["id"]]
        assert [len(index) for index in indexes] == item["size"]
        assert set(item["role"]["time"]) <= set(item["id"])
        back = {key: v for key, v in zip(product(*indexes), item["value"], strict=True) if v is not None}
        assert back == {key: cell.value for key, cell in made.cells.items()}


@pytest.mark.parametrize("kind", outputs.DESCRIBED)
def test_the_metadata_of_a_csv_describe_the_columns_it_has(report, kind):
    rows = rows_of(outputs.content(report, kind))
    told = json.loads(outputs.content(report, f"csvw-{kind}"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] + csvw.BESIDE == outputs.names(2020)[f"csvw-{kind}"]
    listed = told["tableSchema"]["columns"]
    assert [each["titles"][0] for each in listed] == list(rows[0])
    assert all(re.fullmatch(r"\w+", each["name"]) for each in listed)
    keys = [tuple(row[listed[at]["titles"][0]] for at, each in enumerate(listed) if each["name"] in
                  told["tableSchema"]["primaryKey"]) for row in rows]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert all(row[each["titles"][0]] for row in rows for each in listed if each["required"])


def test_what_is_made_up_says_so_in_every_form(report):
    demo = replace(report, demo=True)
    assert "made up" in outputs.content(demo, "csvw-glotip").decode()
    assert "Made up for a demonstration" in sdmx.sdg(report).decode()
    assert '"made up"' in jsonstat.collection(report).decode()


def test_unodcs_table_is_read_back_by_its_own_import(report, tmp_path):
    path = tmp_path / "glotip.csv"
    path.write_bytes(glotip(report).to_csv())
    taken = read_figures(read_sheet(path), mapping="glotip").figures
    known = {figure.category: figure.value_text for figure in taken}
    assert known["Total · sex: Total · age: Total"] and "<5" in known.values()


def test_no_sum_gives_a_masked_count_of_unodcs_table_away(report):
    table = report.table("victims_sex_by_minor")
    for boys in range(4):
        rows = (replace(table.rows[0], values=(31, 13)), Line("male", Text("Male", "男性"), (boys, 0), (False, False)))
        made = replace(table, rows=rows, total=replace(table.total, values=(31 + boys, 13)))
        shown = glotip(replace(report, tables=(made,))).rows
        said = {(row[7], row[8]): row[11] for row in shown}
        places = product(("Female", "Male", "Total"), ("0 to 17 years", "18 years or over", "Total"))
        text = "Sex,Age,value\n" + "\n".join(f"{sex},{age},{said.get((sex, age), '')}" for sex, age in places)
        assert shown and not attack(read_text(text, name="glotip"), policy("unodc")).findings


def test_what_unodcs_table_has_no_word_for_is_left_out_and_named(report):
    told = glotip(report)
    assert not any(row[4].startswith(("Persons prosecuted", "Persons convicted")) for row in told.rows)
    assert any("cohort has 50 and 36" in each.en for each in told.left_out)
    assert any("status of residence" in each.en for each in told.left_out)


def test_every_form_is_held_to_the_gate(report):
    table = report.table("victims_by_sex")
    strange = replace(table, id="sheltered", population=Text("Persons in shelters", "一時保護中の者"))
    for format in outputs.TABLE_FORMATS:
        with pytest.raises(NotFit):
            outputs.table_bytes(report, strange, format)


def test_facts_stand_in_ctdcs_columns_and_what_cannot_be_said_is_empty():
    told = {"id": "a", "key": "k", "recorded_on": date(2021, 1, 5), "day": date(2020, 6, 1)}
    fact = VictimProtected(
        **told, sex="female", age=19, nationality="PH", means=frozenset({"TakesEarnings"}), recruiter="Stranger",
        exploitation=frozenset({"HostessWork", "OrganRemoval"}), industry=frozenset({"I"}),
    )  # fmt: skip
    corrected = replace(fact, id="b", supersedes="a", change="correction", reason="entry_error", sex="male")
    (record,) = ctdc.records([fact, corrected])
    said = {name for name, value in record.items() if value == "1"}
    assert (record["gender"], record["ageBroad"], record["citizenship"]) == ("Male", "18--20", "PHL")
    assert said == {
        "meansDebtBondageEarnings", "isForcedLabour", "isOtherExploit", "typeOfLabourHospitality",
        "recruiterRelationOther",
    }  # fmt: skip
    assert all(record[each.name] == "" for each in ctdc.ctdc().columns if each.because)
    assert all(each.because or each.take for each in ctdc.ctdc().columns) and len(record) == 27


def test_records_of_few_victims_are_made_in_no_form():
    with pytest.raises(CannotPublish, match="fewer than 2,000"):
        ctdc_made_up.made_up(made_up.facts(), Asked(4, 1e-6))


def test_ic_tip_ships_empty_and_is_taken_as_data(tmp_path):
    assert not codes.ic_tip().obtained and "could not be obtained" in codes.ic_tip().missing.en
    path = tmp_path / "ic_tip.csv"
    path.write_text("scheme,category,unit,code,label_en,source\nsex,female,victim,MADE-UP,,a test\n")
    assert codes.ic_tip(path).codes == {("sex", "female"): "MADE-UP"}
    path.write_text("scheme,category,unit,code,label_en,source\nsex,nobody,ship,,,\n")
    with pytest.raises(codes.WrongCodes, match=r"(?s)row 2, column category.*column unit.*column code.*column source"):
        codes.ic_tip(path)


def test_the_dictionary_names_every_column_and_every_national_category():
    page = "\n".join(dictionary.page())
    assert all(f"| {each.name} |" in page for _n, _t, listed in dictionary.FILES for each in listed)
    assert all(
        f"| {scheme.id} | {each.code} |" in page
        for scheme in definitions.schemes().values()
        for each in scheme.categories
    )
