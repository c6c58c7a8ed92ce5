"""From the door to the desk: what was posted is taken in, and what waits unread is told.

Both are sweeps: they may run at any moment, any number of times, and broken off they leave all as before or after.
The desk takes in before it shows a queue; the worker does so besides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System, entered
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import on_duty
from opennrm.foundations.campaign_actions import hear
from opennrm.reporting.models import Alarm, Box, Envelope, Message, Posted, PostedKey, Recipient, Report
from opennrm.reporting.terms import ContactWay, MessageKind, ReportKind, ReportState, Urgency
from opennrm.reporting.urgency import first_alarm, next_alarm
from opennrm.understanding.facts import ContactReceived, new_id
from opennrm.understanding.national import national
from opennrm.understanding.register import record as let_fall
from opennrm.understanding.terms import Body, Channel
from opennrm.vault.actions import record

KEPT = timedelta(days=3 * 366)  # grants end with it, if retention did not end them before
ORDER = {MessageKind.REPORT: 0, MessageKind.LETTER: 1, MessageKind.FILE: 2, MessageKind.ORIGINAL: 3}
LAST = 9  # a withdrawal, after all that came before it

TABLES = frozenset(model._meta.db_table for model in (File, Grant, Report, Message, Envelope, Alarm))
INTAKE = System("intake", reads=TABLES, writes=TABLES)
ESCALATION = System(
    "escalation",
    reads=frozenset({Report._meta.db_table, Alarm._meta.db_table}),
    writes=frozenset({Report._meta.db_table, Alarm._meta.db_table}),
)

CHANNELS = {
    ContactWay.WEB: Channel.WEB,
    ContactWay.TELEPHONE: Channel.PHONE,
    ContactWay.VISIT: Channel.VISIT,
    ContactWay.LETTER: Channel.OTHER,
    ContactWay.CHAT: Channel.OTHER,
}
BODIES = {
    "police": Body.POLICE,
    "prosecutors_office": Body.PROSECUTORS,
    "labour_bureau": Body.LABOUR,
    "womens_support_center": Body.WOMENS_SUPPORT,
    "child_guidance_center": Body.CHILD_GUIDANCE,
    "legal_affairs_bureau": Body.LEGAL_AFFAIRS,
    "district_legal_affairs_bureau": Body.LEGAL_AFFAIRS,
}
BY_CODE = {"npa": Body.POLICE, "isa": Body.IMMIGRATION, "jcg": Body.COAST_GUARD, "iom": Body.IOM, "mhlw": Body.LABOUR}

Tell = Callable[[Official, str], None]  # tells an official outside the page that the thing of this name waits


@dataclass(frozen=True)
class Hints:
    """What the door says beside a report, so that the queue has an order; what makes no sense counts as nothing."""

    kind: ReportKind
    channel: ContactWay
    language: str
    urgency: Urgency
    answer_by: date | None
    owner: str
    rows: str
    campaign: str

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Hints":
        """Read with no trust in what the public process wrote."""
        day = str(said.get("answer_by") or "")
        return cls(
            kind=ReportKind.HELP if said.get("kind") == ReportKind.HELP else ReportKind.TIP,
            channel=ContactWay(said["channel"]) if said.get("channel") in ContactWay.values else ContactWay.WEB,
            language=str(said.get("language", ""))[:35],
            urgency=Urgency(said["urgency"]) if said.get("urgency") in Urgency.values else Urgency.ORDINARY,
            answer_by=_day(day),
            owner=str(said.get("owner", "")),
            rows=", ".join(str(row) for row in said.get("rows", ()))[:300],
            campaign=str(said.get("campaign", "")),
        )


def take_in() -> int:
    """Bring all that was posted where it is seen by grants; how many contents came in."""
    boxes = list(Posted.objects.values_list("box", flat=True).distinct())
    return sum(_take_in(box) for box in boxes)


def escalate(*, at: datetime, tell: Tell | None = None) -> int:
    """Tell whoever should know of reports unread past their time; how many officials were told.

    First whoever is on duty, then the leads, then the body above. ``tell`` reaches them outside the page, with no
    word of what is in it; None where the installation has no way.
    """
    if not _anything_alarming(at):
        return 0
    told = 0
    with running(ESCALATION), transaction.atomic():
        for report in Report.objects.alarming(at).select_related("owner__parent").select_for_update(of=("self",)):
            told += _escalate(report, at=at, tell=tell)
    return told


@transaction.atomic
def _take_in(box_id: UUID) -> int:
    """All that lies in a box, in one transaction; one taker at a time."""
    box = Box.objects.select_for_update().get(pk=box_id)
    bodies = _recipients(box)
    if not bodies:  # sealed to nobody who is known here: no act of the door leaves such a box
        return 0
    lying = sorted(Posted.objects.filter(box=box), key=lambda each: ORDER.get(MessageKind(each.kind), LAST))
    with entered(INTAKE):
        report = Report.objects.filter(box=box).first()
        for posted in lying:
            if report is None:
                report = _begin(box, posted, bodies)
            if posted.kind == MessageKind.WITHDRAWAL:
                _withdraw(report, on=posted.day)
            else:
                _add(report, posted)
    Posted.objects.filter(pk__in=[each.pk for each in lying]).delete()
    return len(lying)


def _begin(box: Box, posted: Posted, bodies: list[Organisation]) -> Report:
    """The report, its file, and a grant to every organisation it was sealed to. Times of day are not kept."""
    hints = Hints.of(posted.hints)
    owner = next((body for body in bodies if body.pk == hints.owner), bodies[0])
    file = File.objects.create(kind=FileKind.REPORT, owner=owner)
    for body in bodies:
        grant_reception(file, body, since=posted.day)
    report = Report.objects.create(
        file=file,
        box=box,
        owner=owner,
        received=posted.day,
        kind=hints.kind,
        channel=hints.channel,
        language=hints.language,
        urgency=hints.urgency,
        answer_by=hints.answer_by,
        routed_by=hints.rows,
        alarm_at=first_alarm(hints.urgency, at=timezone.now()),
    )
    record("report.received", report.word, on=posted.day)
    let_fall_contact(owner, channel=hints.channel, language=hints.language, on=posted.day)
    hear(hints.campaign, CHANNELS[hints.channel], on=posted.day)
    return report


def grant_reception(file: File, body: Organisation, *, since: date) -> Grant:
    """Let an organisation receive the report of a file, from the first moment of a day; for a system scope."""
    begins = timezone.make_aware(datetime.combine(since, time.min))
    return Grant.objects.create(
        file=file,
        owner_id=file.owner_id,
        organisation=body,
        purpose=Purpose.RECEPTION,
        basis=Basis.LEGAL_DUTY,
        since=begins,
        until=begins + KEPT,
        reason="sealed to this organisation by the routing table",
    )


def let_fall_contact(owner: Organisation, *, channel: ContactWay, language: str, on: date) -> ContactReceived:
    """That a contact was received, without a name, in the caller's transaction."""
    fact = contact_received(owner, channel=channel, language=language, on=on)
    let_fall(fact, collection=national(on))
    return fact


