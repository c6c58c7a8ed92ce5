"""The desk of releases: ask, read what a committee must know, decide, hand to a partner, declare budgets."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.disclosure.policies import policy
from opennrm.page.bilingual import Text
from opennrm.page.forms import goes_through
from opennrm.page.html import to_html
from opennrm.publication import deciding, examining, protecting_words, releasing, shown
from opennrm.publication.forms.releases import AskForm, BudgetForm, KeyForm, QueueForm, ReasonForm
from opennrm.publication.ledger import declare_budget
from opennrm.publication.models import ReleaseRequest, Withdrawal
from opennrm.publication.terms import OPEN_STATES, Promise, ReleaseState

PAGE = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.PUBLISH, Power.COMPILE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Requests of the official's organisation, and the budgets."""
    form, by = QueueForm(request.GET), official_of(request)
    found = ReleaseRequest.objects.seen_by(by).select_related("budget", "asked_by")
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("state") == "mine":
        found = ReleaseRequest.objects.waiting_for(by).select_related("budget", "asked_by")
    elif asked.get("state"):
        found = found.filter(state=asked["state"])
    if asked.get("policy"):
        found = found.filter(policy=asked["policy"])
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": paged,
        "rows": [(each, shown.title(each), _policy(each.policy)) for each in paged],
        "filtered": any(asked.values()),
        "accounts": list(shown.accounts()),
        "may_ask": _may(request, Power.COMPILE),
        "may_publish": _may(request, Power.PUBLISH),
    }
    return render(request, "publication/releases.html", context, status=200 if form.is_valid() else 422)


@door(Power.COMPILE)
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a release: the table is protected and attacked at once, and what is found goes to the committee."""
    form = AskForm(request.POST if request.method == "POST" else None)
    made: list[ReleaseRequest] = []

    def act() -> None:
        given = form.cleaned_data
        if given["kind"] == "records":
            examined = examining.records(given["content"], given["page"])
        else:
            examined = examining.table(given["content"], policy(given["policy"]), given["method"])
        title = Text(given["title_en"], given["title_ja"])
        by = official_of(request)
        made.append(
            releasing.ask(
                examined, budget=given["budget"], policy=given["policy"], title=title, why=given["why"], by=by
            )
        )

    try:
        if request.method == "POST" and goes_through(form, act):
            messages.success(request, _("Asked for. Two other officials decide."))
            return redirect("releases:release", pk=made[0].pk)
    except examining.FAULTS as fault:
        first, *others = protecting_words.told(fault)
        said = _("The table cannot go out as it stands. Mend it and ask again. %(fault)s")
        form.add_error("content", [said % {"fault": first}, *others])
    return render(request, "publication/ask.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Power.PUBLISH, Power.COMPILE)
@require_safe
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a committee reads: what is lost, what an attacker could learn, before and after; and what became of it."""
    return _page(request, _request(request, pk))


@door(Power.PUBLISH)
@fresh()
@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the first approval, or the second: then it is published."""
    held = releasing.approve(_request(request, pk).pk, by=official_of(request))
    said = (
        _("Published. It has its address, and stands in the ledger.")
        if held.state == ReleaseState.PUBLISHED
        else _("Approved. A second official decides now.")
    )
    messages.success(request, said)
    return redirect("releases:release", pk=pk)


@door(Power.PUBLISH)
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Refuse a request that waits, or withdraw what it became."""
    found, form = _request(request, pk), ReasonForm(request.POST)
    decide = releasing.turn_down if found.state in OPEN_STATES else releasing.withdraw
    if goes_through(form, lambda: decide(found.pk, reason=form.cleaned_data["reason"], by=official_of(request))):
        refused = found.state in OPEN_STATES
        said = _("The request is refused.") if refused else _("Withdrawn. It stays listed, with the reason.")
        messages.success(request, said)
        return redirect("releases:release", pk=pk)
    return _page(request, found, ending=form)


@door(Power.PUBLISH)
@fresh()
@require_POST
def seal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The release as a package sealed to a partner's key."""
    found, form = _request(request, pk), KeyForm(request.POST)
    made: list[bytes] = []

    def act() -> None:
        made.append(releasing.seal_package(found.pk, key=form.cleaned_data["key"], by=official_of(request)))

    if not goes_through(form, act):
        return _page(request, found, sealing=form)
    response = HttpResponse(made[0], content_type="application/octet-stream")
    made_of = releasing.release_of(found)
    response.headers["Content-Disposition"] = f'attachment; filename="{made_of}.zip.sealed"'
    return response


@door(Power.PUBLISH)
@form_page
def budget(request: HttpRequest) -> HttpResponse:
    """Declare what a year may spend about a population."""
    form = BudgetForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        given, by = form.cleaned_data, official_of(request)
        declare_budget(given["population"], given["year"], given["epsilon"], by=by, on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The budget is declared."))
        return redirect("releases:releases")
    return render(request, "publication/budget.html", {"form": form}, status=422 if form.is_bound else 200)


def _may(request: HttpRequest, power: Power) -> bool:
    """Whether whoever asks has a power."""
    return may(Official.objects.with_posts().get(pk=official_of(request).pk).post(), power, timezone.localdate())


def _page(
    request: HttpRequest, found: ReleaseRequest, *, ending: ReasonForm | None = None, sealing: KeyForm | None = None
) -> HttpResponse:
    by, made = official_of(request), releasing.release_of(found)
    names = shown_many({each.pk: each for each in found.people}.values())
    bounds = found.report.get("bounds", [])
    context = {
        "asked": found,
        "title": shown.title(found),
        "policy": _policy(found.policy),
        "who": {
            "asked": names[found.asked_by_id],
            "first": names.get(found.first_id) if found.first_id else "",
            "second": names.get(found.second_id) if found.second_id else "",
            "closed": names.get(found.closed_by_id) if found.closed_by_id else "",
        },
        "table": found.promise != Promise.PRIVATE,
        "report": found.report,
        "how": protecting_words.said(found.report.get("method", "")),
        "notes": [protecting_words.said(each) for each in found.report.get("notes", [])],
        "findings": [protecting_words.said(each) for each in found.report.get("findings", [])],
        "lost": f"{found.report.get('lost', 0):.1%}",
        "bounds": [(" × ".join(each["cell"]), each) for each in bounds[: shown.LISTED]],
        "body": to_html(shown.before_and_after(found), standalone=False) if found.promise != Promise.PRIVATE else "",
        "promise": releasing.NOT_PROMISED[Promise(found.promise)],
        "why_not": deciding.why_not_approve(found, by),
        "open": found.state in OPEN_STATES,
        "may": _may(request, Power.PUBLISH),
        "release": made,
        "address": shown.address(made) if made else "",
        "withdrawal": Withdrawal.objects.filter(release=made).first() if made else None,
        "ending": ending or ReasonForm(),
        "sealing": sealing or KeyForm(),
        "form": ending or sealing,
    }
    status = 422 if ending or sealing else 200
    return render(request, "publication/request.html", context, status=status)


def _request(request: HttpRequest, pk: UUID) -> ReleaseRequest:
    people = ("budget", "asked_by", "first", "second", "closed_by")
    seen = ReleaseRequest.objects.seen_by(official_of(request))
    return get_object_or_404(seen.select_related(*people), pk=pk)


def _policy(id: str) -> str:
    found = policy(id).title
    return Text(found.en, found.ja).of(get_language())
