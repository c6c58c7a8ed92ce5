"""The overview of a year's progress, as a page and as a file; the measures of a plan, with what they take up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from opennrm.agencies.doors import door
from opennrm.page.bilingual import Text
from opennrm.page.dates import known
from opennrm.plan import overview as matrix
from opennrm.plan.forms import LATE, FindForm
from opennrm.plan.models import BodyProgress, BodyProgressQuerySet, Measure, ReportingYear
from opennrm.plan.overview import Line, Overview, Part, Square
from opennrm.plan.progress_terms import MATCHED
from opennrm.plan.read import packaged
from opennrm.plan.shown import names_of_bodies, short
from opennrm.plan.successions import followed_by, follows
from opennrm.plan.terms import Chapter
from opennrm.plan.views.reading import READS, Asking, asking


@door(*READS, or_lead=True)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The matrix of measures and bodies, by what the address asks for."""
    asked, called = asking(request), names_of_bodies()
    form = _form(request, asked, called)
    year = _year(form)
    shown = None
    if year is not None:
        narrowed = any(form.cleaned_data.get(name) for name in ("body", "state"))
        measures = Measure.objects.filter(plan=year.plan_id).prefetch_related("bodies")
        if form.cleaned_data.get("chapter"):
            measures = measures.filter(chapter=form.cleaned_data["chapter"])
        rows = list(_found(form, asked, year).select_related("measure"))
        bare = asked.reads_all and not narrowed
        shown = matrix.overview(rows, measures, due=year.due, today=asked.today, bare=bare)
    named = [(short(code, called), called.get(code, code)) for code in (shown.bodies if shown else ())]
    context = {
        "form": form,
        "year": year,
        "plan_title": Text(year.plan.title_en, year.plan.title_ja).of(get_language()) if year else "",
        "shown": shown,
        "called": named,
        "parts": _parts(shown, [code for code, _name in named]) if shown else [],
        "late": [(each, called.get(each.body, each.body)) for each in (shown.late if shown else ())],
        "past": bool(year and year.due < asked.today),
        "filtered": any(value for name, value in form.cleaned_data.items() if name != "year"),
        "secretariat": asked.secretariat,
        "kept": request.GET.urlencode(),
        "LATE": LATE,
    }
    return render(request, "plan/overview.html", context, status=422 if form.errors else 200)


@door(*READS, or_lead=True)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same rows as CSV, with the same filters."""
    asked, called = asking(request), names_of_bodies()
    form = _form(request, asked, called)
    year = _year(form)
    rows = _found(form, asked, year).select_related("measure", "year") if year else BodyProgress.objects.none()
    name = f"progress-{year}.csv" if year else "progress.csv"
    return HttpResponse(
        matrix.csv(rows, called, today=asked.today),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@door(*READS, or_lead=True)
@require_safe
def measures(request: HttpRequest, plan: int) -> HttpResponse:
    """The measures of a plan by chapter: how sure each is, who carries it out, what it takes up, and is taken up by."""
    plans = packaged().plans
    if plan not in plans:
        raise Http404
    called = names_of_bodies()
    chapters = [
        (
            chapter,
            [
                (
                    each,
                    [called.get(code, code) for code in each.bodies],
                    follows(plan, each.item),
                    followed_by(plan, each.item),
                )
                for each in plans[plan].measures
                if each.chapter is chapter
            ],
        )
        for chapter in Chapter
    ]
    context = {
        "plan": plans[plan],
        "plans": list(plans.values()),
        "chapters": chapters,
        "matched": MATCHED.of(get_language()),
        "earlier": any(year < plan for year in plans),
        "later": any(year > plan for year in plans),
        "adopted": known(plans[plan].adopted, get_language() or "en"),
        "adopted_by": Text(plans[plan].adopted_by.en, plans[plan].adopted_by.ja).of(get_language()),
    }
    return render(request, "plan/measures.html", context)


def _parts(shown: Overview, bodies: list[str]) -> list[tuple[Part, list[tuple[Line, list[tuple[Square | None, str]]]]]]:
    """The chapters with their measures, each square beside what its body is called: where no column's head tells it."""
    return [
        (part, [(line, list(zip(line.squares, bodies, strict=True))) for line in part.lines]) for part in shown.parts
    ]


def _form(request: HttpRequest, asked: Asking, called: dict[str, str]) -> FindForm:
    years = list(ReportingYear.objects.values_list("year", flat=True))
    codes = asked.seen().order_by("organisation").values_list("organisation", flat=True).distinct()
    named = sorted(((code, called.get(code, code)) for code in codes), key=lambda each: each[1])
    form = FindForm(request.GET, years=years, named=named)
    form.is_valid()
    return form


def _year(form: FindForm) -> ReportingYear | None:
    """The year the address names, else the latest; None where the address asks for what there is not."""
    if form.errors:
        return None
    year = form.cleaned_data["year"]
    years = ReportingYear.objects.select_related("plan")
    return years.filter(pk=year).first() if year else years.first()


def _found(form: FindForm, asked: Asking, year: ReportingYear) -> BodyProgressQuerySet:
    given, rows = form.cleaned_data, asked.seen().filter(year=year)
    if given.get("chapter"):
        rows = rows.filter(measure__chapter=given["chapter"])
    if given.get("body"):
        rows = rows.filter(organisation=given["body"])
    if given.get("state") == LATE:
        return rows.late(asked.today)
    return rows.filter(state=given["state"]) if given.get("state") else rows
