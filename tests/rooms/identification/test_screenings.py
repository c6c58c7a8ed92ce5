"""An interview: safety before questions, stopped and resumed, means never asked of a child, codes for the register."""

import pytest

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.identification.actions import cases, screenings
from opennrm.identification.actions.screenings import Drawn, Given
from opennrm.identification.assessing import answers_of, interview_of
from opennrm.identification.models import Screening, ScreeningAnswer
from opennrm.identification.questions import Element, ScreeningRefusal, Shown, StopReason
from opennrm.identification.terms import Answer, Minor, Place
from opennrm.page.refusals import Refused
from opennrm.reporting.terms import Interpreting
from opennrm.vault.models import AuditLine
from tests.rooms.identification.screened import DRAWN, SETTING, begun, confirmed, screened, yes
from tests.rooms.identification.world import days_ago, desk, identified, opened, shelter, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def isa():
    return desk()


def refused(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason


def test_an_interview_keeps_which_lists_it_asks_by(isa):
    made = begun(opened(isa), isa)
    assert made.lists[:2] == ["palermo@2003-12-25", "ilo_adult_labour@2009-09-01"]
    assert (made.stopped, made.ended) == (None, None)


@pytest.mark.parametrize(
    ("setting", "because"),
    [
        ({"safe": False}, StopReason.UNSAFE),
        ({"alone": False}, StopReason.NOT_ALONE),
        ({"interpreting": Interpreting.NONE}, StopReason.INTERPRETER),
    ],
)
def test_where_it_is_not_safe_to_speak_it_is_recorded_so_and_nothing_is_asked(isa, setting, because):
    made = begun(opened(isa), isa, **setting)
    assert made.stopped_because == because
    with isa.identifying():
        assert refused(lambda: screenings.answer(made, yes("P3.01"), by=isa.officer)) == ScreeningRefusal.STOPPED


def test_papers_are_read_without_asking_anybody_whether_it_is_safe(isa):
    made = begun(opened(isa), isa, place=Place.PAPERS, interpreting=Interpreting.NONE, safe=False, alone=False)
    assert (made.stopped, made.safe, made.alone) == (None, True, True)


def test_an_interview_is_stopped_and_resumed_and_keeps_what_was_answered(isa):
    made = begun(opened(isa), isa, on=today())
    with isa.identifying():
        screenings.answer(made, yes("P3.01"), by=isa.officer)
        screenings.stop(made, because=StopReason.DISTRESS, by=isa.officer, on=today())
        still = screenings.resume(
            made, screenings.Setting(**{**vars(SETTING), "safe": False}), by=isa.officer, on=today()
        )
        assert still.stopped_because == StopReason.UNSAFE
        going = screenings.resume(made, SETTING, by=isa.second, on=today())
        assert (going.stopped, going.stopped_because) == (None, "")
        assert answers_of(going) == {"P3.01": Answer.YES}
        assert refused(lambda: screenings.resume(made, SETTING, by=isa.officer, on=today())) == "not_stopped"


def test_nobody_has_to_tell_twice_what_an_earlier_interview_was_told(isa):
    case = opened(isa)
    screened(case, isa, codes=("P3.01", "AL4.01"))
    with isa.identifying():
        assert answers_of(begun(case, isa)) == {"P3.01": Answer.YES, "AL4.01": Answer.YES}


def test_a_second_interview_waits_for_the_first_to_end(isa):
    case = opened(isa)
    begun(case, isa)
    assert refused(lambda: begun(case, isa)) == ScreeningRefusal.OPEN_ALREADY


@pytest.mark.django_db(transaction=True)
def test_answers_are_replaced_taken_back_and_their_words_kept_sealed(isa):
    made = begun(opened(isa), isa)
    with isa.identifying():
        screenings.answer(
            made, {"P3.01": Given(Answer.YES, "a made-up cousin called"), "P3.02": Given(Answer.NO)}, by=isa.officer
        )
        screenings.answer(made, {"P3.01": Given(Answer.UNKNOWN), "P3.02": Given(None)}, by=isa.officer)
        assert answers_of(made) == {"P3.01": Answer.UNKNOWN}
        row = ScreeningAnswer.objects.get()
        assert str(row.words) == "<sealed>"
        assert reveal(row, "words", purpose=Purpose.IDENTIFICATION) == "a made-up cousin called"


def test_a_question_that_is_not_of_the_lists_is_refused_and_nothing_of_the_part_is_kept(isa):
    made = begun(opened(isa), isa)
    with isa.identifying():
        act = lambda: screenings.answer(made, yes("P3.01", "XX.01"), by=isa.officer)  # noqa: E731
        assert refused(act) == ScreeningRefusal.NO_SUCH_QUESTION
        assert answers_of(made) == {}


@pytest.mark.parametrize("minor", [Minor.YES, Minor.NOT_SURE])
def test_means_are_not_asked_of_who_is_or_may_be_a_child(isa, minor):
    made = begun(opened(isa, birth_date=None, minor=Minor.NOT_SURE), isa, minor=minor)
    with isa.identifying():
        for code in ("P3.09", "CL5.01", "AL5.01", "FL.05"):
            assert (
                refused(lambda code=code: screenings.answer(made, yes(code), by=isa.officer)) == "not_asked_of_a_child"
            )
        assert refused(lambda: screenings.conclude(made, DRAWN, by=isa.officer, on=today())) == "not_asked_of_a_child"
        assert interview_of(made).shown.elements[Element.MEANS] == Shown.NOT_NEEDED


def test_who_is_under_18_in_the_case_is_so_in_the_interview(isa):
    case = opened(isa, birth_date=days_ago(16 * 365))
    assert refused(lambda: begun(case, isa, minor=Minor.NO)) == ScreeningRefusal.CHILD_IN_THE_CASE


def test_once_the_age_is_known_the_questions_change_and_the_answers_stay(isa):
    made = begun(opened(isa), isa)
    with isa.identifying():
        screenings.answer(made, yes("P3.01", "AL4.01", "AL4.08", "AL5.01"), by=isa.officer)
        screenings.tell_age(made, minor=Minor.NOT_SURE, by=isa.officer, on=today())
        found = interview_of(Screening.objects.get())
        assert {item.code for item in found.items if found.answers.get(item.code)} == {"P3.01", "CL4.01", "AL4.08"}
        screenings.tell_age(made, minor=Minor.NO, by=isa.officer, on=today())
        back = interview_of(Screening.objects.get())
        assert {item.code for item in back.items if back.answers.get(item.code)} == {
            "P3.01",
            "AL4.01",
            "AL4.08",
            "AL5.01",
        }


def test_a_concluded_interview_is_ended_and_takes_no_answer(isa):
    made = screened(opened(isa), isa)
    with isa.identifying():
        assert refused(lambda: screenings.answer(made, yes("P3.01"), by=isa.officer)) == ScreeningRefusal.CONCLUDED
        assert (
            refused(lambda: screenings.conclude(made, DRAWN, by=isa.officer, on=today())) == ScreeningRefusal.CONCLUDED
        )


def test_what_was_drawn_is_put_right_and_the_register_with_it(isa):
    case = opened(isa)
    made = confirmed(case, isa).screening
    with isa.identifying():
        screenings.redraw(made, Drawn(exploitation=frozenset({"Servitude"})), by=isa.officer, on=today())
    assert identified(case.person.key).exploitation == frozenset({"Servitude"})


def test_another_body_neither_sees_nor_answers_an_interview(isa):
    made, other = begun(opened(isa), isa), shelter()
    with other.identifying():
        assert not Screening.objects.exists()
        assert refused(lambda: screenings.answer(made, yes("P3.01"), by=other.officer)) == "not_here"


def test_a_closed_case_is_interviewed_no_more(isa):
    case = opened(isa)
    made = begun(case, isa)
    with isa.identifying():
        cases.close(case, why="wish", by=isa.officer, on=today())
        assert refused(lambda: screenings.answer(made, yes("P3.01"), by=isa.officer)) == "closed"


def test_the_audit_says_what_was_done_and_no_word_of_it(isa):
    made = screened(opened(isa), isa)
    acts = list(AuditLine.objects.filter(subject=made.word).order_by("seq").values_list("act", flat=True))
    assert acts == ["screening.begun", "screening.answered", "screening.concluded"]
