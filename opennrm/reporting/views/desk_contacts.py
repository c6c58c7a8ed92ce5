"""The consultation desk: a contact in under a minute, today's list, and what is put right in it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.names import shown, shown_many
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.reporting import carried, rules
from opennrm.reporting.actions import consultations
from opennrm.reporting.forms.desk_contacts import ContactForm, CorrectionForm, VoiceForm
from opennrm.reporting.models import Consultation
from opennrm.reporting.shown import form_page, language_name
from opennrm.reporting.terms import Outcome


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """Record a contact, and straight to the next; below, those of today, or of ``?day``."""
    by, today = official_of(request), timezone.localdate()
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["outcome"] == Outcome.REPORTED:
        return _on_to_the_report(request, form)

    def act() -> None:
        consultations.record_contact(form.contact(), by=by, on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The contact is recorded. The form is empty for the next one."))
        return redirect("reports:contacts")
    if not form.is_bound:  # who has the telephone in one hand begins to type the language
        form.fields["language"].widget.attrs["autofocus"] = True
    day = _day(request.GET.get("day", "")) or today
    context = {
        "rows": _rows(day, today),
        "day": day,
        "today": today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
    }
    return form_page(request, "reporting/desk/contacts.html", form, **context)


@acting_for(Purpose.RECEPTION)
@require_GET
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact, with what was sealed: a line in the audit for each."""
    found = row_or_404(Consultation.objects.select_related("by", "report"), pk)
    today = timezone.localdate()
    context = {
        "contact": found,
        "who": shown(found.by),
        "language": language_name(found.language),
        "prefecture": PREFECTURES.get(found.prefecture, ""),
        "call_back": _revealed(found, "call_back"),
        "outline": _revealed(found, "outline"),
        "correctable": rules.why_not_correct(on=found.on, today=today, outcome=found.outcome) is None,
    }
    return render(request, "reporting/desk/contact.html", context)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put right what was recorded today."""
    found = row_or_404(Consultation, pk)
    initial = {
        name: getattr(found, name)
        for name in CorrectionForm.base_fields
        if name not in ("outline", "call_back", "campaign")
    }
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        consultations.correct(found, form.contact(), by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("The contact is corrected, and with it what was counted."))
        return redirect("reports:contacts")
    return form_page(request, "reporting/desk/correct.html", form, contact=found)


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a contact recorded by mistake; what was sealed in it cannot be read again, so the page asks first."""
    found = row_or_404(Consultation, pk)
    if request.method == "POST":
        consultations.take_back(found, by=official_of(request))
        messages.success(request, _("The contact is taken back. Nothing of it is counted."))
        return redirect("reports:contacts")
    context = {"contact": found, "language": language_name(found.language)}
    return render(request, "reporting/desk/take_back.html", context)


def _on_to_the_report(request: HttpRequest, form: ContactForm) -> HttpResponse:
    """The same answers on the page of a report, where the rest is asked; nothing is kept before that is sent."""
    draft = carried.begin()
    onward = VoiceForm(initial=form.as_report())
    return form_page(
        request, "reporting/desk/voice.html", onward, draft=draft.sealed(), action=reverse("reports:by_voice")
    )


def _rows(day: date, today: date) -> list[dict[str, Any]]:
    found = list(Consultation.objects.of_day(day))
    names = shown_many({each.by for each in found})
    return [
        {
            "contact": each,
            "who": names[each.by_id],
            "language": language_name(each.language),
            "prefecture": PREFECTURES.get(each.prefecture, ""),
            "correctable": rules.why_not_correct(on=each.on, today=today, outcome=each.outcome) is None,
        }
        for each in found
    ]


def _revealed(found: Consultation, field: str) -> str:
    if getattr(found, field) is None:
        return ""
    try:
        return reveal(found, field, purpose=Purpose.RECEPTION) or ""
    except Refused as refused:
        return str(refused)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
