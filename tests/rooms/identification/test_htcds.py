"""Records of HTCDS: a case goes out, comes in and goes out again as the same record, in Excel and in JSON."""

import string
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from opennrm.access.terms import FieldClass
from opennrm.identification.exchange import books
from opennrm.identification.exchange.records import (
    CODES,
    DECIDER,
    GENDER,
    STATUS,
    Held,
    joined,
    parted,
    record_of,
)
from opennrm.identification.exchange.standard import fields
from opennrm.identification.exchanging import OF_A_RECORD
from opennrm.identification.terms import Closing, Standing
from opennrm.understanding.imports.sheets import read_bytes
from opennrm.understanding.terms import Body, Exploitation, Industry, MeansOfControl, RecruiterRelation, Sex

TODAY = date(2026, 4, 1)
LETTERS = string.ascii_letters + "éễ 花子かなカナ김;,=+-@'\"<&>_x0041_\n"
texts = st.text(LETTERS, max_size=60).map(str.strip)
lines = texts.map(lambda text: " ".join(text.split()))
days = st.dates(date(1930, 1, 1), TODAY)


def codes(words):
    return st.frozensets(st.sampled_from([each.value for each in words]), max_size=4).map(
        lambda found: tuple(sorted(found))
    )


@st.composite
def cases(draw):
    """What may be held of a case, of every field that has a place in the standard."""
    opened = draw(days)
    return Held(
        opened=opened,
        owner="Made-up body",
        name=draw(lines),
        birth_date=draw(st.just("") | st.dates(date(1930, 1, 1), opened).map(date.isoformat)),
        sex=draw(st.sampled_from(["", *Sex.values])),
        nationality=draw(st.sampled_from(["", *fields()["prs_Citizenship"].answers])),
        language=draw(st.sampled_from(["", "ja", "vi", "fil", "my", "zh"])),
        document=draw(lines),
        phone=draw(lines),
        outline=draw(texts),
        standing=draw(st.sampled_from(Standing.values)),
        recognised_by=draw(codes(Body)),
        exploitation=draw(codes(Exploitation)),
        means=draw(codes(MeansOfControl)),
        industry=draw(codes(Industry)),
        recruiter=draw(st.sampled_from(["", *RecruiterRelation.values])),
        closing=draw(st.sampled_from(["", *Closing.values])),
        consented=draw(st.booleans()),
    )


def held_of(entry, before):
    """What would be held of an entry that was taken in, by the same body on the same ground."""
    told = entry.person
    return Held(
        opened=entry.opened,
        owner=before.owner,
        name=next((text for _kind, text in told["names"]), ""),
        birth_date=told["birth_date"].isoformat() if told["birth_date"] else "",
        outline=entry.begins["outline"],
        recognised_by=tuple(sorted(entry.begins["recognised_by"])),
        closing=entry.closing,
        recorded=entry.standing,
        consented=before.consented,
        kept=entry.identity | entry.contact | entry.account,
        **{name: told[name] for name in ("sex", "nationality", "language", "document", "phone")},
    )


def by_excel(records):
    return books.read_book(read_bytes("file.xlsx", books.workbook_of(records)), today=TODAY)


def by_json(records):
    return books.read_json("file.json", books.json_of(records, sender="Made-up body", on=TODAY), today=TODAY)


@given(st.lists(cases(), min_size=1, max_size=3), st.sampled_from([by_excel, by_json]))
def test_a_case_goes_out_and_comes_in_and_goes_out_the_same(held, through):
    records = [record_of(each, OF_A_RECORD) for each in held]
    reading = through(records)
    assert reading.problems == ()
    again = [record_of(held_of(entry, each), OF_A_RECORD) for entry, each in zip(reading.entries, held, strict=True)]
    assert again == records


@given(cases(), st.sampled_from([by_excel, by_json]))
def test_what_has_a_field_of_its_own_comes_back_as_it_was(held, through):
    (entry,) = through([record_of(held, OF_A_RECORD)]).entries
    back = held_of(entry, held)
    same = ("name", "birth_date", "sex", "nationality", "language", "document", "phone", "outline", "opened", "closing")
    assert {name: getattr(back, name) for name in same} == {name: getattr(held, name) for name in same}
    assert back.recorded == (held.standing if Standing(held.standing) in STATUS else "")


@given(st.text(max_size=40))
def test_a_name_parted_and_joined_is_the_same_name(text):
    assert joined(*parted(text)) == " ".join(text.split())


def test_of_a_name_in_japanese_letters_the_family_part_is_first():
    assert parted("架空 花子") == ("花子", "架空")
    assert parted("Made Up") == ("Made", "Up")


@given(cases(), st.frozensets(st.sampled_from(OF_A_RECORD)))
def test_a_record_tells_nothing_of_a_class_that_may_not_leave(held, classes):
    record = record_of(held, classes)
    assert {each.tells for each in fields().values() if each.name in record} <= {None, *classes}


def test_every_code_of_ours_has_an_answer_of_the_standard_or_none():
    for name, theirs in (("GENDER", "prs_Gender"), ("STATUS", "vic_TraffickingStatus")):
        assert set({"GENDER": GENDER, "STATUS": STATUS}[name].values()) <= set(fields()[theirs].answers)
    assert set(DECIDER.values()) <= set(fields()["vic_TraffickingStatusDecisionMakingOrg"].answers)
    assert {fields()[theirs].kind for theirs in CODES.values()} == {"many"}


def test_the_published_toolkit_has_the_columns_we_write(shared):
    published = load_workbook(shared / "data/htcds/HTCDS Excel Spreadsheet v2.0.xlsx").worksheets[0]
    labels = [cell.value.strip() for cell in published[2][1:] if cell.value]
    assert [each.label for each in fields().values() if each.toolkit] == labels


def test_a_record_of_another_system_keeps_what_this_house_has_no_place_for():
    record = {
        "prs_Email": "made-up@example.org", "prs_Gender": "TransgenderFeminine", "prs_Citizenship": ["VN", "PH"],
        "vic_MethodOfRecruitment": ["AtWork"], "vic_TraffickingStatusDecisionMakingOrg": "CourtOrProsecution",
        "cas_Status": "FollowUp",
    }  # fmt: skip
    (entry,) = by_json([record]).entries
    assert (entry.person["sex"], entry.person["nationality"]) == ("other", "VN")
    assert entry.contact == {"prs_Email": "made-up@example.org"}
    held = held_of(entry, Held(opened=TODAY, owner="Made-up body"))
    out = record_of(Held(**{**vars(held), "opened": TODAY}), frozenset(FieldClass))
    assert record.items() <= out.items()
