"""The national matching officer's pages: pairs that wait, one pair, what is decided on it, and undoing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.actions import running
from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown
from opennrm.agencies.terms import Power
from opennrm.identification import looking
from opennrm.identification.actions import matching
from opennrm.identification.counted import persons_counted
from opennrm.identification.forms.matching import PairsForm, RangeForm, SameForm, UndoForm
from opennrm.identification.models import Candidate, MatchState, Merge
from opennrm.identification.views.shown import case_or_404
from opennrm.identification.weights import STRONG
from opennrm.page.forms import goes_through

PAGE = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.MATCH)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Pairs by what the address asks for, the likeliest first; what bodies asked; how far the sweep is."""
    form = PairsForm(request.GET)
    with running(looking.LOOKING, by=official_of(request)):
        pairs = looking.found(form.asked) if form.is_valid() else Candidate.objects.none()
        paged = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
        asked = looking.questions()
        records = looking.records(
            [*(person for each in paged for person in (each.first_id, each.second_id)), *(q.person_id for q in asked)]
        )
        context = {
            "form": form,
            "page": paged,
            "rows": [
                (
                    each,
                    looking.percent(each.probability),
                    records.get(each.first_id),
                    records.get(each.second_id),
                    looking.agreeing(each),
                )
                for each in paged
            ],
            "questions": [(each, records.get(each.person_id)) for each in asked],
            "filtered": any(form.cleaned_data.values()),
            "stands": MatchState.objects.filter(id=1).first(),
        }
        return render(request, "identification/matching/queue.html", context, status=200 if form.is_valid() else 422)


@door(Power.MATCH)
@require_safe
def pair(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Both records side by side: codes and bodies, and how each field agrees. No sealed field is opened here."""
    return _pair(request, pk, SameForm())


@door(Power.MATCH)
@require_POST
def same(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the pair is one person."""
    form, by = SameForm(request.POST), official_of(request)

    def act() -> None:
        matching.same(pk, reason=form.cleaned_data["reason"], by=by, on=timezone.localdate())

    if goes_through(form, act):
        messages.success(request, _("The two are counted as one person. It can be undone."))
        return redirect("cases:pair", pk=pk)
    return _pair(request, pk, form)


@door(Power.MATCH)
@require_POST
def different(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the pair is of two persons."""
    matching.different(_candidate(request, pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The two are different persons. The pair is not proposed again."))
    return redirect("cases:matching")


@door(Power.MATCH)
@require_POST
def reconsider(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that the pair is of two persons."""
    matching.reconsider(_candidate(request, pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The pair is open again."))
    return redirect("cases:pair", pk=pk)


@door(Power.MATCH)
@form_page
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a merge, saying why."""
    found, by = get_object_or_404(Merge.objects.select_related("by"), pk=pk), official_of(request)
    form = UndoForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        matching.unmerge(found.pk, reason=form.cleaned_data["reason"], by=by, on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The merge is undone: each record has its own number again."))
        return redirect("cases:matching")
    with running(looking.LOOKING, by=by):
        records = looking.records_of(found)
        context = {"form": form, "merge": found, "who": shown(found.by), "records": records}
        return render(request, "identification/matching/undo.html", context, status=422 if form.is_bound else 200)


@door(Power.MATCH)
@require_POST
def nothing_found(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a body that there is nothing to settle."""
    matching.nothing_found(pk, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Answered."))
    return redirect("cases:matching")


@door(Power.MATCH)
@require_POST
def sweep(request: HttpRequest) -> HttpResponse:
    """Ask the worker to compare all records now."""
    matching.want_sweep(by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Asked. The worker compares all records at its next turn; how far it is stands here."))
    return redirect("cases:matching")


@door(Power.MATCH, Power.COMPILE)
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many persons the register counts, and how few they might be."""
    form = RangeForm(request.GET or None)
    at_least = form.cleaned_data["at_least"] if form.is_bound and form.is_valid() else None
    counted = persons_counted(at_least=at_least or STRONG, by=official_of(request))
    context = {"form": form, "counted": counted, "at_least": at_least or STRONG, "today": timezone.localdate()}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "identification/matching/count.html", context, status=status)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """A body asks the matching officer to look at a person."""
    found = case_or_404(code)
    matching.ask(found, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The matching officer was asked. The answer stands on this page."))
    return redirect("cases:case", code=found.code)


def _pair(request: HttpRequest, pk: UUID, form: SameForm) -> HttpResponse:
    by: Official = official_of(request)
    with running(looking.LOOKING, by=by):
        rows = Candidate.objects.select_related("first", "second", "settled_by")
        found = get_object_or_404(rows, pk=pk)
        records = looking.records([found.first_id, found.second_id])
        sides = [records.get(found.first_id), records.get(found.second_id)]
        context = {
            "form": form,
            "pair": found,
            "sides": sides,
            "probability": looking.percent(found.probability),
            "lines": looking.lines(found),
            "merges": looking.merges_of(found),
            "who": shown(found.settled_by) if found.settled_by else "",
        }
        return render(request, "identification/matching/pair.html", context, status=422 if form.is_bound else 200)


def _candidate(request: HttpRequest, pk: UUID) -> UUID:
    """A pair that is there; else 404."""
    with running(looking.LOOKING, by=official_of(request)):
        return get_object_or_404(Candidate, pk=pk).pk
