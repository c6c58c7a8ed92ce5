"""The factors of risk as declared in ``data/risks.toml``: data with a version, never a score."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from opennrm.agencies.declared import Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text

DECLARED = files("opennrm.protection") / "data" / "risks.toml"


@dataclass(frozen=True)
class Factor:
    """One factor; ``source`` names the instrument it was taken from, "" where it is our own."""

    code: str
    title: Text
    source: str


@dataclass(frozen=True)
class Factors:
    """The list of a version, by code."""

    version: date
    by_code: dict[str, Factor]


@lru_cache(maxsize=1)
def factors() -> Factors:
    """The list in force. Raises FaultyDeclaration with every fault."""
    faults = Faults()
    whole = open_declaration(DECLARED, faults)
    version = whole.day_or_none("version") or date.min
    listed = []
    for entry in whole.entries("factor", named_by="code"):
        found = Factor(entry.text("code"), entry.bilingual("title"), entry.text("source", optional=True))
        entry.close()
        listed.append((entry, found))
    note_repeats([(entry, found.code) for entry, found in listed], "code")
    whole.close()
    faults.settle()
    return Factors(version, {found.code: found for _entry, found in listed})
