"""The public pages: editions as they were frozen, and the figures others published."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opennrm.page.bilingual import Text
from opennrm.page.html import to_html
from opennrm.page.sheets import csv_bytes
from opennrm.plan.read import packaged
from opennrm.publication import outputs, pages
from opennrm.publication.document import document, section_title
from opennrm.publication.formats import columns, csvw
from opennrm.publication.gate import NotFit
from opennrm.publication.models import Edition, EditionFile
from opennrm.publication.report import Report, ReportTable
from opennrm.publication.views.files import download
from opennrm.publication.views.kept import kept
from opennrm.understanding import published
from opennrm.understanding.models import Figure
from opennrm.understanding.published import NAMES

PUBLISHED = Text("Published figures on trafficking in persons", "人身取引に関する公表数値")
PAGE = 50
WORDED = ("period", "publisher", "indicator", "scheme", "category", "status")
FILTERS = ("indicator", "publisher", "scheme", "period", "status")


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the language their browser asks for."""
    return redirect(f"/{get_language_from_request(request)}/")


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """The newest year's headline numbers, and where to go from them."""
    edition = Edition.objects.newest()
    if edition is None:
        return render(request, "publication/empty.html")
    return _overview(request, edition, str(edition.year), "publication/home.html")


@require_safe
@kept
def statistics(request: HttpRequest, at: str) -> HttpResponse:
    """The same for a year or an edition that is named."""
    return _overview(request, _edition(at), at, "publication/home.html")


@require_safe
@kept
def annual_report(request: HttpRequest, at: str) -> HttpResponse:
    """The annual report as a page."""
    edition, report = _report(at)
    made = pages.linked(document(report, _language()), report, at)
    body = to_html(made, standalone=False)
    return render(request, "publication/report.html", _context(edition, report, at, body=body))


@require_safe
@kept
def table(request: HttpRequest, at: str, table: str) -> HttpResponse:
    """One table: chart, numbers, how it was counted, downloads."""
    edition, report = _report(at)
    found = _table(report, table)
    body = to_html(pages.table_page(report, found, _language()), standalone=False)
    return render(request, "publication/table.html", _context(edition, report, at, body=body, table=found))


@require_safe
@kept
def figure(request: HttpRequest, at: str, figure: str) -> HttpResponse:
    """One number and all that is known of how it came to be."""
    edition, report = _report(at)
    found = report.figure(figure)
    if found is None:
        raise Http404(_("There is no figure %(id)s in the edition for %(year)s.") % {"id": figure, "year": at})
    of = report.table(found.table)
    facts = pages.figure_facts(report, found, _language())
    return render(
        request, "publication/figure.html", _context(edition, report, at, figure=found, table=of, facts=facts)
    )


@require_safe
def table_file(request: HttpRequest, at: str, table: str, format: str) -> HttpResponse:
    """One table as tidy CSV, or as JSON."""
    _edition, report = _report(at)
    found = _table(report, table)
    if format not in outputs.TABLE_FORMATS:
        raise Http404
    try:
        content = outputs.table_bytes(report, found, format)
    except NotFit as refused:
        raise Http404(_("This table is not released: its numbers could give somebody away.")) from refused
    return download(content, f"{table}-{at}.{format}", beside=f"{table}.{format}")


@require_safe
def edition_file(request: HttpRequest, at: str, name: str) -> HttpResponse:
    """A file of an edition: the bytes that were published, whose digest is in ``SHA256SUMS``."""
    found = EditionFile.objects.filter(edition=_edition(at), name=name).first()
    if found is None:
        raise Http404(_("There is no such file. The page of the edition lists them."))
    answer = download(bytes(found.content), name, beside=name)
    answer.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(found.sha256)).decode()}:"
    return answer


@require_safe
@kept
def action_plan(request: HttpRequest, year: int) -> HttpResponse:
    """One action plan: its measures by chapter, each with how sure we are of it."""
    try:
        found = packaged().plans[year]
    except KeyError as error:
        raise Http404(_("There is no action plan of %(year)d.") % {"year": year}) from error
    body = to_html(pages.plan_page(found, _language()), standalone=False)
    plans = [(plan.year, plan.title.of(_language())) for plan in packaged().plans.values()]
    return render(request, "publication/plan.html", {**navigation(), "plan": found, "plans": plans, "body": body})


