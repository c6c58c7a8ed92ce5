"""Consent of a person: the sheet to read out, what was answered, its withdrawal; and what two officials agree on."""

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
from opennrm.identification.consent_pages import record_page, sheet_page, withdraw_page
from opennrm.identification.consent_sheets import Ways, consents_shown
from opennrm.identification.forms.consents import ExemptionForm
from opennrm.identification.models import Case, Consent, Exemption
from opennrm.identification.sharing_shown import body_names, form_page, official_names, words_of
from opennrm.identification.views.shown import Panel, case_or_404
from opennrm.page.forms import goes_through
from opennrm.reporting.actions.desk import organisations_served


def panel(_request: HttpRequest, case: Case, by: Official) -> Panel:
    """What the person consented to, whether it holds today, and what rests on no consent."""
    called, today = body_names(), timezone.localdate()
    without = list(case.exemptions.order_by("-proposed", "id"))
    carrying = set(case.exemptions.carrying(today).values_list("pk", flat=True)) if without else set()
    mine = case.owner_id in organisations_served()
    context: dict[str, object] = {
        "consents": consents_shown(case),
        "ways": _ways(case),
        "exemptions": [
            (
                each,
                called.get(each.recipient_id, each.recipient_id),
                each.pk in carrying,
                mine and each.agreed is None and each.refused is None and each.proposed_by_id != by.pk,
            )
            for each in without
        ],
        "open": case.closed is None,
    }
    return Panel(gettext_lazy("Consent"), "identification/panels/consents.html", "consents", context)


@acting_for(Purpose.IDENTIFICATION)
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet to read out and sign."""
    case = case_or_404(code)
    return sheet_page(request, case, _ways(case))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record what the person answered."""
    case = case_or_404(code)
    return record_page(request, case, _ways(case), done=_("The consent is recorded. A referral may rest on it now."))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """End a consent."""
    case = case_or_404(code)
    return withdraw_page(request, case, row_or_404(Consent.objects.filter(case=case), pk), _ways(case))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to share without consent."""
    case = case_or_404(code)
    form = ExemptionForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        consents.propose(case, **form.proposed(), by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Proposed. Nothing is shared until another official agrees."))
        return redirect("cases:case", case.code)
    return form_page(request, "identification/exemption_new.html", form, case=case)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def exemption(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Read what another official proposed, and agree or refuse."""
    case, by = case_or_404(code), official_of(request)
    found = row_or_404(Exemption.objects.filter(case=case), pk)
    verdict = request.POST.get("do", "") if request.method == "POST" else ""
    if verdict in {"agree", "refuse"}:
        act = consents.agree if verdict == "agree" else consents.disagree
        act(found, by=by, on=timezone.localdate())
        said = _("You agreed. A referral may rest on it now.") if verdict == "agree" else _("You refused it.")
        messages.success(request, said)
        return redirect("cases:case", case.code)
    words = words_of(found, [("reason", _("Reason"))], purpose=Purpose.IDENTIFICATION) if verdict else []
    names = official_names({found.proposed_by_id, found.agreed_by_id, found.refused_by_id})
    context = {
        "case": case,
        "exemption": found,
        "recipient": body_names().get(found.recipient_id, found.recipient_id),
        "proposed_by": names[found.proposed_by_id],
        "decided_by": names[found.agreed_by_id or found.refused_by_id],
        "words": words,
        "own": found.proposed_by_id == by.pk,
        "decided": found.agreed is not None or found.refused is not None,
    }
    return render(request, "identification/exemption.html", context)


def _ways(case: Case) -> Ways:
    code = case.code
    return Ways(
        back=reverse("cases:case", args=[code]),
        back_label=_("Back to the case"),
        sheet=reverse("cases:consent_sheet", args=[code]),
        record=reverse("cases:consent_new", args=[code]),
        withdraw="cases:consent_withdraw",
        of=code,
    )
