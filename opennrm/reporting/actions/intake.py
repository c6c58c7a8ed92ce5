"""From the door to the desk: what was posted is taken in, and what waits unread is told.

Both are sweeps: they may run at any moment, any number of times, and broken off they leave all as before or after.
The desk takes in before it shows a queue; the worker does so besides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System, entered
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import DutyTurn, Official, Organisation
from opennrm.agencies.officials import on_duty
from opennrm.reporting.models import Alarm, Box, Envelope, Message, Posted, PostedKey, Recipient, Report
from opennrm.reporting.terms import ContactWay, MessageKind, ReportKind, ReportState, Urgency
from opennrm.reporting.urgency import ReadBy, first_alarm, next_alarm, read_by
from opennrm.understanding.facts import ContactReceived
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


def when_read(organisation: str, *, at: datetime) -> ReadBy:
    """When somebody of an organisation reads, said honestly from its turns of duty. The public process may ask."""
    columns = DutyTurn.objects.filter(organisation=organisation).values_list("weekday", "starts", "ends")
    turns = [_turn(*column) for column in columns]
    return read_by(turns, at=timezone.localtime(at))
