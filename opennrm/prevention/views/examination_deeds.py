"""What is done in an examination, one page each: letters, answers, documents, measures, decision, review, notice."""

import base64
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Organisation
from opennrm.prevention.actions import asking, examinations
from opennrm.prevention.examining import AFTER_MEASURE, TO_ANSWER
from opennrm.prevention.examining_terms import (
    MeasureKind,
    MeasureState,
    PaperKind,
    Result,
    Review,
)
from opennrm.prevention.forms.employers import NotNeeded
from opennrm.prevention.forms.examinations import (
    AnswerForm,
    DecideForm,
    LetterForm,
    MeasureForm,
    PaperForm,
    ReviewForm,
    SettleForm,
    SuspectForm,
)
from opennrm.prevention.letter_texts import texts
from opennrm.prevention.models import Examination, Letter, Measure
from opennrm.prevention.views.examination_pages import examination_or_404, paper_or_404, without_words
from opennrm.prevention.views.shown import filled_in, posted, text_of
from opennrm.prevention.views.uploads import takes_a_file
from opennrm.reporting.attachments import NotTaken, cleaned, refused
from opennrm.reporting.terms import FileFault, Urgency

MOST_BYTES = 5 * 1024 * 1024  # of a document: it is sealed as text, which takes a third more


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Stop, resume, ask, measure, decide, review, tell identification."""
    deeds: dict[str, Callable[[HttpRequest, Examination], HttpResponse]] = {
        "stop": _stop,
        "resume": _resume,
        "ask": _ask,
        "measure": _measure,
        "decide": _decide,
        "review": _review,
        "suspect": _suspect,
    }
    if what not in deeds:
        raise Http404
    return deeds[what](request, examination_or_404(pk))


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the employer answered, or that nobody waits any longer."""
    found = row_or_404(Letter.objects.select_related("examination"), pk)
    form, by = AnswerForm(posted(request), initial={"day": timezone.localdate()}), official_of(request)

    def act() -> None:
        said = form.cleaned_data
        if said["what"] == "dropped":
            asking.drop(found, by=by, on=timezone.localdate())
        else:
            asking.answer(found, text=said["text"], answered=said["day"], by=by)

    about = [_("What the answer shows is entered criterion by criterion, with the document that shows it.")]
    title = _("Letter %(n)s: what came of it") % {"n": found.number}
    return _page(request, found.examination, form, act, title=title, done=_("Kept."), about=about)


@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of a measure."""
    found = row_or_404(Measure.objects.select_related("examination"), pk)
    form = SettleForm(posted(request), stands=found.state == MeasureState.STANDS)

    def act() -> None:
        state, by = MeasureState(form.cleaned_data["state"]), official_of(request)
        asking.settle_measure(found, state=state, note=form.cleaned_data["note"], by=by, on=timezone.localdate())

    return _page(request, found.examination, form, act, title=found.get_kind_display(), done=_("Kept."))


@takes_a_file
@acting_for(Purpose.EXAMINATION)
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Attach a document: cleaned of what it hides, then sealed."""
    found = examination_or_404(pk)
    form = PaperForm(posted(request), request.FILES if request.method == "POST" else None)
    if fault := refused(request) if request.method == "POST" else None:
        form.errors.clear()
        form.add_error(None, str(fault.label))

    def act() -> None:
        data = form.cleaned_data["file"].read()
        clean = cleaned(data)
        kind, by = PaperKind(form.cleaned_data["kind"]), official_of(request)
        asking.attach(found, clean, kind=kind, by=by, on=timezone.localdate())

    if request.method == "POST" and form.is_valid() and (wrong := _fault(form)):
        form.add_error("file", str(wrong.label))
    return _page(request, found, form, act, title=_("Attach a document"), done=_("Cleaned and sealed."), files=True)


