"""What waits for an official at the desk of the plan: what their body is to report, what lies with the secretariat."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.plan import progress_rules as rules
from opennrm.plan.models import BodyProgress, BodyProgressQuerySet
from opennrm.plan.progress_terms import State

AHEAD = timedelta(days=14)  # ours


def progress_waiting(official: Official) -> int:
    """How many lines wait for them; 0 for whoever neither reports nor coordinates."""
    today = timezone.localdate()
    return to_report(official, today).count() + to_read(official, today).count()


def to_report(official: Official, today: date) -> BodyProgressQuerySet:
    """What their body was asked back, or is to send soon or should have sent."""
    rows = BodyProgress.objects.filter(organisation=official.organisation_id).with_body()
    if not rules.reports_for(official.place(), official.organisation_id, on=today):
        return rows.none()
    return rows.filter(Q(year__due__lte=today + AHEAD) | Q(state=State.ASKED_BACK))


def to_read(official: Official, today: date) -> BodyProgressQuerySet:
    """What was sent and lies with the secretariat."""
    rows = BodyProgress.objects.sent()
    return rows if rules.is_secretariat(official.place(), on=today) else rows.none()


def asked_back(official: Official, today: date) -> BodyProgressQuerySet:
    """What the secretariat waits for bodies to answer."""
    rows = BodyProgress.objects.filter(state=State.ASKED_BACK)
    return rows if rules.is_secretariat(official.place(), on=today) else rows.none()
