"""What must not go, whatever the rules say: placing a hold, asking to lift it, lifting it by two."""

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
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through
from opennrm.retention import actions, read
from opennrm.retention.forms import HoldForm, HoldsForm, LiftForm
from opennrm.retention.models import Hold

PAGE = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.ERASE)
@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """Holds by what the address asks for, with the step each may take next."""
    me, form = official_of(request), HoldsForm(request.GET)
    found = _found(form) if form.is_valid() else Hold.objects.none()
    paged = Paginator(found.select_related("by", "lifting_by", "lifted_by"), PAGE).get_page(request.GET.get("page"))
    named = read.called(each for hold in paged for each in (hold.by, hold.lifting_by, hold.lifted_by))
    rows = [
        {
            "hold": hold,
            "kind": read.kind_of(hold.kind) if hold.kind else "",
            "by": named[hold.by_id],
            "lifting_by": named.get(hold.lifting_by_id) if hold.lifting_by_id else "",
            "lifted_by": named.get(hold.lifted_by_id) if hold.lifted_by_id else "",
            "liftable": hold.lifted_at is None and hold.lifting_by_id not in {None, me.pk},
        }
        for hold in paged
    ]
    context = {"form": form, "rows": rows, "page": paged, "filtered": any(form.cleaned_data.values())}
    return render(request, "retention/holds.html", context, status=200 if form.is_valid() else 422)


@door(Power.ERASE)
@form_page
def place(request: HttpRequest) -> HttpResponse:
    """Hold a record or a whole file; what was proposed of it is closed."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "number")}
    form = HoldForm(request.POST if request.method == "POST" else None, initial=asked)

    def act() -> None:
        told, by = form.cleaned_data, official_of(request)
        if told["kind"]:
            actions.hold(kind=told["kind"], row=told["number"].strip(), why=told["why"], by=by)
        else:
            actions.hold(file=told["file"], why=told["why"], by=by)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Held. What was proposed of it is closed, and nothing of it goes."))
        return redirect("retention:holds")
    return render(request, "retention/hold.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Power.ERASE)
@form_page
def ask_to_lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first of two steps."""
    found = get_object_or_404(Hold, pk=pk)
    form = LiftForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.ask_to_lift(found.pk, why=form.cleaned_data["why"], by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Asked. Another official lifts the hold, or leaves it."))
        return redirect("retention:holds")
    context = {"form": form, "hold": found, "kind": read.kind_of(found.kind) if found.kind else ""}
    return render(request, "retention/lift.html", context, status=422 if form.is_bound else 200)


@door(Power.ERASE)
@fresh()
@require_POST
def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second step, by another official."""
    actions.lift(get_object_or_404(Hold, pk=pk).pk, by=official_of(request))
    messages.success(request, _("The hold is lifted. The rules apply again from now on."))
    return redirect("retention:holds")


def _found(form: HoldsForm) -> QuerySet[Hold]:
    asked = form.cleaned_data
    found = {"lifted": Hold.objects.filter(lifted_at__isnull=False), "asked": read.asked_to_lift()}.get(
        asked["which"], Hold.objects.in_force()
    )
    return found.filter(read.numbered(asked["number"]))
