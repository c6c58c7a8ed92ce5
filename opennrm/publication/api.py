"""The public statistics and releases for machines: the same frozen editions and releases as the pages; nothing counted.

Addresses in answers are paths of the public site; those that name an edition by its number (2020-1) hold for good.
"""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop, override
from ninja import Path, Router
from pydantic import Field

from opennrm.page.api import Api, Strict
from opennrm.page.bilingual import Text
from opennrm.publication import gate, outputs, releasing, shown
from opennrm.publication.formats import csvw
from opennrm.publication.models import Edition, EditionFile, Release, Withdrawal
from opennrm.publication.report import FigureValue, Line, Report, ReportTable
from opennrm.publication.terms import Promise

EDITION = r"^[0-9]{4}(-[0-9]{1,3})?$"
WORD = r"^[a-z0-9][a-z0-9_-]{0,79}$"
FIGURE = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,159}$"
NUMBER = r"^[A-Z][0-9]{4}-[0-9]{1,6}$"
MINUTES, FOR_GOOD = "public, max-age=300", "public, max-age=31536000, immutable"

At = Annotated[str, Path(pattern=EDITION, description=gettext_noop("A year for its newest edition, or 2020-1 for one"))]
Named = Annotated[str, Path(pattern=WORD, description=gettext_noop("The id of a table"))]
FigureId = Annotated[str, Path(pattern=FIGURE, description=gettext_noop("The id of a figure"))]
Numbered = Annotated[str, Path(pattern=NUMBER, description=gettext_noop("The number of a release, as R2026-1"))]

router = Router()


class Words(Strict):
    """A text in both languages."""

    en: str
    ja: str


class FileOf(Strict):
    """A file as it was published."""

    name: str
    address: str = Field(description=gettext_noop("Where it is, for good"))
    size: int | None = Field(description=gettext_noop("Bytes"))
    sha256: str | None = Field(description=gettext_noop("Digest of its bytes"))


class EditionOf(Strict):
    """One edition of a year's report."""

    name: str
    year: int
    number: int
    newest: bool = Field(description=gettext_noop("Whether no later edition of the year corrects it"))
    demo: bool = Field(description=gettext_noop("Whether its case facts are made up for a demonstration"))
    published_on: date
    built_on: date
    register_version: str = Field(description=gettext_noop("The version of the register it was counted from"))
    sha256: str = Field(description=gettext_noop("Digest of its numbers and texts"))
    manifest: str = Field(description=gettext_noop("Digest of SHA256SUMS, the list of its files"))
    address: str = Field(description=gettext_noop("Where it is, for good"))


class Editions(Strict):
    """Every edition, the newest first."""

    editions: list[EditionOf]


class TableNamed(Strict):
    """A table of an edition, by its title."""

    id: str
    title: Words
    section: str
    unit: str
    definition: str = Field(description=gettext_noop("Digest of the definition it was counted by"))
    address: str = Field(description=gettext_noop("Where it is, for good"))
    forms: list[FileOf]


class EditionWhole(Strict):
    """An edition with its files and tables."""

    edition: EditionOf
    files: list[FileOf]
    tables: list[TableNamed]


class FigureOf(Strict):
    """One number and what it is."""

    id: str
    value: int | None = Field(description=gettext_noop("None where nothing was published"))
    previous: int | None = Field(description=gettext_noop("The year before"))
    unit: str
    publisher: str
    table: str
    label: Words
    definition: Words
    population: Words
    register_version: str
    note: str
    made_up: bool
    address: str = Field(description=gettext_noop("Where it is, for good"))


class Figures(Strict):
    """The figures of an edition."""

    edition: str
    figures: list[FigureOf]


class RowOf(Strict):
    """A row: one value a column."""

    id: str
    label: Words
    values: list[int | None]
    made_up: list[bool]


class TableOf(Strict):
    """A table with its rows."""

    edition: str
    table: TableNamed
    population: Words
    publisher: str
    columns: list[str]
    column_labels: list[Words]
    rows: list[RowOf]
    total: RowOf | None
    notes: list[Words]
    sources: list[str]


