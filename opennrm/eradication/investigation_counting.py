"""The counting rule, in plain values: an offence, an incident and a person are three things and never mix.

*An offence* is one fact, on the day it was cleared, under all its statutes together. *An incident* is what happened at
once; several offences may belong to it, and no fact counts it. *A person* is a suspect, whatever number of offences
they are charged with: the register has a fact for each charge on which they were arrested, or sent to the prosecutor
without arrest (検挙), and counts the person once a period by their key. Years of clearing, of arrest and of disposition
may differ: each fact has its own day. A step that was struck out falls nowhere. Nothing is inferred from another step:
who was prosecuted, with neither an outcome nor an explicit word that the trial goes on, is shown as not accounted for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from opennrm.eradication.charge_states import JUDGMENTS, OUTCOME, Step
from opennrm.eradication.investigation_terms import ChargeAct as A
from opennrm.understanding.terms import Outcome

CLEARS = frozenset({A.ARREST, A.REFER})  # the first of them is the day the person was cleared (検挙)


@dataclass(frozen=True)
class Disposed:
    """An outcome that stands for a suspect, the first day it was reached, and the band of sentence."""

    outcome: Outcome
    on: date
    sentence: str = ""


def arrested_on(steps: Iterable[Step]) -> date | None:
    """The day a charge counts its suspect on; None where nobody was arrested or sent to the prosecutor."""
    return min((step.on for step in steps if step.act in CLEARS), default=None)


def disposals(charges: Iterable[Sequence[Step]]) -> list[Disposed]:
    """What stands of a suspect over all their charges, each outcome once, the first day first.

    A judgment on appeal stands in the place of the one before it. What the prosecutor decided stands beside what the
    court said; a decision taken up again does not.
    """
    found: dict[Outcome, Disposed] = {}
    for steps in charges:
        for step in _standing(steps):
            outcome = OUTCOME[step.act]
            each = Disposed(outcome, step.on, step.sentence)
            there = found.get(outcome)
            if there is None or each.on < there.on:
                found[outcome] = each
    return sorted(found.values(), key=lambda each: (each.on, each.outcome.value))


def _standing(steps: Sequence[Step]) -> list[Step]:
    """The steps of a charge that count and were not overtaken by a later one of the same stage."""
    kept: list[Step] = []
    for step in steps:
        if step.act == A.REOPEN:
            kept = []
        elif step.act in JUDGMENTS:
            kept = [each for each in kept if each.act not in JUDGMENTS] + [step]
        elif step.act in OUTCOME:
            kept.append(step)
    return kept


@dataclass(frozen=True)
class Tally:
    """How many of each unit; they are never added up."""

    offences: int
    incidents: int
    persons: int


def tally(cleared: Mapping[str, tuple[str, date]], arrested: Iterable[tuple[str, date]], *, year: int) -> Tally:
    """Of a year: offences by key with their incident and day of clearing, and persons by key with days of arrest."""
    incidents = [incident for incident, day in cleared.values() if day.year == year]
    persons = {key for key, day in arrested if day.year == year}
    return Tally(len(incidents), len(set(incidents)), len(persons))
