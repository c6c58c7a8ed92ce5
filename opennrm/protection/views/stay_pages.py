"""Shelter for one person: who takes them tonight, a bed reserved, and what becomes of it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.identification.models import Case
from opennrm.identification.terms import Minor
from opennrm.page.refusals import Refused
from opennrm.protection.actions import stays
from opennrm.protection.finding import Place, takers
from opennrm.protection.forms.stays import LeftForm, PlaceForm, UntilForm
from opennrm.protection.housing import StayState, Who
from opennrm.protection.models import ProtectionPlan, Shelter, Stay
from opennrm.protection.views.shown import body_name, filled_in, language_name, page_language, plan_or_404, posted
from opennrm.reporting import spoken

AT_ONCE: dict[str, Callable[..., None]] = {
    "arrive": stays.arrive,
    "no_show": stays.no_show,
    "cancel": stays.cancel,
    "take_back": stays.take_back_leaving,
}
DONE = {
    "arrive": gettext_lazy("They have come."),
    "no_show": gettext_lazy("Nobody came: the bed is free again."),
    "cancel": gettext_lazy("The reservation is cancelled: the bed is free again."),
    "take_back": gettext_lazy("Taken back: they stay. The statistics follow."),
}
NEXT = {
    StayState.RESERVED: ("arrive", "extend", "no_show", "cancel"),
    StayState.ARRIVED: ("extend", "leave"),
    StayState.LEFT: ("put_right", "take_back"),
}
WHO = {"female": Who.WOMAN, "male": Who.MAN}


@acting_for(Purpose.SUPPORT)
@require_safe
def find(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who takes this person, and from which night; what was asked stays in the address."""
    found = plan_or_404(pk)
    form = PlaceForm(request.GET) if request.GET else PlaceForm(initial=_initial(found, timezone.localdate()))
    places = takers(form.need()) if request.GET and form.is_valid() else None
    context = {"plan": found, "form": form, **_shown(places), "languages_offered": spoken.offered(page_language())}
    return render(request, "protection/find.html", context, status=422 if form.errors else 200)


@acting_for(Purpose.SUPPORT)
@require_POST
def reserve(request: HttpRequest, pk: UUID, shelter: UUID) -> HttpResponse:
    """Keep a bed; who comes too late reads what fits instead."""
    found, there, form = plan_or_404(pk), get_object_or_404(Shelter, pk=shelter), PlaceForm(request.POST)
    context = {"plan": found, "form": form, "languages_offered": spoken.offered(page_language())}
    if not form.is_valid():
        return render(request, "protection/find.html", context, status=422)
    try:
        stay = stays.reserve(found, there, form.need(), by=official_of(request), on=timezone.localdate())
    except Refused as refused:
        form.add_error(None, str(refused))
        context |= _shown(takers(form.need()))
        return render(request, "protection/find.html", context, status=409)
    messages.success(request, _("The bed is reserved. Ask those who run the shelter how to get there."))
    return redirect("protection:stay", stay.pk)


@acting_for(Purpose.SUPPORT)
@require_safe
def stay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One stay: for its caseworkers, and for those who run the shelter."""
    found = row_or_404(Stay.objects.select_related("shelter", "bed", "owner"), pk)
    context = {
        "stay": found,
        "plan": ProtectionPlan.objects.filter(pk=found.plan_id).first(),
        "owner": body_name(found.owner_id),
        "operator": body_name(found.shelter.operator_id),
        "language": language_name(found.language),
        "next": NEXT.get(StayState(found.state), ()),
    }
    return render(request, "protection/stay.html", context)


@acting_for(Purpose.SUPPORT)
@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """They came, they did not, it is cancelled, they did not leave after all."""
    found = row_or_404(Stay.objects.all(), pk)
    if verb not in AT_ONCE:
        raise Http404
    AT_ONCE[verb](found, by=official_of(request), on=timezone.localdate())
    messages.success(request, DONE[verb])
    return redirect("protection:stay", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the bed longer."""
    found = row_or_404(Stay.objects.all(), pk)
    form = UntilForm(posted(request), initial={"until": found.until})

    def act() -> None:
        stays.extend(found, until=form.cleaned_data["until"], by=official_of(request), on=timezone.localdate())

    to = reverse("protection:stay", args=[pk])
    return filled_in(request, form, act, title=_("Extend the stay"), done=_("The bed is kept longer."), to=to)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They left; of who left before, the day is put right."""
    found, today = row_or_404(Stay.objects.all(), pk), timezone.localdate()
    again = found.state == StayState.LEFT
    form = LeftForm(posted(request), initial={"left": found.left or today})

    def act() -> None:
        verb = stays.put_right if again else stays.leave
        verb(found, left=form.cleaned_data["left"], by=official_of(request), on=today)

    title = _("Put right when they left") if again else _("They left")
    done = _("Kept. The nights count in the statistics, and the nights to come are free.")
    return filled_in(request, form, act, title=title, done=done, to=reverse("protection:stay", args=[pk]))


def _initial(plan: ProtectionPlan, today: date) -> dict[str, object]:
    """What the case says of the person, where it is open; a child alone where they may be one."""
    case = Case.objects.select_related("person").filter(pk=plan.case_id).first()
    about: dict[str, object] = {"who": Who.UNSURE, "since": today, "nights": 14, "children": 0}
    if case is not None:
        child = case.person.minor == Minor.YES
        about |= {"who": Who.CHILD if child else WHO.get(case.person.sex, Who.UNSURE)}
        about |= {"language": case.person.language}
    return about


def _shown(places: list[Place] | None) -> dict[str, object]:
    if places is None:
        return {"asked": False}
    return {
        "asked": True,
        "fitting": [(each, [language_name(tag) for tag in each.shelter.languages]) for each in places if each.fits],
        "full": [each for each in places if not each.misfits and each.first is None],
        "unfit": [(each.shelter, [why.label for why in each.misfits]) for each in places if each.misfits],
    }
