"""Pages of conferences with partners: planning, minutes to print, decisions followed until closed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.eradication.actions import conferences as verbs
from opennrm.eradication.exchange_terms import ConferenceState, ConferenceWay, DecisionState
from opennrm.eradication.forms.exchange import ConferenceForm, DecisionForm, MinutesForm
from opennrm.eradication.models import Conference, ConferenceDecision, Partner
from opennrm.eradication.views.shown import answered, filled_in, language, official_names, opened, words_of


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a conference, or enter one that was held."""
    form = ConferenceForm(request.POST if request.method == "POST" else None)
    made: list[Conference] = []

    def act() -> None:
        said = form.cleaned_data
        partners = list(Partner.objects.filter(pk__in=said["partners"]))
        told = {"day": said["on"], "way": ConferenceWay(said["way"]), "agenda": said["agenda"]}
        made.append(verbs.plan(partners, **told, by=official_of(request), on=timezone.localdate()))

    return filled_in(
        request,
        form,
        act,
        title=_("Plan a conference"),
        done=_("The conference is entered. Enter its minutes once it was held."),
        to=lambda: reverse("eradication:exchange_conference", args=[made[0].pk]),
        back=reverse("eradication:exchange") + "?show=conferences",
    )


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One conference and its decisions. A POST opens agenda, minutes and decisions, as they are printed."""
    found, today = row_or_404(Conference, pk), timezone.localdate()
    rows = list(found.decisions.select_related("partner").order_by("due", "id"))
    names = official_names([found.by_id, *(each.who_id for each in rows)])
    opens = request.method == "POST"
    words = words_of(found, [("agenda", _("Agenda")), ("minutes", _("Minutes"))]) if opens else []
    decisions = [
        {
            "decision": each,
            "words": opened(each, "words") if opens and each.words is not None else "",
            "who": names[each.who_id] or (each.partner.name.of(language()) if each.partner else ""),
            "late": each.state == DecisionState.OPEN and each.due < today,
        }
        for each in rows
    ]
    context = {
        "conference": found,
        "partners": [each.partner.name.of(language()) for each in found.partners.select_related("partner")],
        "words": words,
        "decisions": decisions,
        "by": names[found.by_id],
        "planned": found.state == ConferenceState.PLANNED,
        "held": found.state == ConferenceState.HELD,
        "come": found.on <= today,
        "printed": today if opens else None,
        "reader": official_names([official_of(request).pk])[official_of(request).pk] if opens else "",
    }
    return render(request, "eradication/exchange_conference.html", context)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Enter the minutes, call it off, or enter a decision."""
    found = row_or_404(Conference, pk)
    page = reverse("eradication:exchange_conference", args=[pk])
    by, today = official_of(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    about: Any = {"to": lambda: page, "back": page}
    if what == "cancel" and sent is not None:
        done = _("The conference is called off.")
        return answered(request, lambda: verbs.cancel(found, by=by, on=today), done=done, to=page)
    if what == "minutes":
        minutes = MinutesForm(sent)

        def hold() -> None:
            verbs.hold(found, minutes=minutes.cleaned_data["minutes"], by=by, on=today)

        title, done = _("Enter the minutes"), _("The minutes are kept. Enter what was decided.")
        return filled_in(request, minutes, hold, title=title, done=done, **about)
    if what == "decision":
        seats = [each.partner for each in found.partners.select_related("partner")]
        choices = [(str(each.pk), each.name.of(language())) for each in seats]
        form = DecisionForm(sent, organisation=by.organisation_id, partners=choices)

        def decide() -> None:
            said = form.cleaned_data
            who = Official.objects.get(pk=said["who"]) if said["who"] else None
            partner = Partner.objects.get(pk=said["partner"]) if said["partner"] else None
            verbs.decide(found, words=said["words"], due=said["due"], who=who, partner=partner, by=by)

        title, done = _("Enter a decision"), _("The decision is kept, and followed until it is closed.")
        return filled_in(request, form, decide, title=title, done=done, **about)
    raise Http404


@acting_for(Purpose.INVESTIGATION)
@require_POST
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a decision was carried out, or dropped."""
    found = row_or_404(ConferenceDecision, pk)
    page = reverse("eradication:exchange_conference", args=[found.conference_id])
    state = DecisionState.DROPPED if request.POST.get("state") == DecisionState.DROPPED else DecisionState.DONE
    by, today = official_of(request), timezone.localdate()

    def act() -> None:
        verbs.close_decision(found, state=state, by=by, on=today)

    return answered(request, act, done=_("The decision is closed."), to=page)
