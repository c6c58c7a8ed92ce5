"""Published figures out of a file, through a mapping declared in ``mappings/``.

What a file does not say stays unknown.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import CharField

from opennrm.understanding import terms
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import Row, Sheet, records
from opennrm.understanding.models import Figure

FOLDER = Path(__file__).resolve().parents[1] / "mappings"
CODES = {"year_basis": terms.YearBasis, "unit": terms.Unit, "status": terms.FigureStatus}
NEEDED = ("period", "publisher", "indicator", "scheme", "category", "value_text", "source")
FIRST_YEAR, LAST_YEAR = 1900, 2100
SPACES = re.compile(r"[^a-z0-9]+")
WHOLE = re.compile(r"-?\d{1,18}")


@dataclass(frozen=True)
class Field:
    """Where one of a figure's fields comes from.

    A column (maybe recoded, or made a slug), a form filled from several columns, or a fixed value.
    """

    column: str = ""
    value: str = ""
    form: str = ""
    empty: str = ""
    slug: bool = False
    codes: Table[str, str] = field(default_factory=dict)
    otherwise: str = ""

    def read(self, row: Row) -> str:
        """The field's text in a row."""
        if self.form:
            return self.form.format_map({name: cell or self.empty for name, cell in row.cells.items()})
        if not self.column:
            return self.value
        text = row[self.column]
        if self.codes:
            return self.codes.get(text, self.otherwise)
        return SPACES.sub("_", text.lower()).strip("_") if self.slug else text


@dataclass(frozen=True)
class Period:
    """A way of writing time that a file has, and what its year then means. The first group is the year."""

    form: str
    basis: str
    expected: str


@dataclass(frozen=True)
class Only:
    """Which rows are taken: those with this value; ``why`` says of the others why they are left out."""

    column: str
    value: str
    why: str


