"""Steps, signs and days of a technical intern's case, as declared in ``data/intern_steps.toml``."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text, label_of
from opennrm.prevention.criteria import DATA
from opennrm.prevention.terms import LawEvidence

FILE = "intern_steps.toml"
PROTECTION, MINISTRY = "protection", "ministry"  # a request to identification; what the escalation asks the ministry
LOOKED_INTO = Text("Nobody acts: the ministry looks into it", "対応がないため本省が確認")
LONGEST = 366


@dataclass(frozen=True)
class Step:
    """What is to be done within ``days`` of the opening, and which partners it may be asked of (organisations)."""

    code: str
    title: Text
    days: int
    partners: tuple[str, ...]
    since: date
    until: date | None
    evidence: LawEvidence
    source: str


@dataclass(frozen=True)
class Sign:
    """Something seen that may be a sign of trafficking, or of a breach."""

    code: str
    text: Text
    evidence: LawEvidence
    source: str


@dataclass(frozen=True)
class Declared:
    """The whole file. Days count from the opening, or from a deadline that passed."""

    first_act_days: int
    lead_after: int
    ministry_after: int
    steps: tuple[Step, ...]
    signs: tuple[Sign, ...]

    def holding(self, on: date) -> tuple[Step, ...]:
        """The steps that hold on a day."""
        return tuple(each for each in self.steps if each.since <= on and (each.until is None or on <= each.until))

    def step(self, code: str) -> Step | None:
        """A step by its code; None for one that is not declared any more."""
        return next((each for each in self.steps if each.code == code), None)


@cache
def declared() -> Declared:
    """What the file says. Raises ``FaultyDeclaration`` with everything there is to mend."""
    faults = Faults()
    file = open_declaration(DATA / FILE, faults)
    file.text("id")
    file.bilingual("title")
    steps, signs = file.entries("step", named_by="code"), file.entries("sign", named_by="code")
    found = Declared(
        first_act_days=file.number("first_act_days", 0, LONGEST),
        lead_after=file.number("lead_after", 0, LONGEST),
        ministry_after=file.number("ministry_after", 0, LONGEST),
        steps=tuple(_step(each) for each in steps),
        signs=tuple(_sign(each) for each in signs),
    )
    note_repeats([(row, each.code) for row, each in zip(steps, found.steps)], "code")
    note_repeats([(row, each.code) for row, each in zip(signs, found.signs)], "code")
    file.close()
    faults.settle()
    return found


def step_title(code: str) -> str:
    """What a step is called, in the language of the page; one that is not declared any more by its code."""
    found = declared().step(code)
    text = LOOKED_INTO if code == MINISTRY else found.title if found else Text(code, code)
    return str(label_of(text))


def _step(row: Entry) -> Step:
    found = Step(
        code=row.text("code"),
        title=row.bilingual("title"),
        days=row.number("days", 0, LONGEST),
        partners=row.texts("partners"),
        since=row.day_or_none("since") or date.min,
        until=row.day_or_none("until"),
        evidence=row.choice("evidence", LawEvidence),
        source=row.text("source", optional=True),
    )
    row.close()
    return found


def _sign(row: Entry) -> Sign:
    found = Sign(
        row.text("code"), row.bilingual("text"), row.choice("evidence", LawEvidence), row.text("source", optional=True)
    )
    row.close()
    return found
