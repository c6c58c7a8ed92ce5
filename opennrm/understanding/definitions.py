"""Tables, schemes and counting rules as data: reads the TOML beside this file into frozen values.

A file that is wrong is refused with every mistake in it, by file and key; adding a table touches no Python.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from opennrm.page.bilingual import Text
from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.terms import Unit

HERE = Path(__file__).parent
LANGUAGES = ("en", "ja")
DERIVED = {"suspect_arrested": ("prosecution", "trial")}  # columns the relations add to a fact's own


class WrongDefinition(ValueError):
    """A definition file cannot be used; the text names file, key and what is expected."""


@dataclass(frozen=True)
class Category:
    """One row of a scheme. It takes the values it lists; ages within its bounds; or all values left over.

    Rows for what is left over or not known are ``optional`` unless the file says otherwise.
    """

    code: str
    label: Text
    values: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    rest: bool = False
    unknown: bool = False
    optional: bool = False  # the row stands only where somebody is in it
    remainder: bool = False  # what the other rows leave of the total, by definition
    published: tuple[str, ...] = ()  # what publishers call it in published figures


@dataclass(frozen=True)
class Scheme:
    """A list of categories over one attribute (or an age and its band), each value in exactly one.

    ``first_of_set``: a person with several values counts once, in the first category that takes one of them.
    ``each_of_set``: in every category that takes one (the rows may add up to more than the total).
    ``countries``: every country is its own category, named from the list of countries.
    """

    id: str
    title: Text
    source: str
    categories: tuple[Category, ...]
    kind: Literal["codes", "age", "first_of_set", "each_of_set", "countries", "values"] = "codes"
    holds_from: date | None = None
    holds_until: date | None = None


@dataclass(frozen=True)
class Condition:
    """A population's bound: the attribute is, or is not, one of the values (an unknown value never is)."""

    attribute: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Rule:
    """How a thing is counted, in words, with its source and the dates it holds for."""

    id: str
    title: Text
    text: Text
    source: str
    holds_from: date | None = None
    holds_until: date | None = None


@dataclass(frozen=True)
class Table:
    """A statistical table over the register: what is counted, for whom, by what, and which figures it yields.

    ``figure`` is the pattern of figure ids, ``{row}`` the category; ``total`` the id of the figure its
    total is (the first table in the report's order yields it). ``published`` names the indicator and scheme of the
    published figures its cells can be held against.
    """

    id: str
    chapter: int
    section: str
    order: int
    title: Text
    fact: str
    unit: Unit
    population: Text
    rules: tuple[str, ...]
    attributes: tuple[str, ...]
    scheme: str
    figure: str
    total: str = ""
    where: tuple[Condition, ...] = ()
    columns: str = ""
    column_attributes: tuple[str, ...] = ()
    sort: Literal["scheme", "size"] = "scheme"
    chart: Literal["bars", "columns", "stacked", ""] = ""
    published: tuple[str, str] | None = None
    notes: tuple[Text, ...] = ()
    collection: str = "national"
    distinct: bool = True
    time: Literal["year", "whole"] = "year"  # a column a year, or all years together in one
    weight: str = ""  # a number of the fact that is summed where units themselves are not what is asked
    digest: str = ""


@dataclass(frozen=True)
class SeriesLine:
    """One publisher's line in a yearly series; ``valid`` bounds the years it may be drawn for."""

    publisher: str
    label: Text


@dataclass(frozen=True)
class YearlySeries:
    """A yearly series of published figures. Each publisher is its own line; lines are never joined."""

    id: str
    chapter: int
    section: str
    order: int
    title: Text
    indicator: str
    unit: Unit
    population: Text
    lines: tuple[SeriesLine, ...]
    first_year: int
    register_total: str
    notes: tuple[Text, ...] = ()
    rules: tuple[str, ...] = ()
    digest: str = ""


