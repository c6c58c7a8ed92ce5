"""Beginning cases from what waits for identification: a report, a contact, a notice. Each in one transaction, once.

Called while acting for identification. A report or a contact is read for reception, so its official has both powers.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from opennrm.access.actions import scope_for
from opennrm.access.doors import row_or_404
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.identification.actions.cases import Beginning, Details, open_cases
from opennrm.identification.actions.ending import tell
from opennrm.identification.actions.notices import waiting_still
from opennrm.identification.models import Case, Notice
from opennrm.identification.terms import NoticeKind, NoticeState, Origin, Refusal
from opennrm.page.refusals import Refused
from opennrm.reporting.actions import taking_up
from opennrm.reporting.actions.desk import open_report
from opennrm.reporting.actions.intake import CHANNELS
from opennrm.reporting.models import Consultation, Report
from opennrm.reporting.terms import ContactWay, Urgency
from opennrm.reporting.terms import Refusal as Taken
from opennrm.understanding.terms import Channel
from opennrm.vault.actions import record
from opennrm.vault.unlocked import Unlocked

ORIGINS = {
    NoticeKind.POLICE: Origin.POLICE,
    NoticeKind.RELATED_OFFENCE: Origin.POLICE,
    NoticeKind.SUSPECT: Origin.POLICE,
    NoticeKind.IMMIGRATION: Origin.IMMIGRATION,
}


def from_report(report: UUID, *, by: Official) -> Beginning:
    """What a report that waits says of a case to begin, for the form. Http404 where this official does not see it."""
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        return _of_report(row_or_404(Report.objects.requested(), report))


def prefecture_told(report: UUID, *, unlocked: Unlocked, by: Official) -> str:
    """The prefecture a report names (JIS X 0401); "" where it names none, or does not open. Not inside a transaction.

    The report is opened for it, as whoever reads it does: with a line in the audit first.
    """
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        opened = open_report(row_or_404(Report.objects.requested(), report), unlocked=unlocked, by=by)
    told = (str(content.get("prefecture", "")) for _message, content in opened.said)
    return next((code for code in told if code in PREFECTURES), "")


def from_consultation(contact: UUID, *, by: Official) -> Beginning:
    """The same of a contact."""
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        return _of_contact(row_or_404(Consultation.objects.requested(), contact))


def from_notice(notice: UUID) -> Beginning:
    """The same of a notice, in the scope of identification."""
    return _of_notice(row_or_404(Notice.objects.waiting(), notice))


@transaction.atomic
def begin_from_report(
    report: UUID, persons: Sequence[Details], *, by: Official, on: date, beginning: Beginning | None = None
) -> list[Case]:
    """Open a case for each person a report tells of. ``beginning`` is what the official says beside it.

    Refused (taken up) for the second official who begins from the same report.
    """
    try:
        with acting(scope_for(by, purpose=Purpose.RECEPTION)):
            known = _of_report(taking_up.take_up(report, by=by, on=on))
    except Refused as refused:
        raise _taken(refused) from None
    return open_cases(_with(known, beginning), persons, by=by, on=on)


@transaction.atomic
def begin_from_consultation(
    contact: UUID, persons: Sequence[Details], *, by: Official, on: date, beginning: Beginning | None = None
) -> list[Case]:
    """The same from a contact at the consultation desk."""
    try:
        with acting(scope_for(by, purpose=Purpose.RECEPTION)):
            known = _of_contact(taking_up.take_up_contact(contact, by=by, on=on))
    except Refused as refused:
        raise _taken(refused) from None
    return open_cases(_with(known, beginning), persons, by=by, on=on)


@transaction.atomic
def begin_from_notice(
    notice: UUID, persons: Sequence[Details], *, by: Official, on: date, beginning: Beginning | None = None
) -> list[Case]:
    """The same from a notice; its sender sees that a case was opened, and nothing of it."""
    held = waiting_still(Notice(pk=notice))
    cases = open_cases(_with(_of_notice(held), beginning), persons, by=by, on=on)
    held.state, held.answered, held.answered_by, held.case = NoticeState.TAKEN_UP, on, by, cases[0].pk
    held.save(update_fields=["state", "answered", "answered_by", "case"])
    record("notice.taken-up", held.word, by=by.word)
    tell(held.sender, [held.by], by=by, on=on)
    return cases


def _of_report(report: Report) -> Beginning:
    channel, urgency = CHANNELS[ContactWay(report.channel)], Urgency(report.urgency)
    return Beginning(origin=Origin.REPORT, channel=channel, urgency=urgency, report=report.pk)


def _of_contact(contact: Consultation) -> Beginning:
    return Beginning(
        origin=Origin.CONSULTATION,
        channel=CHANNELS[ContactWay(contact.way)],
        prefecture=contact.prefecture,
        urgency=Urgency(contact.urgency),
        consultation=contact.pk,
    )


def _of_notice(notice: Notice) -> Beginning:
    origin = ORIGINS.get(NoticeKind(notice.kind), Origin.NOTICE)
    channel = Channel.INVESTIGATION if origin == Origin.POLICE else Channel.REFERRAL
    return Beginning(origin=origin, channel=channel, prefecture=notice.prefecture, urgency=Urgency(notice.urgency))


def _with(known: Beginning, said: Beginning | None) -> Beginning:
    """What the official says goes before what the source says; where it came from stays as it is."""
    if said is None:
        return known
    source = {name: getattr(known, name) for name in ("origin", "report", "consultation")}
    channel, prefecture = said.channel or known.channel, said.prefecture or known.prefecture
    return replace(said, channel=channel, prefecture=prefecture, **source)


def _taken(refused: Refused) -> Refused:
    """What reporting says of a source that was taken up, said to whoever wanted to begin from it."""
    return Refused(Refusal.TAKEN_UP) if refused.reason == Taken.TAKEN_UP else refused
