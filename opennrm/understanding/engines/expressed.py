"""What PostgreSQL and Spark share: counted rows are kept there once, then asked question by question."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

import ibis
import ibis.expr.types as ir

from opennrm.understanding import relations
from opennrm.understanding.engines import Register
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.tabulate import Counts, Question, expression, groups

Dialect = Literal["postgres", "pyspark", "duckdb"]
Row = tuple[Any, ...]


class Expressed:
    """An engine in which views ``raw_…`` of every fact type stand; it runs statements and keeps results."""

    name: str
    dialect: Dialect

    def __init__(self, register: Register) -> None:
        self._register = register
        self._kept: set[str] = set()
        self._answers: dict[Question, Counts] = {}

    def rows(self, statement: str) -> list[Row]:
        """The rows a statement gives."""
        raise NotImplementedError

    def keep(self, name: str, statement: str) -> None:
        """Keep what a statement gives under a name, until the engine is closed."""
        raise NotImplementedError

    def register(self) -> Register:
        return self._register

    def years(self, fact: str) -> tuple[int, ...]:
        years = self.ask(Question(fact=fact, by=(), distinct=False))
        return tuple(sorted(year for (year,) in years if isinstance(year, int)))

    def ask(self, question: Question) -> Counts:
        if question not in self._answers:
            self._answers[question] = self._count(question)
        return self._answers[question]

    def _count(self, question: Question) -> Counts:
        if question.fact not in self._kept:
            self.keep(f"counted_{question.fact}", _counted(question.fact, self._register.as_of, self.dialect))
            self._kept.add(question.fact)
        at = [groups(question).index(name) for name in (question.time, *question.by)]
        return {tuple(row[i] for i in at): int(row[-1]) for row in self.rows(_asked(question, self.dialect))}

    def ask_all(self, questions: Iterable[Question]) -> Mapping[Question, Counts]:
        return {question: self.ask(question) for question in dict.fromkeys(questions)}


def _relation(fact: str, as_of: date | None) -> ir.Table:
    live = {table: relations.known(relations.facts(kind, "raw"), as_of) for table, kind in BY_TABLE.items()}
    return relations.relation(BY_TABLE[fact], live)


@cache
def _counted(fact: str, as_of: date | None, dialect: Dialect) -> str:
    return str(ibis.to_sql(_relation(fact, as_of), dialect=dialect))


@cache
def _asked(question: Question, dialect: Dialect) -> str:
    counted = ibis.table(_relation(question.fact, None).schema(), name=f"counted_{question.fact}")
    return str(ibis.to_sql(expression(counted, question), dialect=dialect))
