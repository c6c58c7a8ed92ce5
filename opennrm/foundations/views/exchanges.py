"""Meetings with partners and what was raised there: every official sees all; those concerned work on them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.forms.choices import bodies
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.names import shown_many
from opennrm.agencies.officials import post_of
from opennrm.foundations import chapter_rules, exchange_actions
from opennrm.foundations.chapter_forms import (
    AnswerOpinion,
    CloseOpinion,
    CorrectExchange,
    ExchangeForm,
    FindExchanges,
    OpinionForm,
    ReopenOpinion,
)
from opennrm.foundations.chapter_terms import OpinionState
from opennrm.foundations.models import Exchange, Opinion
from opennrm.foundations.terms import Taken
from opennrm.foundations.views.changing import Said, changed, filled_in, may_change
from opennrm.foundations.views.materials import keeps
from opennrm.page.forms import goes_through

ROWS = 50
MOST = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The meetings the URL asks for; before them the opinions that wait, the longest due first."""
    form, called, today = FindExchanges(request.GET), dict(bodies()), timezone.localdate()
    rows = Exchange.objects.annotate(
        raised=Count("opinions"), waiting=Count("opinions", filter=Q(opinions__due__isnull=False))
    ).order_by("-day", "title", "pk")
    said = form.cleaned_data if form.is_valid() else {}
    if said.get("year"):
        rows = rows.filter(day__year=said["year"])
    if said.get("partner"):
        rows = rows.filter(partner=said["partner"])
    if said.get("state"):
        rows = rows.filter(pk__in=Opinion.objects.filter(state=said["state"]).values("exchange"))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.body_name = called.get(row.organisation_id, row.organisation_id)  # type: ignore[attr-defined]
        row.unheld = not row.held and row.withdrawn_on is None and row.day <= today  # type: ignore[attr-defined]
    waiting = [
        (each, called.get(each.responsible_id, each.responsible_id), each.late(today))
        for each in Opinion.objects.open().select_related("exchange")[:MOST]
    ]
    context = {"form": form, "page": page, "opinions": waiting, "today": today}
    return render(request, "foundations/exchanges.html", context)


@door()
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Record a meeting that was held, or plan one."""
    by, today = official_of(request), timezone.localdate()
    form = ExchangeForm(request.POST or None, own=by.organisation, any_body=keeps(by))
    made: list[Exchange] = []

    def act() -> None:
        meeting = form.meeting()
        held = meeting.day <= today
        made.append(exchange_actions.plan(meeting, organisation=form.body(), held=held, by=by, on=today))

    if request.method == "POST" and goes_through(form, act):
        said = _("The meeting was recorded as held.") if made[0].held else _("The meeting is planned.")
        messages.success(request, said)
        return redirect("foundations:exchange", made[0].pk)
    return filled_in(request, form, _("Record or plan a meeting"), _("Record"), back=reverse("foundations:exchanges"))


@door()
@form_page
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting with its opinions; a POST says that it was held, or adds an opinion."""
    exchange, by, today = get_object_or_404(Exchange, pk=pk), official_of(request), timezone.localdate()
    if request.method == "POST" and request.POST.get("do") == "hold":
        exchange_actions.hold(exchange, by=by, on=today)
        messages.success(request, _("The meeting was recorded as held."))
        return redirect("foundations:exchange", pk)
    form = OpinionForm(request.POST or None, initial={"responsible": exchange.organisation_id})

    def act() -> None:
        said = form.cleaned_data
        responsible = Organisation.objects.get(pk=said.pop("responsible"))
        exchange_actions.raise_opinion(exchange, responsible=responsible, by=by, on=today, **said)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The opinion was kept. It is shown as due until it is answered."))
        return redirect("foundations:exchange", pk)
    called = dict(bodies())
    opinions = [
        (each, called.get(each.responsible_id, each.responsible_id), each.late(today))
        for each in exchange.opinions.all()
    ]
    there = [called.get(code, code) for code in exchange.partners.values_list("pk", flat=True)]
    context = {
        "exchange": exchange,
        "held_by": called.get(exchange.organisation_id, exchange.organisation_id),
        "partners": [*there, *exchange.named],
        "opinions": opinions,
        "form": form,
        "may_change": may_change(exchange, by),
        "may_hold": not exchange.held and exchange.day <= today,
    }
    return render(request, "foundations/exchange.html", context)


