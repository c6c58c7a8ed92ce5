"""What an import of facts gives, and the opaque ids of rows that bring none of their own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from opennrm.understanding.facts import Fact


@dataclass(frozen=True)
class TakenFacts:
    """The facts of a file, how many rows were left out by reason, and how many were taken with a remark."""

    facts: tuple[Fact, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    remarks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """A file on its way into a collection.

    Ids follow from the file's digest, the collection and the row's number: the same file gives the same ids
    again, another collection gives others, and nothing a row says of a person enters them.
    """

    collection: str
    sha256: str

    def key(self, row: int) -> str:
        """The opaque key of the unit a row speaks of."""
        return self._opaque("key", row)

    def id(self, fact: type[Fact], row: int) -> str:
        """The opaque id of the fact of one type that a row gives."""
        return self._opaque(fact.table, row)

    def _opaque(self, what: str, row: int) -> str:
        return hashlib.sha256(f"{self.collection}\n{self.sha256}\n{what}\n{row}".encode()).hexdigest()[:32]
