"""Consistency checks: pure questions about numbers, configured by the TOML in ``checks/``.

Each check yields findings. A finding carries its arithmetic in one line a person can forward, and blocks a report
until a person writes a note for exactly that arithmetic.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.understanding.definitions import HERE, WrongDefinition, open_definition, schemes
from opennrm.understanding.masking import opened
from opennrm.understanding.published import Published
from opennrm.understanding.tabulate import Tabulated
from opennrm.understanding.terms import FigureStatus

SEVERITIES = ("error", "warning")


@dataclass(frozen=True)
class Check:
    """One declared check: which kind of question, with what parameters, and how a finding reads."""

    id: str
    kind: str
    severity: str
    message: Text
    source: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """What a check found. ``arithmetic`` is the sum in one line; ``figures`` the ids or names it touches."""

    check: str
    severity: str
    message: Text
    arithmetic: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """A share somebody printed, with what it says it is a share of."""

    id: str
    text: Text
    percent: int
    about: bool
    numerator: str
    denominator: str
    base_year: int
    source: str


@dataclass(frozen=True)
class Numbers:
    """Everything a check may look at. ``figures`` maps ids to (this year, the year before)."""

    year: int
    figures: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    tables: Sequence[Tabulated] = ()
    published: Sequence[Published] = ()
    quotes: Sequence[Quote] = ()
    publisher: str = "government"


Fields = dict[str, str]
Hit = tuple[Fields, str, tuple[str, ...]]  # what the message says, the arithmetic, the figures
Question = Callable[[Numbers, Mapping[str, Any]], Iterator[Hit]]


def run(numbers: Numbers, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Every finding of the checks, in their order."""
    return tuple(
        Finding(
            check=check.id,
            severity=check.severity,
            message=_fill(check.message, {**said, "arithmetic": arithmetic}),
            arithmetic=arithmetic,
            figures=figures,
        )
        for check in checks
        for said, arithmetic, figures in QUESTIONS[check.kind](numbers, check.parameters)
    )


def _fill(text: Text, said: Fields) -> Text:
    english = {k: v for k, v in said.items() if not k.endswith("_ja")}
    japanese = english | {k.removesuffix("_ja"): v for k, v in said.items() if k.endswith("_ja")}
    return Text(text.en.format(**english), text.ja.format(**japanese))


