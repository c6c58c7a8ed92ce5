"""One report: its words only with the inbox open; each verb from its page, with its undo."""

import re

import pytest

from opennrm.agencies.models import ContactPoint
from opennrm.agencies.terms import Evidence
from opennrm.reporting.actions import desk, door
from opennrm.reporting.answers import Contact
from opennrm.reporting.models import Assignment, Message
from opennrm.reporting.terms import ReportState, Urgency
from opennrm.vault.models import AuditLine
from tests.desk import official, signed_in
from tests.rooms.reporting.at_the_desk import address, opened, seen, text
from tests.rooms.reporting.world import SECRET, TODAY, police, shelter, taken_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]


def point(there, code="made-up-line"):
    return ContactPoint.objects.create(
        code=code, position=1, operator=there.organisation, name_en="Made-up line", name_ja="架空の窓口",
        evidence=Evidence.ATTESTED,
    )  # fmt: skip


def test_with_the_inbox_locked_no_word_shows_and_the_way_leads_back_here():
    there = shelter()
    report = taken_in(at=there)[1]
    said = text(signed_in(there.official).get(address(report)))
    assert SECRET not in said
    assert f"/en/inbox-key/?next=%2Fen%2Freports%2F{report.pk}%2F" in said
    assert seen(there, report).state == ReportState.NEW


def test_opened_every_answer_stands_beside_its_question_and_what_may_be_said_before_all():
    there = shelter()
    contact = Contact(may=True, how="friend's phone", when="after 22:00", say="you are from the library")
    more = {"who_else": "two", "needs": "a doctor", "pages_in": "th", "danger": "not sure"}
    report = taken_in(at=there, child=True, place="behind the station", contact=contact, more=more)[1]
    said = text(opened(there).get(address(report)))
    assert said.index("you are from the library") < said.index(SECRET)
    for words in (
        "behind the station",
        "after 22:00",
        "who else",
        "two",
        "What do they need most?",
        "Thai",
        "They are not sure",
        "Is a child among them?",
    ):
        assert words in said
    assert seen(there, report).state == ReportState.OPEN
    assert AuditLine.objects.looked_at(report.word).get().by == there.official.word


def test_who_may_not_be_contacted_is_said_so():
    there = shelter()
    report = taken_in(at=there)[1]
    assert "It is not safe to contact them." in text(opened(there).get(address(report)))


def test_another_bodys_report_is_not_there():
    there, other = shelter(), police()
    report = taken_in(at=there)[1]
    assert opened(other).get(address(report)).status_code == 404


def test_assigned_urgent_and_noted_from_its_page_with_what_was_before():
    there = shelter()
    report = taken_in(at=there)[1]
    colleague = official(there.organisation, roles=["counsellor"])
    client = opened(there)
    client.post(address(report, "assign/"), {"to": str(colleague.pk)})
    said = text(client.post(address(report, "urgency/"), {"urgency": "1"}, follow=True))
    assert "It was: In turn." in said
    said = text(client.post(address(report, "note/"), {"text": "called the hospital"}, follow=True))
    assert "called the hospital" in said
    assert seen(there, report).urgency == Urgency.NOW
    with there.acting():
        assert Assignment.objects.get().official == colleague


def test_who_is_away_is_stood_in_for():
    there = shelter()
    report = taken_in(at=there)[1]
    away, stands_in = (official(there.organisation, roles=["counsellor"]) for _ in range(2))
    away.substitute, away.away_since, away.away_until = stands_in, TODAY, TODAY.replace(year=2099)
    away.save()
    client = signed_in(there.official)
    assert "stands in" in text(client.get(address(report)))
    client.post(address(report, "assign/"), {"to": str(away.pk)})
    with there.acting():
        assert Assignment.objects.get().official == stands_in


def test_a_fault_in_a_small_form_changes_nothing_and_is_said():
    there = shelter()
    report = taken_in(at=there)[1]
    said = text(signed_in(there.official).post(address(report, "note/"), {"text": " "}, follow=True))
    assert "Nothing was changed." in said


def test_a_reply_is_looked_at_before_it_goes_and_waits_for_the_receipt():
    there = shelter()
    receipt, report = taken_in(at=there)
    client = opened(there)
    said = {"text": "Are you safe?", "language": "en", "help": []}
    preview = text(client.post(address(report, "reply/"), said | {"step": "preview"}))
    assert "Are you safe?" in preview
    assert not door.come_back(receipt.written).replies
    assert "Are you safe?" in text(client.post(address(report, "reply/"), said | {"step": "change"}))
    sent = client.post(address(report, "reply/"), said | {"step": "send"}, follow=True)
    assert "waits for the reporter" in text(sent)
    assert [each.text for each in door.come_back(receipt.written).replies] == ["Are you safe?"]