def contact_received(owner: Organisation, *, channel: ContactWay, language: str, on: date) -> ContactReceived:
    """The fact of a contact: the day, the way, the language, the kind of body; nobody in particular."""
    body = BY_CODE.get(owner.pk) or BODIES.get(owner.kind, Body.OTHER)
    return ContactReceived(
        key=new_id(), day=on, recorded_on=on, channel=CHANNELS[channel], spoken=language or None, body=body
    )


def _add(report: Report, posted: Posted) -> None:
    """A content among the messages of its report; one that is there already is left out."""
    if Message.objects.filter(pk=posted.pk).exists():
        return
    message = Message.objects.create(
        id=posted.pk,
        report=report,
        kind=posted.kind,
        day=posted.day,
        place=next_place(report),
        body=bytes(posted.body),
        size=len(posted.body),
    )
    keys = PostedKey.objects.filter(posted=posted)
    Envelope.objects.bulk_create(
        Envelope(message=message, inbox_id=key.inbox_id, wrapped=bytes(key.wrapped)) for key in keys
    )
    if posted.kind != MessageKind.REPORT:
        record("report.added-to", report.word, on=posted.day)
        _bring_news(report, Hints.of(posted.hints).urgency)


def _bring_news(report: Report, urgency: Urgency) -> None:
    """Back into the queue: an answered report is open again, and what goes on in a merged one shows in the other."""
    for each in filter(None, (report, report.merged_into)):
        each.news = True
        if each.state in {ReportState.ANSWERED, ReportState.NOT_TRAFFICKING}:
            each.state = ReportState.OPEN
        if each.state != ReportState.WITHDRAWN:
            each.ended = None
        if urgency == Urgency.NOW:
            each.urgency, each.alarm_at = Urgency.NOW, timezone.now()
        each.save(update_fields=["news", "state", "urgency", "alarm_at", "ended"])


def _withdraw(report: Report, *, on: date) -> None:
    """What nobody has read is deleted, and with it every key to it; what was read stays under its rules, marked."""
    if report.state == ReportState.NEW:
        Message.objects.filter(report=report).delete()
    report.state_before, report.merged_into = report.state if report.merged_into is None else "", None
    report.state, report.news, report.alarm_at = ReportState.WITHDRAWN, True, None
    report.ended = on
    report.save(update_fields=["state", "state_before", "merged_into", "news", "alarm_at", "ended"])
    Box.objects.filter(pk=report.box_id).update(closed=True)
    record("report.withdrawn", report.word, on=on)


def next_place(report: Report) -> int:
    """The place of the next message of a report."""
    last: int | None = Message.objects.filter(report=report).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def _recipients(box: Box) -> list[Organisation]:
    codes = Recipient.objects.filter(box=box).values_list("inbox__organisation", flat=True)
    return list(Organisation.objects.filter(pk__in=list(codes)).order_by("pk"))


def _anything_alarming(at: datetime) -> bool:
    with entered(ESCALATION):
        return Report.objects.alarming(at).exists()


def _escalate(report: Report, *, at: datetime, tell: Tell | None) -> int:
    """One step further for one report."""
    step = (Alarm.objects.filter(report=report).aggregate(last=Max("step"))["last"] or 0) + 1
    urgency, told = Urgency(report.urgency), 0
    for official in _who(report.owner, step, at):
        Alarm.objects.create(report=report, official=official, step=step, on=timezone.localdate(at))
        told += 1
        if tell is not None:
            tell(official, report.word)
    Report.objects.filter(pk=report.pk).update(alarm_at=next_alarm(urgency, at=at))
    record("report.escalated", report.word)
    return told


def _who(owner: Organisation, step: int, at: datetime) -> list[Official]:
    """Whom a step tells: 1 those on duty, 2 the leads too, 3 and on those on duty of the body above as well."""
    found = on_duty(owner, at=at)
    if step >= 2:
        found += Official.objects.leads(owner, timezone.localdate(at))
    if step >= 3 and owner.parent is not None:
        found += on_duty(owner.parent, at=at)
    return list({official.pk: official for official in found}.values())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
