"""The criteria as data: one file a system in ``data``, with the day it holds from. Adding one touches no Python."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text
from opennrm.prevention.articles import in_language
from opennrm.prevention.terms import Expected, Group, LawEvidence

DATA = files("opennrm.prevention") / "data"
FILES = ("ssw_criteria.toml",)


@dataclass(frozen=True)
class Criterion:
    """One criterion in our own words. ``terms`` names the rule by which a contract's terms decide it, or is "".

    ``law`` are the articles, as sure as ``evidence`` says; ``form`` is the item of the application form.
    """

    id: str
    group: Group
    text: Text
    expected: Expected
    law: tuple[str, ...]
    evidence: LawEvidence
    may_not_apply: bool = False
    terms: str = ""
    form: str = ""

    @property
    def law_text(self) -> Text:
        """The articles as one text, in both languages."""
        return Text(*("; ".join(in_language(each, tag) for each in self.law) for tag in ("en", "ja")))

    @property
    def article(self) -> str:
        """The articles as one text, with their mark where they are not attested."""
        named = "; ".join(self.law)
        return named if self.evidence == LawEvidence.ATTESTED else f"{named} [{self.evidence.value}]"


@dataclass(frozen=True)
class Criteria:
    """The criteria of a system, holding from ``since`` to ``until`` (None: still)."""

    id: str
    title: Text
    since: date
    until: date | None
    ordinance: str
    all: tuple[Criterion, ...]

    def hold(self, on: date) -> bool:
        """Whether they hold on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


class NoCriteria(ValueError):
    """No set of criteria holds on the day asked for; the text says from when one does."""


def holding(on: date) -> Criteria:
    """The criteria that hold on a day. Raises NoCriteria."""
    for each in every():
        if each.hold(on):
            return each
    began = min(each.since for each in every())
    raise NoCriteria(
        f"no criteria hold on {on}: the Specified Skilled Worker system began on {began}; name a later day"
    )


@cache
def every() -> tuple[Criteria, ...]:
    """All sets of criteria. Raises ``FaultyDeclaration`` with everything there is to mend."""
    faults = Faults()
    sets = tuple(_read(name, faults) for name in FILES)
    faults.settle()
    return sets


def _read(name: str, faults: Faults) -> Criteria:
    file = open_declaration(DATA / name, faults)
    rows = file.entries("criterion", named_by="id")
    found = Criteria(
        id=file.text("id"),
        title=file.bilingual("title"),
        since=file.day_or_none("since") or date.max,
        until=file.day_or_none("until"),
        ordinance=file.text("ordinance"),
        all=tuple(_criterion(row) for row in rows),
    )
    note_repeats([(row, each.id) for row, each in zip(rows, found.all)], "id")
    file.close()
    return found


def _criterion(row: Entry) -> Criterion:
    found = Criterion(
        id=row.text("id"),
        group=row.choice("group", Group),
        text=Text(row.text("en"), row.text("ja")),
        expected=row.choice("expected", Expected),
        law=row.texts("law", optional=False),
        evidence=row.choice("evidence", LawEvidence),
        may_not_apply=row.flag("may_not_apply"),
        terms=row.text("terms", optional=True),
        form=row.text("form", optional=True),
    )
    row.close()
    return found
