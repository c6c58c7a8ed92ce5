"""Pages of related offences: the queue, entering by hand and by file, one offence, and the list of signs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from opennrm.access.doors import acting_for, row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Organisation
from opennrm.eradication.actions import related as verbs
from opennrm.eradication.fired import fired_now, why_text
from opennrm.eradication.forms.related import (
    NONE,
    SIGNS,
    WAITING,
    NoSignsForm,
    ObserveForm,
    RelatedFileForm,
    RelatedFilterForm,
    RelatedForm,
    SendForm,
    SendManyForm,
)
from opennrm.eradication.models import RelatedOffence
from opennrm.eradication.related_file import COLUMNS, EXAMPLE, read, take_in
from opennrm.eradication.signs import declared
from opennrm.eradication.views.shown import (
    answered,
    filled_in,
    language,
    official_names,
    opened,
    paged,
    takes_a_file,
    too_large,
    words_of,
)
from opennrm.identification.terms import Minor, NoticeState
from opennrm.page.refusals import Refused
from opennrm.reporting.shown import body_name
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import RelatedOffence as Kind
from opennrm.understanding.terms import Screened

SHOWN_PROBLEMS = 200


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """What waits, by the filters of the address; the ticked ones are sent at once."""
    ready = RelatedOffence.objects.with_signs()
    many = SendManyForm(request.POST if request.method == "POST" else None, offences=ready)
    if request.method == "POST" and many.is_valid():
        return _send_many(request, many)
    form, today = RelatedFilterForm(request.GET), timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {}
    show = asked.get("show") or SIGNS
    rows = {
        SIGNS: ready,
        NONE: RelatedOffence.objects.without_signs(),
        WAITING: RelatedOffence.objects.waiting(),
    }.get(show, RelatedOffence.objects.order_by("-cleared", "id"))
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("number"):
        rows = rows.filter(number=asked["number"].strip())
    context = paged(request, rows)
    page: Any = context["page"]
    drawn = [{"offence": each, "signs": _titles(each), "late": each.late(today)} for each in page]
    counts = {
        "signs": ready.count(),
        "none": RelatedOffence.objects.without_signs().count(),
        "waiting": RelatedOffence.objects.waiting().count(),
    }
    context |= {"form": form, "many": many, "show": show, "rows": drawn, "counts": counts}
    wrong = many.is_bound or not form.is_valid()
    return render(request, "eradication/related.html", context, status=422 if wrong else 200)


def _send_many(request: HttpRequest, form: SendManyForm) -> HttpResponse:
    to, by, sent = Organisation.objects.get(pk=form.cleaned_data["to"]), official_of(request), 0
    for offence in form.cleaned_data["offence"]:
        why, urgency = why_text(offence), _urgency(offence)
        try:
            verbs.send(offence, to=to, urgency=urgency, why=why, by=by, on=timezone.localdate())
        except Refused as refused:
            messages.warning(request, f"{offence.number}: {refused}")
        else:
            sent += 1
    messages.success(request, _("%(count)d sent to identification.") % {"count": sent})
    return redirect(request.get_full_path())


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an offence; the signs that fired show on its page."""
    form = RelatedForm(request.POST if request.method == "POST" else None)
    made: list[RelatedOffence] = []

    def act() -> None:
        made.append(verbs.enter(form.described(), by=official_of(request), on=timezone.localdate()))

    return filled_in(
        request,
        form,
        act,
        title=_("Enter a related offence"),
        done=_("The offence is entered and read against the signs. What follows is for you to decide."),
        to=lambda: reverse("eradication:related_offence", args=[made[0].pk]),
        back=reverse("eradication:related"),
        button=_("Enter and read against the signs"),
    )


@takes_a_file
@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def take_file(request: HttpRequest) -> HttpResponse:
    """Take in a CSV: the good rows are entered, and what is wrong with the others is listed."""
    form = (
        RelatedFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else RelatedFileForm()
    )
    done = None
    if request.method == "POST" and too_large(request):
        form.add_error("file", _("The file is too large: at most 1 MB."))
    elif request.method == "POST" and form.is_valid():
        file, today = form.cleaned_data["file"], timezone.localdate()
        name = str(file.name)[:80]
        done = take_in(read(name, file.read(), today=today), name=name, by=official_of(request), on=today)
    context = {
        "form": form,
        "done": done,
        "problems": list(done.problems)[:SHOWN_PROBLEMS] if done else [],
        "more": max(0, len(done.problems) - SHOWN_PROBLEMS) if done else 0,
        "columns": [(code, ja, must, holds) for code, (ja, must, holds) in COLUMNS.items()],
        "example": EXAMPLE,
        "circumstances": list(declared().circumstances.items()),
    }
    wrong = request.method == "POST" and (done is None or (done.problems and not done.entered and not done.already))
    return render(request, "eradication/related_file.html", context, status=422 if wrong else 200)


