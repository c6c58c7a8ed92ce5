"""A file of contracts taken in at the desk: the same columns as ``opennrm examine`` reads, each row kept or refused.

What is refused names the file, the row and the column and says what to write; all other rows are kept.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from opennrm.prevention.contracts import Mistake, read_contract
from opennrm.prevention.criteria import holding
from opennrm.prevention.examination import WHY, misshapen, rows_of
from opennrm.understanding.imports.problems import Problem

OF_THE_ROW = frozenset({"contract", "employer", WHY})


@dataclass(frozen=True)
class Row:
    """A row that can be read: whose contract it is, and its terms and answers as texts."""

    number: int
    contract: str
    employer: str
    terms: dict[str, str]


@dataclass
class TakenIn:
    """What came of a file: how many employers and contracts were entered, changed nothing, or were refused."""

    employers: int = 0
    contracts: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Rows, of which one may have several problems."""
        return len({each.row for each in self.problems})


def rows_in(data: bytes, name: str, *, on: date, language: str = "en") -> Iterator[Row | list[Problem]]:
    """Each row of a CSV file, or what is wrong with it. Raises ``Refused`` where the file as a whole cannot be read."""
    criteria = holding(on)
    source = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    with rows_of(source, name, criteria) as (header, rows):
        for number, values in rows:
            told = {column: value.strip() for column, value in zip(header, values) if value.strip()}
            contract, mistakes = read_contract(told, criteria)
            mistakes += misshapen(header, values)
            if mistakes:
                yield [problem(name, number, each, language) for each in mistakes]
                continue
            terms = {column: value for column, value in told.items() if column not in OF_THE_ROW}
            yield Row(number, contract.id, contract.employer, terms)


def problem(name: str, number: int, mistake: Mistake, language: str) -> Problem:
    """A mistake with its place in the file, said in a language."""
    return Problem(name, number, mistake.column, mistake.value, mistake.wanted(language))
