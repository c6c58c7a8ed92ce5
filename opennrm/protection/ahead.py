"""What comes next in a plan, the earliest first: tasks, another look at the risk, beds that end, services, meetings."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.protection.coming import coming
from opennrm.protection.giving import ServiceState
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.terms import MeetingState, TaskState

PENDING = (ServiceState.NEEDED, ServiceState.OFFERED, ServiceState.ACCEPTED)


@dataclass(frozen=True)
class Ahead:
    """Something to come: its day, what it is, where it is done, and whether its day is over."""

    due: date
    what: str
    url: str
    late: bool


def ahead(plan: ProtectionPlan, today: date) -> list[Ahead]:
    """All of it, for the page of a plan."""
    here = reverse("protection:plan", args=[plan.pk])
    todo = plan.tasks.filter(state=TaskState.OPEN)
    found = [(each.due, str(each.get_kind_display()), f"{here}#tasks") for each in todo]
    latest = plan.risks.first()
    if latest:
        found.append((latest.again, _("Look at the risk again"), reverse("protection:add_risk", args=[plan.pk])))
    found += [
        (each.until, _("The bed ends: extend it, or find another"), reverse("protection:stay", args=[each.pk]))
        for each in plan.stays.holding()
    ]
    found += [
        (each.wanted, str(each.get_kind_display()), reverse("protection:service", args=[each.pk]))
        for each in plan.services.filter(state__in=PENDING, wanted__isnull=False)
        if each.wanted
    ]
    found += [
        (each.on, _("A meeting"), reverse("protection:meeting", args=[each.pk]))
        for each in plan.meetings.filter(state=MeetingState.PLANNED)
    ]
    found += coming(plan)
    return [Ahead(due, what, url, due < today) for due, what, url in sorted(found)]
