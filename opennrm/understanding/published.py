"""Published figures as plain values, as checks and series read them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from opennrm.page.bilingual import Text
from opennrm.understanding import countries
from opennrm.understanding.definitions import Table, schemes, tables
from opennrm.understanding.models import Figure
from opennrm.understanding.terms import FigureStatus, YearBasis

FISCAL = re.compile(r"FY(\d{4})")


@dataclass(frozen=True)
class Published:
    """One figure somebody published. The fields are those of the ``Figure`` model."""

    year: int
    period: str
    year_basis: str
    publisher: str
    indicator: str
    unit: str
    scheme: str
    category: str
    value: int | None
    value_text: str
    status: str
    source: str
    source_text: str = ""
    vintage: str = ""
    note: str = ""

    @property
    def of_one_year(self) -> bool:
        """Whether it stands for one whole year (calendar, or the source does not say which)."""
        return self.year_basis in (YearBasis.CALENDAR, YearBasis.UNKNOWN)

    @property
    def sure(self) -> bool:
        """Whether it may be shown as official: published as such, not derived and not in conflict."""
        return self.status == FigureStatus.PUBLISHED


@dataclass(frozen=True)
class Source:
    """Where published figures were read. ``directness`` says how near it stands to the publisher.

    ``ja`` is how a Japanese reader is told of it; "" where nobody has written that yet.
    """

    id: str
    publisher: str
    title: str
    url: str
    directness: str
    ja: str = ""


@cache
def sources() -> dict[str, Source]:
    """The sources of the figures that come with the product, by id."""
    data = tomllib.loads((Path(__file__).parent / "data" / "sources.toml").read_text("utf-8"))
    return {entry["id"]: Source(**entry) for entry in data["sources"]}


@cache
def _words() -> dict[str, dict[str, Text]]:
    data = tomllib.loads((Path(__file__).parent / "data" / "published_words.toml").read_text("utf-8"))
    return {kind: {code: Text(said["en"], said["ja"]) for code, said in codes.items()} for kind, codes in data.items()}


def word(kind: str, code: str) -> str:
    """What a publisher, indicator, scheme, category, period or status is called in the language; else the code."""
    if kind == "status":
        return str(FigureStatus(code).label)
    if kind == "period":
        return FISCAL.sub(r"\1年度", code) if get_language() == "ja" else code
    said = _words().get(kind, {}).get(code)
    return said.of(get_language()) if said else code


NAMES = tuple(field.name for field in fields(Published))


def stored() -> tuple[Published, ...]:
    """Every figure in the database, in the order of the year."""
    return tuple(Published(**row) for row in Figure.objects.order_by("year", "id").values(*NAMES))


def of(
    figures: Iterable[Published],
    *,
    indicator: str,
    publisher: str = "",
    scheme: str = "",
    year: int | None = None,
) -> tuple[Published, ...]:
    """Those of one indicator, narrowed where a publisher, scheme or year is named."""
    return tuple(
        f
        for f in figures
        if f.indicator == indicator
        and (not publisher or f.publisher == publisher)
        and (not scheme or f.scheme == scheme)
        and (year is None or (f.year == year and f.of_one_year))
    )


def best(vintages: Sequence[Published]) -> Published | None:
    """Which of several publications of one figure is shown: published before derived before conflicting.

    Among equals the first by source; the others stay in the database and are named by the check.
    """
    rank = {
        FigureStatus.PUBLISHED: 0,
        FigureStatus.DERIVED: 1,
        FigureStatus.MASKED: 2,
        FigureStatus.CONFLICT: 3,
    }
    return min(vintages, key=lambda f: (rank[FigureStatus(f.status)], f.source), default=None)


def category_of(table: Table, figure: Published) -> str | None:
    """Which row of a table a published figure stands for; None where it stands for none."""
    scheme = schemes()[table.scheme]
    if scheme.kind == "countries":
        return countries.by_english_name().get(figure.category)
    return next((c.code for c in scheme.categories if figure.category in c.published), None)


def as_figures(published: Iterable[Published], *, publisher: str, year: int) -> dict[str, Published]:
    """What a publisher printed for a year, under the figure ids of the tables that count the same.

    Where several publications of one figure differ, the surest is taken (see ``best``).
    """
    vintages: dict[str, list[Published]] = {}
    mine = [f for f in published if f.publisher == publisher and f.year == year and f.of_one_year]
    for table in tables():
        if not table.published:
            continue
        indicator, scheme = table.published
        for f in mine:
            if f.indicator != indicator:
                continue
            if f.scheme == "total" and f.category == "all" and table.total:
                vintages.setdefault(table.total, []).append(f)
            code = category_of(table, f) if f.scheme == scheme else None
            if code:
                vintages.setdefault(table.figure.format(row=code), []).append(f)
    return {figure: shown for figure, group in vintages.items() if (shown := best(group))}