CHANGED = Said(
    gettext_lazy("Correct a meeting"),
    gettext_lazy("The meeting was corrected."),
    gettext_lazy("Call off or withdraw a meeting"),
    gettext_lazy("The meeting was called off or withdrawn."),
)


@door()
@form_page
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a meeting, or, with ``?do=withdraw``, call it off or take it back."""
    exchange, back = get_object_or_404(Exchange, pk=pk), reverse("foundations:exchange", args=[pk])
    by, today = official_of(request), timezone.localdate()

    def correct(form: CorrectExchange, reason: str) -> None:
        exchange_actions.correct_exchange(exchange, form.meeting(), reason=reason, by=by, on=today)

    def withdraw(reason: str) -> None:
        exchange_actions.withdraw_exchange(exchange, reason=reason, by=by, on=today)

    return changed(request, exchange, CHANGED, shape=CorrectExchange, back=back, correct=correct, withdraw=withdraw)


@door()
@form_page
def opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One opinion with all that was done; a POST answers it, closes it or opens it again."""
    found = get_object_or_404(Opinion.objects.select_related("exchange"), pk=pk)
    by, today = official_of(request), timezone.localdate()
    wanted = request.POST.get("do", "")
    forms = {name: kind(request.POST if wanted == name else None, prefix=name) for name, kind in _deeds(found).items()}
    if request.method == "POST" and wanted not in forms:
        messages.error(request, _("Somebody else has worked on this opinion meanwhile. Look at what was done."))
        return redirect("foundations:opinion", pk)
    if request.method == "POST":
        form = forms[wanted]
        if goes_through(form, lambda: _do(wanted, found, form.cleaned_data, by)):
            messages.success(request, _("It was kept in the history of the opinion."))
            return redirect("foundations:opinion", pk)
    called, steps = dict(bodies()), list(found.steps.select_related("by"))
    names = shown_many({each.by for each in steps if each.by})
    may = chapter_rules.why_not_work_on(post_of(by), exchange_actions.workers_on(found), on=today) is None
    context = {
        "opinion": found,
        "responsible": called.get(found.responsible_id, found.responsible_id),
        "late": found.late(today),
        "steps": [(each, names.get(each.by_id, "") if each.by_id else "") for each in steps],
        "deeds": [(name, TITLES[name], form) for name, form in forms.items()] if may else [],
        "form": forms.get(wanted),
    }
    return render(request, "foundations/opinion.html", context)


DEEDS: dict[str, type[Form]] = {"answer": AnswerOpinion, "close": CloseOpinion, "reopen": ReopenOpinion}
TITLES = {
    "answer": gettext_lazy("Answer it"),
    "close": gettext_lazy("Close it"),
    "reopen": gettext_lazy("Open it again"),
}


def _deeds(found: Opinion) -> dict[str, type[Form]]:
    """What may be done with an opinion as it stands."""
    if found.exchange.withdrawn_on:
        return {}
    names = {
        OpinionState.RAISED: ("answer",),
        OpinionState.ANSWERED: ("close", "reopen"),
        OpinionState.FOLLOW_UP: ("close", "reopen"),
        OpinionState.CLOSED: ("reopen",),
    }[OpinionState(found.state)]
    return {name: DEEDS[name] for name in names}


def _do(wanted: str, found: Opinion, said: dict[str, Any], by: Official) -> None:
    today = timezone.localdate()
    if wanted == "answer":
        taken = Taken(said["taken"])
        exchange_actions.answer_opinion(
            found, taken=taken, said=said["said"], follow_up=said["follow_up"], by=by, on=today
        )
    elif wanted == "close":
        exchange_actions.close_opinion(found, said=said["said"], by=by, on=today)
    else:
        exchange_actions.reopen_opinion(found, said=said["said"], due=said["due"], by=by, on=today)
