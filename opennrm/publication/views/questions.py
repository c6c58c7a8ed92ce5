"""Tables for questions of the day: built in the address, protected before they are seen, saved to be run again."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.agencies.doors import door, official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.terms import Power
from opennrm.page.document import DataTable, Document, Row
from opennrm.page.html import to_html
from opennrm.page.refusals import Refused
from opennrm.publication.actions import digest
from opennrm.publication.answering import TOTAL, Answer, Asked, answer, populations
from opennrm.publication.forms.questions import AskedForm, SaveForm
from opennrm.publication.models import Question
from opennrm.publication.views.files import download
from opennrm.vault.actions import await_turn, record

form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(Power.COMPILE)
@form_page
def questions(request: HttpRequest) -> HttpResponse:
    """Build a table; what it asks for stands in the address. A POST saves the definition under a name."""
    given = request.POST if request.method == "POST" else request.GET
    form = AskedForm(given if "population" in given else None, initial=_first())
    saving = SaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_bound and form.is_valid() and saving.is_valid():
        _save(saving.cleaned_data["title"], form.asked(), by=official_of(request))
        messages.success(request, _("Saved. It stands in the list below, to be run again."))
        return redirect(f"{reverse('editions:questions')}?{urlencode(asdict(form.asked()))}")
    found = _answered(request, form) if form.is_bound and form.is_valid() else None
    wrong = bool(form.errors) or request.method == "POST"
    context = {
        "form": saving if request.method == "POST" and not form.errors and form.is_bound else form,
        "fields": form,
        "saving": saving,
        "answer": found,
        "body": _table(found) if found else "",
        "kept": urlencode(asdict(found.asked)) if found else "",
        "saved": _saved(official_of(request)),
    }
    return render(request, "publication/questions.html", context, status=422 if wrong else 200)


@door(Power.COMPILE)
@require_safe
def question_file(request: HttpRequest) -> HttpResponse:
    """The same table as CSV, protected by the same policy."""
    form = AskedForm(request.GET)
    if form.is_valid() and (found := _answered(request, form)) is not None:
        name = f"{found.asked.population}-by-{found.asked.rows}-{found.asked.first}-{found.asked.last}.csv"
        return download(found.to_csv(), name)
    return redirect(f"{reverse('editions:questions')}?{request.GET.urlencode()}")


def _first() -> dict[str, object]:
    """What the form begins with: the year before this one, by the first population there is."""
    year, population = timezone.localdate().year - 1, next(iter(populations().values()))
    return {"population": population.id, "rows": next(iter(population.dimensions)), "first": year, "last": year}


def _answered(request: HttpRequest, form: AskedForm) -> Answer | None:
    """The answer, with its line in the audit; a refusal goes to the head of the form."""
    try:
        found = answer(form.asked())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    with transaction.atomic():
        await_turn()
        record("question.answered", f"asked:{_digest(found.asked)}", by=official_of(request).word)
    return found


def _digest(asked: Asked) -> str:
    return digest(urlencode(asdict(asked)).encode())[:16]


@transaction.atomic
def _save(title: str, asked: Asked, *, by: Official) -> Question:
    await_turn()
    made = Question.objects.create(title=title, asked=asdict(asked), by=by, at=timezone.now())
    record("question.saved", f"question:{made.pk}", by=by.word)
    return made


def _saved(by: Official) -> list[dict[str, object]]:
    rows = list(Question.objects.seen_by(by))
    names = shown_many({each.by.pk: each.by for each in rows}.values())
    listed: list[dict[str, object]] = []
    for each in rows:
        asked = Asked(**each.asked)
        later = asked.later(1)
        listed.append(
            {
                "question": each, "by": names[each.by_id], "query": urlencode(asdict(asked)),
                "later": urlencode(asdict(later)), "year": later.last,
            }
        )  # fmt: skip
    return listed


def _table(found: Answer) -> str:
    """The table as HTML; a withheld cell is a dash."""
    language = get_language() or "en"
    rows = tuple(
        Row(
            label.of(language),
            tuple(found.cells[row, column][0] or "—" for column, _label in found.columns),
            "total" if row == TOTAL else "row",
        )
        for row, label in found.rows
    )
    caption = populations()[found.asked.population].label.of(language)
    header = ("", *(label.of(language) for _column, label in found.columns))
    notes = [_("— withheld")] if found.primary else []
    if found.asked.first != found.asked.last:
        notes.append(
            _("Whoever counts in several years is counted in each of them, and so more than once in the total.")
        )
    table = DataTable("answer", caption, header, rows, tuple(notes))
    return to_html(Document(language, "", "", "", None, (table,)), standalone=False)
