"""The home page of staff, and pages that compose the rooms below."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.actions import end_access
from opennrm.agencies import directory, names
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power
from opennrm.desk.day import day_of
from opennrm.desk.employer import records_of
from opennrm.desk.forms import EmployerForm, LeaveForm
from opennrm.desk.navigation import menu
from opennrm.page.forms import goes_through
from opennrm.reporting.waiting import alarms_for


@door()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this official."""
    waits, by = [each for group in menu(request) for each in group.entries if each.waiting], official_of(request)
    context = {"waits": waits, "at_home": True, "alarms": alarms_for(by), "day": day_of(by)}
    return render(request, "desk/home.html", context)


@door(Power.INVESTIGATE, Power.EXAMINE)
@require_safe
def employer(request: HttpRequest) -> HttpResponse:
    """What this official may see of one employer in every room, by the corporate number in the address."""
    form = EmployerForm(request.GET or None)
    asked = form.is_bound and form.is_valid()
    rows = records_of(form.cleaned_data["number"], official_of(request)) if asked else []
    context = {"form": form, "rows": rows, "asked": asked}
    return render(request, "desk/employer.html", context, status=422 if form.is_bound and not asked else 200)


@door(Power.APPOINT, or_lead=True)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an official's service and with it their access; the page says beforehand who takes their open work."""
    me = official_of(request)
    leaving = get_object_or_404(directory.seen_by(me), pk=pk)
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    heirs: list[Official] = []
    if request.method == "POST" and goes_through(
        form, lambda: heirs.append(end_access(leaving, on=form.cleaned_data["on"], by=me))
    ):
        said = _("The leaving was entered. Open work goes to %(heir)s.") % {"heir": names.shown(heirs[0])}
        messages.success(request, said)
        return redirect("agencies:official", leaving.pk)
    leads = Official.objects.leads(leaving.organisation, timezone.localdate()).exclude(pk=pk)
    heir = leads.first()
    context = {
        "form": form,
        "leaving": leaving,
        "name": names.shown(leaving),
        "heir": names.shown(heir) if heir else "",
    }
    return render(request, "desk/leave.html", context)