@acting_for(Purpose.EXAMINATION)
@require_POST
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A document, opened for this look; it leaves a line in the audit."""
    found = paper_or_404(pk)
    if found.content is None:
        messages.error(request, _("Nothing is kept there yet."))
        return redirect("prevention:examination", found.examination_id)
    sent = HttpResponse(base64.b64decode(text_of(found, "content")), content_type=found.media)
    sent["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return sent


def _fault(form: Form) -> FileFault | None:
    """Why a file is not taken."""
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        return FileFault.TOO_LARGE
    try:
        cleaned(file.read())
    except NotTaken as no:
        return no.fault
    finally:
        file.seek(0)
    return None


def _stop(request: HttpRequest, found: Examination) -> HttpResponse:
    about = [_("All that was found stays. Whoever resumes it goes on where it stopped.")]

    def act() -> None:
        examinations.stop(found, by=official_of(request))

    title, done = _("Lay it aside"), _("Stopped.")
    return _page(request, found, NotNeeded(posted(request)), act, title=title, done=done, about=about)


def _resume(request: HttpRequest, found: Examination) -> HttpResponse:
    def act() -> None:
        examinations.resume(found, by=official_of(request))

    title, done = _("Go on with it"), _("Resumed. You examine it now.")
    return _page(request, found, NotNeeded(posted(request)), act, title=title, done=done)


def _ask(request: HttpRequest, found: Examination) -> HttpResponse:
    """Send back what is missing."""
    today = timezone.localdate()
    form = LetterForm(posted(request), initial={"due": today + TO_ANSWER, "language": _language(found)})

    def act() -> None:
        said = form.cleaned_data
        asking.send_letter(found, language=said["language"], due=said["due"], by=official_of(request), on=today)

    spoken = _language(found)
    about = [_("The letter names every criterion that is not met or not shown, its law, and the contracts concerned.")]
    if missing := without_words(found, spoken):
        about.append(
            _("Criteria without words in that language: %(n)s. They stand in English and Japanese, and say so.")
            % {"n": missing}
        )
    about += _unspoken(found)
    done = _("The letter is ready: print both below. Nothing was sent by this system.")
    return _page(request, found, form, act, title=_("Write to the employer"), done=done, about=about)


def _measure(request: HttpRequest, found: Examination) -> HttpResponse:
    today = timezone.localdate()
    form = MeasureForm(posted(request), initial={"due": None})

    def act() -> None:
        said = form.cleaned_data
        kind, by = MeasureKind(said["kind"]), official_of(request)
        asking.take_measure(found, kind=kind, reason=said["reason"], due=said["due"], by=by, on=today)

    until = today + AFTER_MEASURE
    about = [_("Your name stands beside it. For a day to begin from: %(day)s.") % {"day": until.isoformat()}]
    return _page(request, found, form, act, title=_("Take a measure"), done=_("Entered."), about=about)


def _decide(request: HttpRequest, found: Examination) -> HttpResponse:
    form = DecideForm(posted(request))

    def act() -> None:
        said, by = form.cleaned_data, official_of(request)
        result = Result(said["result"])
        examinations.decide(found, result=result, reason=said["reason"], by=by, on=timezone.localdate())

    looked, lines = found.lines.filter(by__isnull=False).count(), found.lines.count()
    about = [
        _("The decision is yours, with your name and a reason. Another official may review it."),
        _("Looked at by an official: %(n)s of %(all)s lines.") % {"n": looked, "all": lines},
    ]
    return _page(request, found, form, act, title=_("Decide"), done=_("Decided."), about=about)


def _review(request: HttpRequest, found: Examination) -> HttpResponse:
    form = ReviewForm(posted(request))

    def act() -> None:
        said, by = form.cleaned_data, official_of(request)
        finding = Review(said["finding"])
        examinations.review(found, finding=finding, reason=said["reason"], by=by, on=timezone.localdate())

    return _page(request, found, form, act, title=_("Review the decision"), done=_("Kept."))


def _suspect(request: HttpRequest, found: Examination) -> HttpResponse:
    """Tell identification that a worker may be a victim."""
    form = SuspectForm(posted(request))

    def act() -> None:
        said, by = form.cleaned_data, official_of(request)
        to = Organisation.objects.get(pk=said["to"])
        examinations.suspect(
            found, to=to, urgency=Urgency(said["urgency"]), text=said["text"], by=by, on=timezone.localdate()
        )

    about = [_("Identification pulls it, decides whether a case is opened, and says why not. Nothing is decided here.")]
    done = _("Sent to identification. What becomes of it stands under «Notices to identification».")
    return _page(request, found, form, act, title=_("Tell identification"), done=done, about=about)


def _page(
    request: HttpRequest,
    found: Examination,
    form: Form,
    act: Callable[[], object],
    *,
    title: Any,
    done: Any,
    **more: Any,
) -> HttpResponse:
    to = reverse("prevention:examination", args=[found.pk])
    return filled_in(request, form, act, title=title, done=done, to=to, head=found.code, **more)


def _language(found: Examination) -> str:
    """The language of letters that most workers of the examination understand; English where there is none."""
    said = [each.terms.get("worker_language", "").lower() for each in examinations.contracts_of(found)]
    known = [each for each in said if each in texts()]
    return max(known, key=known.count) if known else "en"


def _unspoken(found: Examination) -> list[str]:
    """What to do for workers in whose language there is no letter: it is said, and nothing falls back silently."""
    said = {each.terms.get("worker_language", "").lower() for each in examinations.contracts_of(found)} - {""}
    none = sorted(said - texts().keys())
    if not none:
        return []
    return [_("No letter exists in: %(tags)s. Have it interpreted for those workers.") % {"tags": ", ".join(none)}]