def test_a_template_stands_in_the_reporters_language_or_says_that_it_does_not():
    there = shelter()
    report = taken_in(at=there)[1]
    client = signed_in(there.official)
    page = text(client.get(address(report, "reply/?template=received&begin_language=ja", "en")))
    assert "メッセージを読みました。" in page
    assert "We have read your message. You did well" in page
    assert "not written in that language yet" not in text(client.get(address(report, "reply/?template=received")))
    other = taken_in("Made up: in a language the door does not speak", at=there, language="de")[1]
    assert "not written in that language yet" in text(client.get(address(other, "reply/?template=received")))


def test_a_reply_without_words_or_in_no_language_comes_back():
    there = shelter()
    report = taken_in(at=there)[1]
    wrong = {"text": "", "language": "Elvish", "step": "preview"}
    answer = signed_in(there.official).post(address(report, "reply/"), wrong)
    assert answer.status_code == 422
    assert "No language is called so" in text(answer)


def test_nobody_is_sent_away_from_the_page_without_a_place_that_helps():
    there = shelter()
    receipt, report = taken_in(at=there)
    place = point(there)
    client = opened(there)
    said = {"text": "Others can help.", "language": "en", "step": "preview"}
    assert client.post(address(report, "not-trafficking/"), said).status_code == 422
    assert "Made-up line" in text(client.post(address(report, "not-trafficking/"), said | {"help": [place.pk]}))
    client.post(address(report, "not-trafficking/"), said | {"help": [place.pk], "step": "send"})
    assert seen(there, report).state == ReportState.NOT_TRAFFICKING
    assert door.come_back(receipt.written).replies[0].help == (place.pk,)
    client.post(address(report, "reopen/"))
    assert seen(there, report).state == ReportState.OPEN


def test_handing_over_says_what_will_be_read_and_asks_whether_it_was():
    there, other = shelter(), police()
    report = taken_in(at=there)[1]
    client = opened(there)
    assert re.search(r"The report: 1.*Everything the reporter", text(client.get(address(report, "hand-over/"))), re.S)
    told = {"to": "npa", "basis": "legal_duty", "reason": "an offence", "keep": "on"}
    assert client.post(address(report, "hand-over/"), told).status_code == 422
    client.post(address(report, "hand-over/"), told | {"understood": "on"})
    assert seen(other, report).owner_id == "npa"
    assert SECRET in text(opened(other).get(address(report)))


def test_merged_and_unmerged_from_the_page():
    there = shelter()
    one, two = taken_in("one", at=there)[1], taken_in("two", at=there)[1]
    client = signed_in(there.official)
    said = text(client.post(address(one, "merge/"), {"into": str(two.pk)}, follow=True))
    assert "Undo the merge" in said
    assert seen(there, one).merged_into_id == two.pk
    client.post(address(one, "unmerge/"))
    assert seen(there, one).merged_into_id is None


def test_identification_is_asked_and_it_is_taken_back():
    there = shelter()
    report = taken_in(at=there)[1]
    client = signed_in(there.official)
    assert "«Reopen» takes it back" in text(client.post(address(report, "identification/"), follow=True))
    assert seen(there, report).state == ReportState.REQUESTED
    client.post(address(report, "reopen/"))
    assert seen(there, report).state == ReportState.OPEN


def test_a_withdrawn_report_is_answered_no_more():
    there = shelter()
    receipt, report = taken_in(at=there)
    opened(there).get(address(report))
    door.withdraw(door.come_back(receipt.written).ticket, on=TODAY)
    client = signed_in(there.official)
    client.get("/en/reports/")
    assert client.get(address(report, "reply/")).status_code == 409
    assert "has withdrawn this report" in text(client.get(address(report)))


def test_the_history_says_who_did_what_and_who_read_it():
    there = shelter()
    report = taken_in(at=there)[1]
    opened(there).get(address(report))
    with there.acting():
        desk.set_urgency(report, urgency=Urgency.NOW, by=there.official)
    answer = signed_in(there.official).get(address(report))
    assert [str(each["act"]) for each in answer.context["history"]] == ["Urgency changed", "Received"]
    assert len(answer.context["looks"]) == 1


def test_what_another_inbox_was_not_given_is_said_to_stay_shut():
    there = shelter()
    report = taken_in(at=there)[1]
    with there.acting():
        Message.objects.update(body=b"changed")
    assert "1 message does not open" in text(opened(there).get(address(report)))
