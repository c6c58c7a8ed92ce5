"""Services: what is needed is entered, offered, answered, given; one page each, and one page for one service."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.identification.models import Case
from opennrm.protection.actions import needs
from opennrm.protection.forms.needs import DeclineForm, GiveForm, InterpreterForm, NeedForm
from opennrm.protection.giving import NEXT, Declined, ServiceKind, ServiceState, ServiceUnit, SoFar
from opennrm.protection.models import ProtectionPlan, Service
from opennrm.protection.views.shown import filled_in, plan_or_404, posted
from opennrm.reporting.models import InterpreterBooking
from opennrm.reporting.terms import Interpreting

AT_ONCE: dict[str, Callable[..., None]] = {
    "offer": needs.offer,
    "accept": needs.accept,
    "take_back": needs.take_back,
}
DONE = {
    "offer": gettext_lazy("Offered. Enter what the person says to it."),
    "accept": gettext_lazy("The person wants it. Enter when it was given."),
    "take_back": gettext_lazy("Taken back: it was not given. The statistics follow."),
    "drop": gettext_lazy("Not needed any more. Offering it takes it up again."),
}

TOLD_AT_ONCE = (SoFar.FOUND, SoFar.NOT_FOUND, SoFar.ACCEPTED)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something the person needs."""
    found, form = plan_or_404(pk), NeedForm(posted(request))

    def act() -> None:
        said = form.cleaned_data
        told = {"words": said["text"], "wanted": said["wanted"], "by": official_of(request)}
        needs.need(found, kind=ServiceKind(said["kind"]), **told, on=timezone.localdate())

    to = f"{reverse('protection:plan', args=[pk])}#services"
    return filled_in(request, form, act, title=_("What is needed"), done=_("Kept. Offer it next."), to=to, plan=found)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_interpreter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look for an interpreter, as the consultation desk does; or enter in one go what was found, wanted and given."""
    found, today = plan_or_404(pk), timezone.localdate()
    case = Case.objects.select_related("person").filter(pk=found.case_id).first()
    initial = {"language": case.person.language if case else "", "wanted": today, "way": Interpreting.TELEPHONE}
    initial |= {"so_far": SoFar.SEARCHING, "measure": ServiceUnit.TIMES}
    form = InterpreterForm(posted(request), initial=initial)
    return filled_in(
        request,
        form,
        lambda: _interpreter(found, form.cleaned_data, official_of(request), today),
        title=_("Look for an interpreter"),
        done=_("Kept. It stands among the services."),
        to=f"{reverse('protection:plan', args=[pk])}#services",
        plan=found,
        about=[
            _("Tell an interpreter nothing of the person before they have promised to keep it secret."),
            _("Somebody from the same small community may know the person: ask the person first."),
        ],
    )


@transaction.atomic
def _interpreter(plan: ProtectionPlan, said: dict[str, Any], by: Official, on: date) -> None:
    so_far, way, day = SoFar(said["so_far"]), Interpreting(said["way"]), said["wanted"]
    service = needs.need_interpreter(plan, language=said["language"], way=way, wanted=day, by=by, on=on)
    needs.tell_interpreter(service, so_far, by=by, on=on)
    if so_far == SoFar.GIVEN:
        quantity, measure, cost = said["quantity"], ServiceUnit(said["measure"]), said["cost"]
        needs.give(service, given=day, quantity=quantity, measure=measure, cost=cost, by=by, on=on)


@acting_for(Purpose.SUPPORT)
@require_safe
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service: where it stands, and what can be done next."""
    found = row_or_404(Service.objects.select_related("plan"), pk)
    booking = InterpreterBooking.objects.filter(pk=found.booking).first() if found.booking else None
    context = {"service": found, "plan": found.plan, "next": NEXT[ServiceState(found.state)], "booking": booking}
    return render(request, "protection/service.html", context)


@acting_for(Purpose.SUPPORT)
@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Offer, accept, take back, drop: what needs no more words."""
    found = row_or_404(Service.objects.select_related("plan"), pk)
    if verb not in DONE:
        raise Http404
    if verb == "drop":
        needs.drop(found, by=official_of(request))
    else:
        AT_ONCE[verb](found, by=official_of(request), on=timezone.localdate())
    messages.success(request, DONE[verb])
    return redirect("protection:service", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was given; of what was given before, what is put right."""
    found = row_or_404(Service.objects.select_related("plan"), pk)
    today, given = timezone.localdate(), found.state == ServiceState.GIVEN
    before = {"given": found.given, "quantity": found.quantity, "measure": found.measure, "cost": found.cost}
    form = GiveForm(posted(request), initial=before if given else {"given": today, "measure": ServiceUnit.TIMES})

    def act() -> None:
        said = form.cleaned_data | {"measure": ServiceUnit(form.cleaned_data["measure"])}
        verb = needs.correct if given else needs.give
        verb(found, **said, by=official_of(request), on=today)

    title = _("Put right what was given") if given else _("It was given")
    return _of(request, found, form, act, title=title, done=_("Kept. The statistics follow."))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person does not want it."""
    found, form = row_or_404(Service.objects.select_related("plan"), pk), DeclineForm(posted(request))

    def act() -> None:
        why, by = Declined(form.cleaned_data["why"]), official_of(request)
        needs.decline(found, why=why, by=by, on=timezone.localdate())

    return _of(request, found, form, act, title=_("The person does not want it"), done=_("Kept."))


def _of(
    request: HttpRequest, found: Service, form: Form, act: Callable[[], object], *, title: str, done: str
) -> HttpResponse:
    to = reverse("protection:service", args=[found.pk])
    about = [str(found.get_kind_display())]
    return filled_in(request, form, act, title=title, done=done, to=to, plan=found.plan, about=about)


@acting_for(Purpose.SUPPORT)
@require_POST
def interpreter_found(request: HttpRequest, pk: UUID, found: str) -> HttpResponse:
    """Say what the search for an interpreter found; a language nobody was found for is counted."""
    service = row_or_404(Service.objects.all(), pk)
    if service.booking is None or found not in TOLD_AT_ONCE:
        raise Http404
    needs.tell_interpreter(service, SoFar(found), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("What was found is kept."))
    return redirect("protection:service", pk)
