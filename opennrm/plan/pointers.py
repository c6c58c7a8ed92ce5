"""Figures a text points at: a cell of a register table, or a figure somebody published, in a year.

A pointer is a text, ``register/TABLE/ROW/YEAR`` or ``published/PUBLISHER/INDICATOR/SCHEME/CATEGORY/YEAR``; of a
table's total the row is ``total``. The number is looked up whenever it is shown, and kept nowhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.utils.translation import get_language

from opennrm.page.bilingual import Text
from opennrm.plan.progress_terms import Refusal
from opennrm.understanding import address, countries, definitions, published, units
from opennrm.understanding.definitions import Table
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.engines.duck import Database
from opennrm.understanding.facts import BY_TABLE, SuspectDisposed
from opennrm.understanding.models import ROWS, Collection, Figure
from opennrm.understanding.published import Published
from opennrm.understanding.tabulate import Tabulated, question_of, tabulate
from opennrm.understanding.terms import Unit

TOTAL = "total"
YEAR = re.compile(r"[0-9]{4}")
WHOLE = Text("total", "総数")
REGISTER = Text("register «{collection}»", "登録簿「{collection}」")
MADE_UP = Text("made up for the demonstration", "デモ用の架空の値")
KEPT = 64  # counted tables a process keeps; the key holds what was counted, so none goes stale
_counted: dict[tuple[object, ...], Tabulated] = {}


@dataclass(frozen=True)
class Found:
    """What a pointer leads to now, in the language of the page.

    ``value`` is None where there is no number; ``mark`` is what stands beside it, "" where it may stand alone.
    """

    pointer: str
    label: str
    year: int
    value: int | None
    unit: str
    source: str
    mark: str = ""

    @property
    def number(self) -> str:
        """As printed; an en dash where there is none."""
        return "–" if self.value is None else f"{self.value:,}"


def register_tables() -> tuple[Table, ...]:
    """The tables the annual report prints by year, from the register."""
    return tuple(
        each
        for each in definitions.tables()
        if each.collection == "national" and each.time == "year" and not each.columns
    )


def why_not_pointer(pointer: str) -> Refusal | None:
    """A pointer names a table or an indicator there is."""
    kind, *parts = pointer.split("/")
    if kind == "register" and len(parts) == 3 and YEAR.fullmatch(parts[2]):
        return None if any(each.id == parts[0] for each in register_tables()) else Refusal.FIGURE_UNKNOWN
    if kind == "published" and len(parts) == 5 and YEAR.fullmatch(parts[4]):
        publisher, indicator, scheme, category = map(unquote, parts[:4])
        there = Figure.objects.filter(publisher=publisher, indicator=indicator, scheme=scheme, category=category)
        return None if there.exists() else Refusal.FIGURE_UNKNOWN
    return Refusal.FIGURE_UNKNOWN


def looked_up(pointers: Iterable[str]) -> list[Found]:
    """Each pointer with what it leads to now, in their order. What leads nowhere any more has no value."""
    return [_one(each) for each in pointers]


def of_table(table: str, year: int) -> list[Found]:
    """Every row of a register table in a year, its total first; [] where the register has no such table."""
    found = next((each for each in register_tables() if each.id == table), None)
    return [] if found is None else _rows(found, year)


def of_published(indicator: str, year: int) -> list[Found]:
    """What publishers printed of an indicator for one year."""
    rows = Figure.objects.filter(indicator=indicator, year=year).order_by("publisher", "scheme", "category", "id")
    keys = dict.fromkeys((each.publisher, each.scheme, each.category) for each in rows)
    return [_published(publisher, indicator, scheme, category, year) for publisher, scheme, category in keys]


def indicators() -> list[str]:
    """The indicators somebody published figures of."""
    return list(Figure.objects.order_by("indicator").values_list("indicator", flat=True).distinct())


def _one(pointer: str) -> Found:
    kind, *parts = pointer.split("/")
    year = int(parts[-1])
    if kind == "published":
        publisher, indicator, scheme, category = map(unquote, parts[:4])
        return _published(publisher, indicator, scheme, category, year)
    gone = Found(pointer, parts[0], year, None, "", "")
    return next((each for each in of_table(parts[0], year) if each.pointer == pointer), gone)


def _rows(table: Table, year: int) -> list[Found]:
    try:
        register = address.database(year=year)
    except address.NoRegister:
        return []
    counted, language = _tabulated(table, year, register), get_language()
    mark = MADE_UP.of(language) if register.kind == Collection.Kind.DEMO else ""
    source = REGISTER.of(language).format(collection=register.collection)

    def found(row: str, label: Text, value: int) -> Found:
        named = f"{table.title.of(language)}: {label.of(language)}"
        return Found(
            f"register/{table.id}/{row}/{year}", named, year, value, units.beside(value, table.unit), source, mark
        )

    lines = [found(line.code, line.label, line.values[0]) for line in counted.lines]
    return [found(TOTAL, WHOLE, counted.total[0] if counted.total else 0), *lines]


def _tabulated(table: Table, year: int, register: Database) -> Tabulated:
    """The table counted, or as it was counted of the same facts: facts are only added, so their number tells."""
    models = [ROWS[BY_TABLE[table.fact]], ROWS[SuspectDisposed]]
    counts = (model._default_manager.filter(collection=register.collection).count() for model in models)
    key = (register.url, register.collection, table.digest, year, *counts)
    if key not in _counted:
        asked = engine("duckdb", folder=None, database=register)
        try:
            counted = tabulate(table, asked.ask(question_of(table, (year,))), (year,))
        finally:
            asked.close()
        while len(_counted) >= KEPT:
            _counted.pop(next(iter(_counted)))
        _counted[key] = counted
    return _counted[key]


def _published(publisher: str, indicator: str, scheme: str, category: str, year: int) -> Found:
    rows = Figure.objects.filter(indicator=indicator, publisher=publisher, scheme=scheme, category=category, year=year)
    best = published.best([Published(**row) for row in rows.order_by("id").values(*published.NAMES)])
    parts = "/".join(quote(part, safe="") for part in (publisher, indicator, scheme, category))
    by, named = published.word("publisher", publisher), _named(indicator, scheme, category)
    if best is None:
        return Found(f"published/{parts}/{year}", named, year, None, "", by)
    mark = "" if best.sure else published.word("status", best.status)
    if best.period != str(year):
        mark = ", ".join(part for part in (best.period, mark) if part)
    unit = units.beside(best.value, best.unit) if best.unit != Unit.UNKNOWN else ""
    return Found(f"published/{parts}/{year}", named, year, best.value, unit, f"{by}, {best.source}", mark)


def _named(indicator: str, scheme: str, category: str) -> str:
    said = published.word("indicator", indicator)
    if scheme == TOTAL:
        return said
    country = countries.by_english_name().get(category) if scheme == "nationality" else None
    row = countries.names()[country].of(get_language()) if country else category
    return f"{said}: {published.word('scheme', scheme)}, {row}"
