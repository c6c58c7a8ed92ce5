"""The keys of an organisation's systems: which there are, making one, revoking one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.page.forms import goes_through
from opennrm.systems import actions
from opennrm.systems.actions import Made
from opennrm.systems.forms import KeyForm
from opennrm.systems.models import SystemKey
from opennrm.systems.terms import Use


@door()
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """A lead sees every key of the organisation, everybody else those that act in their own name."""
    by, today = official_of(request), timezone.localdate()
    found = list(SystemKey.objects.seen_by(by.place()))
    called = shown_many(Official.objects.filter(pk__in={each.official_id for each in found}))
    rows = [
        {
            "key": each,
            "official": called.get(each.official_id, ""),
            "uses": [Use(use).label for use in each.uses.split()],
            "holds": each.revoked is None and each.until >= today,
        }
        for each in found
    ]
    return render(request, "systems/keys.html", {"rows": rows, "makes": by.place().lead})


@door(or_lead=True)
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def new(request: HttpRequest) -> HttpResponse:
    """Make one; its text is on the answer, once."""
    by = official_of(request)
    form = KeyForm(request.POST if request.method == "POST" else None, by=by)
    made: list[Made] = []

    def act() -> None:
        official = Official.objects.get(pk=form.cleaned_data["official"])
        made.append(actions.make(official, by=by, on=timezone.localdate(), **form.said()))

    if request.method == "POST" and goes_through(form, act):
        return render(request, "systems/made.html", {"key": made[0].key, "text": made[0].text})
    return render(request, "systems/new.html", {"form": form}, status=422 if form.is_bound else 200)


@door()
@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shut one at once."""
    by = official_of(request)
    found = get_object_or_404(SystemKey.objects.seen_by(by.place()), pk=pk)
    actions.revoke(found, by=by, on=timezone.localdate())
    messages.success(request, _("Revoked. From the next call on the key opens nothing."))
    return redirect("systems:keys")