@dataclass(frozen=True)
class FigureMapping:
    """How the columns of one kind of file become figures."""

    name: str
    columns: tuple[str, ...]
    fields: Table[str, Field]
    periods: tuple[Period, ...] = ()
    masks: str = ""
    only: Only | None = None
    demand: Table[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The file's column behind a field, for a problem that names it."""
        source = self.fields.get(name)
        return source.column or name if source else name


@dataclass(frozen=True)
class Taken:
    """What a file gave: its figures, and how many rows were left out by reason."""

    figures: tuple[Figure, ...]
    left_out: Table[str, int]


@cache
def mappings() -> Table[str, FigureMapping]:
    """Every mapping of figures, by name."""
    return {path.stem: _mapping(path) for path in sorted(FOLDER.glob("*.toml")) if _maps_figures(path)}


def _maps_figures(path: Path) -> bool:
    return "fields" in tomllib.loads(path.read_text("utf-8"))


def _mapping(path: Path) -> FigureMapping:
    said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return FigureMapping(
        name=path.stem,
        columns=tuple(said["columns"]),
        fields={name: Field(**body) for name, body in said["fields"].items()},
        periods=tuple(Period(**body) for body in said.get("periods", [])),
        masks=said.get("masks", ""),
        only=Only(**said["only"]) if "only" in said else None,
        demand=said.get("demand", {}),
    )


def read_figures(sheet: Sheet, *, mapping: str = "") -> Taken:
    """The figures of a file, unsaved. Raises Refused with every problem of every row."""
    chosen = _chosen(sheet, mapping)
    problems: list[Problem] = []
    figures: list[Figure] = []
    seen: dict[tuple[str, ...], int] = {}
    left_out: dict[str, int] = {}
    for row in records(sheet):
        if chosen.only and row[chosen.only.column] != chosen.only.value:
            left_out[chosen.only.why] = left_out.get(chosen.only.why, 0) + 1
            continue
        found = [sheet.problem(row.number, *rest) for rest in _wrong(chosen, row)]
        if not found:
            figure = _figure(chosen, row)
            first = seen.setdefault(identity(figure), row.number)
            if first != row.number:
                found = [sheet.problem(row.number, "", str(figure), f"a figure only once; row {first} gives it too")]
            figures.append(figure)
        problems += found
    if problems:
        raise Refused(problems)
    return Taken(tuple(figures), left_out)


def identity(figure: Figure) -> tuple[str, ...]:
    """What makes a figure one publication: two with the same are one figure."""
    return (
        figure.publisher,
        figure.indicator,
        figure.scheme,
        figure.category,
        figure.period,
        figure.source,
        figure.vintage,
        figure.value_text,
    )


def _chosen(sheet: Sheet, name: str) -> FigureMapping:
    row, header = sheet.rows[0]
    if name and name not in mappings():
        raise Refused([Problem("--mapping", None, "", name, f"one of {', '.join(mappings())}")])
    candidates: Sequence[FigureMapping] = [mappings()[name]] if name else list(mappings().values())
    nearest = min(candidates, key=lambda m: len(set(m.columns) ^ set(header)))
    missing = [column for column in nearest.columns if column not in header]
    unknown = [column for column in header if column and column not in nearest.columns]
    problems = [
        sheet.problem(row, column, "", f"this column (mapping {nearest.name}); add it to the header")
        for column in missing
    ]
    problems += [
        sheet.problem(row, column, column, f"only the columns of mapping {nearest.name}; remove this one")
        for column in unknown
    ]
    if problems:
        raise Refused(problems)
    return nearest


def _wrong(mapping: FigureMapping, row: Row) -> Iterator[tuple[str, str, str]]:
    """Column, value and expectation of each thing wrong in a row."""
    for column, value in mapping.demand.items():
        if row[column] != value:
            yield column, row[column], value
    texts = {name: source.read(row) for name, source in mapping.fields.items()}
    for name, text in texts.items():
        codes = CODES.get(name)
        limit = _limit(name)
        if codes and text not in codes.values:
            yield mapping.column(name), text, f"one of {', '.join(codes.values)}"
        elif name in NEEDED and not text:
            yield mapping.column(name), text, "some text"
        elif limit and len(text) > limit:
            yield mapping.column(name), f"{text[:40]}…", f"at most {limit} characters"
    if texts["period"]:
        yield from _wrong_year(mapping, row, texts)
    if texts["value_text"]:
        yield from _wrong_value(mapping, texts)


def _limit(name: str) -> int | None:
    column = Figure._meta.get_field(name)
    return column.max_length if isinstance(column, CharField) and name not in CODES else None


def _wrong_year(mapping: FigureMapping, row: Row, texts: Table[str, str]) -> Iterator[tuple[str, str, str]]:
    if "year" in mapping.fields:
        column, text, expected = mapping.column("year"), texts["year"], "a year"
        year = text if re.fullmatch(r"\d{4}", text) else ""
    else:
        column, text = mapping.column("period"), texts["period"]
        expected = f"a period such as {', '.join(p.expected for p in mapping.periods)}"
        year = _period(mapping, text)[0]
    if not year or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        yield column, text, f"{expected} from {FIRST_YEAR} to {LAST_YEAR}"


def _wrong_value(mapping: FigureMapping, texts: Table[str, str]) -> Iterator[tuple[str, str, str]]:
    text = texts["value_text"]
    if WHOLE.fullmatch(text):
        if texts["status"] == terms.FigureStatus.MASKED:
            yield mapping.column("value_text"), text, "no number where the status is masked"
    elif not _is_masked(mapping, texts):
        yield mapping.column("value_text"), text, "a whole number"


def _is_masked(mapping: FigureMapping, texts: Table[str, str]) -> bool:
    """A mark in place of a number: one the mapping knows, and in our own columns one the row calls so."""
    is_mark = bool(mapping.masks) and bool(re.fullmatch(mapping.masks, texts["value_text"]))
    says_so = not mapping.fields["status"].column or texts["status"] == terms.FigureStatus.MASKED
    return is_mark and says_so


def _period(mapping: FigureMapping, text: str) -> tuple[str, str]:
    """The year as written, and its basis; both empty where no form fits."""
    for period in mapping.periods:
        if match := re.fullmatch(period.form, text):
            return next(group for group in match.groups() if group), period.basis
    return "", ""


def _figure(mapping: FigureMapping, row: Row) -> Figure:
    texts = {name: source.read(row) for name, source in mapping.fields.items()}
    if "year" not in texts:
        texts["year"], texts["year_basis"] = _period(mapping, texts["period"])
    is_number = bool(WHOLE.fullmatch(texts["value_text"]))
    if not is_number:
        texts["status"] = terms.FigureStatus.MASKED
    return Figure(
        **{**texts, "year": int(texts["year"])},
        value=int(texts["value_text"]) if is_number else None,
    )
