"""A case of a technical intern on one page, and what is done to it. Sealed words only once asked for."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.identification.models import Notice
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.prevention.intern_steps import PROTECTION, declared, step_title
from opennrm.prevention.intern_terms import StepState
from opennrm.prevention.interns import InternCase, InternRequest, InternStep, requests_of
from opennrm.prevention.terms import LawEvidence
from opennrm.prevention.views.intern_deeds import DEEDS, SENT_DEEDS, STEP_DEEDS, WORDS, Deed, Said
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import body_name, form_page, language_name
from opennrm.understanding import countries

R = TypeVar("R", bound=Model)


@acting_for(Purpose.EXAMINATION)
@require_safe
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to know of a case, and nothing of what is sealed."""
    found = row_or_404(InternCase.objects.select_related("owner", "officer"), pk)
    return render(request, "prevention/intern.html", about(found))


@acting_for(Purpose.EXAMINATION)
@require_POST
def words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything sealed of a case, its steps, requests and notes; each leaves a line in the audit."""
    found = row_or_404(InternCase, pk)
    return render(request, "prevention/intern_words.html", {"case": found, "said": list(opened(found))})


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """One thing done to a case."""
    found = row_or_404(InternCase.objects.select_related("owner", "officer"), pk)
    return _do(request, DEEDS, what, found, case=found)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """One thing done to a step."""
    found = row_or_404(InternStep.objects.select_related("case__owner"), pk)
    return _do(request, STEP_DEEDS, what, found, case=found.case, anchor="steps", head=step_title(found.code))


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """One thing the bureau does to a request it sent."""
    found = row_or_404(InternRequest, pk)
    of = row_or_404(InternCase, found.case)
    return _do(request, SENT_DEEDS, what, found, case=of, anchor="partners", head=body_name(found.to_id))


def about(found: InternCase) -> dict[str, Any]:
    """What the page of a case says."""
    today, page = timezone.localdate(), get_language()
    country = countries.names().get(found.nationality)
    signs = {each.code: each.text.of(page) for each in declared().signs}
    requests, steps = list(requests_of(found.pk)), list(found.steps.select_related("settled_by"))
    notes = list(found.notes.select_related("by"))
    names = shown_many({each for each in _officials(found, requests, steps, notes) if each})
    same = InternCase.objects.filter(employer=found.employer or "none").exclude(pk=found.pk)
    return {
        "case": found,
        "prefecture": PREFECTURES[found.prefecture],
        "bureau": body_name(found.owner_id),
        "who": names[found.officer_id],
        "language": language_name(found.language),
        "nationality": country.of(page) if country else found.nationality,
        "signs": [signs.get(each, each) for each in found.signs],
        "steps": [_step(each, names, today) for each in steps],
        "requests": [_request(each, names, today) for each in requests],
        "notes": [(each, names[each.by_id]) for each in notes],
        "others": list(same[:20]),
        "ours": found.owner_id in organisations_served(),
        "today": today,
    }


def opened(found: InternCase) -> Iterator[tuple[Said, str]]:
    """Title and text of every sealed field that holds something."""
    for field, title in WORDS:
        if getattr(found, field) is not None:
            yield title, _revealed(found, field)
    for step in found.steps.all():
        if step.why is not None:
            yield f"{step_title(step.code)} ({step.get_state_display()})", _revealed(step, "why")
    for request in requests_of(found.pk):
        for field, called in (("ask", _("What is asked")), ("answer", _("Answer"))):
            if getattr(request, field) is not None:
                yield f"{called}: {body_name(request.to_id)}", _revealed(request, field)
    happened = _("What happened: %(day)s")
    for note in found.notes.all():
        yield happened % {"day": note.happened}, _revealed(note, "text")


def _officials(found: InternCase, requests: Any, steps: Any, notes: Any) -> Iterator[Official | None]:
    yield found.officer
    yield from (each.settled_by for each in steps)
    yield from (each.by for each in notes)
    yield from (each.answered_by for each in requests)


def _step(each: InternStep, names: Mapping[UUID, str], today: date) -> dict[str, Any]:
    known = declared().step(each.code)
    notice = Notice.objects.filter(pk=each.notice).first() if each.notice else None
    return {
        "step": each,
        "title": step_title(each.code),
        "late": each.state == StepState.OPEN and each.due < today,
        "by": names.get(each.settled_by_id, "") if each.settled_by_id else "",
        "protection": each.code == PROTECTION,
        "notice": notice,
        "sure": known is not None and known.evidence == LawEvidence.ATTESTED,
    }


def _request(each: InternRequest, names: Mapping[UUID, str], today: date) -> dict[str, Any]:
    classes = [str(FieldClass(code).label) for code in each.classes.split()]
    return {
        "request": each,
        "to": body_name(each.to_id),
        "title": step_title(each.step),
        "classes": classes,
        "running": each.state in ("asked", "accepted"),
        "late": each.state == "asked" and each.answer_by < today,
        "by": names.get(each.answered_by_id, "") if each.answered_by_id else "",
    }


def _revealed(row: Model, field: str) -> str:
    try:
        return reveal(row, field, purpose=Purpose.EXAMINATION) or ""
    except Refused as refused:
        return str(refused)


def _do(
    request: HttpRequest,
    deeds: Mapping[str, Deed[R]],
    what: str,
    row: R,
    *,
    case: InternCase,
    anchor: str = "",
    head: str = "",
) -> HttpResponse:
    if what not in deeds:
        raise Http404
    deed, back = deeds[what], reverse("prevention:intern", args=[case.pk]) + (f"#{anchor}" if anchor else "")
    form = deed.form(row, request.POST if request.method == "POST" else None)
    by, today = official_of(request), timezone.localdate()
    if request.method == "POST" and goes_through(form, lambda: deed.act(row, form, by, today)):
        messages.success(request, str(deed.done))
        return redirect("prevention:interns" if deed.away else back)
    context = {
        "title": deed.title,
        "button": deed.button,
        "about": deed.about,
        "back": back,
        "case": case,
        "head": head,
    }
    return form_page(request, "prevention/intern_form.html", form, **context)
