"""The fields of the Human Trafficking Case Data Standard 2.0 as ``data/htcds.toml`` declares them.

A record is one case: a text by the full name of its field, a list of texts where a field takes several answers. Answers
are the standard's own names.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from opennrm.access.terms import FieldClass
from opennrm.understanding import countries
from opennrm.understanding.imports import htcds
from opennrm.understanding.imports.htcds import Question, plain

DECLARED = Path(__file__).resolve().parents[1] / "data" / "htcds.toml"
NAME = "HTCDS 2.0"
YES, NO = "TRUE", "FALSE"
TICKED = frozenset({"true", "yes", "1", "y", "はい"})

Said = str | list[str]
Record = dict[str, Said]


@dataclass(frozen=True)
class Field:
    """One field: what people see, what it takes, what it tells of a person, and what of a case fills it."""

    name: str
    label: str
    kind: str
    toolkit: bool = False
    tells: FieldClass | None = None
    ours: str = ""
    names: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def question(self) -> Question:
        """How its answers are read: by name or by label, in any case."""
        codes = {plain(word): name for name, label in self.answers.items() for word in (name, label)}
        if self.name == "prs_Citizenship":
            codes |= {plain(text.en): code for code, text in countries.names().items() if code in self.answers}
        return Question(self.name, self.label, (self.name, *self.names), tuple(self.answers.values()), codes)


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its full name, those of the toolkit first and in its order."""
    said: dict[str, Any] = tomllib.loads(DECLARED.read_text("utf-8"))
    return {body["name"]: _field(body) for body in said["field"]}


def _field(body: Mapping[str, Any]) -> Field:
    shared = body.get("shared")
    return Field(
        name=body["name"],
        label=body["label"],
        kind=body["kind"],
        toolkit=body.get("toolkit", False),
        tells=FieldClass(body["tells"]) if "tells" in body else None,
        ours=body.get("ours", ""),
        names=tuple(body.get("names", ())),
        answers=htcds.answers(shared) if shared else dict(body.get("answers", ())),
    )