@acting_for(Purpose.INVESTIGATION)
@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """The signs, from when each holds, what makes it, and where it was seen."""
    known = declared()
    rows = [
        {
            "sign": each,
            "any": [known.circumstances[code] for code in sorted(each.any_of)],
            "kinds": [Kind(kind).label for kind in sorted(each.kinds)],
        }
        for each in known.signs
    ]
    return render(request, "eradication/related_signs.html", {"rows": rows, "version": known.version})


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def offence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One offence: what was seen, which signs fired and why, what became of it. A POST opens what is sealed."""
    found = row_or_404(RelatedOffence, pk)
    known, fired = declared(), fired_now(found)
    notice = verbs.notice_of(found)
    words: list[tuple[object, str]] = []
    if request.method == "POST":
        words = words_of(found, [("account", _("Outline")), ("reason", _("Reason"))])
        if notice is not None and notice.answer is not None:
            words.append((_("Answer of identification"), opened(notice, "answer")))
    names = official_names([found.by_id, found.settled_by_id])
    context = {
        "offence": found,
        "fired": [(each.sign, [known.circumstances[code] for code in each.because]) for each in fired],
        "observed": [known.circumstances[code] for code in found.observed if code in known.circumstances],
        "notice": notice,
        "to": body_name(notice.to_id) if notice else "",
        "state": NoticeState(notice.state).label if notice else "",
        "to_take": bool(notice and notice.state != NoticeState.WAITING and not found.answer),
        "answer": NoticeState(found.answer).label if found.answer else "",
        "words": words,
        "sealed": found.account is not None or found.reason is not None or bool(notice and notice.answer is not None),
        "names": {"by": names[found.by_id], "settled": names[found.settled_by_id]},
        "open": found.outcome == Screened.NOT_SCREENED,
        "late": found.late(timezone.localdate()),
    }
    return render(request, "eradication/related_offence.html", context)


@acting_for(Purpose.INVESTIGATION)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Send what fired, say that there are no signs, put right what was seen, or record the answer."""
    found = row_or_404(RelatedOffence, pk)
    page = reverse("eradication:related_offence", args=[pk])
    by, today = official_of(request), timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    if what == "answer" and sent is not None:
        done = _("The answer is recorded.")
        return answered(request, lambda: verbs.take_answer(found, by=by, on=today), done=done, to=page)
    about: Any = {"to": lambda: page, "back": page}
    if what == "send":
        form = SendForm(sent, initial={"why": why_text(found), "urgency": _urgency(found)})

        def send() -> None:
            said = form.cleaned_data
            urgency = Urgency(said["urgency"])
            verbs.send(found, to=form.receiver(), urgency=urgency, why=said["why"], by=by, on=today)

        title, told = _("Ask identification"), _("Sent to identification. Its answer shows here.")
        return filled_in(request, form, send, title=title, done=told, button=_("Send"), **about)
    if what == "none":
        none = NoSignsForm(sent)
        title, told = _("No signs of trafficking"), _("It is recorded that there are no signs.")
        act = lambda: verbs.say_none(found, reason=none.cleaned_data["reason"], by=by, on=today)  # noqa: E731
        return filled_in(request, none, act, title=title, done=told, **about)
    if what == "observe":
        seen = ObserveForm(sent, initial={"observed": found.observed, "minor": found.minor})

        def observe() -> None:
            said = seen.cleaned_data
            verbs.observe(found, observed=said["observed"], minor=Minor(said["minor"]), by=by, on=today)

        title, told = _("Put right what was seen"), _("It was read against the signs again.")
        return filled_in(request, seen, observe, title=title, done=told, **about)
    raise Http404


def _urgency(offence: RelatedOffence) -> Urgency:
    return Urgency.SOON if offence.minor == Minor.YES else Urgency.ORDINARY


def _titles(offence: RelatedOffence) -> list[str]:
    found = [declared().sign(code) for code in offence.fired]
    return [each.title.of(language()) for each in found if each]
