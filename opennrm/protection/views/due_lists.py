"""Three lists of protection with filters that stay in the address: stays that end, returns, follow-ups."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.names import shown_many
from opennrm.page.refusals import refuse
from opennrm.protection.firewall import why_not_residence
from opennrm.protection.followups import FollowUp
from opennrm.protection.forms.followups import DueForm
from opennrm.protection.forms.residence import ExpiringForm
from opennrm.protection.forms.returns import UnderWayForm
from opennrm.protection.residence import Expiry, ResidenceProcedure
from opennrm.protection.returns import Return
from opennrm.protection.views.returns import country

PAGE = 50
MONTH = timedelta(days=31)


@acting_for(Purpose.SUPPORT)
@require_safe
def expiring(request: HttpRequest) -> HttpResponse:
    """Stays that end, the first to end first, with what is under way for them."""
    refuse(why_not_residence())
    form, today = ExpiringForm(request.GET), timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Expiry.objects.watched()
    if asked.get("within"):
        rows = rows.within(today + timedelta(days=asked["within"]))
    paged, context = _page(request, form, rows, plan="plan")
    going = ResidenceProcedure.objects.going_on().filter(plan__in=[each.plan_id for each in paged])
    of_plan: dict[Any, list[ResidenceProcedure]] = {}
    for each in going:
        of_plan.setdefault(each.plan_id, []).append(each)
    context["rows"] = [
        (each, (each.until - today).days, of_plan.get(each.plan_id, []), who) for each, who in context["rows"]
    ]
    return render(request, "protection/expiring.html", context | {"due": _steps(request, asked), "today": today})


def _steps(request: HttpRequest, asked: dict[str, Any]) -> list[tuple[ResidenceProcedure, str]]:
    """Procedures with a step due, the first due first, by the same filters."""
    within = asked.get("within")
    last = timezone.localdate() + timedelta(days=within) if within else date.max
    rows = ResidenceProcedure.objects.due_by(last).filter(plan__ended__isnull=True)
    if asked.get("whose"):
        rows = rows.filter(plan__caseworker=official_of(request))
    found = list(rows.select_related("plan__caseworker")[:PAGE])
    names = shown_many({each.plan.caseworker for each in found})
    return [(each, names[each.plan.caseworker_id]) for each in found]


@acting_for(Purpose.SUPPORT)
@require_safe
def under_way(request: HttpRequest) -> HttpResponse:
    """Returns under way, or in the state asked for."""
    codes = Return.objects.order_by().values_list("country", flat=True).distinct()
    form = UnderWayForm(request.GET, codes=codes)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Return.objects.filter(state=asked["state"]) if asked.get("state") else Return.objects.going_on()
    if asked.get("country"):
        rows = rows.filter(country=asked["country"])
    _paged, context = _page(request, form, rows.order_by("travel_on", "opened", "id"), plan="plan")
    context["rows"] = [(each, country(each.country), who) for each, who in context["rows"]]
    return render(request, "protection/under_way.html", context)


@acting_for(Purpose.SUPPORT)
@require_safe
def follow_ups_due(request: HttpRequest) -> HttpResponse:
    """Follow-ups that are due, the first due first."""
    form, today = DueForm(request.GET), timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {}
    rows = FollowUp.objects.waiting()
    if asked.get("due") != "all":
        rows = FollowUp.objects.due_by(today + MONTH if asked.get("due") else today)
    _paged, context = _page(request, form, rows, plan="plan")
    return render(request, "protection/follow_ups_due.html", context | {"today": today})


def _page(request: HttpRequest, form: Form, rows: "QuerySet[Any]", *, plan: str) -> tuple[list[Any], dict[str, Any]]:
    """One page of a list, each row with whoever works on its plan; what else stands in the address stays."""
    if form.is_valid() and form.cleaned_data["whose"]:
        rows = rows.filter(**{f"{plan}__caseworker": official_of(request)})
    paged = Paginator(rows.select_related(f"{plan}__caseworker"), PAGE).get_page(request.GET.get("page"))
    found: list[Any] = list(paged)
    names = shown_many({each.plan.caseworker for each in found})
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": paged,
        "kept": kept.urlencode(),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "rows": [(each, names[each.plan.caseworker_id]) for each in found],
    }
    return found, context
