"""The provisions of law as declared in ``data/statutes.toml``: which statute each counts under, and when it held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.eradication.investigation_terms import InvestigationRefusal, Sure
from opennrm.page.bilingual import Text
from opennrm.understanding.terms import Statute

DECLARED = files("opennrm.eradication") / "data" / "statutes.toml"


@dataclass(frozen=True)
class Provision:
    """One provision; ``since`` and ``until`` are None where no day is known."""

    code: str
    statute: Statute
    law: Text
    article: str
    conduct: Text
    penalty: Text | None
    iccs: str
    sure: Sure
    source: str
    since: date | None
    until: date | None

    def held(self, first: date, last: date) -> bool:
        """Whether it held on some day from ``first`` to ``last``."""
        return (self.since is None or self.since <= last) and (self.until is None or first <= self.until)

    def named(self, language: str | None) -> str:
        """The law, its article and the conduct, for a list; marked where it is not verified."""
        law = f"{self.law.of(language)} {self.article}".strip()
        mark = "" if self.sure == Sure.ATTESTED else f" [{self.sure.label}]"
        return f"{law}: {self.conduct.of(language)}{mark}"


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by its code. Raises FaultyDeclaration with every fault."""
    faults = Faults()
    whole = open_declaration(DECLARED, faults)
    entries = [(entry, entry.text("code")) for entry in whole.entries("provision", named_by="code")]
    note_repeats(entries, "code")
    found = {code: _provision(entry, code) for entry, code in entries}
    whole.close()
    faults.settle()
    return found


def why_not_statutes(codes: Collection[str], *, first: date, last: date) -> InvestigationRefusal | None:
    """An offence is under one provision at least, each declared, and each held while it was committed."""
    if not codes:
        return InvestigationRefusal.NO_STATUTE
    known = provisions()
    if any(code not in known for code in codes):
        return InvestigationRefusal.UNKNOWN_STATUTE
    held = all(known[code].held(first, last) for code in codes)
    return None if held else InvestigationRefusal.NOT_IN_FORCE


def statutes_of(codes: Collection[str]) -> frozenset[str]:
    """The statutes of the register that provisions count under; one that is no longer declared counts as other."""
    known = provisions()
    return frozenset((known[code].statute if code in known else Statute.OTHER).value for code in codes)


def _provision(entry: Entry, code: str) -> Provision:
    found = Provision(
        code=code,
        statute=entry.choice("statute", Statute),
        law=entry.bilingual("law"),
        article=entry.text("article", optional=True),
        conduct=entry.bilingual("conduct"),
        penalty=entry.bilingual_or_none("penalty"),
        iccs=entry.text("iccs", optional=True),
        sure=entry.choice("sure", Sure),
        source=entry.text("source", optional=True),
        since=entry.day_or_none("since"),
        until=entry.day_or_none("until"),
    )
    if found.sure is Sure.ATTESTED and not found.source:
        entry.fault("source", "is missing; say where it was seen, or that it is not_verified")
    if found.since and found.until and found.until < found.since:
        entry.fault("until", "lies before since; write the last day on which the provision held")
    entry.close()
    return found
