"""What an official does with a report: each verb one transaction and one audit line, in the scope of who acts.

``unlocked`` is the inbox the official has opened by their phrase (``vault.inboxes.unlock``). Raises ``Refused``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from opennrm.access.compiler import served
from opennrm.access.scope import Scope, current
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import envelopes, rules
from opennrm.reporting.actions.door import inbox_keys
from opennrm.reporting.actions.intake import next_place
from opennrm.reporting.envelopes import InboxKey
from opennrm.reporting.models import Assignment, Envelope, Message, Note, Recipient, Reply, Report
from opennrm.reporting.terms import MessageKind, Refusal, ReportState, Urgency
from opennrm.vault.actions import record, refuse_inside_a_transaction
from opennrm.vault.sealing import seal
from opennrm.vault.unlocked import Unlocked

FILES = (MessageKind.FILE, MessageKind.ORIGINAL)


@dataclass(frozen=True)
class FileHead:
    """A file of a report as the desk lists it; ``cleaned`` is False for an original."""

    message: Message
    name: str
    media: str
    cleaned: bool


@dataclass(frozen=True)
class Opened:
    """A report in clear, for the page that shows it and nothing else. ``said`` is (message, content) in order.

    The first content is that of ``Answers.content()``; a letter has ``text``, a reply ``text``, ``language``, ``help``.
    """

    said: tuple[tuple[Message, dict[str, Any]], ...]
    files: tuple[FileHead, ...]
    shut: tuple[Message, ...]  # not sealed to the inbox that is open, or changed since

    def __repr__(self) -> str:
        return "<report, open>"


def open_report(report: Report, *, unlocked: Unlocked, by: Official) -> Opened:
    """Read a report: its line stands in the audit before anything is opened. Not inside a transaction."""
    refuse_inside_a_transaction("a report is opened with a line in the audit")
    with transaction.atomic():
        held = held_report(report)
        record("report.opened", held.word, by=by.word)
        _mark_read(held)
    said: list[tuple[Message, dict[str, Any]]] = []
    files, shut = [], []
    for message in Message.objects.filter(report=report).order_by("place"):
        try:
            data = _data(message, unlocked)
        except Refused:
            shut.append(message)
            continue
        if message.kind in FILES:
            head, _data_of_file = envelopes.head_and_data(data)
            files.append(FileHead(message, head["name"], head["media"], head["cleaned"]))
        else:
            said.append((message, envelopes.read_json(data)))
    return Opened(tuple(said), tuple(files), tuple(shut))


def open_file(message: Message, *, unlocked: Unlocked, by: Official) -> tuple[FileHead, bytes]:
    """One file of a report, with a line of its own in the audit first. Not inside a transaction."""
    refuse_inside_a_transaction("a file is opened with a line in the audit")
    with transaction.atomic():
        held = Message.objects.filter(pk=message.pk, kind__in=FILES).first()
        if held is None:
            raise Refused(Refusal.NOT_HERE)
        record("report.opened", f"report:{held.report_id}.{held.pk}", by=by.word)
    head, data = envelopes.head_and_data(_data(held, unlocked))
    return FileHead(held, head["name"], head["media"], head["cleaned"]), data


@transaction.atomic
def assign(report: Report, *, to: Official, by: Official, on: date) -> Assignment:
    """Let one official of the organisation that holds the report handle it, from now on alone."""
    held = held_report(report)
    refuse(rules.why_not_handle(held.state))
    serves = Official.objects.serving(on).filter(pk=to.pk, organisation=held.owner_id).exists()
    refuse(None if serves else Refusal.NOT_THERE)
    Assignment.objects.filter(report=held, until__isnull=True).update(until=on)
    given = Assignment.objects.create(report=held, official=to, since=on)
    record("report.assigned", held.word, by=by.word)
    return given


@transaction.atomic
def set_urgency(report: Report, *, urgency: Urgency, by: Official) -> None:
    """Say anew how soon somebody must read or act."""
    held = held_report(report)
    refuse(rules.why_not_handle(held.state))
    Report.objects.filter(pk=held.pk).update(urgency=urgency)
    record("report.urgency-set", held.word, by=by.word)


@transaction.atomic
def reply(report: Report, *, text: str, language: str, by: Official, on: date, help: Sequence[str] = ()) -> Message:
    """Seal a reply to the reporter's receipt, where it waits; and a copy to the inboxes that read the report.

    ``help`` are codes of contact points, which the page shows with their numbers. No inbox need be open.
    """
    held = held_report(report)
    refuse(rules.why_not_reply(held.state, text=text))
    copy = _reply(held, text=text, language=language, help=help, on=on)
    Report.objects.filter(pk=held.pk).update(state=ReportState.ANSWERED, alarm_at=None, ended=on)
    record("report.replied", held.word, by=by.word)
    return copy


@transaction.atomic
def not_trafficking(report: Report, *, text: str, language: str, help: Sequence[str], by: Official, on: date) -> None:
    """Close a report that is none of trafficking, with a reply that names who can help instead."""
    held = held_report(report)
    refuse(rules.why_not_send_away(held.state, help=help))
    refuse(rules.why_not_reply(held.state, text=text))
    _reply(held, text=text, language=language, help=help, on=on)
    Report.objects.filter(pk=held.pk).update(state=ReportState.NOT_TRAFFICKING, news=False, alarm_at=None, ended=on)
    _end_assignment(held, on=on)
    record("report.not-trafficking", held.word, by=by.word)


@transaction.atomic
def ask_identification(report: Report, *, by: Official, on: date) -> None:
    """Hand a report to identification, which pulls it (``Report.objects.requested()``)."""
    held = held_report(report)
    refuse(rules.why_not_request(held.state, taken_up=held.taken_up is not None))
    Report.objects.filter(pk=held.pk).update(state=ReportState.REQUESTED, news=False, alarm_at=None, ended=None)
    _end_assignment(held, on=on)
    record("report.requested", held.word, by=by.word)


@transaction.atomic
def reopen(report: Report, *, by: Official) -> None:
    """Take a report up again that was answered, closed or handed to identification."""
    held = held_report(report)
    refuse(rules.why_not_take_back_request(held.state, taken_up=held.taken_up is not None))
    Report.objects.filter(pk=held.pk).update(state=ReportState.OPEN, ended=None)
    record("report.reopened", held.word, by=by.word)


@transaction.atomic
def merge(report: Report, *, into: Report, by: Official, on: date) -> None:
    """Let one report be handled as part of another; both keep all that is theirs, and their receipts."""
    held, other = _both(report, into)
    refuse(
        rules.why_not_merge(
            held.state,
            into_state=other.state,
            same=held.pk == other.pk,
            owners=frozenset({held.owner_id, other.owner_id}),
        )
    )
    refuse(Refusal.MERGED_ALREADY if Report.objects.filter(merged_into=held).exists() else None)
    Report.objects.filter(pk=held.pk).update(
        state=ReportState.MERGED, state_before=held.state, merged_into=other, alarm_at=None
    )
    _end_assignment(held, on=on)
    record("report.merged", f"{held.word}.{other.pk}", by=by.word)


@transaction.atomic
def unmerge(report: Report, *, by: Official) -> None:
    """Undo a merge: the report stands again where it stood before."""
    held = held_report(report)
    refuse(None if held.state == ReportState.MERGED else Refusal.NOT_MERGED)
    before = ReportState.OPEN if held.state_before == ReportState.NEW else held.state_before
    Report.objects.filter(pk=held.pk).update(state=before, state_before="", merged_into=None)
    record("report.unmerged", held.word, by=by.word)


@transaction.atomic
def note(report: Report, *, text: str, by: Official, on: date) -> Note:
    """Note something for colleagues, sealed under the file's key; ``access.reveal`` is the way back to it."""
    held = held_report(report)
    refuse(None if text.strip() else Refusal.NOTHING_SAID)
    made = Note(report=held, by=by, on=on)
    seal(made, "text", text.strip())
    made.save(force_insert=True)
    record("report.noted", held.word, by=by.word)
    return made


