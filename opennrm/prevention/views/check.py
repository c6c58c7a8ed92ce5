"""«Check my contract» at the public door: one page that asks, one that answers.

What was answered comes in a POST and goes with the answer: no session, no cookie, no address, no log, no database
holds it, and no model is imported here. Contact points alone are read.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from opennrm.agencies.terms import Opening
from opennrm.prevention.checking import Checked, check
from opennrm.prevention.checking_terms import Work
from opennrm.prevention.checking_words import POINTS
from opennrm.prevention.forms.check import CheckForm
from opennrm.prevention.terms import Outcome
from opennrm.reporting import finding
from opennrm.reporting.doorway import at_door
from opennrm.reporting.terms import Topic
from opennrm.vault import master

MOST = 6  # contact points shown; the page of all of them is a step away


@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def own(request: HttpRequest) -> HttpResponse:
    """The questions; once answered, what the law says to each, and whom to call."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "check", {"form": form, "groups": form.groups()})
    today, work = timezone.localdate(), form.kind()
    found = check(work, form.answers(), on=today)
    said = {each.point.code for each in found if form.cleaned_data[each.point.code]}
    context = {
        "wrong": _shown(found, Outcome.NOT_MET),
        "open": [each for each in _shown(found, Outcome.NOT_SHOWN) if each["code"] in said],
        "unknown": [each for each in _shown(found, Outcome.NOT_APPLICABLE) if each["code"] in said],
        "right": _shown(found, Outcome.MET),
        "danger": any(each.point.code == "forced" and each.outcome == Outcome.NOT_MET for each in found),
        "unsure": work == Work.UNSURE,
        "hourly": form.by_the_hour(),
        "paid": form.cleaned_data["pay"] is not None,
        "today": today,
        **_to_call(),
    }
    return _page(request, "checked", context)


def _shown(found: tuple[Checked, ...], outcome: Outcome) -> list[dict[str, object]]:
    return [
        {"code": each.point.code, "words": POINTS[each.point.code], "articles": each.articles, "answer": _said(each)}
        for each in found
        if each.outcome == outcome
    ]


def _said(checked: Checked) -> str:
    """The answer that led there: yes, no, or nothing where it is open."""
    if checked.outcome not in (Outcome.MET, Outcome.NOT_MET):
        return ""
    return "yes" if (checked.point.wrong.value == "yes") == (checked.outcome == Outcome.NOT_MET) else "no"


def _to_call() -> dict[str, object]:
    """Who takes calls about work, in the language of the page first; the two that are always there where nobody is."""
    now, language = timezone.now(), (get_language() or "en").split("-")[0]
    spoken = language if language in finding.languages_spoken(timezone.localdate()) else ""
    found = finding.find(at=now, language=spoken, topic=Topic.LABOUR.value)
    points = [*found.sure, *found.unsure][:MOST] or list(finding.always())
    unknown = (each for each in points if each.opening == Opening.UNKNOWN)
    return {"points": points, "explained": next(unknown, None)}


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"prevention/door/{name}.html", {"demo": master.is_demo(), **context})
