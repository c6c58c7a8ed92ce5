"""Passing a report on: to another organisation, or into an earlier report of the same reporter."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.access.doors import acting_for
from opennrm.access.terms import Basis, Purpose
from opennrm.accounts import inboxes
from opennrm.agencies.doors import official_of
from opennrm.agencies.forms.choices import Choices, bodies
from opennrm.agencies.models import Organisation
from opennrm.page.dates import written
from opennrm.page.forms import goes_through
from opennrm.page.refusals import refuse
from opennrm.reporting import rules
from opennrm.reporting.actions import desk, sharing
from opennrm.reporting.forms.desk import HandOverForm, MergeForm
from opennrm.reporting.models import Report
from opennrm.reporting.shown import body_name, form_page, language_name, number, page_language
from opennrm.reporting.terms import MessageKind, ReportState
from opennrm.reporting.views.desk_report import about
from opennrm.reporting.views.desk_shown import report_or_404, to_inbox
from opennrm.vault.models import Inbox

EARLIER = 200  # reports to choose from in a merge


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make another organisation the holder; the page says first what it will be able to read."""
    found = report_or_404(pk)
    refuse(rules.why_not_handle(found.state))
    inbox = inboxes.unlocked(request)
    if inbox is None:
        return to_inbox(request)
    form = HandOverForm(request.POST if request.method == "POST" else None, bodies=_reachable(found))
    shut_out: list[object] = []

    def act() -> None:
        asked = form.cleaned_data
        shut_out.extend(
            sharing.hand_over(
                found,
                to=Organisation.objects.get(pk=asked["to"]),
                reason=asked["reason"],
                basis=Basis(asked["basis"]),
                keep=asked["keep"],
                unlocked=inbox,
                by=official_of(request),
                on=timezone.localdate(),
            )
        )

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("%(name)s holds the report now.") % {"name": body_name(form.cleaned_data["to"])})
        if shut_out:
            said = _("Messages that do not open and could not be shared: %(n)s.") % {"n": len(shut_out)}
            messages.warning(request, said)
        return redirect("reports:report", pk) if form.cleaned_data["keep"] else redirect("reports:queue")
    return form_page(request, "reporting/desk/hand_over.html", form, **about(found), **_readable(found))


@acting_for(Purpose.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let it be handled as part of an earlier one; both keep their receipts, and it can be undone."""
    found = report_or_404(pk)
    refuse(rules.why_not_handle(found.state))
    offered = _earlier(found)
    form = MergeForm(request.POST if request.method == "POST" else None, reports=offered)

    def act() -> None:
        into = report_or_404(UUID(form.cleaned_data["into"]))
        desk.merge(found, into=into, by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Merged. «Undo the merge» lets it stand by itself again."))
        return redirect("reports:report", pk)
    return form_page(request, "reporting/desk/merge.html", form, **about(found), offered=bool(offered))


def _reachable(found: Report) -> Choices:
    with_inbox = set(Inbox.objects.exclude(organisation=found.owner_id).values_list("organisation", flat=True))
    return [(code, name) for code, name in bodies() if code in with_inbox]


def _readable(found: Report) -> dict[str, object]:
    """What whoever takes over will be able to read, counted."""
    counted = found.messages.order_by().values_list("kind").annotate(n=Count("pk"))
    kinds = {MessageKind(kind): n for kind, n in counted}
    return {
        "readable": [(kind.label, kinds[kind]) for kind in MessageKind if kind in kinds],
        "notes_held": found.notes.count(),
    }


def _earlier(found: Report) -> Choices:
    """The other reports of the same holder that are still handled: the same language first, then the latest."""
    ended = {ReportState.MERGED, ReportState.WITHDRAWN}
    others = Report.objects.filter(owner=found.owner_id).exclude(pk=found.pk).exclude(state__in=ended)
    latest = list(others.order_by("-received", "pk")[:EARLIER])
    return [(str(each.pk), _called(each)) for each in sorted(latest, key=lambda one: one.language != found.language)]


def _called(each: Report) -> str:
    day, language = written(each.received, page_language()), language_name(each.language)
    return " · ".join([number(each), day, language, str(each.get_kind_display()), str(each.get_state_display())])
