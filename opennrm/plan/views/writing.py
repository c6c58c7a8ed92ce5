"""Writing a version: the body's draft with its activities and figures, the secretariat's edit of the wording."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opennrm.agencies.doors import door
from opennrm.agencies.terms import Power
from opennrm.page.differences import difference
from opennrm.page.forms import goes_through
from opennrm.page.refusals import Refused
from opennrm.plan import evidence, pointers, reporting, shown
from opennrm.plan import progress_rules as rules
from opennrm.plan.forms import ActivityForms, FigureForm, WriteForm, filled_in
from opennrm.plan.models import BodyProgress, ProgressVersion
from opennrm.plan.progress_terms import State
from opennrm.plan.views.reading import WRITES, Asking, asking, progress_or_404
from opennrm.understanding import published

form_page = require_http_methods(["GET", "HEAD", "POST"])


@door(*WRITES, or_lead=True)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The body writes its draft; the secretariat edits the wording of what was sent, as a version of its own."""
    asked = asking(request)
    progress = progress_or_404(asked, pk)
    own = asked.writes_for(progress.organisation_id)
    secretariat = asked.secretariat and not (own and State(progress.state).with_body)
    if not own and not secretariat:
        raise Http404
    newest = next(iter(shown.visible(progress, own=own)), None)
    posted = request.POST if request.method == "POST" else None
    figures = pointers.looked_up(newest.figures if newest else [])
    begun = {"text_ja": newest.text_ja, "text_en": newest.text_en} if newest else {}
    form = WriteForm(posted, secretariat=secretariat, figures=figures, initial=begun)
    kept = evidence.read(newest.activities if newest else ())
    activities = None if secretariat else ActivityForms(posted, prefix="activity", initial=filled_in(kept))

    def act() -> None:
        at, words = request.POST.get("at", ""), form.words()
        if activities is None:
            why = form.cleaned_data["why"]
            reporting.edit(progress, words, at=at, why=why, by=asked.official, on=asked.today)
        else:
            done = [each.activity() for each in activities]
            reporting.write(
                progress, words, at=at, by=asked.official, on=asked.today,
                activities=[each for each in done if each], without=form.cleaned_data.get("without", ()),
            )  # fmt: skip

    whole = activities is None or (posted is not None and activities.is_valid())
    if posted is not None and form.is_valid() and whole and goes_through(form, act):
        if "figures" in posted:
            return redirect("plan:progress_figures", pk=pk)
        messages.success(request, _("Saved.") if secretariat else _("Saved as a draft. Nothing was sent yet."))
        return redirect("plan:progress", pk=pk)
    return _form(request, asked, progress, form, activities, newest, figures, secretariat=secretariat)


@door(Power.REPORT_PROGRESS, or_lead=True)
@form_page
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a figure from a table of the register or a published series; it is added to the draft."""
    asked = asking(request)
    progress = progress_or_404(asked, pk)
    if not asked.writes_for(progress.organisation_id):
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            pointer = request.POST.get("pointer", "")
            made = reporting.add_figure(progress, pointer, by=asked.official, on=asked.today)
        except Refused as reason:
            refused = str(reason)
        else:
            said = _("Added as {%(place)d}. Write {%(place)d} in the text where the number shall stand.")
            messages.success(request, said % {"place": len(made.figures)})
            return redirect("plan:progress_edit", pk=pk)
    given = request.GET if request.GET else {"year": progress.year_id}
    form = FigureForm(given, tables=_tables())
    rows = _rows(form, progress.year_id) if form.is_valid() else []
    newest = progress.versions.order_by("-number").first()
    context = {
        "progress": progress,
        "title": shown.title(progress.measure),
        "form": form,
        "rows": rows,
        "there": newest.figures if newest else [],
        "refused": refused,
        "chosen": bool(form.is_valid() and form.cleaned_data["table"]),
        "may": rules.why_not_write(asked.post, progress.organisation_id, State(progress.state), on=asked.today) is None,
    }
    return render(request, "plan/figures.html", context, status=409 if refused else 422 if form.errors else 200)


def _tables() -> list[tuple[str, str]]:
    register = [(f"register/{each.id}", each.title.of(get_language())) for each in pointers.register_tables()]
    series = [
        (f"published/{each}", _("Published: %(what)s") % {"what": published.word("indicator", each)})
        for each in pointers.indicators()
    ]
    return [*register, *series]


def _rows(form: FigureForm, year: int) -> list[pointers.Found]:
    kind, _slash, name = form.cleaned_data["table"].partition("/")
    of = form.cleaned_data["year"] or year
    if kind == "register":
        return pointers.of_table(name, of)
    return pointers.of_published(name, of) if kind == "published" else []


def _form(
    request: HttpRequest,
    asked: Asking,
    progress: BodyProgress,
    form: WriteForm,
    activities: object,
    newest: ProgressVersion | None,
    figures: list[pointers.Found],
    *,
    secretariat: bool,
) -> HttpResponse:
    """The form; where somebody saved meanwhile, their text beside what was typed, and from now on over theirs."""
    current = next(iter(shown.visible(progress, own=not secretariat)), None)
    at = current.at if current else ""
    clash = form.is_bound and request.POST.get("at", "") != at
    on, body, state = asked.today, progress.organisation_id, State(progress.state)
    why_not = (
        rules.why_not_edit(asked.post, state, on=on)
        if secretariat
        else rules.why_not_write(asked.post, body, state, on=on)
    )
    typed = (form.data.get("text_ja", ""), form.data.get("text_en", "")) if form.is_bound else ("", "")
    context = {
        "progress": progress,
        "measure": progress.measure,
        "title": shown.title(progress.measure),
        "mark": shown.mark(progress.measure),
        "body": shown.names_of_bodies().get(body, body),
        "form": form,
        "activities": activities,
        "figures": list(enumerate(figures, start=1)),
        "secretariat": secretariat,
        "at": at,
        "why_not": why_not,
        "theirs": shown.writers([current])[current.number] if clash and current else "",
        "clash_ja": difference(current.text_ja, typed[0]) if clash and current else None,
        "clash_en": difference(current.text_en, typed[1]) if clash and current else None,
        "typed": shown.version(newest).typed if newest and not form.is_bound else (),  # type: ignore[union-attr]
    }
    return render(request, "plan/write.html", context, status=422 if form.is_bound else 200)
