"""Templates of replies, as ``data/replies.toml`` declares them: each in every language it has been written in.

A language that is missing is not replaced in silence: ``in_language`` says which language the text is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text

DATA = files("opennrm.reporting") / "data"
FILE = "replies.toml"
NEEDED = ("en", "ja")


@dataclass(frozen=True)
class Template:
    """A reply to begin from. ``texts`` by BCP 47 tag; ``unread`` are those no native speaker has read."""

    code: str
    title: Text
    texts: Mapping[str, str]
    unread: frozenset[str]

    def in_language(self, language: str) -> tuple[str, str]:
        """The text and the language it is in: that asked for, its plain form, else English."""
        plain = language.split("-")[0]
        found = next((tag for tag in (language, plain) if tag in self.texts), "en")
        return self.texts[found], found


def read(folder: Traversable = DATA) -> tuple[Template, ...]:
    """Read and check the templates. Raises ``FaultyDeclaration``, which names every fault."""
    faults = Faults()
    whole = open_declaration(folder / FILE, faults)
    entries = whole.entries("template", named_by="code")
    whole.close()
    found = [(entry, _template(entry)) for entry in entries]
    note_repeats([(entry, template.code) for entry, template in found], "code")
    faults.settle()
    return tuple(template for _entry, template in found)


@cache
def templates() -> dict[str, Template]:
    """Those that come with the product, by code."""
    return {template.code: template for template in read()}


def _template(entry: Entry) -> Template:
    part = entry.table("text")
    texts = {tag: part.text(tag) for tag in part.written()}
    for tag in NEEDED:
        if not texts.get(tag):
            part.fault(tag, "is missing; every template is written in English and Japanese at least")
    template = Template(entry.text("code"), entry.bilingual("title"), texts, frozenset(entry.texts("unread")))
    for tag in sorted(template.unread - texts.keys()):
        entry.fault("unread", f"speaks of {tag!r}, in which there is no text; take it out")
    entry.close()
    return template
