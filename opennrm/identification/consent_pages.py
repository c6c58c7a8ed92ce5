"""The three pages of consent behind a door of any room that sees the case: the sheet, the answer, the withdrawal.

``ways`` are where they lead in that room; its views choose the door, the case, and what is said when it is done.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.agencies.doors import official_of
from opennrm.identification.actions import consents
from opennrm.identification.consent_sheets import Ways, asked_by, sheet_of
from opennrm.identification.forms.consents import ConsentForm, SheetForm, first_values
from opennrm.identification.models import Case, Consent
from opennrm.identification.sharing_shown import body_names, form_page, shared_words
from opennrm.identification.terms import Minor
from opennrm.page.forms import goes_through


def sheet_page(request: HttpRequest, case: Case, ways: Ways) -> HttpResponse:
    """The sheet to read out and sign, in the person's language where the text exists; what it says stays in the URL."""
    form = SheetForm(request.GET if request.GET else None, initial=first_values(case.person.language))
    context: dict[str, object] = {"case": case, "ways": ways}
    if form.is_bound and form.is_valid():
        context |= sheet_of(case, form)
    return form_page(request, "identification/consent_sheet.html", form, **context)


def record_page(request: HttpRequest, case: Case, ways: Ways, *, done: str) -> HttpResponse:
    """What the person answered; the sheet fills in what it asked."""
    today = timezone.localdate()
    first = first_values(case.person.language) | {"given": today} | asked_by(request)
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=first)

    def act() -> None:
        consents.record_consent(case, form.told(), by=official_of(request), on=today)

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, done)
        return redirect(ways.back)
    child = case.person.minor != Minor.NO
    return form_page(request, "identification/consent_new.html", form, case=case, child=child, ways=ways)


def withdraw_page(request: HttpRequest, case: Case, consent: Consent, ways: Ways) -> HttpResponse:
    """End a consent, after a page that says what ends with it."""
    recipient = body_names().get(consent.recipient_id, consent.recipient_id)
    if request.method == "POST":
        n = consents.withdraw(consent, by=official_of(request), on=timezone.localdate())
        said = _("Withdrawn. Referrals ended: %(n)s. %(name)s opens nothing of the case by it, and is told.")
        messages.success(request, said % {"n": n, "name": recipient})
        return redirect(ways.back)
    context = {"case": case, "consent": consent, "recipient": recipient, "shared": shared_words(consent.classes)}
    return render(request, "identification/consent_withdraw.html", context | {"ways": ways})
