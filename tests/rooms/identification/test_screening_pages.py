"""The pages of an interview and of a decision: what they ask, what they show, what they keep, what they refuse."""

import pytest
from django.utils.translation import override

from opennrm.identification.actions import screenings
from opennrm.identification.actions.screenings import Given
from opennrm.identification.lists import every
from opennrm.identification.models import Decision, Screening
from opennrm.identification.questions import Element
from opennrm.identification.terms import Answer, Minor, Standing
from opennrm.vault.models import AuditLine
from tests.desk import signed_in
from tests.rooms.identification.screened import ADULT, CHILD, OF_A_CHILD, begun, decided, screened
from tests.rooms.identification.world import again, desk, identified, opened, shelter, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]

BEGIN = {
    "minor": "no",
    "place": "office",
    "interpreting": "in_person",
    "language": "fil",
    "alone": "yes",
    "safe": "yes",
}
SECRET = "架空の叔父が旅券を持っている"
MEANS = [item.text for each in every() for item in each.all if item.element in (Element.MEANS, Element.CONSENT)]


@pytest.fixture
def isa():
    return desk()


def text(answer):
    return answer.content.decode()


def page(isa, path, *, by=None, language="en", **asked):
    return signed_in(by or isa.officer).get(f"/{language}/cases/{path}", **asked)


def sent(isa, path, data, *, by=None, **asked):
    return signed_in(by or isa.officer).post(f"/en/cases/{path}", data, **asked)


def asks(answer, question):
    return any(f">{said}{after}<" in text(answer) for said in (question.en, question.ja) for after in ("", " "))


def test_an_interview_begins_with_where_through_whom_and_how_safe(isa):
    case = opened(isa)
    answer = sent(isa, f"{case.code}/screening/", BEGIN, follow=True)
    assert "What the answers show is no decision" in text(answer)
    with isa.identifying():
        made = Screening.objects.get()
    assert (made.place, made.language, made.stopped) == ("office", "fil", None)


