"""The contents of the full annual report, as data: which sections stand in which chapter, and where they were seen."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from opennrm.page.bilingual import Text

FILE = Path(__file__).parent / "contents" / "annual_report.toml"
Kind = Literal["text", "tables", "examples", "progress"]


@dataclass(frozen=True)
class Section:
    """A section: what fills it, and in which published editions such a section stands (number and page there)."""

    id: str
    chapter: int
    number: int
    kind: Kind
    title: Text
    seen: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Whether no published edition that was read has it: it is this system's own."""
        return not self.seen


@dataclass(frozen=True)
class Contents:
    """The sections in order, and the published editions they were seen in: id, title, where."""

    sections: tuple[Section, ...]
    sources: tuple[tuple[str, Text, Text], ...]

    def section(self, id: str) -> Section | None:
        """A section by its id."""
        return next((each for each in self.sections if each.id == id), None)

    def of(self, chapter: int) -> tuple[Section, ...]:
        """The sections of a chapter; 0 is what stands before the first."""
        return tuple(each for each in self.sections if each.chapter == chapter)


@cache
def contents() -> Contents:
    """The declared contents."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    sections: list[Section] = []
    for each in data["section"]:
        number = 1 + sum(before.chapter == each["chapter"] for before in sections)
        title = _text(each["title"])
        sections.append(Section(each["id"], each["chapter"], number, each["kind"], title, tuple(each["seen"])))
    sources = tuple((s["id"], _text(s["title"]), _text(s["where"])) for s in data["source"])
    return Contents(tuple(sections), sources)


def _text(said: dict[str, str] | str) -> Text:
    """Both languages; an address is the same in both."""
    return Text(said, said) if isinstance(said, str) else Text(said["en"], said["ja"])
