"""The consultation desk on its pages: under a minute, put right the same day, a receipt read out and read back."""

import re

import pytest
from django.utils import timezone

from opennrm.access.models import Grant
from opennrm.reporting.actions import door
from opennrm.reporting.models import Consultation, InterpreterBooking, LanguageAsked, Report
from opennrm.reporting.spoken import read
from opennrm.reporting.terms import Found, Outcome
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from tests.desk import signed_in
from tests.rooms.reporting.at_the_desk import opened, text
from tests.rooms.reporting.world import SECRET, police, shelter, taken_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]

CONTACT = {
    "way": "telephone",
    "language": "Nepali",
    "interpreting": "none",
    "topic": "labour",
    "urgency": "3",
    "outcome": "answered",
}
VOICE = {"way": "telephone", "language": "my", "interpreting": "telephone", "kind": "help", "what": SECRET}


def recorded(there, **more):
    answer = signed_in(there.official).post("/en/contacts/", CONTACT | more)
    assert answer.status_code == 302, text(answer)
    with there.acting():
        return Consultation.objects.get()


def facts():
    """What fell, each after what it superseded: language, change."""
    rows = {row.supersedes: row for row in ROWS[ContactReceived].objects.all()}
    found, last = [], ""
    while last in rows:
        found.append((rows[last].spoken, rows[last].change))
        last = rows[last].id
    return found


