"""What PostgreSQL and Spark share: each question goes to the engine as one expression over the facts as they lie."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import ibis
import ibis.expr.types as ir

from opennrm.understanding import relations
from opennrm.understanding.engines import Register
from opennrm.understanding.facts import BY_TABLE
from opennrm.understanding.tabulate import Counts, Question, expression

Row = tuple[Any, ...]


class Expressed:
    """An engine in which views ``raw_…`` of every fact type stand; it need only run a statement and give rows."""

    name: str
    dialect: Literal["postgres", "pyspark"]

    def __init__(self, register: Register) -> None:
        self._register = register

    def rows(self, statement: str) -> list[Row]:
        """The rows a statement gives."""
        raise NotImplementedError

    def register(self) -> Register:
        return self._register

    def years(self, fact: str) -> tuple[int, ...]:
        years = self.ask(Question(fact=fact, by=(), distinct=False))
        return tuple(sorted(year for (year,) in years if isinstance(year, int)))

    def ask(self, question: Question) -> Counts:
        asked = expression(_relation(question.fact, self._register.as_of), question)
        return {tuple(row[:-1]): int(row[-1]) for row in self.rows(str(ibis.to_sql(asked, dialect=self.dialect)))}

    def ask_all(self, questions: Iterable[Question]) -> Mapping[Question, Counts]:
        return {question: self.ask(question) for question in dict.fromkeys(questions)}


def _relation(fact: str, as_of: date | None) -> ir.Table:
    live = {table: relations.known(relations.facts(kind, "raw"), as_of) for table, kind in BY_TABLE.items()}
    return relations.relation(BY_TABLE[fact], live)
