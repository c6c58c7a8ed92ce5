"""What a person is told before they consent, as ``data/consents.toml`` declares it: by purpose, version and language.

A text is valid from a day until the next of its purpose is. A language that is missing is not replaced in silence:
``in_language`` says which language the text is in, and the sheet says that it must be interpreted.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.identification.terms import ConsentPurpose

DATA = files("opennrm.identification") / "data"
FILE = "consents.toml"
NEEDED = ("en", "ja")
PLACES = frozenset({"body", "recipient", "classes", "until"})  # what a text fills in, all of it in every language
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ConsentText:
    """A text of one purpose. ``said`` by BCP 47 tag; ``unread`` no native speaker has read; ``draft``: no lawyer."""

    purpose: ConsentPurpose
    version: str
    valid_from: date
    said: Mapping[str, str]
    unread: frozenset[str]
    draft: bool

    def in_language(self, language: str, *, otherwise: str = "en") -> tuple[str, str]:
        """The text and the language it is in: that asked for, its plain form, else ``otherwise``, else English."""
        wanted = (language, language.split("-")[0], otherwise, otherwise.split("-")[0])
        found = next((tag for tag in wanted if tag in self.said), "en")
        return self.said[found], found

    def filled(self, tag: str, **values: str) -> list[str]:
        """The paragraphs of the text in a language it has, its places filled."""
        whole = PLACE.sub(lambda hit: values[hit[1]], self.said[tag])
        return [part.strip() for part in whole.split("|") if part.strip()]


def read(folder: Traversable = DATA) -> tuple[ConsentText, ...]:
    """Read and check the texts. Raises ``FaultyDeclaration``, which names every fault."""
    faults = Faults()
    whole = open_declaration(folder / FILE, faults)
    entries = whole.entries("text", named_by="version")
    whole.close()
    found = [(entry, _text(entry)) for entry in entries]
    note_repeats([(entry, text.version) for entry, text in found], "version")
    note_repeats([(entry, f"{text.purpose} {text.valid_from}") for entry, text in found], "valid_from")
    for purpose in ConsentPurpose:
        if not any(text.purpose == purpose for _entry, text in found):
            whole.fault("text", f"says nothing for the purpose {purpose.value!r}; write a text")
    faults.settle()
    return tuple(text for _entry, text in found)


@cache
def texts() -> tuple[ConsentText, ...]:
    """Those that come with the product."""
    return read()


def valid_on(purpose: str, on: date, *, among: Iterable[ConsentText] | None = None) -> ConsentText | None:
    """The text of a purpose that is read out on a day; None before the first."""
    of_purpose = [text for text in (among or texts()) if text.purpose == purpose and text.valid_from <= on]
    return max(of_purpose, key=lambda text: text.valid_from, default=None)


def _text(entry: Entry) -> ConsentText:
    part = entry.table("said")
    said = {tag: part.text(tag) for tag in part.written()}
    for tag in NEEDED:
        if not said.get(tag):
            part.fault(tag, "is missing; every text is written in English and Japanese at least")
    for tag, text in said.items():
        if text and set(PLACE.findall(text)) != PLACES:
            part.fault(tag, "does not fill in {body}, {recipient}, {classes} and {until}; name each, and no other")
    valid_from = entry.day_or_none("valid_from")
    if valid_from is None:
        entry.fault("valid_from", "is missing; write a day such as 2024-04-01")
    found = ConsentText(
        purpose=entry.choice("purpose", ConsentPurpose),
        version=entry.text("version"),
        valid_from=valid_from or date.max,
        said=said,
        unread=frozenset(entry.texts("unread")),
        draft=entry.flag("draft"),
    )
    for tag in sorted(found.unread - said.keys()):
        entry.fault("unread", f"speaks of {tag!r}, in which there is no text; take it out")
    entry.close()
    return found
