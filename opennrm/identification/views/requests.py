"""What waits for identification: reports and contacts the desk handed over, notices, exemptions to agree on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.actions import scope_for
from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.inboxes import unlocked
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.identification.actions import notices
from opennrm.identification.forms.referrals import ReasonForm
from opennrm.identification.models import Notice
from opennrm.identification.sharing_shown import body_names, form_page, language_name, words_of
from opennrm.identification.terms import NoticeState
from opennrm.identification.views.notices import about
from opennrm.identification.waiting import referrals_for, to_agree
from opennrm.page.forms import goes_through
from opennrm.reporting.models import Consultation, Report
from opennrm.reporting.terms import Urgency

MOST = 100  # of each kind on the page; the most urgent first


@dataclass(frozen=True)
class Waiting:
    """What the desk handed over, read while receiving: enough to choose by, and not a word of it."""

    pk: UUID
    urgency: Urgency
    since: date
    language: str
    what: str
    holder: str = ""


@acting_for(Purpose.IDENTIFICATION)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, each with one button to begin; it shows nothing of what is in it."""
    by, called = official_of(request), body_names()
    receives = Purpose.RECEPTION in purposes_of(by)
    reports, contacts = _handed_over(by, called) if receives else ([], [])
    context = {
        "receives": receives,
        "reports": reports,
        "contacts": contacts,
        "notices": [(each, called.get(each.sender_id, each.sender_id)) for each in Notice.objects.waiting()[:MOST]],
        "exemptions": [
            (each, called.get(each.recipient_id, each.recipient_id))
            for each in to_agree(by).select_related("case").order_by("proposed", "id")[:MOST]
        ],
        "referrals": referrals_for(by),
    }
    return render(request, "identification/requests.html", context)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A notice as identification reads it, when asked for; begin a case from it, or answer that there is none."""
    found = row_or_404(Notice, pk)
    fields = [("text", _("What was seen")), ("answer", _("Answer"))]
    words = []
    if request.method == "POST":
        words = words_of(found, fields, purpose=Purpose.IDENTIFICATION, inbox=unlocked(request))
    waits = found.state == NoticeState.WAITING
    return render(request, "identification/notice_received.html", {**about(found), "words": words, "waits": waits})


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def no_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a notice with «no case», and why."""
    found = row_or_404(Notice, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        notices.answer_no_case(found, reason=reason, by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Answered. The sender reads why."))
        return redirect("cases:requests")
    return form_page(request, "identification/notice_no_case.html", form, **about(found))


def _handed_over(by: Official, called: dict[str, str]) -> tuple[list[Waiting], list[Waiting]]:
    with acting(scope_for(by, purpose=Purpose.RECEPTION)):
        reports = [
            Waiting(
                pk=each.pk,
                urgency=Urgency(each.urgency),
                since=each.received,
                language=language_name(each.language),
                what=str(each.get_kind_display()),
                holder=called.get(each.owner_id, each.owner_id),
            )
            for each in Report.objects.requested()[:MOST]
        ]
        contacts = [
            Waiting(
                pk=each.pk,
                urgency=Urgency(each.urgency),
                since=each.on,
                language=language_name(each.language),
                what=f"{each.get_way_display()} · {each.get_topic_display()}",
            )
            for each in Consultation.objects.requested()[:MOST]
        ]
    return reports, contacts
