"""What a session, an evaluation, an opinion and a code must be; without a database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.foundations import chapter_rules as rules
from opennrm.foundations import session_files
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import FOR, ChapterRefusal, OpinionState, Way
from opennrm.understanding.awareness import Audience, SessionKind

TODAY = date(2026, 4, 1)
WHOLE = Evaluation(10, 40, 200, 38, 342, 5, 38, Decimal("4.20"))
HEAD = "日付\t種別\t対象者\t名称\t参加者数\t都道府県"


def refused(kind=SessionKind.TRAINING, audience=Audience.POLICE, **more):
    told = {"way": Way.IN_PERSON, "prefecture": "13", "day": TODAY, "persons": 3} | more
    return rules.why_not_session(kind, audience, **told, on=TODAY)


def test_training_is_for_officials_and_life_safety_education_for_pupils_and_teachers():
    assert refused() is None
    assert refused(audience=Audience.HIGH_SCHOOL) == ChapterRefusal.WRONG_AUDIENCE
    assert refused(SessionKind.LIFE_SAFETY, Audience.POLICE) == ChapterRefusal.WRONG_AUDIENCE
    assert all(any(audience in of for of in FOR.values()) for audience in Audience)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"day": TODAY + timedelta(days=1)}, ChapterRefusal.NOT_YET),
        ({"persons": 0}, ChapterRefusal.NOBODY_THERE),
        ({"prefecture": ""}, ChapterRefusal.NO_PLACE),
        ({"prefecture": "", "way": Way.BOTH}, ChapterRefusal.NO_PLACE),
        ({"prefecture": "", "way": Way.ONLINE}, None),
    ],
)
def test_a_session_was_held_somewhere_with_somebody_in_it(more, why):
    assert refused(**more) == why


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (WHOLE, None),
        (Evaluation(), None),
        (Evaluation(10, None, None, 38, 342), None),
        (replace(WHOLE, right_before=None), ChapterRefusal.HALF_EVALUATED),
        (replace(WHOLE, questions=None), ChapterRefusal.HALF_EVALUATED),
        (Evaluation(questions=10), ChapterRefusal.HALF_EVALUATED),
        (replace(WHOLE, sheets_after=4, right_after=9), ChapterRefusal.TOO_FEW_SHEETS),
        (replace(WHOLE, sheets_before=41), ChapterRefusal.MORE_SHEETS_THAN_PEOPLE),
        (replace(WHOLE, right_before=401), ChapterRefusal.MORE_RIGHT_THAN_ASKED),
        (replace(WHOLE, mean=Decimal("5.01")), ChapterRefusal.WRONG_SCALE),
        (replace(WHOLE, marks=4), ChapterRefusal.WRONG_SCALE),
        (replace(WHOLE, scale=None), ChapterRefusal.WRONG_SCALE),
    ],
)
def test_an_evaluation_is_whole_adds_up_and_speaks_of_no_single_person(told, why):
    assert rules.why_not_evaluate(told, persons=40) == why


def test_shares_are_whole_per_cents_with_a_half_upwards():
    assert (WHOLE.before(), WHOLE.after()) == (50, 90)
    assert Evaluation(1, 200, 101).before() == 51
    assert Evaluation().before() is None


@given(state=st.sampled_from(list(OpinionState)))
def test_an_opinion_can_always_go_on_and_never_be_closed_unanswered(state):
    may = {
        "answer": rules.why_not_answer(state, "x", follow_up=None, on=TODAY) is None,
        "close": rules.why_not_close(state, "x") is None,
        "reopen": rules.why_not_reopen(state, "x", due=TODAY, on=TODAY) is None,
    }
    assert any(may.values())
    assert may["answer"] != may["reopen"]
    assert not (may["close"] and state in {OpinionState.RAISED, OpinionState.CLOSED})


@given(count=st.integers(0, 30))
def test_a_count_below_five_is_told_from_zero_and_from_nothing_else(count):
    shown = rules.at_least(count)
    assert shown == count if count == 0 or count >= 5 else shown is None


def test_a_code_is_read_as_it_is_spoken_and_nothing_else_is_one():
    assert rules.read_code(" ac4k ") == "AC4K"
    assert [rules.read_code(each) for each in ("", "AC4", "AC4KK", "O0I1", "ac4k/../x", "ＡＣ４Ｋ")] == [""] * 6


def test_cells_copied_from_a_spreadsheet_are_read_by_their_japanese_headings():
    read = session_files.read(f"{HEAD}\n2026/3/5\t職員研修\t警察職員\t基礎\t1,200\t東京都\n\n", on=TODAY)
    (told,) = read.told
    assert (told.day, told.kind, told.audience, told.persons, told.prefecture) == (
        date(2026, 3, 5), SessionKind.TRAINING, Audience.POLICE, 1200, "13",
    )  # fmt: skip


def test_every_fault_of_a_file_is_told_by_its_row_and_nothing_is_kept():
    rows = ["2026-13-01\ttraining\tpolice\tA\t3\t13", "2026-03-01\ttraining\thigh_school\tB\t3\t48"]
    read = session_files.read("\n".join([HEAD, *rows]), on=TODAY)
    assert read.told == ()
    assert [fault.split(":")[0] for fault in read.faults] == ["Row 2", "Row 3"]
    assert "48" in read.faults[1]


@pytest.mark.parametrize("day", ["99999999999-1-1", "2026-3", "²026-3-1", ""])
def test_what_is_no_day_is_a_fault_of_its_row(day):
    (fault,) = session_files.read(f"{HEAD}\n{day}\t職員研修\t警察職員\t基礎\t3\t東京都", on=TODAY).faults
    assert fault.startswith("Row 2: day")


def test_what_is_no_table_at_all_is_told_and_not_read():
    (fault,) = session_files.read(f"{HEAD}\n{'x' * 200_000}", on=TODAY).faults
    assert fault.startswith("This is no table of cells")


def test_a_file_without_a_needed_column_says_which():
    (fault,) = session_files.read("日付,種別\n2026-03-01,training", on=TODAY).faults
    assert all(name in fault for name in ("audience", "title", "persons"))


def test_the_example_is_read():
    assert session_files.read(session_files.example(), on=TODAY).faults == ()
