"""The audit, for those who may read it: every act by whom, upon what and when. Reading it is an act too."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opennrm.access.forms import AuditForm
from opennrm.access.read import audit_lines
from opennrm.access.views.shown import officials, page_of
from opennrm.accounts.reauth import fresh
from opennrm.agencies.doors import door, official_of
from opennrm.agencies.terms import Power
from opennrm.page.sheets import csv_bytes
from opennrm.vault.actions import record
from opennrm.vault.models import AuditLine
from opennrm.vault.rules import why_not_record

PAGE, EXPORT = 50, 20_000
COLUMNS = ("seq", "at", "act", "subject", "by", "hash")


@door(Power.READ_AUDIT)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The lines that fit the filters, which stay in the address; latest first."""
    form = AuditForm(request.GET)
    found = _found(form)
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = list(paged)
    _record(request, form, "audit.read")
    context = {
        "form": form,
        "any": any(form.cleaned_data.values()),
        "lines": list(zip(lines, officials(line.by for line in lines), strict=True)),
        "exported": EXPORT,
        **page_of(request, paged),
    }
    return render(request, "access/audit.html", context, status=200 if form.is_valid() else 422)


@door(Power.READ_AUDIT)
@fresh()
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same lines as CSV, the latest ``EXPORT`` of them."""
    form = AuditForm(request.GET)
    rows = [tuple(row) for row in _found(form).values_list(*COLUMNS)[:EXPORT]]
    _record(request, form, "audit.exported")
    content = csv_bytes(COLUMNS, [(seq, at.isoformat(), *rest) for seq, at, *rest in rows])
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _found(form: AuditForm) -> QuerySet[AuditLine]:
    return audit_lines(**_asked(form)) if form.is_valid() else AuditLine.objects.none()


def _asked(form: AuditForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if value}


def _record(request: HttpRequest, form: AuditForm, act: str) -> None:
    """Reading is an act upon what was looked for, or upon all."""
    subject = form.cleaned_data.get("subject", "") if form.is_valid() else ""
    by = official_of(request).word
    with transaction.atomic():
        record(act, "audit:all" if why_not_record(act, subject, by) else subject, by=by)
