"""Notices to identification, as the work that sends them sees them: what was sent, what became of it, a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.read import purposes_of
from opennrm.access.rules import POWER
from opennrm.access.terms import Purpose
from opennrm.accounts.inboxes import unlocked
from opennrm.agencies.doors import door, official_of
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import SENDING
from opennrm.identification.forms.referrals import NoticeForm
from opennrm.identification.models import Notice
from opennrm.identification.sharing_shown import body_names, form_page, official_names, page_of, words_of
from opennrm.page.forms import goes_through
from opennrm.reporting.actions.desk import organisations_served


@door(*(POWER[purpose] for purpose in SENDING))
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """To the notices of the first purpose for which whoever asks may send one."""
    purposes = purposes_of(official_of(request))
    return redirect("cases:notices", next(each for each in SENDING if each in purposes).value)


@acting_for(*SENDING)
@require_safe
def listed(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    """What was sent to identification in this work, the latest first."""
    paged = page_of(request, Notice.objects.filter(sender__in=organisations_served()).order_by("-sent", "id"))
    called = body_names()
    context = {
        "rows": [(each, called.get(each.to_id, each.to_id)) for each in paged["page"]],  # type: ignore[attr-defined]
        "purpose": purpose,
        "others": [each for each in purposes_of(official_of(request)) if each in SENDING and each != purpose],
        **paged,
    }
    return render(request, "identification/notices.html", context)


@acting_for(*SENDING)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    """Send one."""
    form = NoticeForm(request.POST if request.method == "POST" else None)
    sent: list[Notice] = []

    def act() -> None:
        sent.append(notices.send(form.message(), by=official_of(request), on=timezone.localdate()))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Sent to identification. What becomes of it stands here."))
        return redirect("cases:notice", purpose.value, sent[0].pk)
    return form_page(request, "identification/notice_new.html", form, purpose=purpose)


@acting_for(*SENDING)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """One notice and its answer, read when asked for."""
    found = row_or_404(Notice, pk)
    fields = [("answer", _("Answer")), ("text", _("What was seen"))]
    words = words_of(found, fields, purpose=purpose, inbox=unlocked(request)) if request.method == "POST" else []
    return render(request, "identification/notice.html", {**about(found), "purpose": purpose, "words": words})


def about(found: Notice) -> dict[str, object]:
    """What pages say of a notice."""
    called, names = body_names(), official_names({found.by_id, found.answered_by_id})
    return {
        "notice": found,
        "number": str(found.pk)[:8],
        "sender": called.get(found.sender_id, found.sender_id),
        "to": called.get(found.to_id, found.to_id),
        "by": names[found.by_id],
        "answered_by": names[found.answered_by_id],
    }
