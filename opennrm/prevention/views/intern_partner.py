"""What a bureau asked of a partner, as the partner sees it: first the words, then what was shared."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.read import purposes_of
from opennrm.access.reveal import reveal
from opennrm.access.rules import POWER
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.doors import door, official_of
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.prevention.actions import intern_requests
from opennrm.prevention.forms.interns import AnswerForm
from opennrm.prevention.intern_steps import step_title
from opennrm.prevention.intern_terms import RequestState
from opennrm.prevention.interns import InternCase, InternRequest
from opennrm.prevention.views.intern_deeds import WORDS
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.shown import body_name, form_page, page_of

PARTNERS = (Purpose.EXAMINATION, Purpose.INVESTIGATION)
PAGE = 50


@door(*(POWER[each] for each in PARTNERS))
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """To the requests of the first purpose for which whoever asks may answer one."""
    purposes = purposes_of(official_of(request))
    return redirect("prevention:intern_requests", next(each for each in PARTNERS if each in purposes).value)


@acting_for(*PARTNERS)
@require_safe
def requests(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    """What was asked of one's organisation, what waits first."""
    rows = InternRequest.objects.filter(to__in=organisations_served(), purpose=purpose)
    show = request.GET.get("show", "")
    if show == "waiting":
        rows = rows.running()
    paged = Paginator(rows.order_by("answer_by", "id"), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    listed = [
        {
            "request": each,
            "asking": body_name(each.asking_id),
            "title": step_title(each.step),
            "late": each.state == RequestState.ASKED and each.answer_by < today,
        }
        for each in paged
    ]
    context = {"rows": listed, "purpose": purpose, "show": show, **page_of(request, paged)}
    return render(request, "prevention/intern_requests.html", context)


@acting_for(*PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, purpose: Purpose, pk: UUID) -> HttpResponse:
    """One request; once asked for, its words and, after it was accepted, what was shared of the case."""
    found = _for_us(pk)
    case = InternCase.objects.filter(pk=found.case).first()
    words = [(str(title), text) for title, text in _words(found, case, purpose)] if request.method == "POST" else []
    context = {
        "request_": found,
        "asking": body_name(found.asking_id),
        "step": step_title(found.step),
        "classes": [str(FieldClass(code).label) for code in found.classes.split()],
        "case": case,
        "purpose": purpose,
        "words": words,
        "waits": found.state == RequestState.ASKED,
        "accepted": found.state == RequestState.ACCEPTED,
    }
    return render(request, "prevention/intern_request.html", context)


@acting_for(*PARTNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, purpose: Purpose, pk: UUID, what: str) -> HttpResponse:
    """Accept, decline, answer."""
    found, by, today = _for_us(pk), official_of(request), timezone.localdate()
    back = reverse("prevention:intern_request", args=[purpose.value, pk])
    if what == "accept" and request.method == "POST":
        intern_requests.accept(found, by=by, on=today)
        messages.success(request, _("Accepted. You see now what was shared of the case."))
        return redirect(back)
    if what not in REPLIES:
        raise Http404
    title, act, done = REPLIES[what]
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and goes_through(
        form, lambda: act(found, words=form.cleaned_data["text"], by=by, on=today)
    ):
        messages.success(request, done())
        return redirect(back)
    context = {"title": title(), "button": title(), "back": back, "head": body_name(found.asking_id)}
    return form_page(request, "prevention/intern_form.html", form, **context)


REPLIES: dict[str, tuple[Callable[[], str], Callable[..., object], Callable[[], str]]] = {
    "decline": (lambda: _("Decline"), intern_requests.decline, lambda: _("Declined. The bureau reads why.")),
    "answer": (lambda: _("Answer"), intern_requests.answer, lambda: _("Answered. The bureau reads it.")),
}


def _for_us(pk: UUID) -> InternRequest:
    """A request to an organisation one serves; the bureau's own page is another."""
    return row_or_404(InternRequest.objects.filter(to__in=organisations_served()), pk)


def _words(found: InternRequest, case: InternCase | None, purpose: Purpose) -> list[tuple[object, str]]:
    rows = [(found, "ask", _("What is needed")), (found, "answer", _("Answer"))]
    shared = [(case, field, title) for field, title in WORDS if case is not None]
    return [
        (title, _revealed(row, field, purpose))
        for row, field, title in (*rows, *shared)
        if row is not None and getattr(row, field) is not None
    ]


def _revealed(row: Model, field: str, purpose: Purpose) -> str:
    try:
        return reveal(row, field, purpose=purpose) or ""
    except Refused as refused:
        return str(refused)