def _reply(held: Report, *, text: str, language: str, help: Iterable[str], on: date) -> Message:
    content = {"text": text.strip(), "language": language, "help": list(help)}
    data, keys = envelopes.canonical(content), keys_of(held)
    refuse(None if keys else Refusal.NO_INBOX)
    copy = Message(report=held, kind=MessageKind.REPLY, day=on, place=next_place(held), read=True)
    sealed = envelopes.seal(data, id=copy.pk, to=keys)
    copy.body, copy.size = sealed.body, len(sealed.body)
    copy.save(force_insert=True)
    Envelope.objects.bulk_create(
        Envelope(message=copy, inbox_id=inbox, wrapped=wrapped) for inbox, wrapped in sealed.keys.items()
    )
    waiting = Reply(box=held.box, day=on, place=copy.place)
    waiting.sealed = envelopes.to_reporter(data, id=waiting.pk, public=bytes(held.box.public))
    waiting.save(force_insert=True)
    return copy


def keys_of(report: Report) -> list[InboxKey]:
    """The keys of the inboxes that read a report."""
    return inbox_keys(Recipient.objects.filter(box=report.box_id).values_list("inbox", flat=True))


def _data(message: Message, unlocked: Unlocked) -> bytes:
    envelope = Envelope.objects.filter(message=message, inbox=unlocked.inbox).first()
    if envelope is None:
        raise Refused(Refusal.NOT_SEALED_TO_YOU)
    return envelopes.opened(bytes(message.body), bytes(envelope.wrapped), id=message.pk, unlocked=unlocked)


def _mark_read(held: Report) -> None:
    state = ReportState.OPEN if held.state == ReportState.NEW else held.state
    Report.objects.filter(pk=held.pk).update(state=state, news=False, alarm_at=None)
    Message.objects.filter(report=held, read=False).update(read=True)


def held_report(report: Report) -> Report:
    """The report as it is now, held until the transaction ends. Refused where it is out of the scope."""
    held = Report.objects.select_for_update(of=("self",)).select_related("box", "owner").filter(pk=report.pk).first()
    if held is None:
        raise Refused(Refusal.NOT_HERE)
    return held


def _both(report: Report, other: Report) -> tuple[Report, Report]:
    """Two reports, held in one order whichever was named first."""
    first, second = sorted((report, other), key=lambda each: each.pk)
    held = {each.pk: each for each in (held_report(first), held_report(second))}
    return held[report.pk], held[other.pk]


def _end_assignment(held: Report, *, on: date) -> None:
    Assignment.objects.filter(report=held, until__isnull=True).update(until=on)


def organisations_served() -> frozenset[str]:
    """Those the official who is acting serves now."""
    scope = current()
    return served(scope, connection) if isinstance(scope, Scope) else frozenset()
