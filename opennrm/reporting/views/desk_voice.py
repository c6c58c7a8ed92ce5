"""A report told by voice: recorded on somebody's behalf, its receipt read aloud and read back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.page.forms import goes_through
from opennrm.reporting import carried
from opennrm.reporting.actions.consultations import Recorded, record_contact
from opennrm.reporting.forms.desk_contacts import SpokenForm, VoiceForm
from opennrm.reporting.receipts import Receipt, confirms
from opennrm.reporting.shown import form_page

PURPOSE, SECONDS = "spoken", 3600  # how long a receipt may stand on the screen


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def by_voice(request: HttpRequest) -> HttpResponse:
    """Record what somebody tells; the receipt then stands on this page alone. Sent twice it is one report."""
    form = VoiceForm(request.POST if request.method == "POST" else None)
    kept = request.POST.get("draft") or carried.begin().sealed()
    recorded: list[Recorded] = []

    def act() -> None:
        draft, on = carried.draft(kept), timezone.localdate()
        recorded.append(
            record_contact(form.contact(on), by=official_of(request), on=on, report=form.answers(), draft=draft)
        )

    if request.method == "POST" and goes_through(form, act):
        receipt, report = recorded[0].receipt, recorded[0].consultation.report_id
        if receipt is not None:
            return _read_aloud(request, receipt, str(report or ""), SpokenForm())
    return form_page(request, "reporting/desk/voice.html", form, draft=kept, action="")


@acting_for(Purpose.RECEPTION)
@require_POST
def read_back(request: HttpRequest) -> HttpResponse:
    """Whether the reporter read the last four digits back; where not, the receipt stands once more."""
    shown = carried.opened(request.POST.get("shown", ""), purpose=PURPOSE, seconds=SECONDS)
    receipt, report = Receipt(shown["receipt"]), str(shown["report"])
    form = SpokenForm(request.POST)
    if form.is_valid() and not confirms(receipt, form.cleaned_data["last_four"]):
        form.add_error(
            "last_four", _("These are not its last four digits. Read the receipt out again, group by group.")
        )
    if not form.is_valid():
        return _read_aloud(request, receipt, report, form, status=422)
    messages.success(request, _("The reporter has the receipt. It is kept nowhere here."))
    return redirect("reports:contacts")


def _read_aloud(
    request: HttpRequest, receipt: Receipt, report: str, form: SpokenForm, *, status: int = 200
) -> HttpResponse:
    shown = carried.sealed({"receipt": receipt.digits, "report": report}, purpose=PURPOSE)
    context = {"receipt": receipt, "report": report, "form": form, "shown": shown}
    return render(request, "reporting/desk/receipt.html", context, status=status)
