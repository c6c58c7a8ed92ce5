"""Aims, tasks, risks and notes of a plan: a page for each to add, a button for each to settle."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.protection.actions import steps
from opennrm.protection.forms.steps import AimForm, NoteForm, RiskForm, TaskForm
from opennrm.protection.models import Aim, Task
from opennrm.protection.terms import AimState, NoteKind, RiskLevel, TaskKind, TaskState
from opennrm.protection.views.shown import caseworkers, filled_in, plan_or_404, posted

AGAIN = timedelta(days=14)


def _at(pk: UUID, part: str) -> str:
    return f"{reverse('protection:plan', args=[pk])}#{part}"


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_aim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person wants."""
    found, form = plan_or_404(pk), AimForm(posted(request))
    return filled_in(
        request,
        form,
        lambda: steps.add_aim(found, words=form.cleaned_data["text"], by=official_of(request), on=timezone.localdate()),
        title=_("What the person wants"),
        done=_("Kept, sealed."),
        to=_at(pk, "aims"),
        plan=found,
    )


@acting_for(Purpose.SUPPORT)
@require_POST
def set_aim(request: HttpRequest, pk: UUID, state: str) -> HttpResponse:
    """What became of an aim; the same buttons take it back."""
    found = row_or_404(Aim.objects.select_related("plan"), pk)
    if state not in AimState:
        raise Http404
    steps.set_aim(found, state=AimState(state), by=official_of(request))
    messages.success(request, _("The aim stands as: %(state)s.") % {"state": AimState(state).label})
    return redirect(_at(found.plan_id, "aims"))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something to do."""
    found, today, by = plan_or_404(pk), timezone.localdate(), official_of(request)
    initial = {"due": today + timedelta(days=7), "who": str(found.caseworker_id)}
    form = TaskForm(posted(request), people=caseworkers(found.owner_id), initial=initial)

    def act() -> None:
        said = form.cleaned_data
        to = Official.objects.get(pk=said["who"])
        kind = TaskKind(said["kind"])
        steps.add_task(found, kind=kind, words=said["text"], due=said["due"], who=to, by=by, on=today)

    to = _at(pk, "tasks")
    return filled_in(request, form, act, title=_("A task"), done=_("The task is kept."), to=to, plan=found)


@acting_for(Purpose.SUPPORT)
@require_POST
def set_task(request: HttpRequest, pk: UUID, state: str) -> HttpResponse:
    """Done, dropped, or open again."""
    found = row_or_404(Task.objects.select_related("plan"), pk)
    if state not in TaskState:
        raise Http404
    steps.settle_task(found, state=TaskState(state), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The task stands as: %(state)s.") % {"state": TaskState(state).label})
    return redirect(_at(found.plan_id, "tasks"))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_risk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Assess the danger anew."""
    found, today = plan_or_404(pk), timezone.localdate()
    form = RiskForm(posted(request), initial={"again": today + AGAIN})

    def act() -> None:
        said = form.cleaned_data
        steps.assess(
            found,
            level=RiskLevel(said["level"]),
            chosen=said["factors"],
            measures=said["text"],
            again=said["again"],
            by=official_of(request),
            on=today,
        )

    to = _at(pk, "risks")
    return filled_in(
        request, form, act, title=_("Assess the risk"), done=_("The assessment is kept."), to=to, plan=found
    )


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what happened."""
    found, today = plan_or_404(pk), timezone.localdate()
    form = NoteForm(posted(request), initial={"happened": today})

    def act() -> None:
        said = form.cleaned_data
        kind, day = NoteKind(said["kind"]), said["happened"]
        steps.note(found, kind=kind, text=said["text"], happened=day, by=official_of(request), on=today)

    to = _at(pk, "notes")
    return filled_in(request, form, act, title=_("Note what happened"), done=_("The note is kept."), to=to, plan=found)
