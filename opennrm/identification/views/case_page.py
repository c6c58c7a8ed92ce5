"""A case on one page: who, where in the procedure, what next, who else. Sealed words only once asked for."""

from collections.abc import Iterable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opennrm.access.doors import acting_for
from opennrm.access.models import Grant
from opennrm.access.read import audit_lines
from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies import rules as agencies
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import Choices, people
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown, shown_many
from opennrm.agencies.terms import Power
from opennrm.identification import acts
from opennrm.identification.actions.cases import note_printing
from opennrm.identification.forms.cases import (
    CloseForm,
    DueForm,
    NoteForm,
    RecogniseForm,
    SummaryForm,
    SupportForm,
    UrgencyForm,
)
from opennrm.identification.models import Case, CaseNote
from opennrm.identification.summary import OF_PAGE
from opennrm.identification.summary import shown as in_clear
from opennrm.identification.terms import Due
from opennrm.identification.views import consents, decisions, elsewhere, referrals
from opennrm.identification.views.matching_panel import matching_panel
from opennrm.identification.views.shown import PanelOf, case_or_404, steps
from opennrm.page.refusals import Refused
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.forms.desk import AssignForm
from opennrm.reporting.shown import body_name, language_name, named
from opennrm.understanding import countries
from opennrm.understanding.terms import Body
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import row_subject

PANELS: tuple[PanelOf, ...] = (
    decisions.panel,
    consents.panel,
    referrals.panel,
    matching_panel,
    elsewhere.panel,
)
LINES, LOOKS = 100, 30


@acting_for(Purpose.IDENTIFICATION)
@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know of a case, and nothing of what is sealed."""
    return _page(request, case_or_404(code))


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def opened(request: HttpRequest, code: str) -> HttpResponse:
    """The same page with what is sealed in clear: each field and note leaves a line first."""
    found = case_or_404(code)
    sealed = in_clear(found, OF_PAGE, purpose=Purpose.IDENTIFICATION)
    return _page(request, found, sealed=sealed, notes=_notes(found))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, code: str) -> HttpResponse:
    """A summary to print: the classes of field that were ticked, and across it who printed it and when."""
    found, by = case_or_404(code), official_of(request)
    form = SummaryForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "identification/summary_form.html", {"form": form, "case": found})
    note_printing(found, by=by)
    classes = [FieldClass(each) for each in form.cleaned_data["classes"]]
    context = {
        **about(found),
        "sealed": in_clear(found, classes, purpose=Purpose.IDENTIFICATION),
        "who": shown(by),
        "body": body_name(by.organisation_id),
        "at": timezone.localtime(),
    }
    return render(request, "identification/summary.html", context)


def about(found: Case) -> dict[str, object]:
    """What pages about a case say of it without opening anything."""
    person, language = found.person, language_name(found.person.language)
    country = countries.names().get(person.nationality)
    return {
        "case": found,
        "person": person,
        "owner": body_name(found.owner_id),
        "language": language,
        "nationality": country.of(_language()) if country else "",
        "recognised": [Body(each).label for each in found.recognised_by if each in Body.values],
        "late": found.closed is None and found.due is not None and found.due < timezone.localdate(),
    }


def candidates(found: Case) -> Choices:
    """Who may work on a case."""
    today = timezone.localdate()
    serving = Official.objects.with_posts().serving(today).filter(organisation=found.owner_id)
    return people(each for each in serving if agencies.may(each.post(), Power.IDENTIFY, today))


def _page(request: HttpRequest, found: Case, **sealed: object) -> HttpResponse:
    by, notes, owned = official_of(request), list(found.notes.all()), found.owner_id in organisations_served()
    linked = Case.objects.filter(incident=found.incident_id).exclude(pk=found.pk) if found.incident_id else ()
    context = {
        **about(found),
        "steps": steps(found),
        "panels": [shown_as for panel in PANELS if (shown_as := panel(request, found, by)) is not None],
        "assigned": shown(found.worker) if found.worker else "",
        "others": _others(found),
        "linked": [each.code for each in linked],
        "notes_held": len(notes),
        "history": _history(found),
        "looks": _looks(found, notes),
        "owned": owned,
        **({} if found.closed else _forms(found, found.worker_id or by.pk, owned=owned)),
        "note_form": NoteForm(),
        **sealed,
    }
    return render(request, "identification/case.html", context)


def _forms(found: Case, worker: object, *, owned: bool) -> dict[str, Form]:
    """The small forms beside an open case: what stands now is filled in."""
    assigning = {"assign_form": AssignForm(people=candidates(found), initial={"to": str(worker)})} if owned else {}
    return {
        **assigning,
        "due_form": DueForm(initial={"due": found.due, "due_for": found.due_for or Due.OTHER}),
        "urgency_form": UrgencyForm(initial={"urgency": found.urgency}),
        "recognise_form": RecogniseForm(initial={"bodies": found.recognised_by}),
        "support_form": SupportForm(),
        "close_form": CloseForm(),
    }


def _others(found: Case) -> list[tuple[str, Grant]]:
    """Which other organisations may open the case now, for what, until when."""
    held = Grant.objects.holding().filter(file=found.file_id).exclude(organisation=found.owner_id)
    return [(body_name(each.organisation_id), each) for each in held.order_by("until")]


def _notes(found: Case) -> list[tuple[object, str, str]]:
    """Each note with who wrote it and its text; a line in the audit for each."""
    rows = list(found.notes.select_related("by"))
    names = shown_many({row.by for row in rows})
    return [(row, names[row.by_id], _revealed(row)) for row in rows]


def _revealed(row: Any) -> str:
    try:
        return reveal(row, "text", purpose=Purpose.IDENTIFICATION) or ""
    except Refused as refused:
        return str(refused)


def _history(found: Case) -> list[dict[str, object]]:
    """What was done, latest first."""
    lines = list(audit_lines(subject=found.word)[:LINES])
    names = named(line.by for line in lines)
    return [{"at": line.at, "act": acts.called(line.act), "who": names[line.by]} for line in lines]


def _looks(found: Case, notes: Iterable[CaseNote]) -> list[tuple[object, str]]:
    """Who read what is sealed of the person and the case, latest first."""
    rows = [found, found.person, *found.person.names.all(), *notes]
    lines = list(AuditLine.objects.looked_at(*map(row_subject, rows))[:LOOKS])
    names = named(line.by for line in lines)
    return [(line, names[line.by]) for line in lines]


def _language() -> str:
    return get_language() or "en"
