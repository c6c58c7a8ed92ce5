"""What comes next in a plan of residence and return: a stay that ends, steps that are due, a journey."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.protection.firewall import why_not_residence
from opennrm.protection.journeys import ReturnState
from opennrm.protection.models import Expiry, ProtectionPlan, ReintegrationStep, Return

Coming = tuple[date, str, str]


def coming(plan: ProtectionPlan) -> list[Coming]:
    """The day, what it is, and where it is done; nothing of residence behind the firewall."""
    found = [] if why_not_residence() else _of_residence(plan)
    journeys = Return.objects.filter(plan=plan, state=ReturnState.PREPARING, travel_on__isnull=False)
    for each in journeys:
        if each.travel_on:
            found.append((each.travel_on, _("The journey home"), reverse("protection:return", args=[each.pk])))
    steps = ReintegrationStep.objects.filter(going__plan=plan, done__isnull=True)
    found += [
        (each.due, str(each.get_kind_display()), reverse("protection:return", args=[each.going_id])) for each in steps
    ]
    return found


def _of_residence(plan: ProtectionPlan) -> list[Coming]:
    here = reverse("protection:residence", args=[plan.pk])
    ends = Expiry.objects.filter(plan=plan, ended__isnull=True)
    found: list[Coming] = [(each.until, _("The stay ends"), here) for each in ends]
    for each in plan.procedures.going_on().filter(due__isnull=False):
        if each.due:
            found.append((each.due, str(each.get_kind_display()), reverse("protection:procedure", args=[each.pk])))
    return found
