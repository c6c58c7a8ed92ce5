"""Definitions are data: what a wrong file is told, and which rules hold when."""

from pathlib import Path

import pytest

from opennrm.understanding import definitions
from opennrm.understanding.definitions import WrongDefinition, open_definition, read_scheme, read_table
from opennrm.understanding.terms import Unit

TABLE = """
id = "t"
chapter = 1
section = "victims"
order = 1
title = { en = "T" }
fact = "victim_protected"
unit = "people"
population = { en = "P", ja = "P" }
rules = []
attributes = ["hair"]
scheme = "sex"
figure = "t.{row}"
colour = "red"
"""


def test_a_wrong_table_is_told_every_mistake_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(TABLE, "utf-8")
    with pytest.raises(WrongDefinition) as refused:
        read_table(open_definition(path))
    said = str(refused.value)
    for part in (
        "t.toml: title:",
        "unit: expected one of person",
        "attribute hair: victim_protected has none",
        "colour",
    ):
        assert part in said


def test_a_value_stands_in_one_category_only(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    category = '[[category]]\ncode = "{}"\nlabel = {{ en = "A", ja = "A" }}\nvalues = ["x"]\n'
    path.write_text(
        'id = "s"\ntitle = { en = "S", ja = "S" }\nsource = "-"\n' + category.format("a") + category.format("b")
    )
    with pytest.raises(WrongDefinition, match="category b: x stands in a already"):
        read_scheme(open_definition(path))


def test_adulthood_is_20_until_march_2022_and_18_since() -> None:
    ids = ("adulthood_20", "adulthood_18", "minor")
    assert [r.id for r in definitions.holding(ids, 2020)] == ["adulthood_20", "minor"]
    assert [r.id for r in definitions.holding(ids, 2022)] == ["adulthood_20", "adulthood_18", "minor"]
    assert [r.id for r in definitions.holding(ids, 2023)] == ["adulthood_18", "minor"]


def test_every_table_names_rules_that_exist() -> None:
    known = definitions.rules()
    assert all(rule in known for table in definitions.tables() for rule in table.rules)


def test_every_figure_id_belongs_to_one_table() -> None:
    patterns = [t.figure for t in definitions.tables()]
    plain = [p for p in patterns if p not in ("victims.{row}", "suspects.{row}")]
    assert len(plain) == len(set(plain))
    rows = [
        c.code
        for t in definitions.tables()
        if t.figure == "victims.{row}"
        for c in definitions.schemes()[t.scheme].categories
    ]
    doubled = {code for code in rows if rows.count(code) > 1} - {"unknown", "other"}
    assert not doubled


def test_a_table_says_what_it_counts_and_never_just_acts() -> None:
    assert [table.id for table in definitions.tables() if table.unit is Unit.ACT] == []
