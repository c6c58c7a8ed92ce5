"""Who may open a file: the list of grants, a file's own page, giving, revoking, handing over."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access import actions, rules
from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.forms import GrantForm, HandOverForm, RevokeForm
from opennrm.access.models import File, Grant
from opennrm.access.read import audit_lines, current_organisations, grants_given, grants_own, grants_received, place_of
from opennrm.access.terms import Basis, Purpose
from opennrm.access.views.shown import bodies, form_page, officials, page_of
from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import official_of
from opennrm.page.forms import goes_through
from opennrm.page.refusals import refuse

PAGE, LOOKS = 50, 20
LISTS = {"given": grants_given, "received": grants_received, "own": grants_own}


@acting_for()
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """Grants that hold now: those one's organisations gave, got, and their own; next to end first."""
    which = request.GET.get("which", "")
    which = which if which in LISTS else "given"
    purpose = request.GET.get("purpose", "")
    purpose = purpose if purpose in Purpose.values else ""
    found = LISTS[which]()
    paged = Paginator(found.filter(purpose=purpose) if purpose else found, PAGE).get_page(request.GET.get("page"))
    named = bodies({each.organisation_id for each in paged} | {each.owner_id for each in paged})
    context = {
        "which": which,
        "purpose": purpose,
        "purposes": Purpose.choices,
        "rows": [(each, named[each.owner_id], named[each.organisation_id]) for each in paged],
        **page_of(request, paged),
    }
    return render(request, "access/grants.html", context)


@acting_for()
@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file of one's organisation: whose it is, who may open it, and, for leads, who looked."""
    found = row_or_404(File, pk)
    grants = list(found.grants.order_by("revoked", "-until", "pk"))
    named = bodies({found.owner_id} | {each.organisation_id for each in grants})
    post = place_of(official_of(request))
    lead = post.lead and post.organisation == found.owner_id
    looks = list(audit_lines(subject=found.word, looks=True)[:LOOKS]) if lead else []
    context = {
        "file": found,
        "owner": named[found.owner_id],
        "grants": [(each, named[each.organisation_id]) for each in grants],
        "lead": lead,
        "by_hand": rules.why_not_by_hand(found.kind) is None,
        "looks": [(line, who) for line, who in zip(looks, officials(line.by for line in looks), strict=True)],
    }
    return render(request, "access/file.html", context)


@acting_for()
@fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an organisation open a file for a purpose until a day."""
    found = row_or_404(File, pk)
    refuse(rules.why_not_by_hand(found.kind))
    form = GrantForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asked = form.cleaned_data
        purpose, basis = Purpose(asked.pop("purpose")), Basis(asked.pop("basis"))
        actions.grant(found, purpose=purpose, basis=basis, by=official_of(request), **asked)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The grant holds from now on."))
        return redirect("access:file", pk=pk)
    return form_page(request, "access/give.html", form, file=found, owner=bodies({found.owner_id})[found.owner_id])


@acting_for()
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut an organisation out of a file of one's own, from the next query on."""
    found = row_or_404(Grant.objects.filter(owner__in=current_organisations()), pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.revoke(found, reason=form.cleaned_data["reason"], by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The grant is revoked. The next query finds the file shut."))
        return redirect("access:file", pk=found.file_id)
    return form_page(
        request, "access/revoke.html", form, grant=found, to=bodies({found.organisation_id})[found.organisation_id]
    )


@acting_for(leads=True)
@fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make another organisation the owner of a file."""
    found = row_or_404(File, pk)
    refuse(rules.why_not_by_hand(found.kind))
    form = HandOverForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asked = form.cleaned_data
        told = {"to": asked["to"], "basis": Basis(asked["basis"]), "reason": asked["reason"]}
        actions.transfer(found, by=official_of(request), on=timezone.localdate(), **told)

    if request.method == "POST" and goes_through(form, act):
        to = form.cleaned_data["to"].pk
        messages.success(request, _("The file belongs to %(name)s now.") % {"name": bodies({to})[to]})
        return redirect("access:grants")
    return form_page(request, "access/hand_over.html", form, file=found, owner=bodies({found.owner_id})[found.owner_id])
