"""The home page of staff, and pages that compose the rooms below."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.actions import end_access
from opennrm.accounts import demo
from opennrm.agencies import directory, names
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power
from opennrm.desk.day import day_of
from opennrm.desk.employer import records_of
from opennrm.desk.forms import EmployerForm, LeaveForm
from opennrm.desk.navigation import menu
from opennrm.desk.tour import Stop, stops
from opennrm.page.forms import goes_through
from opennrm.reporting.waiting import alarms_for


@door()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this official."""
    waits, by = [each for group in menu(request) for each in group.entries if each.waiting], official_of(request)
    context = {"waits": waits, "at_home": True, "alarms": alarms_for(by), "day": day_of(by)}
    return render(request, "desk/home.html", context)


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The guided tour: in a demonstration on the machine itself, and nowhere else; before anybody has signed in."""
    if not demo.is_at_home(request):
        raise Http404
    language = get_language() or "en"
    steps = [
        {"title": each.title.of(language), "do": each.do.of(language), "login": each.login, "url": _address(each)}
        for each in stops()
    ]
    return render(request, "desk/tour.html", {"steps": steps})


tour.open_to_all = True  # type: ignore[attr-defined]


def _address(stop: Stop) -> str:
    """Where a step begins: at the desk, or before the public."""
    if stop.login:
        return reverse(stop.page)
    path = reverse(stop.page, urlconf="opennrm.config.urls_public")
    return settings.PUBLIC_URL.rstrip("/") + path


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
