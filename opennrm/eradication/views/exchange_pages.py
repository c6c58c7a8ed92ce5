"""Pages of requests and replies: what is open, what is late, one exchange, its reply."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.eradication.actions import exchanges as verbs
from opennrm.eradication.exchange_terms import Act, Closing
from opennrm.eradication.forms.exchange import (
    CONFERENCES,
    LATE,
    OPEN,
    CloseForm,
    DueForm,
    ExchangeFilterForm,
    ExchangeForm,
    ReplyForm,
)
from opennrm.eradication.models import Conference, ConferenceDecision, InformationExchange
from opennrm.eradication.views.shown import (
    country_name,
    filled_in,
    language,
    official_names,
    paged,
    words_of,
)


@acting_for(Purpose.INVESTIGATION)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Exchanges and conferences by the filters of the address, and decisions that are due."""
    form, today = ExchangeFilterForm(request.GET), timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {}
    show = asked.get("show") or OPEN
    open_requests = InformationExchange.objects.open_requests()
    late = open_requests.filter(due__lt=today)
    decisions = ConferenceDecision.objects.open().select_related("conference", "partner")
    counts = {"open": open_requests.count(), "late": late.count(), "decisions": decisions.count()}
    rows: Any = Conference.objects.order_by("-on", "id")
    if show != CONFERENCES:
        every = InformationExchange.objects.order_by("-on", "id")
        rows = {OPEN: open_requests, LATE: late}.get(show, every).select_related("partner")
    if asked.get("partner"):
        through = "partners__partner" if show == CONFERENCES else "partner"
        rows = rows.filter(**{through: asked["partner"]})
    context = paged(request, rows)
    page: Any = context["page"]
    drawn = [_seats(each) for each in page] if show == CONFERENCES else [_line(each, today) for each in page]
    names = official_names(each.who_id for each in decisions[:20])
    todo = [
        {"decision": each, "late": each.due < today, "who": names[each.who_id] or _called(each.partner)}
        for each in decisions[:20]
    ]
    context |= {"form": form, "show": show, "rows": drawn, "counts": counts, "todo": todo}
    return render(request, "eradication/exchange.html", context, status=200 if form.is_valid() else 422)


def _line(each: InformationExchange, today: Any) -> dict[str, object]:
    return {"exchange": each, "partner": _called(each.partner), "late": each.late(today)}


def _seats(each: Conference) -> dict[str, object]:
    seats = [_called(seat.partner) for seat in each.partners.select_related("partner")]
    return {"conference": each, "partners": seats}


def _called(partner: Any) -> str:
    return str(partner.name.of(language())) if partner else ""


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a request, or information without one."""
    sent = request.POST if request.method == "POST" else None
    form = ExchangeForm(sent, initial={"on": timezone.localdate(), "partner": request.GET.get("partner", "")})
    made: list[InformationExchange] = []

    def act() -> None:
        made.append(verbs.note(form.noted(), by=official_of(request), on=timezone.localdate()))

    return filled_in(
        request,
        form,
        act,
        title=_("Enter an exchange"),
        done=_("The exchange is entered."),
        to=lambda: reverse("eradication:exchange_one", args=[made[0].pk]),
        back=reverse("eradication:exchange"),
    )


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One exchange with its request or reply. A POST opens its words."""
    found = row_or_404(InformationExchange.objects.select_related("partner"), pk)
    words = words_of(found, [("words", _("What it says"))]) if request.method == "POST" else []
    context = {
        "exchange": found,
        "partner": _called(found.partner),
        "country": country_name(found.country),
        "words": words,
        "by": official_names([found.by_id])[found.by_id],
        "late": found.late(timezone.localdate()),
        "open": found.act == Act.REQUEST and found.closed is None,
        "replies": list(found.replies.order_by("on", "id")),
        "closing": Closing(found.closing).label if found.closing else "",
    }
    return render(request, "eradication/exchange_one.html", context)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Enter the reply to a request, close it without one, or put its day off."""
    found = row_or_404(InformationExchange, pk)
    page = reverse("eradication:exchange_one", args=[pk])
    by, today = official_of(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    about: Any = {"to": lambda: page, "back": page}
    if what == "reply":
        reply = ReplyForm(sent, initial={"sent": today})

        def answer() -> None:
            said = reply.cleaned_data
            closing = Closing(said["closing"])
            verbs.reply(found, words=said["words"], sent=said["sent"], closing=closing, by=by, on=today)

        title, done = _("Enter the reply"), _("The reply is entered, and the request closed.")
        return filled_in(request, reply, answer, title=title, done=done, **about)
    if what == "close":
        closes = CloseForm(sent)

        def close() -> None:
            verbs.close(found, why=Closing(closes.cleaned_data["closing"]), by=by, on=today)

        title, done = _("Close without a reply"), _("The request is closed.")
        return filled_in(request, closes, close, title=title, done=done, **about)
    if what == "due":
        later = DueForm(sent, initial={"due": found.due})

        def put_off() -> None:
            verbs.put_off(found, due=later.cleaned_data["due"], by=by)

        title, done = _("Agree on a later day"), _("The day is changed.")
        return filled_in(request, later, put_off, title=title, done=done, **about)
    raise Http404
