"""The pages of residence: the stay, procedures, who sees what. Enforcement is told why it sees nothing."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for
from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official
from opennrm.identification.models import Case
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import deadlines
from opennrm.protection.actions import residence as verbs
from opennrm.protection.actions.plans import case_of
from opennrm.protection.checklists import residence as declared
from opennrm.protection.firewall import sees_status, why_not_residence
from opennrm.protection.forms.residence import BeginForm, StayForm
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import ProcedureKind, ResidenceRefusal
from opennrm.protection.residence import Expiry, ResidenceProcedure
from opennrm.protection.views.deeds import Deed, days_form, do, shown
from opennrm.protection.views.procedures import behind_the_wall
from opennrm.protection.views.shown import Panel, plan_or_404
from opennrm.understanding.terms import ResidenceStatus

STATUSES = dict(ResidenceStatus.choices)


def _enter_stay(plan: ProtectionPlan, said: dict[str, Any], by: Official, on: date) -> None:
    verbs.enter_stay(plan, status=said["status"], until=said["until"], by=by, on=on)


def _begin(plan: ProtectionPlan, said: dict[str, Any], by: Official, on: date) -> ResidenceProcedure:
    kind = ProcedureKind(said["kind"])
    return verbs.begin(plan, kind=kind, office=said["office"], due=said["due"], by=by, on=on)


STAY: Deed[ProtectionPlan] = Deed(
    gettext_lazy("Enter the stay"),
    gettext_lazy("Keep it"),
    gettext_lazy("The stay is kept. You are reminded before it ends."),
    days_form(StayForm),
    _enter_stay,
    hint=gettext_lazy("What the person has now: by the residence card or passport, or by what they say."),
)
BEGIN: Deed[ProtectionPlan] = Deed(
    gettext_lazy("Begin a procedure"),
    gettext_lazy("Begin it"),
    gettext_lazy("The procedure is begun. Next: its documents."),
    days_form(BeginForm),
    _begin,
    page="protection:procedure",
)


def panel(request: HttpRequest, plan: ProtectionPlan, by: Official) -> Panel:
    """The part of a plan's page that tells of residence."""
    return Panel(_("Residence"), "protection/panels/residence.html", "residence", state_of(plan))


def state_of(plan: ProtectionPlan) -> dict[str, object]:
    """How residence stands, for the panel and the page; behind the firewall only why nothing is shown."""
    if why := why_not_residence():
        return {"shut": why.label}
    today = timezone.localdate()
    watched = Expiry.objects.filter(plan=plan, ended__isnull=True).first()
    return {
        "watched": watched,
        "left": (watched.until - today).days if watched else None,
        "next": deadlines.next_reminder(watched.until, today, declared().reminders) if watched else None,
        "procedures": list(ResidenceProcedure.objects.filter(plan=plan)),
    }


@acting_for(Purpose.SUPPORT)
@require_safe
def residence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The stay that is watched, and every procedure."""
    plan = behind_the_wall(pk)
    context = {"plan": plan, "p": state_of(plan), "kinds": declared().procedures.values()}
    return render(request, "protection/residence.html", context)


@acting_for(Purpose.SUPPORT)
@require_POST
def show_stay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the status of residence that lies sealed in the case."""
    plan = behind_the_wall(pk)
    person = case_of(plan).person
    fields = [
        (_("Status of residence"), "status"),
        (_("Last day of the stay"), "status_until"),
        (_("Status when protection began, where another was granted since"), "status_at_protection"),
    ]
    rows = [(title, person, field) for title, field in fields]
    return shown(request, rows, plan=plan, back=reverse("protection:residence", args=[pk]), codes=STATUSES)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which status the person has now, and until when."""
    plan = behind_the_wall(pk)
    return do(request, STAY, plan, plan=plan, back=reverse("protection:residence", args=[pk]))


@acting_for(Purpose.SUPPORT)
@require_POST
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Watch the last day that stands sealed in the case."""
    plan, by = behind_the_wall(pk), official_of(request)
    person = case_of(plan).person
    refuse(ResidenceRefusal.NO_DAY if person.status_until is None else None)
    try:
        until = date.fromisoformat(reveal(person, "status_until", purpose=Purpose.SUPPORT) or "")
    except ValueError:
        raise Refused(ResidenceRefusal.NO_DAY) from None
    verbs.watch(plan, until=until, by=by, on=timezone.localdate())
    messages.success(request, _("The last day of the stay is watched now."))
    return redirect("protection:residence", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a procedure."""
    plan = behind_the_wall(pk)
    return do(request, BEGIN, plan, plan=plan, back=reverse("protection:residence", args=[pk]))


@acting_for(Purpose.SUPPORT)
@require_safe
def who_sees(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which organisation sees what of this person's residence: by the grants that hold, and by the firewall."""
    plan = plan_or_404(pk)
    files = Case.objects.filter(pk=plan.case_id).values_list("file", flat=True)
    held = Grant.objects.holding().filter(file__in=[plan.file_id, *files]).select_related("organisation")
    named = dict(bodies())
    rows = [
        {
            "body": named.get(each.organisation_id, each.organisation_id),
            "purpose": each.get_purpose_display(),
            "of_plan": each.file_id == plan.file_id,
            "status": sees_status(each.organisation, purpose=each.purpose) and "immigration_status" in each.opens,
        }
        for each in held.order_by("organisation", "purpose", "file")
    ]
    return render(request, "protection/who_sees.html", {"plan": plan, "rows": rows})