@dataclass
class _Reader:
    """Collects every mistake of one file before refusing it."""

    path: Path
    data: dict[str, Any]
    mistakes: list[str] = field(default_factory=list)

    def text(self, key: str, data: dict[str, Any] | None = None) -> Text:
        value = (self.data if data is None else data).get(key)
        if not isinstance(value, dict) or not all(isinstance(value.get(x), str) and value[x] for x in LANGUAGES):
            self.mistakes.append(f"{key}: expected {{ en = “…”, ja = “…” }}, found {value!r}")
            return Text("", "")
        return Text(value["en"], value["ja"])

    def string(self, key: str, *, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.mistakes.append(f"{key}: expected a text, found {value!r}")
            return ""
        return value

    def whole(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int):
            self.mistakes.append(f"{key}: expected a whole number, found {value!r}")
            return 0
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], *, default: str) -> Any:
        value = self.data.get(key, default)
        if value not in allowed:
            self.mistakes.append(f"{key}: expected one of {', '.join(a or '“”' for a in allowed)}, found {value!r}")
        return value

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(self.text("note", {"note": entry}) for entry in self.data.get(key, []))

    def known(self, keys: set[str]) -> None:
        for key in sorted(set(self.data) - keys):
            self.mistakes.append(f"{key}: no such key; expected {', '.join(sorted(keys))}")

    def refuse(self) -> None:
        if self.mistakes:
            raise WrongDefinition("\n".join(f"{self.path.name}: {mistake}" for mistake in self.mistakes))


def _files(folder: str) -> Iterator[_Reader]:
    for path in sorted((HERE / folder).rglob("*.toml")):
        yield open_definition(path)


