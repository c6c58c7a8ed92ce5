"""Taking in a file of cases, step by step: the file, its columns, its words, what is wrong with it, and the cases.

Nothing of the file is stored between the pages: it travels with them, sealed for the official who sent it.
"""

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for
from opennrm.access.terms import Purpose
from opennrm.accounts import inboxes
from opennrm.agencies.doors import official_of
from opennrm.identification.actions import imports
from opennrm.identification.exchange import files, parcels, twins
from opennrm.identification.exchange.codes import guessed, names
from opennrm.identification.exchange.files import CaseFile
from opennrm.identification.exchange.rows import Columns, Reading, unknown_words
from opennrm.identification.forms.exchange import ColumnsForm, FileForm, WordsForm
from opennrm.identification.interchange import ImportRefusal, Target
from opennrm.identification.models import ImportMapping
from opennrm.identification.views.uploads import takes_a_file
from opennrm.page.refusals import Refused
from opennrm.page.sheets import csv_bytes
from opennrm.reporting import carried
from opennrm.reporting.attachments import FORM_BYTES
from opennrm.reporting.shown import page_language
from opennrm.reporting.terms import FileFault
from opennrm.understanding.imports.problems import Refused as Unreadable

SECONDS = 4 * 3600
SHOWN_PROBLEMS, SHOWN_ROWS = 200, 20
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Sent:
    """A file on its way through the pages, and how its columns are read; ``columns`` None for a file of HTCDS."""

    file: CaseFile
    header: int
    columns: Columns | None
    name: str = ""

    def sealed(self, request: HttpRequest) -> str:
        """The text of the hidden field: nobody but this official goes on with it, and for four hours."""
        columns = self.columns or Columns({})
        said = {
            "file": self.file.name,
            "body": base64.b64encode(zlib.compress(self.file.body)).decode(),
            "header": self.header,
            "columns": dict(columns.columns),
            "values": {target: dict(words) for target, words in columns.values.items()},
            "name": self.name,
        }
        return carried.sealed(said, purpose=_purpose(request))


