"""What is proposed to go: the queue, one proposal, and what an official decides on it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through
from opennrm.retention import actions, read
from opennrm.retention.forms import KeepForm, ProposeForm, QueueForm
from opennrm.retention.models import Hold, Proposal
from opennrm.retention.schedule import rules
from opennrm.retention.terms import State

PAGE = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.ERASE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Proposals by what the address asks for: first those this official may approve."""
    form = QueueForm(request.GET)
    found = _found(form, official_of(request)) if form.is_valid() else Proposal.objects.none()
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(each, read.kind_of(each.kind), read.title_of(each.rule)) for each in paged]
    which = form.cleaned_data.get("which") or "mine"
    filtered = any(form.cleaned_data.get(name) for name in ("kind", "number"))
    unset = sum(rule.waits_for_operator for rule in rules().values())
    context = {"form": form, "rows": rows, "page": paged, "which": which, "filtered": filtered, "unset": unset}
    return render(request, "retention/proposals.html", context, status=200 if form.is_valid() else 422)


@door(Power.ERASE)
@require_safe
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proposal: what it is about, by which rule, who decided so far, what would go, and until when it can stop."""
    by, found = official_of(request), _proposal(pk)
    goes = read.what_goes(found, by=by) if found.closed_at is None else None
    context = {
        "proposal": found,
        "kind": read.kind_of(found.kind),
        "rule": rules().get(found.rule),
        "rule_title": read.title_of(found.rule),
        "who": _who(found),
        "goes": goes,
        "until": read.can_be_stopped_until(found),
        "why_not": read.why_not_approve(found, goes, by=by) if goes else None,
        "approvable": found.state in {State.WAITING, State.SECOND},
        "holds": Hold.objects.on(found.kind, found.row, found.file),
    }
    return render(request, "retention/proposal.html", context)


@door(Power.ERASE)
@fresh()
@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the first or the second approval."""
    held = actions.approve(_proposal(pk).pk, by=official_of(request))
    said = (
        _("Approved. A second official decides now.")
        if held.state == State.SECOND
        else _("Approved by two. It goes when its days of grace are over; until then it can be stopped.")
    )
    messages.success(request, said)
    return redirect("retention:proposal", pk=pk)


@door(Power.ERASE)
@form_page
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the record: refuse a proposal, or stop an approved one."""
    found = _proposal(pk)
    form = KeepForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asked = form.cleaned_data
        actions.keep(found.pk, until=asked["until"], reason=asked["reason"], by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The record is kept."))
        return redirect("retention:proposal", pk=pk)
    context = {
        "form": form,
        "proposal": found,
        "kind": read.kind_of(found.kind),
        "stops": found.state == State.APPROVED,
    }
    return render(request, "retention/keep.html", context, status=422 if form.is_bound else 200)


@door(Power.ERASE)
@form_page
def propose(request: HttpRequest) -> HttpResponse:
    """Propose to erase a record before its time; two others decide."""
    form = ProposeForm(request.POST if request.method == "POST" else None)
    made: list[Proposal] = []

    def act() -> None:
        asked = form.cleaned_data
        made.append(actions.propose(asked["kind"], asked["row"].strip(), why=asked["why"], by=official_of(request)))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Proposed. Two other officials decide."))
        return redirect("retention:proposal", pk=made[0].pk)
    return render(request, "retention/propose.html", {"form": form}, status=422 if form.is_bound else 200)


def _found(form: QueueForm, by: Official) -> QuerySet[Proposal]:
    asked = form.cleaned_data
    found = {
        "open": Proposal.objects.open(),
        "approved": Proposal.objects.filter(state=State.APPROVED),
        "stuck": Proposal.objects.filter(state=State.APPROVED, stuck_since__isnull=False),
        "closed": Proposal.objects.filter(closed_at__isnull=False).order_by("-closed_at", "pk"),
    }.get(asked["which"], Proposal.objects.waiting_for(by))
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    return found.filter(read.numbered(asked["number"]))


def _proposal(pk: UUID) -> Proposal:
    people = ("proposed_by", "first", "second", "closed_by")
    return get_object_or_404(Proposal.objects.select_related(*people), pk=pk)


def _who(found: Proposal) -> dict[str, str]:
    named = read.called((found.proposed_by, found.first, found.second, found.closed_by))
    ids = {
        "proposed": found.proposed_by_id,
        "first": found.first_id,
        "second": found.second_id,
        "closed": found.closed_by_id,
    }
    return {what: named[pk] for what, pk in ids.items() if pk is not None}
