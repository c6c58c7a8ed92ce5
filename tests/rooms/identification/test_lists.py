"""The lists of indicators are data: dated, sourced, with faults that name the file and the item; and what is absent."""

import csv
from datetime import date

import pytest

from opennrm.agencies.declared import Faults, FaultyDeclaration
from opennrm.identification import handbook, lists
from opennrm.identification.questions import ListEvidence
from opennrm.identification.terms import Minor

HEAD = """
id = "made_up"
title = { en = "Made up", ja = "架空" }
since = 2026-01-01
asked_of = "everyone"
source = { en = "made up", ja = "架空" }
evidence = "gathered"
weighted = true
"""
ITEM = """
[[item]]
code = "MU4.01"
en = "Made up"
ja = "架空"
dimension = "exploitation"
element = "purpose"
phase = "destination"
strength = "strong"
"""


def faults_of(tmp_path, monkeypatch, text):
    (tmp_path / "made_up.toml").write_text(text, "utf-8")
    monkeypatch.setattr(lists, "DATA", tmp_path)
    faults = Faults()
    lists.read_list("made_up.toml", faults, [])
    try:
        faults.settle()
    except FaultyDeclaration as faulty:
        return str(faulty)
    return ""


def test_a_list_as_it_should_be_has_no_fault(tmp_path, monkeypatch):
    assert faults_of(tmp_path, monkeypatch, HEAD + ITEM) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('strength = "strong"', 'strength = "mighty"', "made_up.toml, item MU4.01, strength: found 'mighty'"),
        ('ja = "架空"\ndimension', "dimension", "made_up.toml, item MU4.01, ja: is missing"),
        ('element = "purpose"', 'element = "means"', "made_up.toml, item MU4.01, element: exploitation is the purpose"),
        ("since = 2026-01-01", "", "made_up.toml, , since: is missing"),
        ('strength = "strong"', 'strength = "strong"\nmeans = ["Magic"]', "means: found Magic; write codes"),
        ('phase = "destination"', 'phase = "destination"\ncolour = "red"', "colour: is not a key"),
    ],
)
def test_a_fault_names_the_file_the_item_and_what_to_write(tmp_path, monkeypatch, old, new, said):
    assert said in faults_of(tmp_path, monkeypatch, (HEAD + ITEM).replace(old, new))


def test_no_list_that_could_not_be_verified_is_asked():
    here = {each.id for each in lists.every()}
    assert {each.id for each in lists.absent()} & here == set()
    assert {"ilo_adult_sexual", "ilo_child_sexual"} <= {each.id for each in lists.absent()}


def test_what_comes_from_a_secondary_source_says_so():
    sure = {each.id: each.evidence for each in lists.every()}
    assert sure["ilo_adult_labour"] == sure["ilo_child_labour"] == ListEvidence.SECONDARY
    assert sure["japan_signs"] == ListEvidence.GATHERED


def test_a_list_holds_from_its_day_and_an_interview_finds_it_again():
    assert [each.id for each in lists.holding(date(2008, 1, 1), Minor.NO)] == ["palermo"]
    today = lists.holding(date(2026, 1, 1), Minor.NO)
    assert lists.lists_of(each.word for each in today) == today
    with pytest.raises(lists.NoSuchList, match="palermo@1999-01-01"):
        lists.lists_of(["palermo@1999-01-01"])


def test_the_lists_of_the_ilo_are_those_of_the_source(shared):
    with (shared / "data/indicators/ilo_indicators.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["profile"].endswith("labour")]
    ours = {item.code: item for each in lists.every() if each.weighted for item in each.all}
    assert {row["item_code"]: (row["indicator"], row["strength"], row["dimension"]) for row in rows} == {
        code: (item.text.en, item.strength, item.dimension) for code, item in ours.items()
    }


def test_the_page_of_reference_tells_every_item_and_what_is_absent():
    page = "\n".join(handbook.page())
    assert all(item.text.en in page and item.text.ja in page for each in lists.every() for item in each.all)
    assert all(each.text.en in page for each in lists.absent())
