"""What is done to a report in one step and can be done otherwise in another: each says so, and how to undo it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown
from opennrm.reporting.actions import desk
from opennrm.reporting.forms.desk import AssignForm, NoteForm, UrgencyForm
from opennrm.reporting.terms import Urgency
from opennrm.reporting.views.desk_report import candidates
from opennrm.reporting.views.desk_shown import report_or_404


@acting_for(Purpose.RECEPTION)
@require_POST
def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody handle it; in the place of who is away, who stands in for them."""
    found, me = report_or_404(pk), official_of(request)

    def act(form: Form) -> str:
        today = timezone.localdate()
        chosen = UUID(form.cleaned_data["to"])
        instead = Official.objects.replaced(today).get(chosen, chosen)
        to = Official.objects.get(pk=instead)
        desk.assign(found, to=to, by=me, on=today)
        return _("%(name)s handles this report now.") % {"name": shown(to)}

    return _done(request, pk, AssignForm(request.POST, people=candidates(found, me)), act)


@acting_for(Purpose.RECEPTION)
@require_POST
def urgency(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say anew how soon somebody must act."""
    found = report_or_404(pk)

    def act(form: Form) -> str:
        before = Urgency(found.urgency).label
        desk.set_urgency(found, urgency=Urgency(form.cleaned_data["urgency"]), by=official_of(request))
        return _("The urgency was changed. It was: %(before)s.") % {"before": before}

    return _done(request, pk, UrgencyForm(request.POST), act)


@acting_for(Purpose.RECEPTION)
@require_POST
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note something for colleagues."""
    found = report_or_404(pk)

    def act(form: Form) -> str:
        desk.note(found, text=form.cleaned_data["text"], by=official_of(request), on=timezone.localdate())
        return _("The note is kept. The reporter does not see it.")

    return _done(request, pk, NoteForm(request.POST), act)


@acting_for(Purpose.RECEPTION)
@require_POST
def ask_identification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand it to identification, which pulls it."""
    desk.ask_identification(report_or_404(pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Handed to identification. Until they begin, «Reopen» takes it back."))
    return redirect("reports:report", pk)


@acting_for(Purpose.RECEPTION)
@require_POST
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it up again."""
    desk.reopen(report_or_404(pk), by=official_of(request))
    messages.success(request, _("The report is being handled again."))
    return redirect("reports:report", pk)


@acting_for(Purpose.RECEPTION)
@require_POST
def unmerge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a merge."""
    desk.unmerge(report_or_404(pk), by=official_of(request))
    messages.success(request, _("The merge is undone. The report stands by itself again."))
    return redirect("reports:report", pk)


def _done(request: HttpRequest, pk: UUID, form: Form, act: Callable[[Form], str]) -> HttpResponse:
    """Do what a small form of the report's page asks, and go back there; a fault is said there."""
    if form.is_valid():
        messages.success(request, act(form))
    else:
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.warning(request, _("Nothing was changed. %(why)s") % {"why": said})
    return redirect("reports:report", pk)
