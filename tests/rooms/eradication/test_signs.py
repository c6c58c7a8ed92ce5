"""Reading an offence against the signs: a table, and what must hold whatever is read. No database."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from opennrm.eradication.reading import Facts, Reader, Sign, read
from opennrm.eradication.related_file import COLUMNS, EXAMPLE
from opennrm.eradication.related_file import read as read_csv
from opennrm.eradication.related_sweep import NoSuchColumns, sweep
from opennrm.eradication.signs import declared, reader
from opennrm.page.bilingual import Text
from opennrm.understanding.terms import RelatedOffence as Kind

DAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("kind", "observed", "minor", "signs"),
    [
        ("prostitution", "", "no", ""),
        ("prostitution", "none_seen", "yes", ""),
        ("foreign_employment", "papers_held", "no", "papers"),
        ("foreign_employment", "bankbook_held pay_taken", "no", "money_held"),
        ("foreign_employment", "long_hours", "no", "hours"),
        ("other", "long_hours", "no", ""),
        ("foreign_employment", "images", "no", ""),
        ("prostitution", "debt not_free", "no", "movement debt"),
        ("prostitution", "arranged", "no", ""),
        ("child_prostitution", "arranged", "yes", "child"),
        ("child_prostitution", "arranged", "not_sure", "child"),
        ("child_prostitution", "", "yes", ""),
        ("foreign_employment", "arranged", "yes", ""),
    ],
)
def test_what_fires_follows_from_kind_circumstances_and_age(kind, observed, minor, signs):
    fired = reader().read(kind, observed.split(), minor, DAY)
    assert " ".join(each.sign.code for each in fired) == signs


def test_a_sign_says_which_circumstances_made_it():
    (fired,) = reader().read("prostitution", ["fines", "debt", "none_seen"], "no", DAY)
    assert fired.because == ("debt", "fines")


def test_a_sign_fires_on_its_days_alone():
    told = {"title": Text("a", "あ"), "any_of": frozenset({"debt"}), "kinds": frozenset(), "child": False}
    told |= {"means": frozenset(), "source": "made up", "attested": True}
    old = Sign(code="old", since=date(2020, 1, 1), until=date(2025, 12, 31), **told)
    new = Sign(code="new", since=date(2026, 1, 1), until=None, **told)
    reads = Reader([old, new])
    found = [
        [each.sign.code for each in reads.read("other", ["debt"], "no", day)]
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert found == [[], ["old"], ["old"], ["new"]]


CODES = sorted(declared().circumstances)
FACTS = st.tuples(
    st.sampled_from(Kind.values),
    st.sets(st.sampled_from(CODES)),
    st.sampled_from(["yes", "no", "not_sure"]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)


@given(FACTS, st.sampled_from(CODES))
def test_seeing_more_never_takes_a_sign_back_and_a_child_never_has_fewer(facts, more):
    kind, observed, minor, day = facts

    def codes(seen, age):
        return {each.sign.code for each in read(Facts(kind, frozenset(seen), age, day), declared().signs)}

    assert codes(observed, minor) <= codes(observed | {more}, minor)
    assert codes(observed, "no") <= codes(observed, "not_sure") == codes(observed, "yes")
    assert codes(observed, minor) == {each.sign.code for each in reader().read(kind, observed, minor, day)}


def test_every_sign_has_a_source_and_what_is_not_seen_there_says_so():
    assert all(each.source for each in declared().signs)
    assert {each.attested for each in declared().signs} == {True, False}
    used = {code for each in declared().signs for code in each.any_of}
    assert used == declared().circumstances.keys() - {"none_seen"}


def wrong(text, **more):
    reading = read_csv("made-up.csv", text.encode(), today=DAY, **more)
    return [(each.row, each.column) for each in reading.problems], len(reading.rows)


HEADER = "number,kind,cleared,prefecture,persons,minor,observed,account\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",prostitution,2026-03-01,13,1,no,,", "number"),
        ("A,theft,2026-03-01,13,1,no,,", "kind"),
        ("A,prostitution,2026-04-02,13,1,no,,", "cleared"),
        ("A,prostitution,1 March,13,1,no,,", "cleared"),
        ("A,prostitution,2026-03-01,48,1,no,,", "prefecture"),
        ("A,prostitution,2026-03-01,13,-1,no,,", "persons"),
        ("A,prostitution,2026-03-01,13,1,17,,", "minor"),
        ("A,prostitution,2026-03-01,13,1,no,debt hair,", "observed"),
        ("A,prostitution,2026-03-01,13,1,no,debt none_seen,", "observed"),
        ("A,prostitution,2026-03-01", ""),
    ],
)
def test_a_bad_row_is_named_by_file_row_and_column_and_the_rest_is_kept(row, column):
    problems, kept = wrong(HEADER + "B,prostitution,2026-03-01,13,1,no,debt;not_free,\n" + row + "\n")
    assert problems == [(3, column)]
    assert kept == 1


@pytest.mark.parametrize("text", ["", "number,kind\n", "number,kind,cleared,name\n", "number,number,kind,cleared\n"])
def test_a_file_without_its_columns_is_one_problem(text):
    problems, kept = wrong(text)
    assert (len(problems), kept) == (1, 0)
    assert problems[0][0] is None


def test_a_japanese_header_reads_as_well_and_an_account_is_never_repeated():
    ja = ",".join(ja for ja, _must, _holds in COLUMNS.values())
    reading = read_csv("a.csv", (ja + "\n" + EXAMPLE.splitlines()[1] + "\n").encode("utf-8-sig"), today=DAY)
    assert (len(reading.rows), reading.problems) == (1, ())
    told = read_csv("a.csv", (HEADER + f"A,prostitution,2026-03-01,,,,,{'secret ' * 2000}\n").encode(), today=DAY)
    assert told.problems[0].column == "account"
    assert "secret" not in str(told.problems[0])
    assert read_csv("a.csv", b"\x82\xa0", today=DAY).problems[0].row is None


def test_a_long_file_is_read_row_by_row_and_loses_none():
    rows = ["a,prostitution,2026-03-01,no,debt", "b,theft,2026-03-01,no,", "c,other,soon,no,", "d,other", ""]
    out = StringIO()
    text = "number,kind,cleared,minor,observed\n" + "\n".join(rows) + "\n"
    counted = sweep(StringIO(text), out)
    assert (counted.rows, counted.with_signs, counted.problems) == (5, 1, 4)
    assert out.getvalue().splitlines()[1] == "a,debt,debt,"
    with pytest.raises(NoSuchColumns, match="observed"):
        sweep(StringIO("number,kind,cleared,minor\n"), None)


UNREADABLE = {
    b"number,kind,cleared,minor\n": "observed",
    b"number,kind,cleared,minor,observed\na,other,2026-03-01,no,\xe9\n": "UTF-8",
    b'number,kind,cleared,minor,observed\na,other,2026-03-01,no,"' + b"x" * 140_000: "no table of cells",
}


@pytest.mark.parametrize("body", UNREADABLE, ids=UNREADABLE.values())
def test_a_long_file_that_cannot_be_read_is_refused_in_words_and_leaves_no_half_an_answer(tmp_path, body):
    file, out = tmp_path / "a.csv", tmp_path / "out.csv"
    file.write_bytes(body)
    with pytest.raises(CommandError, match=UNREADABLE[body]):
        call_command("related", "file", file, "--out", out)
    assert not out.exists()


def test_reading_by_text_is_reading_by_codes():
    day = DAY - timedelta(days=1)
    assert reader().of_text("other", "debt  not_free", "no", day) == reader().read(
        "other", ["not_free", "debt"], "no", day
    )
