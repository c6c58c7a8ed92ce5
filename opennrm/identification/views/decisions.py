"""The pages of a decision: made, reviewed, appealed against; its reasons, once asked for; a case's panel."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.identification.actions import decisions
from opennrm.identification.assessing import last_screening, latest_of, shown_by
from opennrm.identification.deciding import FINAL, Latest
from opennrm.identification.forms.decisions import AppealForm, DecisionForm
from opennrm.identification.models import Case, Decision
from opennrm.identification.terms import DecisionKind, Standing
from opennrm.identification.views.screenings import about
from opennrm.identification.views.shown import Panel, case_or_404
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.reporting.shown import form_page

VERBS = {
    DecisionKind.FIRST: decisions.decide,
    DecisionKind.REVIEW: decisions.review,
    DecisionKind.APPEAL: decisions.decide_appeal,
}


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Decide, review, or decide on an appeal, with what the interview shows beside it."""
    if kind not in DecisionKind.values:
        raise Http404
    found, by = case_or_404(code), official_of(request)
    _last, latest = latest_of(found)
    seen = {"seen": latest.place if latest else 0}
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=seen)

    def act() -> None:
        said = form.cleaned_data
        outcome, today = Standing(said["outcome"]), timezone.localdate()
        VERBS[DecisionKind(kind)](found, outcome=outcome, reason=said["reason"], by=by, on=today, seen=said["seen"])

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Decided. It stands with your name and your reason."))
        return redirect("cases:case", found.code)
    context = {"kind": DecisionKind(kind), "timeline": timeline(found), "latest": latest, **_shown(found)}
    return form_page(request, "identification/decision/decision.html", form, **context)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the person asked for the decision to be made anew."""
    found = case_or_404(code)
    begins = {"asked": timezone.localdate()}
    form = AppealForm(request.POST if request.method == "POST" else None, initial=begins)

    def act() -> None:
        said = form.cleaned_data
        decisions.record_appeal(found, words=said["words"], asked=said["asked"], by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Recorded. An official who took no part decides on it."))
        return redirect("cases:case", found.code)
    return form_page(request, "identification/decision/appeal.html", form, case=found, timeline=timeline(found))


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def reasons(request: HttpRequest, code: str) -> HttpResponse:
    """The decisions with their reasons, and what the person said against them: each leaves a line in the audit."""
    found = case_or_404(code)
    told = [
        {**each, "reason": _revealed(each["row"], "reason"), "appeal": _revealed(each["row"], "appeal")}
        for each in timeline(found)
    ]
    return render(request, "identification/decision/reasons.html", {"case": found, "timeline": told})


def panel(request: HttpRequest, found: Case, by: Official) -> Panel:
    """The last interview, where the decision stands, how it came to it, and what this official may do next."""
    _last, latest = latest_of(found)
    held = last_screening(found)
    context: dict[str, object] = {
        "screening": held,
        "timeline": timeline(found),
        "latest": latest,
        **_may(found, latest, by),
    }
    if held is not None:
        shows = shown_by(held)
        context |= {"shown": shows, "elements": list(shows.elements.items())}
    return Panel(
        gettext_lazy("Screening and decision"), "identification/panels/decision.html", "screening-and-decision", context
    )


def timeline(found: Case) -> list[dict[str, Any]]:
    """The decisions of a case, the first first, with who made them."""
    rows = list(Decision.objects.filter(case=found).select_related("by").order_by("place"))
    names = shown_many({row.by for row in rows})
    return [{"row": row, "who": names[row.by_id]} for row in rows]


def _shown(found: Case) -> dict[str, Any]:
    held = last_screening(found)
    return about(found, held) if held is not None else {"case": found, "screening": None}


def _may(found: Case, latest: Latest | None, by: Official) -> dict[str, bool]:
    """Which buttons are of use to an official now; the action asks again."""
    going = found.closed is None
    final, appealed = latest is not None and latest.outcome in FINAL, latest is not None and latest.appealed is not None
    other = latest is not None and by.pk not in latest.took_part
    return {
        "may_screen": going,
        "may_decide": going and not final and not appealed,
        "may_review": going and other and not appealed,
        "may_appeal": going and latest is not None and not appealed,
        "may_decide_appeal": going and other and appealed,
        "another_must": going and appealed and not other,
    }


def _revealed(row: Decision, field: str) -> str:
    if getattr(row, field) is None:
        return ""
    try:
        return reveal(row, field, purpose=Purpose.IDENTIFICATION) or ""
    except Refused as refused:
        return str(refused)
