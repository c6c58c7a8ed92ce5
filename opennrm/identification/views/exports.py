"""Records that leave: the list, asking, approving, and the sealed file, handed out once."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opennrm.access.doors import acting_for
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.names import shown_many
from opennrm.identification.actions import exports as verbs
from opennrm.identification.actions.exports import Asked
from opennrm.identification.exchange.parcels import inbox_of
from opennrm.identification.forms.exchange import ExportRequestForm
from opennrm.identification.interchange import ExportForm, ExportState
from opennrm.identification.models import Case, Export
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import body_name, form_page, page_of
from opennrm.vault.checkpoints import key_name

PAGE = 50


@acting_for(Purpose.IDENTIFICATION)
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """The exports of the organisation, the latest first."""
    rows = Export.objects.of(organisations_served())
    paged = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    shown = [(each, body_name(each.recipient_id), each.state(today).label) for each in paged]
    return render(request, "identification/exports.html", {"rows": shown, **page_of(request, paged)})


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for records to leave."""
    form = ExportRequestForm(request.POST if request.method == "POST" else None)
    made: list[Export] = []

    def act() -> None:
        told = form.cleaned_data
        cases = list(Case.objects.filter(code__in=told["cases"]).select_related("person"))
        if missing := set(told["cases"]) - {case.code for case in cases}:
            form.add_error("cases", _("You see no case %(code)s.") % {"code": sorted(missing)[0]})
            return
        asked = Asked(
            cases=cases,
            recipient=Organisation.objects.get(pk=told["recipient"]),
            form=ExportForm(told["form"]),
            classes=frozenset(FieldClass(each) for each in told["classes"]),
            key=told["key"],
        )
        made.append(verbs.ask(asked, by=official_of(request), on=timezone.localdate()))

    if request.method == "POST" and goes_through(form, act) and made:
        messages.success(request, _("The export is asked for. A second official approves it on this page."))
        return redirect("cases:export", made[0].pk)
    return form_page(request, "identification/export_new.html", form)


@acting_for(Purpose.IDENTIFICATION)
@require_GET
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One export: what goes to whom, on what it rests, who asked and who approved."""
    found, by, today = _export_or_404(pk), official_of(request), timezone.localdate()
    state = found.state(today)
    context = {
        "export": found,
        "state": state,
        "recipient": body_name(found.recipient_id),
        "classes": [each.label for each in FieldClass if each in verbs.classes_of(found)],
        "key": key_name(bytes.fromhex(found.key)) if found.key else "",
        "inbox": inbox_of(found.recipient_id) is not None,
        "cases": list(found.cases.select_related("case").order_by("case__code")),
        "names": [(label, shown_many([who])[who.pk], day) for label, who, day in _who_and_when(found)],
        "may_decide": state == ExportState.ASKED and found.requested_by_id != by.pk,
        "may_take_back": state == ExportState.ASKED and found.requested_by_id == by.pk,
        "may_make": state == ExportState.APPROVED,
    }
    return render(request, "identification/export.html", context)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve as a second official."""
    found = _export_or_404(pk)

    def act() -> str:
        verbs.approve(found, by=official_of(request), on=timezone.localdate())
        return _("Approved. The file can be made once within seven days.")

    return _done(request, found, act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Refuse it, or take one's own back."""
    found = _export_or_404(pk)

    def act() -> str:
        verbs.decline(found, by=official_of(request), on=timezone.localdate())
        return _("Nothing is sent. Whoever asked may ask anew.")

    return _done(request, found, act)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def make(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sealed file, as a download; it is made once and not kept."""
    found = _export_or_404(pk)
    try:
        parcel = verbs.make(found, by=official_of(request), on=timezone.localdate())
    except Refused as refused:
        messages.warning(request, _("No file was made. %(why)s") % {"why": refused})
        return redirect("cases:export", found.pk)
    answer = HttpResponse(parcel.data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{parcel.name}"'
    return answer


def _export_or_404(pk: UUID) -> Export:
    """An export of an organisation the official serves; another's and none are the same 404."""
    people = ("requested_by", "approved_by", "refused_by", "made_by")
    found = Export.objects.of(organisations_served()).select_related(*people).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _who_and_when(found: Export) -> list[tuple[str, Official, date]]:
    """Each step that was done, by whom and when."""
    steps = [
        (_("Asked for by"), found.requested_by, found.requested),
        (_("Approved by"), found.approved_by, found.approved),
        (_("Refused by"), found.refused_by, found.refused),
        (_("Made by"), found.made_by, found.made),
    ]
    return [(label, who, day) for label, who, day in steps if who is not None and day is not None]


def _done(request: HttpRequest, found: Export, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refused as refused:
        messages.warning(request, _("Nothing was changed. %(why)s") % {"why": refused})
    return redirect("cases:export", found.pk)