def _adds_up(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """A total is the sum of its parts; a part nobody recorded is reckoned as 0."""
    total = numbers.figures.get(p["total"], (None, None))[0]
    if total is None:
        return
    parts = [(part, numbers.figures.get(part, (None, None))[0] or 0) for part in p["parts"]]
    left = total - sum(value for _, value in parts)
    if left:
        sum_text = " + ".join(str(value) for _, value in parts)
        said = {"total": str(total), "left": str(left), "year": str(numbers.year)}
        yield said, f"{total} − ({sum_text}) = {left}", (p["total"], *p["parts"])


def _rows_add_up(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """The rows of every table whose scheme puts each unit in one row add up to its total."""
    for table in numbers.tables:
        if schemes()[table.table.scheme].kind == "each_of_set":
            continue
        for at, column in enumerate(table.columns):
            rows = [line.values[at] for line in table.lines]
            if sum(rows) != table.total[at]:
                said = {"table": table.table.title.en, "table_ja": table.table.title.ja, "column": column}
                yield (
                    said,
                    f"{' + '.join(map(str, rows))} = {sum(rows)} ≠ {table.total[at]}",
                    (table.table.id,),
                )


def _same_population(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """Tables that count the same over the same population have the same total."""
    groups: dict[object, list[Tabulated]] = {}
    for table in numbers.tables:
        if not table.table.columns:
            counted = (table.table.fact, table.table.where, table.table.distinct, table.table.weight)
            groups.setdefault(counted, []).append(table)
    for group in groups.values():
        for one, other in pairwise(group):
            if one.total != other.total:
                said = {
                    "one": one.table.title.en, "one_ja": one.table.title.ja,
                    "other": other.table.title.en, "other_ja": other.table.title.ja,
                }  # fmt: skip
                yield said, f"{one.total[-1]} ≠ {other.total[-1]}", (one.table.id, other.table.id)


def _previous_stands(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """What this year is compared with is what was published for last year."""
    for figure, (indicator, scheme, category) in p["figures"].items():
        previous = numbers.figures.get(figure, (None, None))[1]
        stored = [
            f
            for f in numbers.published
            if (f.publisher, f.indicator, f.scheme, f.category) == (numbers.publisher, indicator, scheme, category)
            and f.year == numbers.year - 1
            and f.of_one_year
            and f.value is not None
        ]
        if previous is not None and stored and previous not in {f.value for f in stored}:
            said = {"figure": figure, "year": str(numbers.year - 1), "stored": str(stored[0].value)}
            yield said, f"{previous} ≠ {stored[0].value} ({stored[0].source})", (figure,)


def _quoted_share(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """A printed share is one of the report's own year, and still holds then."""
    for quote in numbers.quotes:
        part = numbers.figures.get(quote.numerator, (None, None))
        whole = numbers.figures.get(quote.denominator, (None, None))
        if part[0] is None or not whole[0]:
            continue
        now = round(100 * part[0] / whole[0])
        this_year = f"{numbers.year}: {part[0]} / {whole[0]} = {now} %"
        if quote.base_year == numbers.year:
            if abs(now - quote.percent) <= (5 if quote.about else 0):
                continue
            arithmetic = f"{this_year} ≠ {quote.percent} %"
        else:
            arithmetic = f"{_base(numbers, quote, part[1], whole[1])}; {this_year}"
        said = {
            "quote": quote.text.en, "quote_ja": quote.text.ja, "base": str(quote.base_year),
            "year": str(numbers.year), "now": str(now), "percent": str(quote.percent),
        }  # fmt: skip
        yield said, arithmetic, (quote.id, quote.numerator, quote.denominator)


def _base(numbers: Numbers, quote: Quote, part: int | None, whole: int | None) -> str:
    printed = f"{quote.base_year}: {'≈ ' if quote.about else ''}{quote.percent} %"
    if quote.base_year == numbers.year - 1 and part is not None and whole:
        return f"{printed} ({part} / {whole} = {round(100 * part / whole)} %)"
    return printed


def _complete_scheme(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """Every value the register holds has a category in the table's scheme."""
    for table in numbers.tables:
        for code, count in table.unmapped.items():
            said = {"code": code, "table": table.table.title.en, "table_ja": table.table.title.ja}
            yield said, f"{code}: {count}", (table.table.id,)


def _joined_publishers(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """One source's yearly series of one indicator has one publisher."""
    series: dict[tuple[str, str], dict[int, Published]] = {}
    for f in numbers.published:
        if f.scheme == "total" and f.of_one_year and f.category == "all":
            series.setdefault((f.source, f.indicator), {}).setdefault(f.year, f)
    for (source, indicator), by_year in sorted(series.items()):
        if len(by_year) < p["years"]:
            continue
        for before, after in pairwise(sorted(by_year)):
            one, other = by_year[before], by_year[after]
            if one.publisher != other.publisher:
                apart = _known_to_both(numbers, indicator, one.publisher, other.publisher, after)
                said = {
                    "indicator": indicator, "source": source, "one": one.publisher, "other": other.publisher,
                    "before": str(before), "after": str(after),
                }  # fmt: skip
                arithmetic = f"{one.publisher} {before}: {one.value}; {other.publisher} {after}: {other.value}{apart}"
                yield said, arithmetic, (f"{source}:{indicator}",)


def _known_to_both(numbers: Numbers, indicator: str, one: str, other: str, year: int) -> str:
    found = {
        f.publisher: f.value
        for f in numbers.published
        if f.indicator == indicator and f.scheme == "total" and f.category == "all" and f.year == year
        and f.of_one_year and f.publisher in (one, other)
    }  # fmt: skip
    return f"; {one} {year}: {found[one]}" if len(found) == 2 else ""


def _conflicting_vintages(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """The same figure of the same publisher has one value, wherever it was printed."""
    groups: dict[tuple[str, ...], list[Published]] = {}
    for f in numbers.published:
        groups.setdefault((f.publisher, f.indicator, f.scheme, f.category, f.period), []).append(f)
    for (publisher, indicator, _, category, period), group in sorted(groups.items()):
        if len({f.value_text for f in group}) > 1:
            arithmetic = "; ".join(f"{f.source}: {f.value_text}" for f in group)
            said = {"publisher": publisher, "indicator": indicator, "category": category, "period": period}
            yield said, arithmetic, (f"{publisher}:{indicator}:{category}:{period}",)


def _marked_conflicts(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """No figure is marked by its source's reader as contradicting another."""
    for f in numbers.published:
        if f.status == FigureStatus.CONFLICT:
            said = {
                "publisher": f.publisher, "indicator": f.indicator, "period": f.period,
                "value": f.value_text, "note": f.note,
            }  # fmt: skip
            name = f"{f.publisher}:{f.indicator}:{f.category}:{f.period}"
            yield said, f"{f.publisher} {f.period}: {f.value_text} ({f.note or f.source})", (name,)


def _cumulative_base(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """A cumulative series keeps its first year, and one number does not stand for two spans."""
    groups: dict[tuple[str, str], list[Published]] = {}
    for f in numbers.published:
        if "cumulative" in f.indicator and f.year_basis == "span":
            groups.setdefault((f.publisher, f.indicator), []).append(f)
    for (publisher, indicator), group in sorted(groups.items()):
        if len({f.year for f in group}) > 1:
            ordered = sorted(group, key=lambda f: (f.value or 0, f.period))
            said = {"publisher": publisher, "indicator": indicator}
            yield said, "; ".join(f"{f.period}: {f.value}" for f in ordered), (f"{publisher}:{indicator}",)


def _published_parts(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """Published parts of one year do not exceed the publisher's own total, in the same source or another."""
    totals: dict[tuple[str, str, str], set[int]] = {}
    parts: dict[tuple[str, str, str, str, str], dict[str, int]] = {}
    for f in numbers.published:
        if f.value is None or not f.of_one_year:
            continue
        if f.scheme == "total" and f.category == "all":
            totals.setdefault((f.publisher, f.indicator, f.period), set()).add(f.value)
        elif f.scheme in p["schemes"]:
            parts.setdefault((f.publisher, f.indicator, f.period, f.scheme, f.source), {})[f.category] = f.value
    for (publisher, indicator, period, scheme, source), values in sorted(parts.items()):
        whole = totals.get((publisher, indicator, period), set())
        if whole and sum(values.values()) > max(whole):
            said = {"publisher": publisher, "indicator": indicator, "scheme": scheme, "period": period}
            arithmetic = f"{' + '.join(map(str, values.values()))} = {sum(values.values())} > {max(whole)} ({source})"
            yield said, arithmetic, (f"{publisher}:{indicator}:{scheme}:{period}",)


def _masked_stays_masked(numbers: Numbers, p: Mapping[str, Any]) -> Iterator[Hit]:
    """A masked figure cannot be worked out by subtraction from the figures beside it."""
    for cell in opened(numbers.published):
        said = {
            "publisher": cell.publisher,
            "indicator": cell.indicator,
            "period": cell.period,
            "category": cell.category,
        }
        yield said, cell.arithmetic, (f"{cell.publisher}:{cell.indicator}:{cell.category}:{cell.period}",)


QUESTIONS: dict[str, Question] = {
    "adds_up": _adds_up,
    "rows_add_up": _rows_add_up,
    "same_population": _same_population,
    "previous_stands": _previous_stands,
    "quoted_share": _quoted_share,
    "complete_scheme": _complete_scheme,
    "joined_publishers": _joined_publishers,
    "conflicting_vintages": _conflicting_vintages,
    "marked_conflicts": _marked_conflicts,
    "cumulative_base": _cumulative_base,
    "published_parts": _published_parts,
    "masked_stays_masked": _masked_stays_masked,
}


def read_check(path: Path) -> Check:
    """A check from its file; a kind nobody answers is refused with those there are."""
    reader = open_definition(path)
    check = Check(
        id=reader.string("id"),
        kind=reader.one_of("kind", tuple(QUESTIONS), default=""),
        severity=reader.one_of("severity", SEVERITIES, default=""),
        message=reader.text("message"),
        source=reader.string("source"),
        parameters=reader.data.get("parameters", {}),
    )
    reader.known({"id", "kind", "severity", "message", "source", "parameters", "of"})
    reader.refuse()
    return check


@cache
def declared(of: str) -> tuple[Check, ...]:
    """The checks of a ``report``, or of ``published`` figures, by file name."""
    found = []
    for path in sorted((HERE / "checks").glob("*.toml")):
        said = open_definition(path).data.get("of")
        if said not in ("report", "published"):
            raise WrongDefinition(f"{path.name}: of: expected report or published, found {said!r}")
        if said == of:
            found.append(read_check(path))
    return tuple(found)
