"""Ending a plan, asking how somebody fares, and taking a plan up again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.protection.actions import followups as verbs
from opennrm.protection.endings import Fares
from opennrm.protection.followups import FollowUp
from opennrm.protection.forms.followups import EndForm, FollowUpForm
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.terms import Ending
from opennrm.protection.views.deeds import Deed, days_form, do, shown
from opennrm.protection.views.shown import Panel, plan_or_404

Said = dict[str, Any]


def _end(plan: ProtectionPlan, said: Said, by: Official, on: date) -> None:
    close_case = said.get("close_case", False)
    verbs.end(plan, why=Ending(said["why"]), close_case=close_case, by=by, on=said["day"])


def _end_form(plan: ProtectionPlan, sent: Any) -> Form:
    case = verbs.own_case(plan)
    with_case = case is not None and case.closed is None
    return EndForm(sent, with_case=with_case, initial={"day": timezone.localdate()})


def _follow_up(row: FollowUp, said: Said, by: Official, on: date) -> None:
    verbs.follow_up(row, fares=Fares(said["fares"]), note=said["note"], by=by, on=said["day"])


END: Deed[ProtectionPlan] = Deed(
    gettext_lazy("End the plan"),
    gettext_lazy("End it"),
    gettext_lazy("The plan has ended. Follow-ups fall due after 3, 6 and 12 months, where somebody can be asked."),
    _end_form,
    _end,
    danger=True,
)
REOPEN: Deed[ProtectionPlan] = Deed(
    gettext_lazy("Take the plan up again"),
    gettext_lazy("Reopen it"),
    gettext_lazy("The plan is open again, and so is the case, if it was closed with it."),
    lambda _plan, sent: Form(sent),
    lambda plan, said, by, on: verbs.reopen(plan, by=by, on=on),
    hint=gettext_lazy("Follow-ups that wait are dropped; new ones fall due when the plan ends again."),
)
FOLLOW_UP: Deed[FollowUp] = Deed(
    gettext_lazy("Follow-up"),
    gettext_lazy("Keep it"),
    gettext_lazy("The follow-up is kept."),
    days_form(FollowUpForm),
    _follow_up,
    hint=gettext_lazy("Only in the way that is safe for the person. Who needs support has the plan reopened at once."),
)


def panel(request: HttpRequest, plan: ProtectionPlan, by: Official) -> Panel:
    """The part of a plan's page that tells how it ended, and what came after."""
    rows = list(FollowUp.objects.filter(plan=plan, dropped__isnull=True))
    context = {"rows": rows, "today": timezone.localdate()}
    return Panel(_("End and follow-up"), "protection/panels/follow_ups.html", "follow-ups", context)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a plan, saying why."""
    plan = plan_or_404(pk)
    return do(request, END, plan, plan=plan, back=_back(pk))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a plan up again."""
    plan = plan_or_404(pk)
    return do(request, REOPEN, plan, plan=plan, back=_back(pk))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep how the person fares."""
    found = _follow_up_or_404(pk)
    head = _("%(months)s months after the plan ended") % {"months": found.months}
    return do(request, FOLLOW_UP, found, plan=found.plan, back=_back(found.plan_id), head=head)


@acting_for(Purpose.SUPPORT)
@require_POST
def show_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open what was said at a follow-up."""
    found = _follow_up_or_404(pk)
    return shown(request, [(_("What was said"), found, "note")], plan=found.plan, back=_back(found.plan_id))


def _follow_up_or_404(pk: UUID) -> FollowUp:
    return row_or_404(FollowUp.objects.select_related("plan"), pk)


def _back(pk: UUID) -> str:
    return f"{reverse('protection:plan', args=[pk])}#follow-ups"
