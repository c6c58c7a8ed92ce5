"""The public door: what is sent is kept whole or not at all, and comes back to whoever has the receipt."""

from datetime import datetime, time

import pytest
from django.utils import timezone

from opennrm.access.scope import NoScope
from opennrm.page.refusals import Refused
from opennrm.reporting import carried, receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.attachments import cleaned
from opennrm.reporting.boxes import Box, Posted, PostedKey
from opennrm.reporting.models import Message, Report
from opennrm.reporting.terms import Refusal, ReportState, Urgency
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from opennrm.vault.models import AuditLine
from tests.rooms.reporting.world import SECRET, TODAY, answers, police, sent, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_reaches_the_inbox_routing_chooses_and_can_be_read_there():
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        opened = desk.open_report(report, unlocked=there.unlocked, by=there.official)
    assert [content["what"] for _message, content in opened.said] == [SECRET]
    assert (report.owner_id, report.language, report.received) == ("womens-support-centers", "my", TODAY)
    assert receipts.read(receipt.written) == receipt


def test_no_inbox_means_a_shut_door_and_nothing_kept():
    with pytest.raises(Refused) as shut:
        sent()
    assert shut.value.reason is Refusal.DOOR_SHUT
    assert not Box.objects.exists()


def test_nothing_said_is_refused_before_anything_is_done():
    police()
    with pytest.raises(Refused) as empty:
        sent("  ")
    assert empty.value.reason is Refusal.NOTHING_SAID


def test_the_same_form_sent_twice_is_one_report_before_and_after_it_is_taken_in():
    there, draft = shelter(), carried.begin()
    first = door.submit(answers(), draft=draft, on=TODAY)
    assert door.submit(answers(), draft=carried.draft(draft.sealed()), on=TODAY) == first
    intake.take_in()
    door.submit(answers(), draft=draft, on=TODAY)
    intake.take_in()
    with there.acting():
        assert (Report.objects.count(), Message.objects.count(), Posted.objects.count()) == (1, 1, 0)


def test_answers_changed_after_sending_are_a_further_message_and_not_lost():
    there, draft = shelter(), carried.begin()
    for what in ("first", "second"):
        door.submit(answers(what), draft=draft, on=TODAY)
        intake.take_in()
    with there.acting():
        opened = desk.open_report(Report.objects.get(), unlocked=there.unlocked, by=there.official)
    assert [content["what"] for _message, content in opened.said] == ["first", "second"]


def test_a_receipt_shows_replies_and_never_the_first_report():
    there = shelter()
    receipt, report = taken_in(at=there)
    assert door.come_back(receipt.written).replies == ()
    with there.acting():
        desk.reply(
            report, text="安全な場所で話しましょう", language="ja", by=there.official, on=TODAY, help=["dv-navi"]
        )
    view = door.come_back(receipt.written)
    assert [(reply.text, reply.help) for reply in view.replies] == [("安全な場所で話しましょう", ("dv-navi",))]
    assert SECRET not in repr(view.replies)


def test_a_wrong_receipt_shows_nothing_and_asks_the_same_of_the_machine(django_assert_num_queries):
    there = shelter()
    receipt, _report = taken_in(at=there)
    with django_assert_num_queries(3):
        assert door.come_back(receipt.written) is not None
    with django_assert_num_queries(3):
        assert door.come_back(receipts.new_receipt().written) is None


def test_writing_again_is_news_at_the_desk_and_twice_from_one_page_is_once():
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        desk.open_report(report, unlocked=there.unlocked, by=there.official)
        assert not Report.objects.with_news().exists()
    ticket = carried.ticket(door.come_back(receipt.written).ticket.sealed())
    for _ in range(2):
        door.write_again(ticket, "he is coming", on=TODAY, danger=True)
        intake.take_in()
    with there.acting():
        held = Report.objects.with_news().get()
        opened = desk.open_report(held, unlocked=there.unlocked, by=there.official)
    assert (held.urgency, held.alarm_at is None) == (Urgency.NOW, False)
    assert [content.get("text") for _message, content in opened.said] == [None, "he is coming"]


