"""A plan on one page, and what is done to it as a whole. Sealed words only once asked for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.identification.codes import read
from opennrm.identification.models import Case
from opennrm.protection.actions import plans
from opennrm.protection.forms.steps import AssignForm, SinceForm
from opennrm.protection.views import consent_pages, followups, panels, residence, returns
from opennrm.protection.views.shown import PanelOf, caseworkers, filled_in, plan_or_404, posted

PANELS: tuple[PanelOf, ...] = (
    panels.who,
    panels.next_steps,
    consent_pages.panel,
    panels.aims,
    panels.risks,
    panels.tasks,
    panels.services,
    panels.stays,
    panels.meetings,
    panels.notes,
    panels.costs,
)
PANELS += (residence.panel, returns.panel, followups.panel)
WORDS = {  # by the part of the page: the rows, and their sealed field
    "aims": ("aims", "words"),
    "risks": ("risks", "measures"),
    "tasks": ("tasks", "words"),
    "services": ("services", "words"),
    "notes": ("notes", "text"),
}


@acting_for(Purpose.SUPPORT)
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to know of a plan, and nothing of what is sealed."""
    found, by = plan_or_404(pk), official_of(request)
    shown = [panel(request, found, by) for panel in PANELS]
    return render(request, "protection/plan.html", {"plan": found, "panels": shown})


@acting_for(Purpose.SUPPORT)
@require_POST
def words(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """The sealed words of one part of a plan; each leaves a line in the audit."""
    found = plan_or_404(pk)
    if part not in WORDS:
        raise Http404
    name, field = WORDS[part]
    rows = list(getattr(found, name).all())
    texts = [(each, reveal(each, field, purpose=Purpose.SUPPORT)) for each in rows if getattr(each, field) is not None]
    back = f"{reverse('protection:plan', args=[pk])}#{part}"
    return render(request, "protection/words.html", {"plan": found, "part": part, "texts": texts, "back": back})


@acting_for(Purpose.SUPPORT)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the plan of a case of the queue."""
    case = Case.objects.filter(code=read(code) or "").first()
    if case is None:
        raise Http404
    begun = plans.begin(case, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The plan has begun. You work on it until another takes it over."))
    return redirect("protection:plan", begun.pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def since(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day protection really began."""
    found, today = plan_or_404(pk), timezone.localdate()
    form = SinceForm(posted(request), initial={"since": today})
    return filled_in(
        request,
        form,
        lambda: plans.protected_since(found, since=form.cleaned_data["since"], by=official_of(request), on=today),
        title=_("Protection began"),
        done=_("The day is kept. It can be taken back on this page."),
        to=reverse("protection:plan", args=[pk]),
        plan=found,
        about=[_("Of a confirmed victim this counts in the statistics, from the later of the two days.")],
    )


@acting_for(Purpose.SUPPORT)
@require_POST
def never(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that protection began."""
    plans.never_protected(plan_or_404(pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Taken back: no day is entered on which protection began."))
    return redirect("protection:plan", pk)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let another caseworker work on it."""
    found = plan_or_404(pk)
    form = AssignForm(posted(request), people=caseworkers(found.owner_id), initial={"to": str(found.caseworker_id)})

    def act() -> None:
        to = Official.objects.get(pk=form.cleaned_data["to"])
        plans.assign(found, to=to, by=official_of(request), on=timezone.localdate())

    return filled_in(
        request,
        form,
        act,
        title=_("Who works on it"),
        done=_("Handed over."),
        to=reverse("protection:plan", args=[pk]),
        plan=found,
    )
