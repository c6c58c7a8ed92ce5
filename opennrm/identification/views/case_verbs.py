"""What is done to a case in one step: each says what was done, and what undoes it."""

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
from opennrm.identification.actions import cases
from opennrm.identification.forms.cases import (
    CloseForm,
    DueForm,
    NoteForm,
    RecogniseForm,
    SupportForm,
    UrgencyForm,
)
from opennrm.identification.models import Case
from opennrm.identification.terms import Closing, Due
from opennrm.identification.views.case_page import candidates
from opennrm.identification.views.shown import case_or_404
from opennrm.page.refusals import Refused
from opennrm.reporting.forms.desk import AssignForm
from opennrm.reporting.terms import Urgency


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody work on it; in the place of who is away, who stands in for them."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        today = timezone.localdate()
        chosen = UUID(form.cleaned_data["to"])
        to = Official.objects.get(pk=Official.objects.replaced(today).get(chosen, chosen))
        cases.assign(found, to=to, by=official_of(request), on=today)
        return _("%(name)s works on this case now.") % {"name": shown(to)}

    return _done(request, found, AssignForm(request.POST, people=candidates(found)), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def due(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is due next."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        day = form.cleaned_data["due"]
        cases.set_due(found, due=day, what=Due(form.cleaned_data["due_for"]), by=official_of(request))
        return _("What is due is kept.") if day else _("Nothing is due now.")

    return _done(request, found, DueForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def urgency(request: HttpRequest, code: str) -> HttpResponse:
    """Say anew how urgent it is."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        before = Urgency(found.urgency).label
        cases.set_urgency(found, urgency=Urgency(form.cleaned_data["urgency"]), by=official_of(request))
        return _("The urgency was changed. It was: %(before)s.") % {"before": before}

    return _done(request, found, UrgencyForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Note something for colleagues."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        cases.note(found, text=form.cleaned_data["text"], by=official_of(request), on=timezone.localdate())
        return _("The note is kept.")

    return _done(request, found, NoteForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def recognise(request: HttpRequest, code: str) -> HttpResponse:
    """Say which bodies recognised the person."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        told = frozenset(form.cleaned_data["bodies"])
        cases.recognise(found, bodies=told, by=official_of(request), on=timezone.localdate())
        return _("The recognising bodies are kept.")

    return _done(request, found, RecogniseForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def ask_support(request: HttpRequest, code: str) -> HttpResponse:
    """Let caseworkers of the organisation support the person."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        cases.ask_support(found, reason=form.cleaned_data["reason"], by=official_of(request), on=timezone.localdate())
        return _("Caseworkers of your organisation see the case now.")

    return _done(request, found, SupportForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close it, saying why."""
    found = case_or_404(code)

    def act(form: Form) -> str:
        cases.close(found, why=Closing(form.cleaned_data["why"]), by=official_of(request), on=timezone.localdate())
        return _("The case is closed. «Reopen» takes it up again.")

    return _done(request, found, CloseForm(request.POST), act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take it up again."""
    found = case_or_404(code)

    def act(_form: Form) -> str:
        cases.reopen(found, by=official_of(request), on=timezone.localdate())
        return _("The case is open again, and you work on it.")

    return _done(request, found, Form(request.POST), act)


def _done(request: HttpRequest, found: Case, form: Form, act: Callable[[Form], str]) -> HttpResponse:
    """Do what a small form of the case's page asks, and go back there; a fault or a refusal is said there."""
    if form.is_valid():
        try:
            messages.success(request, act(form))
        except Refused as refused:
            messages.warning(request, _("Nothing was changed. %(why)s") % {"why": refused})
    else:
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.warning(request, _("Nothing was changed. %(why)s") % {"why": said})
    return redirect("cases:case", found.code)
