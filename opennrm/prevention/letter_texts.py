"""What a letter to an employer says, in the languages it is written in: data, and nothing translated on the way.

A language whose file lacks a sentence is no language of letters: nothing falls back to another silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from opennrm.agencies.declared import Entry, Faults, open_declaration
from opennrm.prevention.criteria import DATA

SENTENCES = (
    "title", "to", "opening", "not_met", "not_shown", "ask", "due", "worker", "untranslated", "unread", "sender",
)  # fmt: skip


@dataclass(frozen=True)
class LetterText:
    """One language: its sentences by name, the criteria it has words for, whether a native speaker read it.

    ``to`` takes {employer}, ``due`` {day}, ``opening`` {code}.
    """

    language: str
    said: Mapping[str, str]
    criteria: Mapping[str, str]
    reviewed: bool


@cache
def texts() -> Mapping[str, LetterText]:
    """By language tag. Raises FaultyDeclaration with everything there is to mend."""
    faults = Faults()
    file = open_declaration(DATA / "letters.toml", faults)
    file.text("id")
    found = [_text(row) for row in file.entries("language", named_by="tag")]
    file.close()
    faults.settle()
    return {each.language: each for each in found}


def _text(row: Entry) -> LetterText:
    criteria = row.table("criteria")
    found = LetterText(
        language=row.text("tag"),
        said={name: row.text(name) for name in SENTENCES},
        criteria={name: criteria.text(name) for name in criteria.written()},
        reviewed=row.flag("reviewed"),
    )
    criteria.close()
    row.close()
    return found
