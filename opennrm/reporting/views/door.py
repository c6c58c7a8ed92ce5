"""The public door: its first page, the way through the questions, what makes it safe, and the way out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.agencies.read import packaged
from opennrm.foundations import lending
from opennrm.foundations.chapter_rules import read_code
from opennrm.page.context import in_two
from opennrm.page.languages import SOURCE
from opennrm.page.refusals import Refused
from opennrm.reporting import carried, steps
from opennrm.reporting.actions import door
from opennrm.reporting.carried import Draft
from opennrm.reporting.doorway import at_door, duty, is_machine, must_wait, once_more, page, sending
from opennrm.reporting.forms.door import LastFour, Question
from opennrm.reporting.steps import CALL, CHECK, FIRST, SEEN, STEPS
from opennrm.reporting.terms import ReportKind
from opennrm.reporting.words import named

NUMBERED = list(STEPS)
CAMPAIGN = "campaign"  # among the answers: the code of the poster that led here, which no question asks
NOT_HERE = _("There is no such page here. Nothing was sent.")
NOT_UNDERSTOOD = _("This could not be read. Nothing was sent. Go back one page and try again.")
FAILED = _(
    "Something failed on our side, and perhaps nothing was sent. Go back one page and send it again: sent twice, it "
    "is still one message."
)


@require_safe
@at_door
def home(request: HttpRequest) -> HttpResponse:
    """Danger first; then four doors, none of which asks who comes."""
    statistics = reverse("publication:home")
    leaflets = lending.words(get_language() or SOURCE)["page"]
    context = {"statistics": in_two(statistics), "leaflets": leaflets, "code": _code(request)}
    return page(request, "home", context)


@require_safe
@at_door
def safety(request: HttpRequest) -> HttpResponse:
    """What this site hides and what it cannot hide."""
    return page(request, "safety", {"onion": settings.ONION})


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away, to an ordinary site; the browser is asked to forget what it keeps of this one."""
    response = HttpResponse(status=303, headers={"Location": settings.LEAVE_TO})
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def help(request: HttpRequest) -> HttpResponse:
    """A call for help for oneself."""
    return _way(request, ReportKind.HELP)


@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def tip(request: HttpRequest) -> HttpResponse:
    """About somebody else."""
    return _way(request, ReportKind.TIP)


@at_door
def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    return page(request, "cannot", {"reason": NOT_HERE}, status=404)


@at_door
def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request no page takes."""
    return page(request, "cannot", {"reason": NOT_UNDERSTOOD}, status=400)


@at_door
def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours: what to do, and that sending again does no harm."""
    return page(request, "cannot", {"reason": FAILED} | once_more(request), status=500)


@at_door
def unavailable(request: HttpRequest) -> HttpResponse:
    """No room, a lock, a database that is away: the same advice holds. Asks no database."""
    return page(request, "cannot", {"reason": FAILED} | once_more(request), status=503)


def _way(request: HttpRequest, kind: ReportKind) -> HttpResponse:
    """One page of the way; what was answered travels sealed in its form."""
    if request.method != "POST":
        draft = carried.begin({CAMPAIGN: code} if (code := _code(request)) else None)
        return page(request, "before", {"action": request.path, "carried": draft.sealed(), "first": FIRST})
    draft = carried.draft(request.POST.get("carried", ""))
    at, go = request.POST.get("at", ""), request.POST.get("go", "next")
    if at in STEPS:
        return _answered(request, kind, draft, at, go)
    if at == CALL:
        return _show(request, kind, draft, steps.after(CALL, draft.answers))
    if at == CHECK and go == "send":
        return _send(request, kind, draft)
    return _show(request, kind, draft, go if go in STEPS else FIRST)


def _answered(request: HttpRequest, kind: ReportKind, draft: Draft, at: str, go: str) -> HttpResponse:
    form = STEPS[at](request.POST, kind=kind)
    valid = form.is_valid()
    answers = {**draft.answers, **(form.answers() if valid else {})}
    if go == "back":
        earlier = steps.before(at, answers)
        return _show(request, kind, Draft(draft.receipt, answers), earlier or at)
    if not valid:
        return _question(request, draft, at, form)
    return _show(request, kind, Draft(draft.receipt, answers), steps.after(at, answers))


def _show(request: HttpRequest, kind: ReportKind, draft: Draft, at: str) -> HttpResponse:
    if at == CALL:
        context = {"for_oneself": kind == ReportKind.HELP, "place": "·"}
        return page(request, "danger", _carrying(request, draft, CALL) | context)
    if at == CHECK:
        return _check(request, kind, Draft(draft.receipt, {**draft.answers, SEEN: True}))
    return _question(request, draft, at, STEPS[at](initial={"language": get_language(), **draft.answers}, kind=kind))


def _question(request: HttpRequest, draft: Draft, at: str, form: Question) -> HttpResponse:
    return page(request, "step", _carrying(request, draft, at) | {"form": form, "place": NUMBERED.index(at) + 1})


def _check(request: HttpRequest, kind: ReportKind, draft: Draft) -> HttpResponse:
    """All answers, who will receive them, and when somebody reads."""
    day, receivers, owner, refused = timezone.localdate(), [], "", ""
    try:
        routed, _ = door.chosen(_report(draft, kind), on=day)
        owner = routed.owner
        receivers = [named(packaged().organisations[code], day) for code in routed.organisations]
    except Refused as why:
        refused = str(why)
    context = {
        "answered": steps.summary(draft.answers, kind=kind),
        "receivers": receivers,
        "duty": duty([owner] if owner else []),
        "refused": refused,
    }
    return page(request, "check", _carrying(request, draft, CHECK) | context)


def _send(request: HttpRequest, kind: ReportKind, draft: Draft) -> HttpResponse:
    if wait := must_wait(request, sending):
        return wait
    report, day = _report(draft, kind), timezone.localdate()
    owner = ""
    if not is_machine(request):
        owner = door.chosen(report, on=day)[0].owner
        door.submit(report, draft=draft, on=day, campaign=str(draft.answers.get(CAMPAIGN, "")))
    kept = carried.sealed({"receipt": draft.receipt.digits, "owner": owner}, purpose="kept")
    return page(request, "sent", {"groups": draft.receipt.groups, "kept": kept, "form": LastFour(label_suffix="")})


def _code(request: HttpRequest) -> str:
    """The code of a campaign in the address, where it can be one; whether it is, the desk finds out."""
    return read_code(request.GET.get("k", ""))


def _report(draft: Draft, kind: ReportKind) -> Any:
    return steps.report(draft.answers, kind=kind, language=get_language() or "en")


def _carrying(request: HttpRequest, draft: Draft, at: str) -> dict[str, Any]:
    return {"action": request.path, "carried": draft.sealed(), "at": at}
