"""Several questions answered from few passes over the store: a finer count holds the answers to coarser ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from opennrm.understanding.engines.store import Column, Stored
from opennrm.understanding.tabulate import Question

WIDTH = 16  # bits of one pass's groups: its counters stay in a processor's cache


@dataclass
class Pass:
    """One grouped count over the store, wide enough for its questions."""

    questions: list[Question] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)


def needs(question: Question) -> set[str]:
    """The columns a question looks at."""
    return {question.time, *question.by, *(c.attribute for c in question.where)}


def plan(stored: Stored, questions: Iterable[Question]) -> list[Pass]:
    """Put questions with the same rows together while the groups stay within ``WIDTH``; the widest go first."""

    def width(columns: set[str]) -> int:
        return sum(stored.columns[name].bits for name in columns)

    passes: dict[tuple[bool, tuple[int, ...], str], list[Pass]] = {}
    for question in sorted(questions, key=lambda q: -width(needs(q))):
        columns = needs(question)
        alike = passes.setdefault((question.distinct, question.years, question.time), [])
        fits = (p for p in alike if columns <= p.columns or width(p.columns | columns) <= WIDTH)
        chosen = next(fits, None)
        if chosen is None:
            alike.append(chosen := Pass())
        chosen.questions.append(question)
        chosen.columns |= columns
    return [each for alike in passes.values() for each in alike]


def count(stored: Stored, each: Pass) -> str:
    """SQL: the pass over the store."""
    asked = each.questions[0]
    names = sorted(each.columns)
    listed = ", ".join(name if stored.columns[name].size else f"0 AS {name}" for name in names)
    by = ", ".join(name for name in names if stored.columns[name].size) or "()"
    years = _years(stored.columns[asked.time], asked) if asked.years else ""
    where = f" WHERE {years}" if years else ""
    return f"SELECT {listed}, count(*) AS n FROM {stored.rows(distinct=asked.distinct)}{where} GROUP BY {by}"


def _years(column: Column, asked: Question) -> str:
    """The years as a range of codes, so that whole blocks are skipped; empty where every row is within."""
    codes = _year_codes(column, asked)
    if not codes:
        return "false"
    low, high = min(codes), max(codes)
    return f"{column.name} BETWEEN {low} AND {high}" if (low, high) != (1, column.size) else ""


def _year_codes(column: Column, asked: Question) -> tuple[int, ...]:
    return column.codes(asked.years if column.low is not None else map(str, asked.years))


def roll_up(stored: Stored, question: Question, counted: str) -> str:
    """SQL: one question's answer, in codes, from the table ``counted`` of its pass."""
    conditions = []
    if question.years:
        conditions.append(_within(question.time, _year_codes(stored.columns[question.time], question)))
    for condition in question.where:
        codes = stored.columns[condition.attribute].codes(condition.values)
        name = condition.attribute
        conditions.append(f"{name} <> 0 AND NOT {_within(name, codes)}" if condition.negated else _within(name, codes))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    listed = ", ".join(_in_order(question))
    return f"SELECT {listed}, sum(n)::BIGINT FROM {counted}{where} GROUP BY ALL"


def _in_order(question: Question) -> Sequence[str]:
    return (question.time, *question.by)


def _within(name: str, codes: Sequence[int]) -> str:
    return f"{name} IN ({', '.join(map(str, codes))})" if codes else "false"
