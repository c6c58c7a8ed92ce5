"""Letting others in: invitations, and recoveries that two people answer for."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opennrm.accounts import actions, forms, recovery, rules
from opennrm.accounts.models import Account, Recovery
from opennrm.accounts.reauth import fresh
from opennrm.accounts.terms import Purpose
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused


@door(Power.APPOINT, or_lead=True)
def people(request: HttpRequest) -> HttpResponse:
    """Who was invited and has not come yet, and whose recovery waits."""
    by = official_of(request)
    recoveries = Recovery.objects.open().filter(account__in=looked_after(by)).select_related("account__official")
    form = forms.AskFor(
        request.POST or None,
        among=looked_after(by).filter(
            opened__isnull=False, official__in=Official.objects.serving(timezone.localdate())
        ),
    )
    if request.method == "POST" and form.is_valid():
        recovery.ask(form.cleaned_data["account"], by=by)
        messages.success(request, _("The recovery is asked for. Two people must approve it."))
        return redirect("accounts:people")
    shown = {
        "invited": looked_after(by).filter(opened__isnull=True).prefetch_related("links"),
        "recoveries": [(each, _why_not(each, by)) for each in recoveries.prefetch_related("approvals")],
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "accounts/people.html", shown)


@door(Power.APPOINT, or_lead=True)
@fresh()
def invite(request: HttpRequest) -> HttpResponse:
    """Make an official with an account, and show their link once."""
    by = official_of(request)
    form = forms.Invite(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invited = actions.invite(
                given["organisation"],
                email=given["email"],
                roles=given["roles"],
                lead=given["lead"],
                name=given["name"],
                title=given["title"],
                by=by,
                on=timezone.localdate(),
            )
        except Refused as refused:
            form.refused(refused)
        else:
            return _handed_over(request, invited.account, invited.token, Purpose.INVITATION)
    return render(request, "accounts/invite.html", {"form": form})


@door(Power.APPOINT, or_lead=True)
@require_POST
@fresh()
def renew(request: HttpRequest, account: UUID) -> HttpResponse:
    """A new link for somebody who has not come yet."""
    by = official_of(request)
    invited = actions.renew(get_object_or_404(looked_after(by), pk=account), by=by)
    return _handed_over(request, invited.account, invited.token, Purpose.INVITATION)


@door(Power.APPOINT, or_lead=True)
@fresh()
def approve(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """Answer for a recovery; the second of two sees the link, once."""
    by = official_of(request)
    found = get_object_or_404(Recovery.objects.filter(account__in=looked_after(by)), pk=recovery_id)
    if request.method == "POST":
        token = recovery.approve(found, by=by)
        if token is not None:
            return _handed_over(request, found.account, token, Purpose.RECOVERY)
        messages.success(request, _("Approved. A second person must approve it too."))
        return redirect("accounts:people")
    return render(request, "accounts/approve.html", {"recovery": found, "reason": _why_not(found, by)})


@door(Power.APPOINT, or_lead=True)
@require_POST
def cancel(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """End a recovery nobody should have."""
    by = official_of(request)
    recovery.cancel(get_object_or_404(Recovery.objects.filter(account__in=looked_after(by)), pk=recovery_id), by=by)
    messages.success(request, _("The recovery is cancelled."))
    return redirect("accounts:people")


def looked_after(by: Official) -> QuerySet[Account]:
    """The accounts of those whom an official may appoint: of their own organisation, or all; never their own."""
    others = Account.objects.exclude(official=by).select_related("official__organisation").order_by("email")
    everywhere = may(by.post(), Power.APPOINT, timezone.localdate())
    return others if everywhere else others.filter(official__organisation=by.organisation_id)


def _why_not(found: Recovery, by: Official) -> str | None:
    approved = {each.by_id for each in found.approvals.all()}
    reason = rules.why_not_approve(
        by.post(),
        found.account.official.post(),
        approved=approved,
        ended=found.ended is not None or len(approved) >= rules.APPROVALS,
        on=timezone.localdate(),
    )
    return str(reason.label) if reason else None


def _handed_over(request: HttpRequest, account: Account, token: str, purpose: Purpose) -> HttpResponse:
    """The page that shows a link, once."""
    link = request.build_absolute_uri(reverse("accounts:link", args=[token]))
    shown = {"link": link, "account": account, "recovery": purpose == Purpose.RECOVERY, "holds": rules.HOLDS[purpose]}
    return render(request, "accounts/link_made.html", shown)