def not_too_large(view: View) -> View:
    """Nothing is read of what is announced to be too large."""

    @wraps(view)
    def within(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > files.MOST_BYTES + FORM_BYTES:
            return _begin(request, fault=str(ImportRefusal.TOO_LARGE.label), status=413)
        return view(request)

    return within


@takes_a_file
@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(["GET", "HEAD", "POST"])
@not_too_large
@csrf_protect
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a file; what follows hangs on it."""
    if request.method != "POST":
        return _begin(request)
    form = FileForm(request.POST, request.FILES, saved=_saved(request))
    if not form.is_valid():
        return _begin(request, form=form, status=422)
    try:
        return _next(request, _sent(request, form))
    except Unreadable as refused:
        return _begin(request, form=form, problems=refused.problems, status=422)
    except Refused as refused:
        return _begin(request, form=form, fault=str(refused), status=422)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Say what each column holds."""
    sent = _carried(request)
    form = ColumnsForm(request.POST, columns=files.header_of(sent.file, sent.header)[1])
    if not form.is_valid():
        return _columns(request, sent, form)
    sent = replace(sent, columns=Columns(form.mapped()), name=form.cleaned_data["name"].strip())
    _keep(request, sent)
    return _next(request, sent)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def words(request: HttpRequest) -> HttpResponse:
    """Say what words mean that nobody knows."""
    sent = _carried(request)
    told = sent.columns or Columns({})
    form = WordsForm(request.POST, unknown=unknown_words(files.rows_of(sent.file, sent.header), told))
    if not form.is_valid():
        return _words(request, sent, form)
    sent = replace(sent, columns=form.added_to(told))
    _keep(request, sent)
    return _preview(request, sent)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the good rows in, without those that repeat something unless they were ticked."""
    sent, by, on = _carried(request), official_of(request), timezone.localdate()
    reading = files.read(sent.file, sent.columns, header=sent.header, today=on)
    ticked = set(request.POST.getlist("row"))
    left_out = {twin.number for twin in _twins(request, reading) if str(twin.number) not in ticked}
    wanted = [entry for entry in reading.entries if entry.number not in left_out]
    if not wanted:
        messages.warning(request, str(ImportRefusal.NO_ROWS.label))
        return _preview(request, sent, status=422)
    done = imports.take_in(wanted, source=sent.file.digest, by=by, on=on)
    context = {
        "done": done,
        "left_out": len(left_out),
        "refused": len({problem.row for problem in reading.problems}),
        "carried": sent.sealed(request),
        "is_json": sent.file.is_json,
    }
    return render(request, "identification/import_done.html", context)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def refused(request: HttpRequest) -> HttpResponse:
    """The refused rows as a file to correct and send again."""
    sent = _carried(request)
    reading = files.read(sent.file, sent.columns, header=sent.header, today=timezone.localdate())
    header, *rows = files.refused_rows(sent.file, reading.problems, header=sent.header)
    answer = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="refused-rows.csv"'
    return answer


def _sent(request: HttpRequest, form: FileForm) -> Sent:
    """What was sent, told apart. Raises where it cannot be read or used."""
    fault = getattr(request, "upload_fault", None)
    if fault is not None:
        raise Refused(ImportRefusal.TOO_LARGE if fault == FileFault.TOO_LARGE else ImportRefusal.NO_FILE)
    given = form.cleaned_data["file"]
    name, body = given.name, given.read()
    if body.startswith(parcels.TO_INBOX):
        inbox = inboxes.unlocked(request)
        if inbox is None:
            raise Refused(ImportRefusal.INBOX_SHUT)
        name, body = name.removesuffix(".sealed"), parcels.opened_by_inbox(inbox, body)
    if len(body) > files.MOST_BYTES:
        raise Refused(ImportRefusal.TOO_LARGE)
    file = files.opened(name, body)
    if len(file.sheet.rows) > files.MOST_ROWS + 2:
        raise Refused(ImportRefusal.TOO_MANY)
    header = files.first_header(file)
    chosen = form.cleaned_data["mapping"]
    if file.of_the_standard and not chosen:
        return Sent(file, header, None)
    if not chosen:
        return Sent(file, header, Columns({}))
    mapping = imports.mapping_named(chosen, official_of(request).organisation_id)
    return Sent(file, mapping.header, imports.columns_of(mapping), mapping.name)


def _next(request: HttpRequest, sent: Sent) -> HttpResponse:
    """The first page that still has something to ask."""
    if sent.columns is None:
        return _preview(request, sent)
    if not sent.columns.columns:
        return _columns(request, sent)
    unknown = unknown_words(files.rows_of(sent.file, sent.header), sent.columns)
    return _words(request, sent, WordsForm(unknown=unknown)) if unknown else _preview(request, sent)


def _begin(request: HttpRequest, *, form: FileForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
    saved = ImportMapping.objects.filter(organisation=official_of(request).organisation_id)
    context = {"form": form or FileForm(saved=_saved(request)), "saved": saved, **more}
    return render(request, "identification/import.html", context, status=status)


def _columns(request: HttpRequest, sent: Sent, form: ColumnsForm | None = None) -> HttpResponse:
    at, header = files.header_of(sent.file, sent.header)
    rows = sent.file.sheet.rows[at + 1 : at + 1 + files.SHOWN]
    guesses = {f"column-{n}": guess for n, name in enumerate(header) if (guess := guessed(name))}
    context = {
        "form": form or ColumnsForm(columns=header, initial=guesses),
        "header": header,
        "rows": [(number, [*cells[: len(header)], *[""] * (len(header) - len(cells))]) for number, cells in rows],
        "carried": sent.sealed(request),
    }
    return render(request, "identification/import_columns.html", context, status=422 if form else 200)


def _words(request: HttpRequest, sent: Sent, form: WordsForm) -> HttpResponse:
    context = {"form": form, "carried": sent.sealed(request), "name": sent.name}
    return render(request, "identification/import_words.html", context, status=422 if form.is_bound else 200)


def _preview(request: HttpRequest, sent: Sent, status: int = 200) -> HttpResponse:
    try:
        reading = files.read(sent.file, sent.columns, header=sent.header, today=timezone.localdate())
    except Unreadable as unreadable:
        return _begin(request, problems=unreadable.problems, status=422)
    there = imports.taken_already(sent.file.digest, official_of(request).organisation_id)
    new = replace(reading, entries=tuple(entry for entry in reading.entries if entry.number not in there))
    repeated = _twins(request, new)
    context = {
        "file": sent.file.name,
        "good": len(new.entries) - len({twin.number for twin in repeated}),
        "already": len(reading.entries) - len(new.entries),
        "entries": [_shown(entry) for entry in new.entries[:SHOWN_ROWS]],
        "repeated": repeated,
        "problems": reading.problems[:SHOWN_PROBLEMS],
        "refused": len({problem.row for problem in reading.problems}),
        "more": max(len(reading.problems) - SHOWN_PROBLEMS, 0),
        "carried": sent.sealed(request),
        "is_json": sent.file.is_json,
    }
    return render(request, "identification/import_preview.html", context, status=status)


def _shown(entry: Any) -> dict[str, object]:
    """A row as the preview has it."""
    called = [text for _kind, text in entry.person["names"]]
    language, person = page_language(), entry.person
    return {
        "number": entry.number,
        "name": called[0] if called else "–",
        "sex": names(Target.SEX, language).get(person.get("sex", "")),
        "nationality": names(Target.NATIONALITY, language).get(person.get("nationality", "")),
        "entry": entry,
        "person": person,
    }


def _twins(request: HttpRequest, reading: Reading) -> list[twins.Twin]:
    """One reason a row to leave it out: a case that is there before a row that is in the file."""
    cases = twins.among_cases(reading.entries, [official_of(request).organisation_id])
    known = {twin.number for twin in cases}
    rows = [twin for twin in twins.in_the_file(reading.entries) if twin.number not in known]
    return sorted([*cases, *rows], key=lambda twin: twin.number)


def _keep(request: HttpRequest, sent: Sent) -> None:
    """Keep the mapping where it has a name."""
    if sent.name and sent.columns is not None:
        by = official_of(request)
        imports.save_mapping(sent.name, sent.columns, header=sent.header, by=by, on=timezone.localdate())
        messages.success(request, _("The mapping «%(name)s» is kept.") % {"name": sent.name})


def _saved(request: HttpRequest) -> list[str]:
    mine = ImportMapping.objects.filter(organisation=official_of(request).organisation_id)
    return list(mine.values_list("name", flat=True))


def _purpose(request: HttpRequest) -> str:
    return f"cases-import:{official_of(request).pk}"


def _carried(request: HttpRequest) -> Sent:
    """The file the page brought along. Refused where the page is old, was changed, or is another official's."""
    said = carried.opened(request.POST.get("carried", ""), purpose=_purpose(request), seconds=SECONDS)
    file = files.opened(said["file"], zlib.decompress(base64.b64decode(said["body"])))
    values = {Target(target): words for target, words in said["values"].items()}
    mapped = {column: Target(target) for column, target in said["columns"].items()}
    told = None if file.of_the_standard and not mapped else Columns(mapped, values)
    return Sent(file, said["header"], told, said["name"])
