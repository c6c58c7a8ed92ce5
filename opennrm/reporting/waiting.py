"""What waits at the desk for an official, as numbers: for the menu and the first page. Enters the scope it needs."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.agencies.officials import on_duty
from opennrm.reporting.models import Report
from opennrm.reporting.terms import ReportState, Urgency


@dataclass(frozen=True)
class Alarms:
    """Reports unread past their time; ``urgent`` of them tell of danger now. ``on_duty``: this official answers now."""

    late: int = 0
    urgent: int = 0
    on_duty: bool = False


def unread_for(official: Official) -> int:
    """How many reports have something in them that nobody has opened; 0 for whoever receives none."""
    if Purpose.RECEPTION not in purposes_of(official):
        return 0
    with acting(scope_shown(official, purpose=Purpose.RECEPTION)):
        return Report.objects.filter(Q(state=ReportState.NEW) | Q(news=True)).count()


def alarms_for(official: Official) -> Alarms:
    """What is unread past its time among what an official may receive."""
    if Purpose.RECEPTION not in purposes_of(official):
        return Alarms()
    with acting(scope_shown(official, purpose=Purpose.RECEPTION)):
        return alarms(official)


def alarms(official: Official) -> Alarms:
    """The same, in the scope in force."""
    now = timezone.now()
    found = (
        Report.objects.alarming(now)
        .order_by()
        .aggregate(late=Count("pk"), urgent=Count("pk", filter=Q(urgency=Urgency.NOW)))
    )
    answers = found["late"] > 0 and official in on_duty(official.organisation, at=now)
    return Alarms(found["late"], found["urgent"], answers)