def test_a_file_added_later_is_cleaned_sealed_and_readable_at_the_desk():
    there = shelter()
    receipt, report = taken_in(at=there)
    file = cleaned("住所のメモ".encode(), name="memo.txt", keep_original=True)
    door.add_file(door.come_back(receipt.written).ticket, file, on=TODAY)
    intake.take_in()
    with there.acting():
        heads = desk.open_report(report, unlocked=there.unlocked, by=there.official).files
        texts = [desk.open_file(head.message, unlocked=there.unlocked, by=there.official)[1] for head in heads]
    assert sorted((head.name, head.cleaned) for head in heads) == [("memo.txt", False), ("text-1.txt", True)]
    assert texts == ["住所のメモ".encode()] * 2


def test_withdrawing_what_nobody_has_read_deletes_it():
    there = shelter()
    receipt, report = taken_in(at=there)
    ticket = door.come_back(receipt.written).ticket
    door.withdraw(ticket, on=TODAY)
    assert door.come_back(receipt.written).withdrawn
    intake.take_in()
    with there.acting():
        assert Report.objects.get(pk=report.pk).state == ReportState.WITHDRAWN
        assert not Message.objects.exists()
    with pytest.raises(Refused) as closed:
        door.write_again(ticket, "again", on=TODAY)
    assert closed.value.reason is Refusal.CLOSED


def test_withdrawing_what_was_read_keeps_it_marked():
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        desk.open_report(report, unlocked=there.unlocked, by=there.official)
    door.withdraw(door.come_back(receipt.written).ticket, on=TODAY)
    intake.take_in()
    with there.acting():
        assert Report.objects.get(pk=report.pk).state == ReportState.WITHDRAWN
        assert Message.objects.count() == 1


def test_of_the_time_only_the_day_is_kept_in_the_audit():
    shelter()
    sent()
    before = AuditLine.objects.count()
    intake.take_in()
    line = AuditLine.objects.get(seq=before + 1)
    assert (line.act, line.by) == ("report.received", "system")
    assert timezone.localtime(line.at) == datetime.combine(TODAY, time.min, timezone.get_current_timezone())
    assert AuditLine.objects.count() == before + 1


def test_the_fact_of_a_contact_falls_once_and_names_nobody():
    shelter()
    sent()
    for _ in range(2):
        intake.take_in()
    row = ROWS[ContactReceived].objects.get()
    assert (row.day, row.channel, row.spoken, row.body) == (TODAY, "Web", "my", "WomensSupport")


def test_hints_that_make_no_sense_do_not_stop_the_intake():
    there = shelter()
    sent()
    Posted.objects.update(hints={"urgency": "x", "answer_by": 7, "owner": "nobody", "channel": [], "kind": None})
    assert intake.take_in() == 1
    with there.acting():
        assert Report.objects.get().urgency == Urgency.ORDINARY


def test_a_box_sealed_to_nobody_stops_no_other():
    there = shelter()
    lost = Box.objects.create(lookup="0" * 64, public=b"")
    Posted.objects.create(id=lost.pk, box=lost, kind="letter", day=TODAY, body=b"x")
    sent()
    assert intake.take_in() == 1
    with there.acting():
        assert Report.objects.count() == 1


def test_nobody_sees_reports_without_a_grant():
    there, stranger = shelter(), police()
    taken_in(at=there)
    with stranger.acting():
        assert not Report.objects.exists()
    with pytest.raises(NoScope):
        Report.objects.count()


def test_a_submission_broken_off_leaves_nothing(monkeypatch):
    shelter()
    monkeypatch.setattr(PostedKey.objects, "bulk_create", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sent()
    assert not Box.objects.exists() and not Posted.objects.exists()
