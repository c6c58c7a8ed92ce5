"""What is declared of residence and return in ``data``: procedures, documents, reminders, factors of danger.

Adding a row touches no Python. Raises ``FaultyDeclaration`` with everything there is to mend.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text
from opennrm.protection.procedures import ProcedureKind, Sure

DATA = files("opennrm.protection") / "data"
LONGEST = 366  # days


@dataclass(frozen=True)
class Item:
    """A document to hand in, or a factor to ask about; ``source`` is where it was seen, empty where it was not."""

    code: str
    text: Text
    sure: Sure
    source: str


@dataclass(frozen=True)
class Declared:
    """A kind of procedure: when it is asked for, what is handed in, and how long there is to object.

    ``due_before`` is how many days before the end of stay the application is due, None where no stay runs.
    """

    kind: ProcedureKind
    when: Text
    source: str
    sure: Sure
    documents: tuple[Item, ...]
    due_before: int | None
    objection_days: int | None
    objection: Text | None
    objection_sure: Sure


@dataclass(frozen=True)
class Residence:
    """All of ``residence.toml``. ``reminders`` are days before the end of a stay, the most first."""

    reminders: tuple[int, ...]
    procedures: dict[ProcedureKind, Declared]


@cache
def residence() -> Residence:
    """Procedures of residence, each kind once."""
    faults = Faults()
    whole = open_declaration(DATA / "residence.toml", faults)
    steps = [_days(entry) for entry in whole.entries("reminder")]
    if steps != sorted(set(steps), reverse=True):
        whole.fault("reminder", f"found {steps}; write each number of days once, the most first")
    entries = [(entry, entry.text("kind")) for entry in whole.entries("procedure", named_by="kind")]
    note_repeats(entries, "kind")
    declared = [_declared(entry) for entry, _kind in entries]
    for kind in ProcedureKind:
        if kind not in {each.kind for each in declared}:
            whole.fault("procedure", f"has no {kind.value}; write one")
    whole.close()
    faults.settle()
    return Residence(tuple(steps), {each.kind: each for each in declared})


@cache
def factors() -> tuple[Item, ...]:
    """The factors of danger in the country of return."""
    faults = Faults()
    whole = open_declaration(DATA / "return_factors.toml", faults)
    found = _items(whole, "factor")
    whole.close()
    faults.settle()
    return found


def _days(entry: Entry) -> int:
    days = entry.number("days", 1, LONGEST)
    entry.close()
    return days


def _declared(entry: Entry) -> Declared:
    found = Declared(
        kind=entry.choice("kind", ProcedureKind),
        when=entry.bilingual("when"),
        source=entry.text("source", optional=True),
        sure=entry.choice("sure", Sure),
        documents=_items(entry, "document"),
        due_before=entry.number_or_none("due_before", 0, LONGEST),
        objection_days=entry.number_or_none("objection_days", 1, LONGEST),
        objection=entry.bilingual_or_none("objection"),
        objection_sure=entry.choice("objection_sure", Sure, default=Sure.NOT_VERIFIED),
    )
    if found.sure is Sure.ATTESTED and not found.source:
        entry.fault("source", "is missing; say where it was seen, or that it is not_verified")
    entry.close()
    return found


def _items(whole: Entry, key: str) -> tuple[Item, ...]:
    entries = [(entry, entry.text("code")) for entry in whole.entries(key, named_by="code")]
    note_repeats(entries, "code")
    return tuple(_item(entry, code) for entry, code in entries)


def _item(entry: Entry, code: str) -> Item:
    item = Item(code, entry.bilingual("text"), entry.choice("sure", Sure), entry.text("source", optional=True))
    if item.sure is Sure.ATTESTED and not item.source:
        entry.fault("source", "is missing; say where it was seen, or that it is not_verified")
    entry.close()
    return item
