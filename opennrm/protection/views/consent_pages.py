"""Consent as whoever supports the person asks for it: the sheet, the answer, its withdrawal. It is kept in the case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.identification.actions import consents
from opennrm.identification.consent_sheets import Ways, asked_by, consents_shown, sheet_of
from opennrm.identification.forms.consents import ConsentForm, SheetForm, first_values
from opennrm.identification.models import Case, Consent
from opennrm.identification.sharing_shown import body_names, form_page, shared_words
from opennrm.identification.terms import Minor
from opennrm.page.forms import goes_through
from opennrm.protection.actions.plans import case_of
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.views.shown import Panel, plan_or_404, posted


def panel(_request: HttpRequest, plan: ProtectionPlan, _by: Official) -> Panel:
    """What the person consented to; nothing where the case is shut to who looks."""
    case = Case.objects.filter(pk=plan.case_id).first()
    context: dict[str, object] = {"ways": _ways(plan), "case": case}
    if case:
        context |= {"consents": consents_shown(case), "open": case.closed is None and plan.ended is None}
    return Panel(gettext_lazy("Consent"), "protection/panels/consents.html", "consents", context)


@acting_for(Purpose.SUPPORT)
@require_safe
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet to read out and sign; what it says stays in the URL."""
    plan = plan_or_404(pk)
    case = case_of(plan)
    form = SheetForm(request.GET if request.GET else None, initial=first_values(case.person.language))
    context: dict[str, object] = {"case": case, "ways": _ways(plan)}
    if form.is_bound and form.is_valid():
        context |= sheet_of(case, form)
    return form_page(request, "identification/consent_sheet.html", form, **context)


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what the person answered."""
    plan, today = plan_or_404(pk), timezone.localdate()
    case = case_of(plan)
    form = ConsentForm(
        posted(request), initial=first_values(case.person.language) | {"given": today} | asked_by(request)
    )

    def act() -> None:
        consents.record_consent(case, form.told(), by=official_of(request), on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The consent is recorded in the case."))
        return redirect(_ways(plan).back)
    child = case.person.minor != Minor.NO
    return form_page(request, "identification/consent_new.html", form, case=case, child=child, ways=_ways(plan))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """End a consent, after a page that says what ends with it."""
    plan = plan_or_404(pk)
    case = case_of(plan)
    found = row_or_404(Consent.objects.filter(case=case), consent)
    recipient = body_names().get(found.recipient_id, found.recipient_id)
    if request.method == "POST":
        n = consents.withdraw(found, by=official_of(request), on=timezone.localdate())
        said = _("Withdrawn. Referrals ended: %(n)s. %(name)s opens nothing of the case by it, and is told.")
        messages.success(request, said % {"n": n, "name": recipient})
        return redirect(_ways(plan).back)
    context = {"case": case, "consent": found, "recipient": recipient, "shared": shared_words(found.classes)}
    return render(request, "identification/consent_withdraw.html", context | {"ways": _ways(plan)})


def _ways(plan: ProtectionPlan) -> Ways:
    return Ways(
        back=f"{reverse('protection:plan', args=[plan.pk])}#consents",
        back_label=_("Back to the plan"),
        sheet=reverse("protection:consent_sheet", args=[plan.pk]),
        record=reverse("protection:record_consent", args=[plan.pk]),
        withdraw="protection:withdraw_consent",
        of=plan.pk,
    )
