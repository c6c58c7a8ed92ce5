"""A body's own file of cases: columns mapped once, good rows taken in, the others named, nothing twice, no decision."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.identification.actions import imports
from opennrm.identification.actions.cases import Beginning
from opennrm.identification.exchange import twins
from opennrm.identification.exchange.days import read_day
from opennrm.identification.exchange.rows import Columns, read_rows, unknown_words
from opennrm.identification.interchange import ImportRefusal, Target
from opennrm.identification.models import Case, Elsewhere, ImportMapping
from opennrm.identification.terms import Due, Standing
from opennrm.page.refusals import Refused
from opennrm.understanding.imports.sheets import read_bytes, records
from tests.rooms.identification.world import desk, identified, opened, shelter, today

pytestmark = pytest.mark.django_db
HEADER = ("氏名", "性別", "国籍", "生年月日", "年齢", "受理日", "事件", "判断", "旅券", "備考")
TARGETS = (
    Target.NAME, Target.SEX, Target.NATIONALITY, Target.BIRTH_DATE, Target.AGE, Target.OPENED, Target.INCIDENT,
    Target.STANDING, Target.DOCUMENT, Target.NOTE,
)  # fmt: skip
COLUMNS = Columns(dict(zip(HEADER, TARGETS, strict=True)))
GOOD = ("架空 一郎", "男", "ベトナム", "令和元年5月1日", "", "2024/4/1", "A", "被害者と認定", "MADE-UP-1", "作り話")


def sheet(*rows, header=HEADER, name="cases.csv"):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return read_bytes(name, out.getvalue().encode("utf-8-sig"))


def read(*rows, columns=COLUMNS):
    made = sheet(*rows)
    return read_rows(made, records(made), columns, today=today())


def row(**cells):
    """The good row with other cells, by their place in the header."""
    return tuple(cells.get(f"c{at}", cell) for at, cell in enumerate(GOOD))


def test_a_row_is_read_as_its_words_mean():
    (entry,) = read(GOOD).entries
    assert (entry.person["sex"], entry.person["nationality"]) == ("male", "VN")
    assert (str(entry.person["birth_date"]), str(entry.opened)) == ("2019-05-01", "2024-04-01")
    assert (entry.standing, entry.note, entry.incident) == ("confirmed", "作り話", "A")


BAD = {
    "a sex nobody knows": ("c1", "甲", "性別", "甲", "one of"),
    "a country nobody knows": ("c2", "Atlantis", "国籍", "Atlantis", "ISO 3166-1"),
    "a day that is none": ("c3", "2019-02-30", "生年月日", "2019-02-30", "a day such as"),
    "a day that can be read two ways": ("c5", "04/01/2024", "受理日", "04/01/2024", "a day such as"),
    "a day to come": ("c5", "2999-01-01", "受理日", "2999-01-01", "a day from 1900 to today"),
    "a birth before living memory": ("c3", "1850-01-01", "生年月日", "1850-01-01", "a day from 1900 to today"),
    "an age that is none": ("c4", "old", "年齢", "old", "a number of years"),
    "an age beyond all": ("c4", "1999", "年齢", "1999", "a number of years"),
    "a decision nobody knows": ("c7", "済", "判断", "済", "one of"),
    "a document too long": ("c8", "X" * 61, "旅券", "X" * 40 + "…", "at most 60 characters"),
    "a note too long": ("c9", "X" * 10_001, "備考", "X" * 40 + "…", "at most 10000 characters"),
}


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
def test_a_bad_cell_is_named_with_file_row_column_what_stands_there_and_what_was_expected(case):
    at, cell, column, found, expected = BAD[case]
    reading = read(GOOD, row(**{at: cell}), row(c8="MADE-UP-2"))
    assert [entry.number for entry in reading.entries] == [2, 4]
    (problem,) = reading.problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("cases.csv", 3, column, found)
    assert expected in problem.expected


def test_a_row_with_several_faults_names_each_and_an_empty_one_is_none():
    reading = read(row(c1="甲", c2="Atlantis"), ("",) * len(HEADER))
    assert (len(reading.entries), [problem.column for problem in reading.problems]) == (0, ["性別", "国籍"])


def test_words_nobody_knows_are_asked_for_once_and_remembered():
    made = sheet(row(c1="甲"), row(c1="乙"), row(c1="甲"))
    assert unknown_words(records(made), COLUMNS) == {Target.SEX: ["甲", "乙"]}
    known = Columns(COLUMNS.columns, {Target.SEX: {"甲": "male", "乙": ""}})
    assert unknown_words(records(made), known) == {}
    assert [entry.person["sex"] for entry in read_rows(made, records(made), known, today=today()).entries] == [
        "male",
        "",
        "male",
    ]


@given(st.dates(max_value=date(2110, 12, 31)))
def test_a_day_is_read_however_it_is_written_here(day):
    texts = [day.isoformat(), f"{day.year:04}/{day.month}/{day.day}", f"{day.year:04}年{day.month}月{day.day}日"]
    if day.year > 2019:
        texts += [f"令和{day.year - 2018}年{day.month}月{day.day}日", f"R{day.year - 2018}.{day.month}.{day.day}"]
    assert {read_day(text) for text in texts} == {day}


def test_rows_are_taken_in_linked_by_incident_and_never_decided():
    isa = desk()
    with isa.identifying():
        entries = read(GOOD, row(c0="架空 二郎", c8="MADE-UP-2"), row(c0="架空 三郎", c6="", c8="MADE-UP-3")).entries
        done = imports.take_in(entries, source="a file", by=isa.officer, on=today())
        cases = list(Case.objects.filter(code__in=done.codes).select_related("person").order_by("opened", "pk"))
        assert len(cases) == 3
        assert {case.standing for case in cases} == {Standing.UNDECIDED}
        assert {case.due_for for case in cases} == {Due.DECISION}
        assert sorted(case.incident_id is not None for case in cases) == [False, True, True]
        assert {each.standing for each in Elsewhere.objects.all()} == {Standing.CONFIRMED}
        assert {str(case.opened) for case in cases} == {"2024-04-01"}
    assert all(identified(case.person.key) is None for case in cases)


def test_the_same_file_again_takes_in_what_is_missing_and_nothing_twice():
    isa = desk()
    with isa.identifying():
        first, second = read(GOOD, row(c6="", c8="MADE-UP-2")).entries
        imports.take_in([first], source="a file", by=isa.officer, on=today())
        done = imports.take_in([first, second], source="a file", by=isa.officer, on=today())
        assert (len(done.codes), done.already, Case.objects.count()) == (1, 1, 2)


def test_a_batch_that_breaks_leaves_none_of_its_rows_and_all_of_those_before(monkeypatch):
    isa = desk()
    monkeypatch.setattr(imports, "BATCH", 2)
    entries = read(*[row(c0=f"架空 {n}", c6="", c8=f"MADE-UP-{n}") for n in range(4)]).entries
    real, calls = imports.open_case, []

    def broken(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise OSError("the machine went away")
        return real(*args, **kwargs)

    monkeypatch.setattr(imports, "open_case", broken)
    with isa.identifying():
        with pytest.raises(OSError, match="went away"):
            imports.take_in(entries, source="a file", by=isa.officer, on=today())
        assert Case.objects.count() == 2
        monkeypatch.setattr(imports, "open_case", real)
        assert len(imports.take_in(entries, source="a file", by=isa.officer, on=today()).codes) == 2


def test_a_row_that_repeats_another_or_a_case_is_found_by_what_is_the_same():
    isa = desk()
    opened(isa)  # 架空 花子, 2001-04-06, MADE-UP-0001
    entries = read(
        row(c0="かくう　はなこ", c3="2001-04-06", c8=""),  # her reading in kana, and the day
        row(c0="別人", c3="", c8="made-up-0001"),  # her document
        row(c0="架空 花子", c3="1999-01-01", c8=""),  # her name, another day of birth
        row(c0="架空 花子", c3="", c8="", c6="B"),  # her name, and nothing else is known
        row(c0="同人", c8="MADE-UP-7"),
        row(c0="同人", c8="MADE-UP-8"),  # a row that repeats another
    ).entries
    with isa.identifying():
        found = twins.among_cases(entries, [isa.organisation.pk])
    assert [(twin.number, twin.same) for twin in found] == [
        (2, ("name", "birth_date")[:1]),
        (3, ("document",)),
        (5, ("name",)),
    ]
    assert [(twin.number, twin.row) for twin in twins.in_the_file(entries)] == [(5, 4), (7, 6)]


def test_another_bodys_cases_are_no_duplicates_to_whoever_imports():
    opened(desk())
    other = shelter()
    with other.identifying():
        assert twins.among_cases(read(row(c0="架空 花子", c3="", c8="")).entries, [other.organisation.pk]) == []


def test_a_mapping_is_kept_for_the_organisation_and_replaced_under_its_name():
    isa, other = desk(), shelter()
    with isa.identifying():
        for columns in (COLUMNS, Columns({"氏名": Target.NAME}, {Target.SEX: {"甲": "male"}})):
            imports.save_mapping("警察", columns, header=1, by=isa.officer, on=today())
        kept = imports.columns_of(imports.mapping_named("警察", isa.organisation.pk))
    assert (dict(kept.columns), ImportMapping.objects.count()) == ({"氏名": Target.NAME}, 1)
    with other.identifying(), pytest.raises(Refused, match="no mapping of this name"):
        imports.mapping_named("警察", other.organisation.pk)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({}, ImportRefusal.NO_COLUMNS),
        ({"a": Target.SEX, "b": Target.SEX}, ImportRefusal.TWICE),
        ({"a": Target.NOTE, "b": Target.NOTE}, None),
    ],
)
def test_a_mapping_says_something_and_no_field_twice(columns, why):
    assert imports.why_not_columns(columns) == why


def test_what_was_open_before_stays_as_it_was():
    isa = desk()
    before = opened(isa, beginning=Beginning())
    with isa.identifying():
        imports.take_in(read(GOOD).entries, source="a file", by=isa.officer, on=today())
        assert Case.objects.get(pk=before.pk).due_for == Due.SCREENING
