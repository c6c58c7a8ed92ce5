"""What a reader does with editions: compare a file with its published digest, and two editions with one another."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opennrm.page.document import Document
from opennrm.page.html import to_html
from opennrm.page.sheets import csv_bytes
from opennrm.publication import comparing, corrections
from opennrm.publication.forms.editions import CompareForm, VerifyForm
from opennrm.publication.models import Edition, EditionFile, Release
from opennrm.publication.report import Report
from opennrm.publication.views.files import download
from opennrm.publication.views.public import navigation

HEX = re.compile(r"\b[0-9a-fA-F]{64}\b")
COLUMNS = (
    "table", "row", "row_label_en", "row_label_ja", "column", "column_label_en", "column_label_ja", "old", "new",
)  # fmt: skip


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a digest is that of a published file. Nothing is kept of what was asked."""
    form = VerifyForm(request.GET or None)
    found, asked = None, HEX.search(request.GET.get("sha256", ""))
    if form.is_bound and form.is_valid() and asked:
        found = _of(asked[0].lower())
    elif form.is_bound and not asked:
        form.add_error("sha256", _("A digest is 64 signs, 0 to 9 and a to f. Copy it whole."))
    context = {
        **navigation(), "form": form, "asked": asked[0].lower() if asked else "", "found": found,
        "editions": list(Edition.objects.all().defer("report")),
    }  # fmt: skip
    return render(request, "publication/verify.html", context, status=422 if form.is_bound and form.errors else 200)


def _of(sha256: str) -> dict[str, object] | None:
    """The published file of a digest: of an edition, or of a release."""
    file = EditionFile.objects.filter(sha256=sha256).select_related("edition").defer("content").order_by("pk").first()
    if file:
        newest = Edition.objects.of_year(file.edition.year)
        newer = newest if newest and newest.number > file.edition.number else None
        return {"file": file, "edition": file.edition, "newer": newer}
    release = Release.objects.public().filter(sha256=sha256).first()
    return {"release": release} if release else None


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What two editions give differently, as a page or as CSV."""
    form = CompareForm(request.GET or None)
    context = {**navigation(), "form": form, "editions": Edition.objects.count()}
    if not (form.is_bound and form.is_valid()):
        return render(request, "publication/compare.html", context, status=422 if form.is_bound else 200)
    names = form.cleaned_data["old"], form.cleaned_data["new"]
    old, new = (Edition.objects.named(name) for name in names)
    if old is None or new is None:  # the form takes none but those there are
        return render(request, "publication/compare.html", context, status=422)
    before, after = Report.from_json(old.report), Report.from_json(new.report)
    cells = comparing.changed(before, after)
    if request.GET.get("format") == "csv":
        rows = [
            (
                c.table,
                c.row,
                c.row_label.en,
                c.row_label.ja,
                c.column,
                c.column_label.en,
                c.column_label.ja,
                c.old,
                c.new,
            )
            for c in cells
        ]
        return download(csv_bytes(COLUMNS, rows), f"changes-{names[0]}-{names[1]}.csv")
    language = get_language() or "en"
    blocks = (corrections.table(cells, old.name, new.name, language),)
    body = to_html(Document(language, "", "", "", None, blocks), standalone=False)
    reason = after.correction.reason.of(language) if after.correction and after.correction.edition == old.name else ""
    context |= {"body": body, "cells": len(cells), "old": old, "new": new, "reason": reason}
    return render(request, "publication/compare.html", context)
