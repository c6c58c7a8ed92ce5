"""Domains and files of records: what is wrong with them is said all at once."""

import io

import pytest

from opennrm.disclosure.synthesis.domain import domain_of, read_domain
from opennrm.disclosure.synthesis.problems import Refused
from opennrm.disclosure.synthesis.records import codes_of, write_records

DOMAIN = {
    "column": [
        {"name": "gender", "values": ["female", "male"], "empty": True},
        {"name": "year", "from": 2019, "to": 2021},
    ]
}


def refusal(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return str(refused.value)


def test_a_domain_lists_values_or_a_range_and_may_allow_nothing():
    domain = domain_of(DOMAIN)
    assert [column.values for column in domain.columns] == [("", "female", "male"), ("2019", "2020", "2021")]
    assert domain.cards == (3, 3)
    assert domain.size == 9


def test_a_domain_written_in_short_is_the_same():
    short = domain_of({"columns": {"sex": ["female", "male"], "form": ["sexual", "labour"]}})
    full = [{"name": "sex", "values": ["female", "male"]}, {"name": "form", "values": ["sexual", "labour"]}]
    assert short == domain_of({"column": full})


def test_every_mistake_of_a_domain_is_told_at_once():
    said = refusal(
        domain_of,
        {
            "colour": 1,
            "column": [
                {"values": ["a", "b"]},
                {"name": "one", "values": ["a"]},
                {"name": "twice", "values": ["a", "a", "b"]},
                {"name": "both", "values": ["a", "b"], "from": 1, "to": 3},
                {"name": "fall", "from": 3, "to": 1},
                {"name": "fall", "values": ["a", " b"]},
            ],
        },
    )
    for part in (
        "colour",
        "number 1",
        "1 values",
        "'a' — declared twice",
        "one of the two",
        "rising",
        "fall: declared",
    ):
        assert part in said
    assert len(said.splitlines()) == 8


@pytest.mark.parametrize("text", ["column = 3", "[[column]\n", "", "population = 'x'"])
def test_a_file_that_declares_no_column_is_refused(tmp_path, text):
    path = tmp_path / "d.toml"
    path.write_text(text)
    assert "d.toml" in refusal(read_domain, path)


def test_a_domain_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read" in refusal(read_domain, tmp_path / "none.toml")


def test_records_become_codes_in_the_order_of_the_domain():
    codes = codes_of(["year,other,gender\n", "2020,x,male\n", "2019,x,\n"], domain_of(DOMAIN))
    assert codes.tolist() == [[2, 1], [0, 0]]


def test_every_value_outside_the_domain_is_told_with_row_and_column():
    said = refusal(codes_of, ["gender,year\n", "female,2018\n", "man,2020\n", "male\n"], domain_of(DOMAIN))
    assert "row 2, column year: '2018'" in said
    assert "row 3, column gender: 'man'" in said
    assert "row 4: '' — 1 fields; the header has 2" in said


def test_a_missing_column_is_told_by_its_name():
    assert "column year" in refusal(codes_of, ["gender\n", "female\n"], domain_of(DOMAIN))


def test_records_come_back_from_what_was_written():
    domain, file = domain_of(DOMAIN), io.StringIO()
    codes = codes_of(["gender,year\n", "female,2021\n", ",2019\n"], domain)
    write_records(file, codes, domain)
    assert codes_of(file.getvalue().splitlines(), domain).tolist() == codes.tolist()