class ReleaseOf(Strict):
    """One line of the ledger."""

    number: str | None
    title: Words
    on: date
    promise: str
    not_promised: Words
    epsilon: str | None = Field(description=gettext_noop("What it spent of the budget"))
    delta: str | None
    sha256: str
    public: bool = Field(description=gettext_noop("False: sealed to partners, listed here for what it spent"))
    withdrawn: Words | None = Field(description=gettext_noop("Why it is no longer offered"))
    address: str | None = Field(description=gettext_noop("Where it is, for good"))


class AccountOf(Strict):
    """A budget and what was spent of it."""

    population: str
    year: int
    epsilon: str
    spent: str
    left: str
    declared_on: date
    releases: list[ReleaseOf]


class Ledger(Strict):
    """Every budget, the newest year first."""

    budgets: list[AccountOf]


class ReleaseWhole(Strict):
    """A release with its files and how it was made."""

    release: ReleaseOf
    files: list[FileOf]
    parameters: dict[str, Any] = Field(description=gettext_noop("How it was made, as its JSON file says"))


@router.get("editions", response=Editions, summary=gettext_noop("List the editions"))
def editions(request: HttpRequest) -> Editions:
    found = list(Edition.objects.defer("report"))
    newest: dict[int, int] = {}
    for each in found:
        newest[each.year] = max(each.number, newest.get(each.year, 0))
    return Editions(editions=[_edition(each, newest=newest[each.year] == each.number) for each in found])


@router.get("editions/{edition}", response=EditionWhole, summary=gettext_noop("One edition: its files and tables"))
def edition(request: HttpRequest, response: HttpResponse, edition: At) -> EditionWhole:
    found, report = _found(edition, response)
    newest = Edition.objects.of_year(found.year)
    files = EditionFile.objects.filter(edition=found).defer("content")
    return EditionWhole(
        edition=_edition(found, newest=newest is not None and newest.number == found.number),
        files=[
            FileOf(name=each.name, address=_path("file", found.name, each.name), size=each.size, sha256=each.sha256)
            for each in files
        ],
        tables=[_named(found, each) for each in report.tables],
    )


@router.get("editions/{edition}/figures", response=Figures, summary=gettext_noop("The figures of an edition"))
def figures(request: HttpRequest, response: HttpResponse, edition: At) -> Figures:
    found, report = _found(edition, response)
    return Figures(edition=found.name, figures=[_figure(found, each) for each in report.figures])


@router.get("editions/{edition}/figures/{figure}", response=FigureOf, summary=gettext_noop("One figure"))
def figure(request: HttpRequest, response: HttpResponse, edition: At, figure: FigureId) -> FigureOf:
    found, report = _found(edition, response)
    held = report.figure(figure)
    if held is None:
        raise Http404
    return _figure(found, held)


@router.get("editions/{edition}/tables/{table}", response=TableOf, summary=gettext_noop("One table with its rows"))
def table(request: HttpRequest, response: HttpResponse, edition: At, table: Named) -> TableOf:
    found, report = _found(edition, response)
    held = report.table(table)
    if held is None or gate.why_not_release(report, [held]):
        raise Http404
    return TableOf(
        edition=found.name,
        table=_named(found, held),
        population=_words(held.population),
        publisher=held.publisher,
        columns=list(held.columns),
        column_labels=[_words(each) for each in held.column_labels],
        rows=[_row(each) for each in held.rows],
        total=_row(held.total) if held.total else None,
        notes=[_words(each) for each in held.notes],
        sources=list(held.sources),
    )


@router.get("releases", response=Ledger, summary=gettext_noop("The ledger: budgets and what was spent of them"))
def releases(request: HttpRequest) -> Ledger:
    return Ledger(
        budgets=[
            AccountOf(
                population=each.budget.population,
                year=each.budget.year,
                epsilon=str(each.budget.epsilon),
                spent=str(each.spent),
                left=str(each.left),
                declared_on=each.budget.declared_on,
                releases=[_line(line) for line in each.lines],
            )
            for each in shown.accounts()
        ]
    )


