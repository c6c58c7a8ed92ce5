"""The desk: who reads leaves a line first, whoever is sent away is told where to go, nothing merged is lost."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from opennrm.access.models import File, Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.page.refusals import Refused
from opennrm.reporting.actions import desk, door, intake, sharing
from opennrm.reporting.models import Assignment, Envelope, Message, Report
from opennrm.reporting.terms import Refusal, ReportState, Urgency
from opennrm.vault.models import AuditLine
from tests.desk import body, official
from tests.rooms.reporting.world import SECRET, TODAY, police, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)


def refused(act):
    with pytest.raises(Refused) as said:
        act()
    return said.value.reason


def read(body, report):
    with body.acting():
        return desk.open_report(report, unlocked=body.unlocked, by=body.official)


def test_the_line_stands_in_the_audit_before_anything_is_opened(monkeypatch):
    there = shelter()
    _receipt, report = taken_in(at=there)
    monkeypatch.setattr(desk, "_data", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read(there, report)
    assert AuditLine.objects.looked_at(report.word).get().by == there.official.word


def test_a_report_is_not_opened_inside_a_transaction():
    there = shelter()
    _receipt, report = taken_in(at=there)
    with pytest.raises(TransactionManagementError), transaction.atomic():
        read(there, report)


def test_reading_takes_a_report_off_the_unread_and_ends_its_alarm():
    there = shelter()
    _receipt, report = taken_in(at=there, danger=True)
    read(there, report)
    with there.acting():
        held = Report.objects.get(pk=report.pk)
        assert (held.state, held.alarm_at, held.news) == (ReportState.OPEN, None, False)
        assert not Report.objects.unread().exists()


def test_what_was_changed_since_it_was_sealed_is_told_and_hides_nothing_else():
    there = shelter()
    _receipt, report = taken_in(at=there)
    with there.acting():
        desk.reply(report, text="ours", language="en", by=there.official, on=TODAY)
        message = Message.objects.get(kind="report")
        body = bytearray(message.body)
        body[-1] ^= 1
        Message.objects.filter(pk=message.pk).update(body=bytes(body))
    opened = read(there, report)
    assert [each.pk for each in opened.shut] == [message.pk]
    assert [content["text"] for _message, content in opened.said] == ["ours"]


def test_the_queue_has_danger_first_and_then_the_oldest():
    there = shelter()
    calm = taken_in("calm", at=there)[1]
    child = taken_in("child", at=there, child=True)[1]
    danger = taken_in("danger", at=there, danger=True)[1]
    with there.acting():
        assert list(Report.objects.queue()) == [danger, child, calm]


def test_one_official_handles_a_report_at_a_time():
    there = shelter()
    _receipt, report = taken_in(at=there)
    colleague = official(there.organisation, roles=["counsellor"])
    with there.acting():
        for who in (there.official, colleague):
            desk.assign(report, to=who, by=there.official, on=TODAY)
        assert Assignment.objects.get(until__isnull=True).official == colleague
        assert list(Report.objects.of(colleague)) == [report]
        assert refused(lambda: desk.assign(report, to=official(), by=there.official, on=TODAY)) is Refusal.NOT_THERE


def test_handed_over_the_other_body_reads_all_of_it_and_what_comes_next():
    there, other = shelter(), police()
    receipt, report = taken_in(at=there)
    with there.acting():
        desk.reply(report, text="who is with you?", language="en", by=there.official, on=TODAY)
        left_out = sharing.hand_over(
            report, to=other.organisation, reason="an offence", unlocked=there.unlocked, by=there.official, on=TODAY
        )
    door.write_again(door.come_back(receipt.written).ticket, "nobody", on=TODAY)
    intake.take_in()
    said = [content.get("what") or content["text"] for _message, content in read(other, report).said]
    assert (left_out, said) == ((), [SECRET, "who is with you?", "nobody"])
    with other.acting():
        assert Report.objects.queue().get().owner == other.organisation
        assert File.objects.get(pk=report.file_id).owner == other.organisation


def test_handed_over_without_keeping_whoever_had_it_is_shut_out():
    there, other = shelter(), police()
    _receipt, report = taken_in(at=there)
    with there.acting():
        sharing.hand_over(
            report, to=other.organisation, reason="x", unlocked=there.unlocked, by=there.official, on=TODAY, keep=False
        )
        assert not Report.objects.exists()
    with other.acting():
        assert Grant.objects.filter(file=report.file_id, revoked__isnull=True).get().organisation == other.organisation


def test_only_who_holds_a_report_hands_it_over_and_only_to_an_inbox():
    there, other = shelter(), police()
    _receipt, report = taken_in(at=there)

    def hand(by, to, reason="x"):
        with by.acting():
            return refused(
                lambda: sharing.hand_over(report, to=to, reason=reason, unlocked=by.unlocked, by=by.official, on=TODAY)
            )

    assert hand(there, other.organisation, reason=" ") is Refusal.NO_REASON
    assert hand(there, body("jcg")) is Refusal.NO_INBOX
    assert hand(there, there.organisation) is Refusal.SAME_BODY
    assert hand(other, other.organisation) is Refusal.NOT_HERE


def test_another_inbox_opens_nothing_that_was_not_sealed_to_it():
    there, other = shelter(), police()
    _receipt, report = taken_in(at=there)
    with there.acting():
        opened = desk.open_report(report, unlocked=other.unlocked, by=there.official)
    assert (opened.said, len(opened.shut)) == ((), 1)


def test_an_envelope_moved_to_another_message_does_not_open():
    there = shelter()
    first, second = taken_in("one", at=there)[1], taken_in("two", at=there)[1]
    with there.acting():
        taken = bytes(Envelope.objects.get(message__report=first).wrapped)
        Envelope.objects.filter(message__report=second).update(wrapped=taken)
    assert read(there, second).said == ()


def test_nobody_is_sent_away_without_being_told_who_can_help():
    there = shelter()
    receipt, report = taken_in(at=there)
    end = {"text": "これは人身取引ではありませんが", "language": "ja", "by": there.official, "on": TODAY}
    with there.acting():
        assert refused(lambda: desk.not_trafficking(report, help=[], **end)) is Refusal.NO_HELP_NAMED
        desk.not_trafficking(report, help=["houterasu-main"], **end)
        assert not Report.objects.queue().exists()
    assert door.come_back(receipt.written).replies[0].help == ("houterasu-main",)


def test_who_writes_again_after_the_end_is_in_the_queue_again():
    there = shelter()
    receipt, report = taken_in(at=there)
    with there.acting():
        desk.not_trafficking(report, text="x", language="en", help=["dv-navi"], by=there.official, on=TODAY)
    door.write_again(door.come_back(receipt.written).ticket, "it got worse", on=TODAY)
    intake.take_in()
    with there.acting():
        assert Report.objects.queue().get().state == ReportState.OPEN


def test_a_merge_loses_nothing_and_can_be_undone():
    there = shelter()
    (receipt, one), (_other_receipt, two) = taken_in("one", at=there), taken_in("two", at=there)
    with there.acting():
        desk.merge(one, into=two, by=there.official, on=TODAY)
        assert list(Report.objects.queue().filter(news=False)) == []
    door.write_again(door.come_back(receipt.written).ticket, "still me", on=TODAY)
    intake.take_in()
    with there.acting():
        assert set(Report.objects.with_news()) == {one, two}
        desk.unmerge(one, by=there.official)
        assert Report.objects.get(pk=one.pk).state == ReportState.OPEN
    assert [content.get("what") or content["text"] for _message, content in read(there, one).said] == [
        "one",
        "still me",
    ]


def test_what_may_not_be_merged_is_said():
    there = shelter()
    one, two, three = (taken_in(what, at=there)[1] for what in "abc")
    with there.acting():
        assert refused(lambda: desk.merge(one, into=one, by=there.official, on=TODAY)) is Refusal.SAME_REPORT
        desk.merge(one, into=two, by=there.official, on=TODAY)
        again = (lambda: desk.merge(one, into=three, by=there.official, on=TODAY),
                 lambda: desk.merge(two, into=three, by=there.official, on=TODAY))  # fmt: skip
        assert [refused(act) for act in again] == [Refusal.MERGED_ALREADY] * 2
        assert refused(lambda: desk.unmerge(three, by=there.official)) is Refusal.NOT_MERGED


def test_a_note_is_sealed_and_revealed_with_a_line():
    there = shelter()
    _receipt, report = taken_in(at=there)
    with there.acting():
        made = desk.note(report, text="called the hospital", by=there.official, on=TODAY)
        assert reveal(made, "text", purpose=Purpose.RECEPTION) == "called the hospital"


def test_urgency_is_set_and_identification_pulls_what_it_is_asked():
    there = shelter()
    _receipt, report = taken_in(at=there)
    with there.acting():
        desk.set_urgency(report, urgency=Urgency.NOW, by=there.official)
        desk.ask_identification(report, by=there.official, on=TODAY)
        assert Report.objects.requested().get().urgency == Urgency.NOW
        desk.reopen(report, by=there.official)
        assert not Report.objects.requested().exists()


def test_a_stranger_does_nothing_to_a_report():
    there, stranger = shelter(), police()
    _receipt, report = taken_in(at=there)
    by = {"by": stranger.official}
    acts = (
        lambda: desk.open_report(report, unlocked=stranger.unlocked, **by),
        lambda: desk.assign(report, to=stranger.official, on=TODAY, **by),
        lambda: desk.set_urgency(report, urgency=Urgency.NOW, **by),
        lambda: desk.reply(report, text="x", language="en", on=TODAY, **by),
        lambda: desk.note(report, text="x", on=TODAY, **by),
        lambda: desk.ask_identification(report, on=TODAY, **by),
    )
    with stranger.acting():
        assert [refused(act) for act in acts] == [Refusal.NOT_HERE] * len(acts)