def open_definition(path: Path) -> _Reader:
    """A TOML file ready to be read; one that does not parse is refused by name."""
    try:
        return _Reader(path, tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise WrongDefinition(f"{path.name}: not TOML: {error}") from error


def _category(reader: _Reader, data: dict[str, Any]) -> Category:
    ages = data.get("ages")
    if ages is not None and (len(ages) != 2 or ages[0] > ages[1]):
        reader.mistakes.append(f"category {data.get('code')}: ages expects [from, to], found {ages!r}")
    return Category(
        code=str(data.get("code", "")),
        label=reader.text("label", data),
        values=tuple(data.get("values", ())),
        ages=(ages[0], ages[1]) if ages else None,
        rest=bool(data.get("rest", False)),
        unknown=bool(data.get("unknown", False)),
        optional=bool(data.get("optional", data.get("rest", False) or data.get("unknown", False))),
        remainder=bool(data.get("remainder", False)),
        published=tuple(data.get("published", ())),
    )


def read_scheme(reader: _Reader) -> Scheme:
    """A scheme from its file. Two categories that take the same value are a mistake."""
    reader.known({"id", "title", "source", "kind", "category", "holds_from", "holds_until"})
    scheme = Scheme(
        id=reader.string("id"),
        title=reader.text("title"),
        source=reader.string("source"),
        kind=reader.one_of(
            "kind", ("codes", "age", "first_of_set", "each_of_set", "countries", "values"), default="codes"
        ),
        categories=tuple(_category(reader, c) for c in reader.data.get("category", [])),
        holds_from=reader.data.get("holds_from"),
        holds_until=reader.data.get("holds_until"),
    )
    seen: dict[str, str] = {}
    for category in scheme.categories:
        for value in category.values:
            if value in seen:
                reader.mistakes.append(f"category {category.code}: {value} stands in {seen[value]} already")
            seen[value] = category.code
    reader.refuse()
    return scheme


TABLE_KEYS = {
    "id", "chapter", "section", "order", "title", "fact", "unit", "population", "rules", "attributes", "scheme",
    "figure", "total", "where", "columns", "column_attributes", "sort", "chart", "published", "notes",
    "collection", "distinct", "time", "weight",
}  # fmt: skip


def read_table(reader: _Reader) -> Table:
    """A table from its file; its fact, attributes and unit must exist in the register's contract."""
    reader.known(TABLE_KEYS)
    table = Table(
        id=reader.string("id"),
        chapter=reader.whole("chapter"),
        section=reader.string("section"),
        order=reader.whole("order"),
        title=reader.text("title"),
        fact=reader.one_of("fact", tuple(BY_TABLE), default=""),
        unit=_unit(reader),
        population=reader.text("population"),
        rules=tuple(reader.data.get("rules", ())),
        attributes=tuple(reader.data.get("attributes", ())),
        scheme=reader.string("scheme"),
        figure=reader.string("figure"),
        total=reader.string("total", default=""),
        where=tuple(
            Condition(c["attribute"], tuple(c.get("is", c.get("is_not", ()))), "is_not" in c)
            for c in reader.data.get("where", [])
        ),
        columns=reader.string("columns", default=""),
        column_attributes=tuple(reader.data.get("column_attributes", ())),
        sort=reader.one_of("sort", ("scheme", "size"), default="scheme"),
        chart=reader.one_of("chart", ("bars", "columns", "stacked", ""), default=""),
        published=(told["indicator"], told["scheme"]) if (told := reader.data.get("published")) else None,
        notes=reader.texts("notes"),
        collection=reader.string("collection", default="national"),
        distinct=bool(reader.data.get("distinct", True)),
        time=reader.one_of("time", ("year", "whole"), default="year"),
        weight=reader.string("weight", default=""),
        digest=digest_of(reader.path),
    )
    _check_columns(reader, table)
    reader.refuse()
    return table


def _unit(reader: _Reader) -> Unit:
    value = reader.data.get("unit")
    if value not in Unit.values:
        reader.mistakes.append(f"unit: expected one of {', '.join(Unit.values)}, found {value!r}")
        return Unit.UNKNOWN
    return Unit(value)


def _check_columns(reader: _Reader, table: Table) -> None:
    if table.fact not in BY_TABLE:
        return
    coded = (a.name for a in BY_TABLE[table.fact].attributes() if a.kind is not Kind.KEY)
    have = set(coded) | set(DERIVED.get(table.fact, ())) | {"period"}
    numbers = {a.name for a in BY_TABLE[table.fact].attributes() if a.kind is Kind.NUMBER}
    if table.weight and table.weight not in numbers:
        reader.mistakes.append(f"weight: expected a number of {table.fact}, found {table.weight!r}")
    used = (*table.attributes, *table.column_attributes, *(c.attribute for c in table.where))
    for name in used:
        if name not in have:
            reader.mistakes.append(
                f"attribute {name}: {table.fact} has none; expected one of {', '.join(sorted(have))}"
            )


def read_series(reader: _Reader) -> YearlySeries:
    """A yearly series from its file."""
    reader.known({
        "id", "chapter", "section", "order", "title", "indicator", "unit", "population", "line", "first_year",
        "register_total", "notes", "rules",
    })  # fmt: skip
    series = YearlySeries(
        id=reader.string("id"),
        chapter=reader.whole("chapter"),
        section=reader.string("section"),
        order=reader.whole("order"),
        title=reader.text("title"),
        indicator=reader.string("indicator"),
        unit=_unit(reader),
        population=reader.text("population"),
        lines=tuple(SeriesLine(x["publisher"], reader.text("label", x)) for x in reader.data.get("line", [])),
        first_year=reader.whole("first_year"),
        register_total=reader.string("register_total", default=""),
        notes=reader.texts("notes"),
        rules=tuple(reader.data.get("rules", ())),
        digest=digest_of(reader.path),
    )
    reader.refuse()
    return series


def digest_of(path: Path) -> str:
    """The SHA-256 of a definition file, so that an edition can say by which words it counted."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def schemes() -> dict[str, Scheme]:
    """Every scheme by id."""
    return {scheme.id: scheme for scheme in map(read_scheme, _files("schemes"))}


@cache
def tables() -> tuple[Table, ...]:
    """Every table, in the order of the report."""
    found = tuple(sorted(map(read_table, _files("tables")), key=lambda t: (t.chapter, t.order, t.id)))
    known = schemes()
    for table in found:
        for name in filter(None, (table.scheme, table.columns)):
            if name not in known:
                raise WrongDefinition(f"{table.id}: scheme {name} does not exist; expected one of {', '.join(known)}")
    return found


@cache
def series() -> tuple[YearlySeries, ...]:
    """Every yearly series of published figures."""
    return tuple(sorted(map(read_series, _files("series")), key=lambda s: (s.chapter, s.order, s.id)))


@cache
def rules() -> dict[str, Rule]:
    """Counting rules and definitions by id."""
    found = {}
    for reader in _files("definitions"):
        for entry in reader.data.get("rule", []):
            found[entry["id"]] = Rule(
                id=entry["id"],
                title=reader.text("title", entry),
                text=reader.text("text", entry),
                source=entry.get("source", ""),
                holds_from=entry.get("holds_from"),
                holds_until=entry.get("holds_until"),
            )
        reader.refuse()
    return found


def holding(ids: Iterable[str], year: int) -> tuple[Rule, ...]:
    """The named rules, without those that held for no day of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return tuple(
        rule
        for rule in (rules()[id] for id in ids)
        if (rule.holds_from or first) <= last and (rule.holds_until or last) >= first
    )