@router.get("releases/{number}", response=ReleaseWhole, summary=gettext_noop("One release: its files, how it was made"))
def release(request: HttpRequest, number: Numbered) -> ReleaseWhole:
    held = Release.objects.public().filter(number=number).first()
    if held is None:
        raise Http404
    withdrawal = Withdrawal.objects.defer("by").filter(release=held).first()
    line = shown.line(held.spending, held, {held.pk: withdrawal} if withdrawal else {})
    names = {f"{number}.csv": held.sha256, f"{number}.csv{csvw.BESIDE}": None} if held.public and not withdrawal else {}
    files = [
        FileOf(name=name, address=_path("release_file", number, name), size=None, sha256=sha256)
        for name, sha256 in {**names, f"{number}.json": None}.items()
    ]
    return ReleaseWhole(release=_line(line), files=files, parameters=held.told)


def _found(at: str, response: HttpResponse) -> tuple[Edition, Report]:
    """An edition and its report; the answer about one that is named by its number may be kept for good."""
    found = Edition.objects.named(at)
    if found is None:
        raise Http404
    if "-" in at:
        response.headers["Cache-Control"] = FOR_GOOD
    return found, Report.from_json(found.report)


def _edition(found: Edition, *, newest: bool) -> EditionOf:
    return EditionOf(
        name=found.name,
        year=found.year,
        number=found.number,
        newest=newest,
        demo=found.demo,
        published_on=found.published_on,
        built_on=found.built_on,
        register_version=found.register,
        sha256=found.sha256,
        manifest=found.manifest,
        address=_path("statistics", found.name),
    )


def _named(edition: Edition, table: ReportTable) -> TableNamed:
    forms = [
        FileOf(
            name=f"{table.id}.{form}",
            address=_path("table_file", edition.name, table.id, form),
            size=None,
            sha256=None,
        )
        for form in outputs.TABLE_FORMATS
    ]
    return TableNamed(
        id=table.id,
        title=_words(table.title),
        section=table.section,
        unit=str(table.unit),
        definition=table.definition,
        address=_path("table", edition.name, table.id),
        forms=forms,
    )


def _figure(edition: Edition, figure: FigureValue) -> FigureOf:
    return FigureOf(
        id=figure.id,
        value=figure.value,
        previous=figure.previous,
        unit=str(figure.unit),
        publisher=figure.publisher,
        table=figure.table,
        label=_words(figure.label),
        definition=_words(figure.definition),
        population=_words(figure.population),
        register_version=figure.register,
        note=figure.note,
        made_up=figure.made_up,
        address=_path("figure", edition.name, figure.id),
    )


def _row(line: Line) -> RowOf:
    return RowOf(id=line.id, label=_words(line.label), values=list(line.values), made_up=list(line.made_up))


def _line(line: shown.Line) -> ReleaseOf:
    spending, release, withdrawal = line.spending, line.release, line.withdrawal
    title = Text(release.title_en, release.title_ja) if release else Text(spending.title, spending.title)
    promise = Promise(spending.promise)
    return ReleaseOf(
        number=release.number if release else None,
        title=_words(title),
        on=spending.on,
        promise=promise.value,
        not_promised=_words(releasing.NOT_PROMISED[promise]),
        epsilon=None if spending.epsilon is None else str(spending.epsilon),
        delta=None if spending.delta is None else str(spending.delta),
        sha256=spending.sha256,
        public=bool(release and release.public),
        withdrawn=Words(en=withdrawal.why, ja=withdrawal.why) if withdrawal else None,
        address=_path("release", release.number) if release else None,
    )


def _words(text: Text) -> Words:
    return Words(en=text.en, ja=text.ja)


def _path(page: str, *args: str) -> str:
    """The path of a page or file of the public site, in English."""
    with override("en"):
        return reverse(f"publication:{page}", args=args)


api = Api(
    "statistics-api",
    title=gettext_noop("OpenNRM: public statistics and releases"),
    description=gettext_noop("Frozen editions of the annual report and the ledger of releases. Open to everybody."),
    kept=MINUTES,
    refusals=(400, 404, 422, 500, 503),
)
api.add_router("", router)
