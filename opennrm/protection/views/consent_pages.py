"""Consent as whoever supports the person asks for it: the sheet, the answer, its withdrawal. It is kept in the case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification.consent_pages import record_page, sheet_page, withdraw_page
from opennrm.identification.consent_sheets import Ways, consents_shown
from opennrm.identification.models import Case, Consent
from opennrm.protection.actions.plans import case_of
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.views.shown import Panel, plan_or_404


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
    """The sheet to read out and sign."""
    plan = plan_or_404(pk)
    return sheet_page(request, case_of(plan), _ways(plan))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what the person answered."""
    plan = plan_or_404(pk)
    return record_page(request, case_of(plan), _ways(plan), done=_("The consent is recorded in the case."))


@acting_for(Purpose.SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """End a consent."""
    plan = plan_or_404(pk)
    case = case_of(plan)
    return withdraw_page(request, case, row_or_404(Consent.objects.filter(case=case), consent), _ways(plan))


def _ways(plan: ProtectionPlan) -> Ways:
    return Ways(
        back=f"{reverse('protection:plan', args=[plan.pk])}#consents",
        back_label=_("Back to the plan"),
        sheet=reverse("protection:consent_sheet", args=[plan.pk]),
        record=reverse("protection:record_consent", args=[plan.pk]),
        withdraw="protection:withdraw_consent",
        of=plan.pk,
    )
