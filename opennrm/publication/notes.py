"""Notes on findings: what a person answered to one finding with exactly one arithmetic.

A note counts only while the numbers are those it was written for: change one fact, and the finding is open again.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.understanding.checks import Finding

SHIPPED = Path(__file__).parent / "notes"


@dataclass(frozen=True)
class Note:
    """One answer to one finding of one year's report."""

    year: int
    check: str
    arithmetic: str
    text: Text


@dataclass(frozen=True)
class Notes:
    """The notes at hand."""

    notes: tuple[Note, ...] = ()

    def on(self, year: int, finding: Finding) -> Text | None:
        """The note written for this finding with this arithmetic, if there is one."""
        key = (year, finding.check, finding.arithmetic)
        return next((n.text for n in self.notes if (n.year, n.check, n.arithmetic) == key), None)


class WrongNotes(ValueError):
    """A file of notes cannot be read; the text says where and what is expected."""


def read(*paths: Path) -> Notes:
    """Notes from TOML files: ``[[note]]`` with year, check, arithmetic and text in both languages."""
    return Notes(tuple(note for path in paths for note in _read(path)))


def shipped() -> tuple[Path, ...]:
    """The notes that come with the product: on the figures of the published overview for 2020."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def _read(path: Path) -> list[Note]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise WrongNotes(f"{path}: no such file; name the file of notes with --notes FILE") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongNotes(f"{path.name}: not TOML: {error}") from error
    return [_note(path, at, entry) for at, entry in enumerate(data.get("note", []), 1)]


def _note(path: Path, at: int, entry: dict[str, Any]) -> Note:
    try:
        text = entry["text"]
        return Note(int(entry["year"]), entry["check"], entry["arithmetic"], Text(text["en"], text["ja"]))
    except (KeyError, TypeError) as error:
        raise WrongNotes(
            f"{path.name}, note {at}: {error} is missing; a note has year, check, arithmetic and text = {{ en, ja }}"
        ) from error
