"""What somebody answered at the door, as it is sealed: one answer is asked for, all others may stay empty."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from opennrm.reporting.routing import Question
from opennrm.reporting.terms import ReportKind, Topic, Urgency
from opennrm.reporting.urgency import urgency_of


@dataclass(frozen=True)
class Contact:
    """Whether and how somebody may be reached safely: how, when, and what may be said to whoever answers."""

    may: bool = False
    how: str = ""
    when: str = ""
    say: str = ""


@dataclass(frozen=True)
class Answers:
    """A report. ``language`` is a BCP 47 tag, ``prefecture`` of JIS X 0401 or "", ``child`` None where not known.

    ``more`` holds further answers by the names of their questions.
    """

    kind: ReportKind
    language: str
    what: str
    topics: frozenset[Topic] = frozenset()
    prefecture: str = ""
    place: str = ""
    danger: bool = False
    child: bool | None = None
    answer_by: date | None = None
    contact: Contact = Contact()
    more: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<answers, {self.kind}>"

    def question(self) -> Question:
        """What is asked of the routing table."""
        return Question(
            kind=self.kind,
            language=self.language,
            topics=self.topics or frozenset({Topic.OTHER}),
            prefecture=self.prefecture,
            danger=self.danger,
            child=bool(self.child),
        )

    def urgency(self, on: date) -> Urgency:
        """How soon somebody must read."""
        return urgency_of(danger=self.danger, child=bool(self.child), answer_by=self.answer_by, on=on)

    def content(self) -> dict[str, Any]:
        """All of it, for the envelope."""
        return asdict(self) | {
            "kind": self.kind.value,
            "topics": sorted(topic.value for topic in self.topics),
            "answer_by": self.answer_by.isoformat() if self.answer_by else None,
            "more": dict(self.more),
        }
