"""One body's progress on one measure: read it, compare its versions, send it, ask back, accept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opennrm.agencies.doors import door
from opennrm.agencies.terms import Power
from opennrm.page.forms import goes_through
from opennrm.plan import progress_rules as rules
from opennrm.plan import reporting, shown
from opennrm.plan.forms import AnswerForm, QuestionForm
from opennrm.plan.models import BodyProgress
from opennrm.plan.progress_terms import MATCHED, Act, Basis, State
from opennrm.plan.successions import followed_by, follows
from opennrm.plan.views.reading import READS, Asking, asking, progress_or_404


@door(*READS, or_lead=True)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version an official may see, what is to be done, what happened, and every version."""
    asked = asking(request)
    return _page(request, asked, progress_or_404(asked, pk))


@door(*READS, or_lead=True)
@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version, and in words what it changed of the one before, or of another the address names."""
    asked = asking(request)
    progress = progress_or_404(asked, pk)
    own = asked.writes_for(progress.organisation_id)
    versions = {each.number: each for each in shown.visible(progress, own=own)}
    if number not in versions:
        raise Http404
    against = request.GET.get("against", "")
    before = versions.get(int(against)) if against.isdecimal() and len(against) < 6 else versions.get(number - 1)
    writers = shown.writers(versions.values())
    context = {
        **_head(progress),
        "version": versions[number],
        "before": before,
        "who": writers[number],
        "who_before": writers[before.number] if before else "",
        "compared": shown.compared(before, versions[number]),
        "others": [each for each in versions.values() if each.number != number],
    }
    return render(request, "plan/version.html", context)


@door(Power.REPORT_PROGRESS, or_lead=True)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the draft to the secretariat."""
    asked = asking(request)
    progress, form = _own(asked, pk), AnswerForm(request.POST)

    def act() -> None:
        answer, at = form.cleaned_data["answer"], request.POST.get("at", "")
        reporting.send(progress, at=at, answer=answer, by=asked.official, on=asked.today)

    if goes_through(form, act):
        messages.success(request, _("Sent. The secretariat accepts it or asks back."))
        return redirect("plan:progress", pk=pk)
    return _page(request, asked, progress, answering=form)


@door(Power.COORDINATE)
@require_POST
def ask_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to the body, with a question."""
    asked = asking(request)
    progress, form = progress_or_404(asked, pk), QuestionForm(request.POST)

    def act() -> None:
        reporting.ask_back(progress, form.cleaned_data["question"], by=asked.official, on=asked.today)

    if goes_through(form, act):
        messages.success(request, _("Asked back. The body answers and sends again."))
        return redirect("plan:progress", pk=pk)
    return _page(request, asked, progress, questioning=form)


@door(Power.COORDINATE)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the newest version stand in the report of its year."""
    asked = asking(request)
    progress = progress_or_404(asked, pk)
    reporting.accept(progress, at=request.POST.get("at", ""), by=asked.official, on=asked.today)
    messages.success(request, _("Accepted. It stands in the report of the year."))
    return redirect("plan:progress", pk=pk)


def _own(asked: Asking, pk: int) -> BodyProgress:
    """The progress of a body they write for; another's is not there."""
    progress = progress_or_404(asked, pk)
    if not asked.writes_for(progress.organisation_id):
        raise Http404
    return progress


def _page(
    request: HttpRequest,
    asked: Asking,
    progress: BodyProgress,
    *,
    answering: AnswerForm | None = None,
    questioning: QuestionForm | None = None,
) -> HttpResponse:
    own = asked.writes_for(progress.organisation_id)
    versions, state = shown.visible(progress, own=own), State(progress.state)
    newest = versions[0] if versions else None
    steps = list(progress.steps.select_related("by"))
    asked_last = next((each for each in reversed(steps) if each.act == Act.ASKED_BACK), None)
    on = asked.today
    context = {
        **_head(progress),
        "newest": shown.version(newest),
        "question": asked_last if state == State.ASKED_BACK else None,
        "late": rules.is_late(state, progress.year.due, on),
        "may_write": rules.why_not_write(asked.post, progress.organisation_id, state, on=on) is None,
        "may_edit": rules.why_not_edit(asked.post, state, on=on) is None,
        "may_ask": asked.secretariat and not state.with_body,
        "asked_back": state == State.ASKED_BACK,
        "open": bool(newest and newest.closed is None),
        "history": shown.history(steps),
        "versions": versions,
        "writers": shown.writers(versions),
        "answering": answering or AnswerForm(),
        "questioning": questioning or QuestionForm(),
        "form": answering or questioning,
        "own": own,
    }
    return render(request, "plan/progress.html", context, status=422 if answering or questioning else 200)


def _head(progress: BodyProgress) -> dict[str, Any]:
    """What every page of a body's progress says at its head."""
    measure = progress.measure
    return {
        "progress": progress,
        "measure": measure,
        "title": shown.title(measure),
        "mark": shown.mark(measure),
        "body": shown.names_of_bodies().get(progress.organisation_id, progress.organisation_id),
        "state": State(progress.state),
        "basis": Basis(progress.basis).label,
        "before": follows(measure.plan_id, measure.item),
        "after": followed_by(measure.plan_id, measure.item),
        "matched": MATCHED.of(get_language()),
    }