def test_a_contact_is_kept_its_fact_falls_without_a_name_and_the_form_is_empty_again():
    there = shelter()
    answer = signed_in(there.official).post("/en/contacts/", CONTACT | {"outline": SECRET}, follow=True)
    assert "The contact is recorded." in text(answer)
    assert answer.context["form"].is_bound is False
    assert len(answer.context["rows"]) == 1
    assert SECRET not in text(answer)
    assert facts() == [("ne", "")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"language": "Elvish"}, "No language is called so"),
        ({"may_call_back": "on"}, "Say how this person is reached safely"),
        ({"call_back": "after ten"}, "Say that it is safe"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(wrong, said):
    answer = signed_in(shelter().official).post("/en/contacts/", CONTACT | {"outline": "as typed"} | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "as typed" in text(answer)
    assert facts() == []


def test_how_to_call_back_is_read_on_the_page_of_the_contact_by_its_own_body_alone():
    there, other = shelter(), police()
    kept = recorded(there, may_call_back="on", call_back="say «the library»")
    assert "«the library»" in text(signed_in(there.official).get(f"/en/contacts/{kept.pk}/"))
    assert signed_in(other.official).get(f"/en/contacts/{kept.pk}/").status_code == 404


def test_a_correction_corrects_what_was_counted_and_keeps_what_was_sealed():
    there = shelter()
    kept = recorded(there, may_call_back="on", call_back="say «the library»")
    right = CONTACT | {"language": "vi", "interpreting": "telephone", "may_call_back": "on"}
    signed_in(there.official).post(f"/en/contacts/{kept.pk}/correct/", right)
    assert facts() == [("ne", ""), ("vi", "correction")]
    assert list(LanguageAsked.objects.values_list("language", "served", "times")) == [("vi", True, 1)]
    assert "«the library»" in text(signed_in(there.official).get(f"/en/contacts/{kept.pk}/"))


def test_a_corrected_fact_speaks_of_the_same_contact():
    there = shelter()
    kept = recorded(there)
    for language in ("vi", "th"):
        signed_in(there.official).post(f"/en/contacts/{kept.pk}/correct/", CONTACT | {"language": language})
    assert len(set(ROWS[ContactReceived].objects.values_list("key", flat=True))) == 1
    assert facts()[-1] == ("th", "correction")


def test_taken_back_it_is_counted_no_more_and_cannot_be_read_again():
    there = shelter()
    kept = recorded(there, outline="a slip of the hand")
    client = signed_in(there.official)
    assert "cannot be read again" in text(client.get(f"/en/contacts/{kept.pk}/take-back/"))
    client.post(f"/en/contacts/{kept.pk}/take-back/")
    with there.acting():
        assert not Consultation.objects.exists()
        assert not Grant.objects.filter(revoked__isnull=True).exists()
    assert not LanguageAsked.objects.exists()
    assert facts()[-1] == (None, "withdrawal")


def test_on_another_day_nothing_is_put_right():
    there = shelter()
    kept = recorded(there)
    with there.acting():
        Consultation.objects.update(on=kept.on.replace(year=2020))
    client = signed_in(there.official)
    answer = client.post(f"/en/contacts/{kept.pk}/correct/", CONTACT)
    assert "on its day alone" in text(answer)
    assert client.post(f"/en/contacts/{kept.pk}/take-back/").status_code == 409
    assert len(client.get(f"/en/contacts/?day={kept.on.replace(year=2020)}").context["rows"]) == 1


def test_what_became_a_report_asks_the_rest_with_what_was_filled_in():
    there = shelter()
    answer = signed_in(there.official).post("/en/contacts/", CONTACT | {"outcome": "reported", "outline": "her words"})
    assert answer.status_code == 200
    assert "her words" in text(answer)
    assert 'action="/en/contacts/report/"' in text(answer)
    with there.acting():
        assert not Consultation.objects.exists()


def test_a_report_told_by_voice_has_a_receipt_in_groups_that_opens_it():
    there = shelter()
    page = text(opened(there).post("/en/contacts/report/", VOICE | {"topics": ["home"]}))
    groups = re.findall(r"</small>(\d{1,4})</li>", page)
    assert [len(group) for group in groups] == [4, 4, 4, 4, 4, 1]
    assert door.come_back(" ".join(groups)) is not None
    with there.acting():
        assert Consultation.objects.get().outcome == Outcome.REPORTED
        assert Consultation.objects.get().report == Report.objects.get()
    assert facts() == [("my", "")]


def test_the_receipt_is_read_back_before_the_page_lets_go():
    there = shelter()
    client = signed_in(there.official)
    page = text(client.post("/en/contacts/report/", VOICE | {"topics": ["home"]}))
    shown = re.search(r'name="shown" value="([^"]+)"', page)[1]
    digits = "".join(re.findall(r"</small>(\d{1,4})</li>", page))
    wrong = "0000" if digits[-4:] != "0000" else "1111"
    again = client.post("/en/contacts/report/receipt/", {"shown": shown, "last_four": wrong})
    assert again.status_code == 422
    assert digits[:4] in text(again)
    right = client.post("/en/contacts/report/receipt/", {"shown": shown, "last_four": digits[-4:]}, follow=True)
    assert "The reporter has the receipt." in text(right)
    assert client.post("/en/contacts/report/receipt/", {"shown": "x", "last_four": "1"}).status_code == 409


def test_a_form_sent_twice_is_one_report_and_one_contact():
    there = shelter()
    client = signed_in(there.official)
    draft = re.search(r'name="draft" value="([^"]+)"', text(client.get("/en/contacts/report/")))[1]
    for _ in range(2):
        assert client.post("/en/contacts/report/", VOICE | {"topics": ["home"], "draft": draft}).status_code == 200
    with there.acting():
        assert (Report.objects.count(), Consultation.objects.count()) == (1, 1)


def test_where_nobody_can_be_reached_nothing_is_kept_and_nothing_typed_is_lost():
    there = shelter()
    police()
    client = signed_in(there.official)
    answer = client.post("/en/contacts/report/", VOICE | {"draft": "changed"})
    assert answer.status_code == 422
    assert "open too long or was changed" in text(answer)
    assert SECRET in text(answer)


def test_an_interpreter_is_looked_for_from_a_report_and_what_was_found_is_kept_once():
    there = shelter()
    report = taken_in(at=there)[1]
    client = signed_in(there.official)
    page = client.get(f"/en/interpreters/for/{report.file_id}/")
    assert page.context["form"].initial["language"] == "Burmese"
    asked = {"language": "my", "way": "telephone", "wanted_for": timezone.localdate().isoformat()}
    client.post(f"/en/interpreters/for/{report.file_id}/", asked)
    with there.acting():
        booking = InterpreterBooking.objects.get()
    assert "Still searching" in text(client.get("/en/interpreters/?found=searching&language=my"))
    url = f"/en/interpreters/{booking.pk}/"
    assert client.post(url, {"found": "other_language"}).status_code == 422
    client.post(url, {"found": "not_found"})
    assert "This search has ended" in text(client.post(url, {"found": "found"}))
    assert "No such search." in text(client.get("/en/interpreters/?found=searching"))
    assert LanguageAsked.objects.get().served is False


def test_languages_asked_for_are_numbers_of_ones_own_body_on_a_page_and_in_a_file():
    there, other = shelter(), police()
    recorded(there)
    month = f"{timezone.localdate():%Y-%m}"
    client = signed_in(there.official)
    assert client.get("/en/languages/").context["rows"][0][2:] == ("ne", 1, 1)
    assert f"{month},ne,1,1" in client.get("/en/languages.csv").content.decode("utf-8-sig")
    assert signed_in(other.official).get("/en/languages/").context["rows"] == []


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("vi", "vi"),
        ("ZH-hans", "zh-Hans"),
        ("ネパール語", "ne"),
        ("Tiếng Việt", "vi"),
        ("jsl", "jsl"),
        ("Elvish", None),
    ],
)
def test_a_language_is_read_by_its_tag_or_its_name(typed, tag):
    assert read(typed) == tag


def test_a_found_interpreter_counts_no_language_as_lacking():
    there = shelter()
    kept = recorded(there, interpreting="telephone")
    client = signed_in(there.official)
    asked = {"language": "ne", "way": "in_person", "wanted_for": timezone.localdate().isoformat()}
    client.post(f"/en/interpreters/for/{kept.file_id}/", asked)
    with there.acting():
        booking = InterpreterBooking.objects.get()
    client.post(f"/en/interpreters/{booking.pk}/", {"found": Found.FOUND})
    assert not LanguageAsked.objects.filter(served=False).exists()
    assert client.post(f"/en/contacts/{kept.pk}/take-back/").status_code == 409
