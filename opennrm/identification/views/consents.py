"""Consent of a person: the sheet to read out, what was answered, its withdrawal; and what two officials agree on."""

from typing import Any
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
from opennrm.identification.forms.consents import ConsentForm, ExemptionForm, SheetForm, first_values
from opennrm.identification.models import Case, Consent, Exemption
from opennrm.identification.sharing_shown import body_names, form_page, official_names, shared_words, words_of
from opennrm.identification.terms import Minor
from opennrm.identification.views.shown import Panel, case_or_404
from opennrm.page.forms import goes_through
from opennrm.reporting.actions.desk import organisations_served


def panel(_request: HttpRequest, case: Case, by: Official) -> Panel:
    """What the person consented to, whether it holds today, and what rests on no consent."""
    called, today = body_names(), timezone.localdate()
    without = list(case.exemptions.order_by("-proposed", "id"))
    carrying = set(case.exemptions.carrying(today).values_list("pk", flat=True))
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
    """The sheet to read out and sign, in the person's language where the text exists; what it says stays in the URL."""
    case = case_or_404(code)
    asked = bool(request.GET)
    form = SheetForm(request.GET if asked else None, initial=first_values(case.person.language))
    context: dict[str, Any] = {"case": case, "ways": _ways(case)}
    if form.is_bound and form.is_valid():
        context |= sheet_of(case, form)
    return form_page(request, "identification/consent_sheet.html", form, **context)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record what the person answered; the sheet fills in what it asked."""
    case = case_or_404(code)
    today = timezone.localdate()
    first = first_values(case.person.language) | {"given": today} | asked_by(request)
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=first)

    def act() -> None:
        consents.record_consent(case, form.told(), by=official_of(request), on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The consent is recorded. A referral may rest on it now."))
        return redirect("cases:case", case.code)
    child = case.person.minor != Minor.NO
    return form_page(request, "identification/consent_new.html", form, case=case, child=child, ways=_ways(case))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """End a consent, after a page that says what ends with it."""
    case = case_or_404(code)
    found = row_or_404(Consent.objects.filter(case=case), pk)
    recipient = body_names().get(found.recipient_id, found.recipient_id)
    if request.method == "POST":
        n = consents.withdraw(found, by=official_of(request), on=timezone.localdate())
        said = _("Withdrawn. Referrals ended: %(n)s. %(name)s opens nothing of the case by it, and is told.")
        messages.success(request, said % {"n": n, "name": recipient})
        return redirect("cases:case", case.code)
    context = {"case": case, "consent": found, "recipient": recipient, "shared": shared_words(found.classes)}
    context["ways"] = _ways(case)
    return render(request, "identification/consent_withdraw.html", context)


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
