"""Pages of packages of data: asking, approving, making the sealed file; receiving, quarantine, taking in."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.eradication.actions import packages as verbs
from opennrm.eradication.exchange_fields import Reading, fields
from opennrm.eradication.exchange_terms import DataClass, Direction, PackageState
from opennrm.eradication.forms.exchange import PackageForm
from opennrm.eradication.models import Agreement, Package
from opennrm.eradication.views.shown import (
    answered,
    language,
    official_names,
    opened,
    paged,
    takes_a_file,
    too_large,
)
from opennrm.page.refusals import Refused

SHOWN_ROWS = 200


@acting_for(Purpose.INVESTIGATION)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Packages by state, the ones that wait first."""
    rows: Any = Package.objects.select_related("agreement__partner").order_by("-asked", "id")
    show = request.GET.get("show", "")
    if show in PackageState.values:
        rows = rows.filter(state=show)
    context = paged(request, rows)
    page: Any = context["page"]
    drawn = [(each, each.agreement.partner.name.of(language())) for each in page]
    counts = {
        "approve": Package.objects.to_approve().exclude(asked_by=official_of(request)).count(),
        "quarantined": Package.objects.quarantined().count(),
    }
    context |= {"rows": drawn, "show": show, "states": PackageState.choices, "counts": counts}
    return render(request, "eradication/exchange_packages.html", context)


@takes_a_file
@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def new(request: HttpRequest, way: str) -> HttpResponse:
    """Ask for a package to leave (``out``), or put one that came into quarantine (``in``)."""
    if way not in Direction.values:
        raise Http404
    sends = way == Direction.OUT
    hint = _("CSV in UTF-8, at most 1 MB and 2,000 rows.") if sends else _("The sealed file the partner sent.")
    told: dict[str, Any] = {"accept": ".csv" if sends else ".sealed", "hint": hint}
    posts = request.method == "POST"
    form = PackageForm(request.POST, request.FILES, **told) if posts else PackageForm(**told)
    reading: Reading | None = None
    if posts and too_large(request):
        form.add_error("file", _("The file is too large: at most 1 MB."))
    elif posts and form.is_valid():
        by, today, data = official_of(request), timezone.localdate(), form.cleaned_data["file"].read()
        agreement = form.under()
        try:
            made = (verbs.ask if sends else verbs.receive)(agreement, data, by=by, on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
            reading = _reading(agreement, data) if sends else None
        else:
            done = _("Asked for. Two other officials approve it.") if sends else _("Verified, and put into quarantine.")
            messages.success(request, done)
            return redirect("eradication:exchange_package", made.pk)
    context = {
        "form": form,
        "sends": sends,
        "problems": [(each.row, each.column, each.fault.label) for each in reading.problems[:SHOWN_ROWS]]
        if reading
        else [],
        "fields": [(each, DataClass(each.of).label) for each in fields().values()],
        "some": bool(form.fields["agreement"].choices[1:]),  # type: ignore[attr-defined]
    }
    return render(request, "eradication/exchange_package_new.html", context, status=422 if posts else 200)


def _reading(agreement: Agreement, data: bytes) -> Reading | None:
    try:
        return verbs.read_file(agreement, data)
    except Refused:
        return None


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One package: who asked and approved, what is wrong with it. A POST opens its rows."""
    found, by = row_or_404(Package.objects.select_related("agreement__partner"), pk), official_of(request)
    opens, today = request.method == "POST", timezone.localdate()
    names = official_names([found.asked_by_id, found.first_by_id, found.second_by_id, found.done_by_id])
    came = found.direction == Direction.IN
    history = [
        (pgettext("package", "Came in") if came else _("Asked to leave"), found.asked, names[found.asked_by_id]),
        (_("First approval"), found.first, names[found.first_by_id]),
        (_("Second approval"), found.second, names[found.second_by_id]),
        (PackageState(found.state).label, found.done, names[found.done_by_id]),
    ]
    may_approve = found.state in {PackageState.ASKED, PackageState.SECOND} and by.pk not in {
        found.asked_by_id,
        found.first_by_id,
    }
    context = {
        "package": found,
        "partner": found.agreement.partner.name.of(language()),
        "classes": [DataClass(code).label for code in found.agreement.classes],
        "holds": found.agreement.holds(today),
        "ready": found.agreement.partner.ready,
        "history": [each for each in history if each[1] is not None],
        "problems": verbs.shown_problems(found),
        "header": [fields()[code].text.of(language()) if code in fields() else code for code in found.columns],
        "rows": _rows(found) if opens else None,
        "may_approve": may_approve,
        "may_make": found.state == PackageState.APPROVED,
        "may_decline": found.state in {PackageState.ASKED, PackageState.SECOND, PackageState.APPROVED},
        "quarantined": found.state == PackageState.QUARANTINED,
        "sealed": found.content is not None,
    }
    return render(request, "eradication/exchange_package.html", context)


def _rows(found: Package) -> list[list[str]]:
    """The rows as they are sealed, with a line in the audit; why not, in their place, where they stay shut."""
    if found.content is None:
        return []
    text = opened(found, "content")
    try:
        said = json.loads(text)
    except ValueError:
        return [[text]]
    if isinstance(said, dict):
        return [[str(cell) for cell in row] for row in said["rows"][:SHOWN_ROWS]]
    return [[str(row.get(column, "")) for column in found.columns] for row in said[:SHOWN_ROWS]]


@acting_for(Purpose.INVESTIGATION)
@require_POST
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Approve, decline, make the sealed file, take in, reject."""
    found = row_or_404(Package, pk)
    page = reverse("eradication:exchange_package", args=[pk])
    about: Any = {"by": official_of(request), "on": timezone.localdate()}
    if what == "make":
        try:
            sealed = verbs.make(found, **about)
        except Refused as why:
            messages.warning(request, _("Nothing was changed. %(why)s") % {"why": why})
            return redirect(page)
        answer = HttpResponse(sealed.data, content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{sealed.name}"'
        return answer
    buttons: dict[str, Any] = {
        "approve": (verbs.approve, _("Approved.")),
        "decline": (verbs.decline, _("Refused; nothing leaves.")),
        "take-in": (verbs.take_in, _("The good rows are taken in.")),
        "reject": (verbs.reject, _("Rejected; nothing was taken in.")),
    }
    if what not in buttons:
        raise Http404
    verb, done = buttons[what]
    return answered(request, lambda: verb(found, **about), done=done, to=page)