def test_of_an_adult_the_pages_show_the_questions_about_means(isa):
    case = opened(isa)
    sheet = page(isa, f"{case.code}/screening/{begun(case, isa).pk}/sheet/")
    of_adults = {item.text for each in every() for item in each.all if not item.code.startswith("CL")}
    assert [each for each in MEANS if each in of_adults and not asks(sheet, each)] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"safe": ""}, "Say yes or no, before any question is asked."),
        ({"minor": ""}, "This field is required."),
        ({"language": "Elvish"}, "No language is called so."),
    ],
)
def test_without_an_answer_on_safety_no_interview_begins_and_nothing_typed_is_lost(isa, wrong, said):
    answer = sent(isa, f"{opened(isa).code}/screening/", BEGIN | {"place": "shelter"} | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert '<option value="shelter" selected>' in text(answer)


def test_where_it_is_not_safe_the_page_says_that_nothing_is_asked(isa):
    case = opened(isa)
    answer = sent(isa, f"{case.code}/screening/", BEGIN | {"safe": "no"}, follow=True)
    assert "No question is asked." in text(answer)
    assert "Ask from the beginning" not in text(answer)
    with isa.identifying():
        made = Screening.objects.get()
    refused = page(isa, f"{case.code}/screening/{made.pk}/part/act/")
    assert (refused.status_code, "Resume it first" in text(refused)) == (409, True)


def test_a_part_is_kept_and_leads_to_the_next_with_its_words_sealed(isa):
    case = opened(isa)
    made = begun(case, isa)
    data = {"answer-P3.01": "yes", "words-P3.01": SECRET, "answer-P3.02": "unknown"}
    answer = sent(isa, f"{case.code}/screening/{made.pk}/part/act/", data, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/part/deceptive_recruitment/")
    overview = text(page(isa, f"{case.code}/screening/{made.pk}/"))
    assert "2 of 110 questions have an answer" in overview
    assert SECRET not in overview
    read = sent(isa, f"{case.code}/screening/{made.pk}/words/", {})
    assert SECRET in text(read)
    assert AuditLine.objects.filter(act="field.revealed").count() == 1


def test_when_a_part_is_invalid_everything_typed_stands_there_again_and_nothing_is_stored(isa):
    case = opened(isa)
    made = begun(case, isa)
    data = {"answer-P3.01": "yes", "answer-P3.02": "", "words-P3.02": SECRET}
    answer = sent(isa, f"{case.code}/screening/{made.pk}/part/act/", data)
    assert answer.status_code == 422
    assert SECRET in text(answer)
    assert "You wrote the person&#x27;s words. Choose an answer too." in text(answer)
    assert 'name="answer-P3.01" value="yes" id="id_answer-P3.01_0" checked' in text(answer)
    with isa.identifying():
        assert made.answers.count() == 0


@pytest.mark.parametrize("minor", [Minor.YES, Minor.NOT_SURE])
def test_of_a_child_no_page_shows_a_question_about_means_or_consent(isa, minor):
    case = opened(isa, birth_date=None, minor=minor)
    made = screened(case, isa, codes=CHILD, minor=minor, drawn=OF_A_CHILD)
    again_begun = begun(case, isa, minor=minor)
    here = f"{case.code}/screening/{again_begun.pk}/"
    shown = [page(isa, path) for path in (here, f"{here}sheet/", f"{here}conclude/", f"{case.code}/")]
    shown += [page(isa, f"{case.code}/screening/{made.pk}/"), page(isa, f"{case.code}/decision/first/")]
    for part in ("act", "exploitation", "ilo_eleven", "japan_signs", "purpose"):
        shown.append(page(isa, f"{here}part/{part}/"))
        shown.append(page(isa, f"{here}part/{part}/", language="ja"))
    assert {each.status_code for each in shown} == {200}
    own = {item.text for item in screenings.items_of(again_begun)}
    assert [each for each in MEANS if each not in own and any(asks(answer, each) for answer in shown)] == []
    assert "Means of control" not in text(shown[2])
    for part in ("means", "consent", "coercion_at_destination", "deceptive_recruitment"):
        assert page(isa, f"{here}part/{part}/").status_code == 404


def test_an_answer_about_means_sent_for_a_child_all_the_same_is_not_kept(isa):
    case = opened(isa, birth_date=None, minor=Minor.YES)
    made = begun(case, isa, minor=Minor.YES)
    sent(isa, f"{case.code}/screening/{made.pk}/part/act/", {"answer-P3.01": "yes", "answer-P3.09": "yes"})
    with isa.identifying():
        assert [each.item for each in made.answers.all()] == ["P3.01"]


def test_the_page_says_which_dimensions_are_positive_which_rule_fired_and_what_is_unknown(isa):
    case = opened(isa)
    made = begun(case, isa)
    with isa.identifying():
        told = dict.fromkeys(ADULT, Given(Answer.YES)) | {"AL4.01": Given(Answer.UNKNOWN)}
        screenings.answer(made, told, by=isa.officer)
    shown = text(page(isa, f"{case.code}/screening/{made.pk}/"))
    assert "<b>positive</b>: two strong indicators" in shown
    assert "an act, a means and a purpose of exploitation are shown" in shown
    assert "Excessive working days or hours" in shown
    assert "trafficking of adults for sexual exploitation: The list was not found as a whole" in shown
    assert "not compared with the ILO" in shown


def test_an_interview_waits_is_resumed_and_concluded_with_what_the_answers_suggest(isa):
    case = opened(isa)
    made = begun(case, isa)
    here = f"{case.code}/screening/{made.pk}/"
    with isa.identifying():
        screenings.answer(made, dict.fromkeys(ADULT, Given(Answer.YES)), by=isa.officer)
    assert sent(isa, f"{here}stop/", {"because": "distress"}).status_code == 302
    assert "The person needs rest or care" in text(page(isa, here))
    assert sent(isa, f"{here}resume/", BEGIN).status_code == 302
    suggested = page(isa, f"{here}conclude/").context["form"].initial
    assert suggested == {"exploitation": ["ForcedLabour"], "means": ["DebtBondage", "WithholdsDocuments"]}
    assert sent(isa, f"{here}conclude/", {"exploitation": "ForcedLabour"}).status_code == 302
    assert "On to the decision" in text(page(isa, here))


def test_the_age_told_later_changes_the_questions(isa):
    case = opened(isa, birth_date=None)
    made = begun(case, isa)
    answer = sent(isa, f"{case.code}/screening/{made.pk}/age/", {"minor": "not_sure"}, follow=True)
    assert "of means and of consent nothing is asked" in text(answer)


def test_a_decision_stands_with_name_and_reason_and_the_panel_leads_on(isa):
    case = opened(isa)
    screened(case, isa)
    data = {"outcome": "confirmed", "reason": SECRET, "seen": "0"}
    answer = sent(isa, f"{case.code}/decision/first/", data, follow=True)
    assert "Confirmed victim" in text(answer)
    assert SECRET not in text(answer)
    assert identified(case.person.key) is not None
    assert "Review the decision" not in text(answer)  # one's own
    assert "Review the decision" in text(page(isa, f"{case.code}/", by=isa.second))
    assert SECRET in text(sent(isa, f"{case.code}/reasons/", {}))


def test_a_decision_that_is_refused_says_why_and_keeps_the_reason_typed(isa):
    case = opened(isa)
    screened(case, isa, codes=("P3.01", "P3.15"))
    answer = sent(isa, f"{case.code}/decision/first/", {"outcome": "confirmed", "reason": SECRET, "seen": "0"})
    assert answer.status_code == 422
    assert "No means is shown, and of an adult the Palermo Protocol asks for one" in text(answer)
    assert SECRET in text(answer)
    with isa.identifying():
        assert not Decision.objects.exists()


def test_who_decides_on_a_page_grown_old_is_told_and_keeps_the_reason_typed(isa):
    case = opened(isa)
    decided(case, isa, Standing.POSSIBLE)
    answer = sent(isa, f"{case.code}/decision/first/", {"outcome": "needs_more", "reason": SECRET, "seen": "0"})
    assert "Another official decided meanwhile." in text(answer)
    assert SECRET in text(answer)
    assert again(case, isa).standing == Standing.POSSIBLE


def test_an_appeal_is_recorded_and_decided_by_another_on_the_pages(isa):
    case = opened(isa)
    screened(case, isa)
    decided(case, isa, Standing.NOT_VICTIM)
    sent(isa, f"{case.code}/appeal/", {"asked": today().isoformat(), "words": SECRET})
    assert "An official who took no part must decide." in text(page(isa, f"{case.code}/"))
    assert "Decide on what the person asked" in text(page(isa, f"{case.code}/", by=isa.second))
    data = {"outcome": "confirmed", "reason": "made up", "seen": "1"}
    assert sent(isa, f"{case.code}/decision/appeal/", data).status_code == 422
    assert sent(isa, f"{case.code}/decision/appeal/", data, by=isa.second).status_code == 302
    assert again(case, isa).standing == Standing.CONFIRMED


def test_every_page_reads_in_japanese(isa):
    case = opened(isa)
    made = begun(case, isa)
    for path in ("screening/", f"screening/{made.pk}/", f"screening/{made.pk}/part/act/", "decision/first/", "appeal/"):
        said = text(page(isa, f"{case.code}/{path}", language="ja", follow=True))
        with override("ja"):
            assert any(word in said for word in ("聞き取り", "判断", "不服申出")), path


def test_a_case_of_another_body_has_no_interview_for_us(isa):
    case = opened(shelter())
    assert page(isa, f"{case.code}/screening/").status_code == 404


def test_an_interview_is_found_under_its_own_case_alone(isa):
    first, second = opened(isa), opened(isa)
    made = begun(first, isa)
    assert page(isa, f"{second.code}/screening/{made.pk}/").status_code == 404
