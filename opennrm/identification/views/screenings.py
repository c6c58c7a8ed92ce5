"""The pages of an interview: begun, asked part by part, stopped, resumed, concluded; what the answers show."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.names import shown
from opennrm.identification import deciding as rules
from opennrm.identification.actions import screenings
from opennrm.identification.assessing import Interview, interview_of, last_screening
from opennrm.identification.forms.screenings import AgeForm, BeginForm, DrawnForm, PartForm, SettingForm, StopForm
from opennrm.identification.indicators import may_be_child
from opennrm.identification.lists import Questions, absent, assessed, lists_of
from opennrm.identification.models import Case, Screening, ScreeningAnswer
from opennrm.identification.parts import Part, parts, suggested
from opennrm.identification.questions import StopReason
from opennrm.identification.terms import Minor
from opennrm.identification.views.shown import case_or_404
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.shown import form_page, language_name

FORMS = ["GET", "HEAD", "POST"]


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Who interprets, where and how safe, before any question; where an interview is open, on to that one."""
    found, by = case_or_404(code), official_of(request)
    there = last_screening(found)
    if there is not None and there.ended is None:
        return redirect("cases:screening", found.code, there.pk)
    known = {"minor": found.person.minor, "language": found.person.language}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=known)
    made: list[Screening] = []

    def act() -> None:
        minor, on = Minor(form.cleaned_data["minor"]), timezone.localdate()
        made.append(screenings.begin(found, form.setting(), minor=minor, by=by, on=on))

    if request.method == "POST" and goes_through(form, act):
        return redirect("cases:screening", found.code, made[0].pk)
    return form_page(request, "identification/screening/begin.html", form, case=found, absent=absent())


@acting_for(Purpose.IDENTIFICATION)
@require_GET
def screening(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What the answers show, what is open, and what to ask next."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    return render(request, "identification/screening/screening.html", about(found, held))


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def part(request: HttpRequest, code: str, pk: UUID, part: str) -> HttpResponse:
    """One part of the questions; keeping it leads on to the next."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    refuse(rules.why_not_ask(ended=held.ended is not None, stopped=held.stopped is not None))
    context = about(found, held)
    each, onward = _part_or_404(context["parts"], part)
    told = ScreeningAnswer.objects.filter(screening=held).filter(words__isnull=False).values_list("item", flat=True)
    form = PartForm(
        request.POST if request.method == "POST" else None,
        items=each.items,
        answers=context["interview"].answers,
        told=frozenset(told),
    )

    def act() -> None:
        screenings.answer(held, form.given(), by=official_of(request))

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Kept: %(part)s.") % {"part": each.title})
        if onward is None or "back" in request.POST:
            return redirect("cases:screening", found.code, held.pk)
        return redirect("cases:screening_part", found.code, held.pk, onward.id)
    return form_page(request, "identification/screening/part.html", form, **context, part=each, onward=onward)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def stop(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Let it wait."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    form = StopForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        because = StopReason(form.cleaned_data["because"])
        screenings.stop(held, because=because, by=official_of(request), on=timezone.localdate())

    said = _("The interview waits. What was answered is kept.")
    return _step(request, form, act, found, held, "identification/screening/stop.html", said)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def resume(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Go on, after it was asked again whether it is safe."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    form = SettingForm(request.POST if request.method == "POST" else None, initial={"language": held.language})

    def act() -> None:
        screenings.resume(held, form.setting(), by=official_of(request), on=timezone.localdate())

    said = _("It is recorded where and how the person is spoken with.")
    return _step(request, form, act, found, held, "identification/screening/resume.html", said)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def age(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Say anew whether the person was under 18; the questions change with it."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    form = AgeForm(request.POST if request.method == "POST" else None, initial={"minor": held.minor})

    def act() -> None:
        minor = Minor(form.cleaned_data["minor"])
        screenings.tell_age(held, minor=minor, by=official_of(request), on=timezone.localdate())

    said = _("The questions are those for this age now. Answers to the same questions are kept.")
    return _step(request, form, act, found, held, "identification/screening/age.html", said)


@acting_for(Purpose.IDENTIFICATION)
@require_http_methods(FORMS)
def conclude(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """End it with what was drawn from it for the register; or put right what was drawn."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    context = about(found, held)
    drawn = {name: getattr(held, name) for name in ("exploitation", "means", "recruiter", "industry")}
    begins = drawn if held.ended else suggested(context["interview"].items, context["interview"].answers)
    form = DrawnForm(request.POST if request.method == "POST" else None, minor=Minor(held.minor), initial=begins)

    def act() -> None:
        verb = screenings.redraw if held.ended else screenings.conclude
        verb(held, form.drawn(), by=official_of(request), on=timezone.localdate())

    if request.method == "POST" and goes_through(form, act):
        messages.success(request, _("Kept. The decision is an official's."))
        return redirect("cases:screening", found.code, held.pk)
    return form_page(request, "identification/screening/conclude.html", form, **context)


@acting_for(Purpose.IDENTIFICATION)
@require_POST
def words(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What the person said, in their words: each leaves a line in the audit first."""
    found = case_or_404(code)
    held = _screening_or_404(found, pk)
    context = about(found, held)
    by_code = {item.code: item for item in context["interview"].items}
    rows = ScreeningAnswer.objects.filter(screening=held, item__in=by_code).filter(words__isnull=False).order_by("item")
    told = [(by_code[row.item], row.get_answer_display(), _revealed(row)) for row in rows]
    return render(request, "identification/screening/words.html", {**context, "told": told})


@acting_for(Purpose.IDENTIFICATION)
@require_GET
def sheet(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The questions with boxes to tick, to print."""
    found = case_or_404(code)
    return render(request, "identification/screening/sheet.html", about(found, _screening_or_404(found, pk)))


def about(found: Case, held: Screening) -> dict[str, Any]:
    """What every page of an interview says of it. Nothing sealed is opened."""
    lists, interview = lists_of(held.lists), interview_of(held)
    return {
        "case": found,
        "screening": held,
        "interview": interview,
        "elements": list(interview.shown.elements.items()),
        "parts": list(parts(lists, interview.items, interview.answers)),
        "answered": sum(item.code in interview.answers for item in interview.items),
        "lists": [each for each in lists if _asked_of(each, interview)],
        "absent": absent(),
        "by_rule": assessed(),
        "child": may_be_child(Minor(held.minor)),
        "language": language_name(held.language),
        "who": shown(held.by),
        "words_held": ScreeningAnswer.objects.filter(screening=held).filter(words__isnull=False).count(),
    }


def _asked_of(each: Questions, interview: Interview) -> bool:
    there = {item.code for item in interview.items}
    return any(item.code in there for item in each.all)


def _step(
    request: HttpRequest, form: Form, act: Any, found: Case, held: Screening, template: str, said: str
) -> HttpResponse:
    if request.method == "POST" and goes_through(form, act):
        messages.success(request, said)
        return redirect("cases:screening", found.code, held.pk)
    return form_page(request, template, form, **about(found, held))


def _screening_or_404(found: Case, pk: UUID) -> Screening:
    return row_or_404(Screening.objects.filter(case=found).select_related("case__person", "by"), pk)


def _part_or_404(there: list[Part], wanted: str) -> tuple[Part, Part | None]:
    """A part, and the one after it."""
    for at, each in enumerate(there):
        if each.id == wanted:
            return each, there[at + 1] if at + 1 < len(there) else None
    raise Http404


def _revealed(row: ScreeningAnswer) -> str:
    try:
        return reveal(row, "words", purpose=Purpose.IDENTIFICATION) or ""
    except Refused as refused:
        return str(refused)