@require_safe
def published_figures(request: HttpRequest) -> HttpResponse:
    """What others published, with filters that stay in the address."""
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    found = _filtered(chosen)
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "filters": [(name, pages.filter_label(name), chosen[name], _choices(name)) for name in FILTERS],
        "figures": [(f, {name: published.word(name, getattr(f, name)) for name in WORDED}) for f in paged],
        "page": paged,
        "kept": kept.urlencode(),
        "any": any(chosen.values()),
        **navigation(),
    }
    return render(request, "publication/published.html", context)


@require_safe
def published_file(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV, with the same filters."""
    found = _filtered({name: request.GET.get(name, "") for name in FILTERS})
    rows = [tuple(row[name] for name in NAMES) for row in found.values(*NAMES)]
    return download(csv_bytes(NAMES, rows), "published-figures.csv", beside="published.csv")


@require_safe
def published_metadata(request: HttpRequest) -> HttpResponse:
    """What the columns of that CSV hold (CSV on the Web)."""
    about = csvw.About(PUBLISHED, "", None)
    return download(csvw.metadata("published.csv", columns.PUBLISHED, about), "published.csv" + csvw.BESIDE)


def _filtered(chosen: dict[str, str]) -> Any:
    return Figure.objects.filter(**{name: value for name, value in chosen.items() if value}).order_by(
        "-year", "publisher", "indicator", "scheme", "category", "id"
    )


def _choices(name: str) -> list[tuple[str, str]]:
    """The values there are, each with its word in the reader's language."""
    found = Figure.objects.order_by(name).values_list(name, flat=True).distinct()
    return [(value, published.word(name, value)) for value in found]


def _language() -> str:
    return get_language() or "en"


def _edition(at: str) -> Edition:
    found = Edition.objects.named(at)
    if found is None:
        raise Http404(_("There is no edition for %(year)s.") % {"year": at})
    return found


def _report(at: str) -> tuple[Edition, Report]:
    edition = _edition(at)
    return edition, Report.from_json(edition.report)


def _table(report: Report, id: str) -> ReportTable:
    found = report.table(id)
    if found is None:
        raise Http404(_("There is no table %(id)s in this edition.") % {"id": id})
    return found


def _overview(request: HttpRequest, edition: Edition, at: str, template: str) -> HttpResponse:
    report = Report.from_json(edition.report)
    language = _language()
    headlines = to_html(pages.headlines(report, language, at), standalone=False)
    sections = [
        (
            section_title(section),
            [s.text.of(language) for s in report.sentences if s.section == section],
            [(t.id, t.title.of(language), t.made_up) for t in report.tables if t.section == section],
        )
        for section in dict.fromkeys(t.section for t in report.tables)
    ]
    return render(request, template, _context(edition, report, at, headlines=headlines, sections=sections))


def navigation() -> dict[str, Any]:
    """What the menu of every page here needs."""
    newest = Edition.objects.newest()
    return {"newest": newest.year if newest else None, "demo": bool(newest and newest.demo)}


def _context(edition: Edition, report: Report, at: str, **more: Any) -> dict[str, Any]:
    language = _language()
    newest = Edition.objects.of_year(edition.year)
    return {
        **navigation(),
        "edition": edition,
        "report": report,
        "at": at,
        "newer": newest if newest and newest.number > edition.number else None,
        "demo": edition.demo,
        "years": list(Edition.objects.order_by("-year").values_list("year", flat=True).distinct()),
        "editions": list(Edition.objects.filter(year=edition.year).only("year", "number", "published_on")),
        "files": list(_files(edition, language)),
        **more,
    }


def _files(edition: Edition, language: str) -> Iterator[tuple[str, str, str]]:
    """The files of an edition for a reader of this language: name, what it is, and its digest."""
    kinds = {name: kind for kind, name in outputs.names(edition.year).items()}
    for each in EditionFile.objects.filter(edition=edition).defer("content"):
        kind, _dot, of = kinds.get(each.name, "").partition(".")
        if of in ("", language):
            yield each.name, file_kind(kind), each.sha256


def file_kind(kind: str) -> str:
    """What a file is, in the reader's language."""
    which, _dash, form = kind.rpartition("-")
    said = {"": "%s", "full": _("Full edition, %s"), "press": _("Press sheet, %s")}
    if which in said and form in ("html", "pdf", "xlsx"):
        return said[which] % form.upper()
    return kind.upper() or _("Digests of all files")
