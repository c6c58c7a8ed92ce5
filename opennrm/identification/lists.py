"""The lists of indicators as dated data: one file a list in ``data``. Adding one touches no Python.

An interview keeps the words of its lists (``Questions.word``, as in ``palermo@2003-12-25``), so that it reads later as
it was asked. A new version of a list is a further file with a later day; the earlier one stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.identification.indicators import Assessed, Combination, Indicator, Rule
from opennrm.identification.questions import AskedOf, Dimension, Element, ListEvidence, Phase, Strength
from opennrm.identification.terms import Minor
from opennrm.page.bilingual import Text
from opennrm.understanding.terms import Exploitation, MeansOfControl

Member = TypeVar("Member", Dimension, Element)

DATA = files("opennrm.identification") / "data"
FILES = ("palermo.toml", "ilo_adult_labour.toml", "ilo_child_labour.toml", "ilo_eleven.toml", "japan_signs.toml")


@dataclass(frozen=True)
class Questions:
    """A list: of whom it is asked, since when it holds, where it is from and how sure that is.

    Of a weighted list every item counts in a dimension; ``by_element`` asks it element by element.
    """

    id: str
    title: Text
    since: date
    asked_of: AskedOf
    source: Text
    evidence: ListEvidence
    weighted: bool
    by_element: bool
    all: tuple[Indicator, ...]

    @property
    def word(self) -> str:
        """How an interview names it and its version."""
        return f"{self.id}@{self.since}"


@dataclass(frozen=True)
class Absence:
    """A list that is known and not here, and why."""

    id: str
    text: Text
    why: Text


class NoSuchList(ValueError):
    """An interview names a list or a version that is not in ``data``: put its file back."""


def holding(on: date, minor: Minor) -> tuple[Questions, ...]:
    """What is asked on a day: the latest version of each list, for an adult or for who is or may be under 18."""
    latest: dict[str, Questions] = {}
    for each in sorted(every(), key=lambda one: one.since):
        if each.since <= on:
            latest[each.id] = each
    wanted = AskedOf.ADULT if minor == Minor.NO else AskedOf.CHILD
    order = list(dict.fromkeys(each.id for each in every()))
    asked = (latest[each] for each in order if each in latest)
    return tuple(each for each in asked if each.asked_of in (wanted, AskedOf.EVERYONE))


def lists_of(words: Iterable[str]) -> tuple[Questions, ...]:
    """The lists an interview names. Raises NoSuchList."""
    known = {each.word: each for each in every()}
    wanted = list(words)
    if missing := [each for each in wanted if each not in known]:
        raise NoSuchList(f"{', '.join(missing)}: no such list in opennrm/identification/data")
    return tuple(known[each] for each in wanted)


def asked(lists: Sequence[Questions], minor: Minor) -> tuple[Indicator, ...]:
    """The questions of an interview, in order. Of who is or may be under 18 none is about a means, or about consent.

    Exploitation a child's list lacks and an adult's has counts for the child as well: a child is never harder to
    confirm.
    """
    items = [item for each in lists for item in each.all]
    if minor == Minor.NO:
        return tuple(item for item in items if item.asked_of != AskedOf.CHILD)
    for each in lists:
        if each.weighted:
            items += _lacking(each)
    fit = (item for item in items if item.element in (Element.ACT, Element.PURPOSE))
    return tuple(item for item in fit if item.asked_of != AskedOf.ADULT or item.weighs)


def assessed() -> Assessed:
    """The rule of the dimensions and the combinations. Raises ``FaultyDeclaration``."""
    return _read_all()[1]


def absent() -> tuple[Absence, ...]:
    """The lists that are not here. Raises ``FaultyDeclaration``."""
    return _read_all()[2]


def every() -> tuple[Questions, ...]:
    """All lists in all versions. Raises ``FaultyDeclaration`` with everything there is to mend."""
    return _read_all()[0]


def _lacking(child: Questions) -> list[Indicator]:
    """What the adults' weighted list of the same family asks of exploitation, and the children's does not."""
    adults = [each for each in every() if each.weighted and each.asked_of == AskedOf.ADULT]
    adult = max((each for each in adults if each.since <= child.since), key=lambda one: one.since, default=None)
    there = {item.number for item in child.all}
    exploitation = [item for item in adult.all if item.dimension == Dimension.EXPLOITATION] if adult else []
    return [item for item in exploitation if item.number not in there]


@cache
def _read_all() -> tuple[tuple[Questions, ...], Assessed, tuple[Absence, ...]]:
    faults = Faults()
    rows: list[tuple[Entry, str]] = []
    lists = tuple(read_list(name, faults, rows) for name in FILES)
    note_repeats(rows, "code")
    found = lists, _assessment(faults), _absences(faults)
    faults.settle()
    return found


def read_list(name: str, faults: Faults, rows: list[tuple[Entry, str]]) -> Questions:
    """One list of ``data``; what is wrong is noted in ``faults``, and its entries are added to ``rows``."""
    file = open_declaration(DATA / name, faults)
    entries = file.entries("item", named_by="code")
    weighted, asked_of = file.flag("weighted"), file.choice("asked_of", AskedOf)
    by_element, id_ = file.flag("by_element"), file.text("id")
    found = Questions(
        id=id_,
        title=file.bilingual("title"),
        since=file.day_or_none("since") or date.max,
        asked_of=asked_of,
        source=file.bilingual("source"),
        evidence=file.choice("evidence", ListEvidence),
        weighted=weighted,
        by_element=by_element,
        all=tuple(_item(row, id_, weighted=weighted, by_element=by_element, asked_of=asked_of) for row in entries),
    )
    rows += [(row, each.code) for row, each in zip(entries, found.all, strict=True)]
    if found.since == date.max:
        file.fault("since", "is missing; write the day the list holds from, as 2009-09-01")
    file.close()
    return found


def _item(row: Entry, of: str, *, weighted: bool, by_element: bool, asked_of: AskedOf) -> Indicator:
    element = row.choice("element", Element)
    dimension = row.choice("dimension", Dimension) if weighted else None
    found = Indicator(
        code=row.text("code"),
        text=Text(row.text("en"), row.text("ja")),
        element=element,
        asked_of=row.choice("asked_of", AskedOf, default=asked_of),
        part=dimension.value if dimension else element.value if by_element else of,
        dimension=dimension,
        strength=row.choice("strength", Strength) if weighted else None,
        phase=row.choice("phase", Phase) if weighted else None,
        decides=by_element,
        source=row.text("source", optional=True),
        means=_codes(row, "means", MeansOfControl.values),
        exploitation=_codes(row, "exploitation", Exploitation.values),
    )
    if dimension and (dimension == Dimension.EXPLOITATION) != (element == Element.PURPOSE):
        row.fault("element", "exploitation is the purpose, every other dimension a means; correct one of the two")
    row.close()
    return found


def _codes(row: Entry, key: str, known: Sequence[str]) -> tuple[str, ...]:
    found = row.texts(key)
    if unknown := [each for each in found if each not in known]:
        row.fault(key, f"found {', '.join(unknown)}; write codes of the register, of {', '.join(known)}")
    return found


def _assessment(faults: Faults) -> Assessed:
    file = open_declaration(DATA / "assessment.toml", faults)
    rules, combinations = file.entries("rule", named_by="id"), file.entries("combination", named_by="id")
    found = Assessed(
        title=file.bilingual("title"),
        since=file.day_or_none("since") or date.max,
        source=file.bilingual("source"),
        evidence=file.choice("evidence", ListEvidence),
        rules=tuple(_rule(row) for row in rules),
        combinations=tuple(_combination(row) for row in combinations),
    )
    note_repeats([(row, each.id) for row, each in zip(rules, found.rules, strict=True)], "id")
    note_repeats([(row, each.id) for row, each in zip(combinations, found.combinations, strict=True)], "id")
    file.close()
    return found


def _rule(row: Entry) -> Rule:
    counts = {name: row.number_or_none(name, 1, 9) or 0 for name in ("strong", "medium", "weak", "medium_or_weak")}
    found = Rule(id=row.text("id"), text=Text(row.text("en"), row.text("ja")), **counts)
    if not any(counts.values()):
        row.fault("strong", "says no number at all, and so fires always; write how many indicators it takes")
    row.close()
    return found


def _combination(row: Entry) -> Combination:
    found = Combination(
        id=row.text("id"),
        text=Text(row.text("en"), row.text("ja")),
        asked_of=row.choice("asked_of", AskedOf),
        dimensions=_members(row, "dimensions", Dimension),
        any=_members(row, "any", Dimension),
        elements=_members(row, "elements", Element),
    )
    if not (found.dimensions or found.any or found.elements):
        row.fault("dimensions", "asks for nothing, and so is always met; write what it takes")
    row.close()
    return found


def _members(row: Entry, key: str, of: type[Member]) -> tuple[Member, ...]:
    found = row.texts(key)
    if unknown := [each for each in found if each not in of.values]:
        row.fault(key, f"found {', '.join(unknown)}; write some of {', '.join(of.values)}")
    return tuple(of(each) for each in found if each in of.values)


def _absences(faults: Faults) -> tuple[Absence, ...]:
    file = open_declaration(DATA / "absent.toml", faults)
    found = []
    for row in file.entries("absent", named_by="id"):
        found.append(Absence(row.text("id"), Text(row.text("en"), row.text("ja")), row.bilingual("why")))
        row.close()
    file.close()
    return tuple(found)
