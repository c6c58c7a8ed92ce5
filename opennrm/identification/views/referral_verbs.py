"""What is done to a referral: accepted, declined, handed back, revoked, seen; and a consent the person withdraws."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.identification.actions import consents, referrals
from opennrm.identification.forms.referrals import ReasonForm
from opennrm.identification.models import Consent, Referral
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.sharing_shown import form_page
from opennrm.identification.views.referrals import about
from opennrm.identification.waiting import REFERRED
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused


@acting_for(*REFERRED)
@require_POST
def accept(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """Say yes; the case opens."""
    referrals.accept(row_or_404(Referral, pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Accepted. The case is open to your organisation now, within what was shared."))
    return redirect("cases:referral", purpose.value, pk)


@acting_for(*REFERRED)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """Say no, and why."""
    said, button = _("Declined. Whoever asked reads why."), _("Decline")
    return _with_reason(request, purpose, pk, referrals.decline, said, _("Decline the referral"), button)


@acting_for(*REFERRED)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """Give back what was accepted."""
    said, button = _("Handed back. Your organisation opens the case no more."), _("Hand it back")
    return _with_reason(request, purpose, pk, referrals.hand_back, said, _("Hand the case back"), button)


@acting_for(*REFERRED)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """Take back what was asked or accepted."""
    said, button = _("Revoked. They open nothing of the case by it any more, and are told."), _("Revoke it")
    return _with_reason(request, purpose, pk, referrals.revoke, said, _("Revoke the referral"), button)


@acting_for(*REFERRED)
@require_POST
def seen(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """Say that one knows that it ended."""
    referrals.acknowledge(row_or_404(Referral, pk), by=official_of(request), on=timezone.localdate())
    messages.success(request, _("Noted that your organisation knows."))
    return redirect("cases:referrals", purpose.value)


@acting_for(*REFERRED)
@require_POST
def withdrawn(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """The person withdraws consent before the receiver: the receiver enters it, and its own access ends with it."""
    found = row_or_404(Referral, pk)
    consent = Consent.objects.filter(pk=found.consent).first() if found.consent else None
    if consent is None:
        raise Refused(SharingRefusal.NOT_HERE)
    consents.withdraw(consent, by=official_of(request), on=timezone.localdate())
    messages.success(request, _("The withdrawal is entered. Your organisation opens the case no more by it."))
    return redirect("cases:referral", purpose.value, pk)


def _with_reason(
    request: HttpRequest, purpose: Purpose, pk: UUID, act: Callable[..., None], said: str, title: str, button: str
) -> HttpResponse:
    """A page that asks why, then does it."""
    found = row_or_404(Referral, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def acted() -> None:
        act(found, reason=form.cleaned_data["reason"], by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, acted):
        messages.success(request, said)
        return redirect("cases:referral", purpose.value, pk)
    context = about(found, purpose) | {"title": title, "button": button}
    return form_page(request, "identification/referral_reason.html", form, **context)
