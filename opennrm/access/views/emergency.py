"""Emergency access: breaking the glass, and the leads' review of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access import actions
from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.forms import BreakForm
from opennrm.access.models import BreakGlass
from opennrm.access.read import purposes_of
from opennrm.access.rules import POWER
from opennrm.access.terms import Purpose
from opennrm.access.views.shown import bodies, form_page, officials
from opennrm.agencies.doors import door, official_of
from opennrm.page.forms import goes_through

DONE = 30  # reviews done that the queue still shows


@door(*POWER.values())
@require_http_methods(["GET", "HEAD", "POST"])
def break_open(request: HttpRequest) -> HttpResponse:
    """Open a file at once, for four hours, to oneself alone; leads review it after."""
    by = official_of(request)
    form = BreakForm(
        request.POST if request.method == "POST" else None,
        purposes=purposes_of(by),
        initial={"file": request.GET.get("file", "")},
    )

    def act() -> None:
        asked = form.cleaned_data
        actions.break_glass(asked["file"], purpose=Purpose(asked["purpose"]), reason=asked["reason"], by=by)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The file is open to you for four hours. The leads have been told."))
        return redirect("access:mine")
    return form_page(request, "access/break.html", form)


@acting_for(leads=True)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What officials of a lead's organisation broke open, or others of its files: first what waits."""
    by = official_of(request)
    told = BreakGlass.objects.select_related("grant", "official", "reviewer")
    context = {"waiting": _told(list(told.to_review(by))), "done": _told(list(told.reviewed_before(by)[:DONE]))}
    return render(request, "access/reviews.html", context)


@acting_for(leads=True)
@require_POST
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether an emergency access was right; where it was not, it ends at once."""
    broken = row_or_404(BreakGlass, pk)
    upheld = {"yes": True, "no": False}.get(request.POST.get("upheld", ""))
    if upheld is None:
        messages.warning(request, _("Say whether it was right or not. Nothing was changed."))
    else:
        actions.review(broken, upheld=upheld, by=official_of(request))
        messages.success(request, _("The review is kept."))
    return redirect("access:reviews")


def _told(found: list[BreakGlass]) -> list[dict[str, object]]:
    """What the queue tells of each."""
    named = bodies({each.organisation_id for each in found} | {each.owner_id for each in found})
    return [
        {"broken": each, "who": who, "body": named[each.organisation_id], "owner": named[each.owner_id]}
        for each, who in zip(found, officials(each.official.word for each in found), strict=True)
    ]
