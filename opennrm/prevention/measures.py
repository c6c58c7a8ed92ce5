"""What an authority may do after an examination, as data: the article each measure rests on, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from opennrm.agencies.declared import Entry, Faults, open_declaration
from opennrm.page.bilingual import Text
from opennrm.prevention.articles import in_language
from opennrm.prevention.criteria import DATA
from opennrm.prevention.examining_terms import MeasureKind
from opennrm.prevention.terms import LawEvidence


@dataclass(frozen=True)
class Ground:
    """The articles of a measure; ``due`` where it names a day by which it is to be fulfilled."""

    kind: MeasureKind
    law: tuple[str, ...]
    evidence: LawEvidence
    due: bool = False

    @property
    def law_text(self) -> Text:
        """The articles as one text, in both languages."""
        return Text(*("; ".join(in_language(each, tag) for each in self.law) for tag in ("en", "ja")))

    @property
    def sure(self) -> bool:
        """Whether the article shows without a mark."""
        return self.evidence == LawEvidence.ATTESTED


@cache
def grounds() -> Mapping[MeasureKind, Ground]:
    """By kind, every kind. Raises FaultyDeclaration with everything there is to mend."""
    faults = Faults()
    file = open_declaration(DATA / "measures.toml", faults)
    file.text("id")
    file.day_or_none("since")
    found = [_ground(row) for row in file.entries("measure", named_by="id")]
    file.close()
    faults.settle()
    return {each.kind: each for each in found}


def _ground(row: Entry) -> Ground:
    found = Ground(
        kind=row.choice("id", MeasureKind),
        law=row.texts("law", optional=False),
        evidence=row.choice("evidence", LawEvidence),
        due=row.flag("due"),
    )
    row.close()
    return found
