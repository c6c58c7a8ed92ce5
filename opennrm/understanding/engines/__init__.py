"""Engines: the same questions answered by DuckDB, PostgreSQL or Spark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from opennrm.understanding.tabulate import Counts, Question


@dataclass(frozen=True)
class Register:
    """Which register an engine reads: its collection, who made it, and the version of what was read.

    ``version`` is the same for the same facts on every engine; ``latest`` the newest day a fact was recorded.
    """

    collection: str
    kind: str
    producer: str
    version: str
    as_of: date | None
    latest: date | None


class Engine(Protocol):
    """Answers grouped counts over one collection."""

    name: str

    def register(self) -> Register:
        """What is read."""
        ...

    def years(self, fact: str) -> tuple[int, ...]:
        """The years a fact type has facts in."""
        ...

    def ask(self, question: Question) -> Counts:
        """How many units in each group. A group is (year or period, attribute values …)."""
        ...

    def ask_all(self, questions: Iterable[Question]) -> Mapping[Question, Counts]:
        """The answers to several questions; an engine may answer them from fewer passes over the facts."""
        ...

    def close(self) -> None:
        """Let go of connections and temporary files."""
        ...
