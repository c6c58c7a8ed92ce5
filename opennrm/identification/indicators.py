"""What the answers of an interview show, and what they do not. Plain values in and out; no word of a verdict.

The dimension rule is read as «at least»: a further «yes» never turns anything back. «No» and «unknown» count alike,
as nothing shown. Whether a person is a victim is an official's decision (``why_not_confirm`` says what it needs).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from opennrm.identification.questions import (
    AskedOf,
    Dimension,
    Element,
    ListEvidence,
    Phase,
    ScreeningRefusal,
    Shown,
    Strength,
)
from opennrm.identification.terms import Answer, Minor
from opennrm.page.bilingual import Text

NEXT = 5  # questions proposed at once
WORTH = {Strength.STRONG: 3, Strength.MEDIUM: 2, Strength.WEAK: 1}


@dataclass(frozen=True)
class Indicator:
    """One question. ``dimension``, ``strength`` and ``phase`` are those of a weighted list, else None.

    ``part`` is what it is asked together with; ``decides`` that a «yes» shows its element by itself (the Protocol's own
    words); ``means`` and ``exploitation`` are codes of the register it suggests.
    """

    code: str
    text: Text
    element: Element
    part: str
    asked_of: AskedOf = AskedOf.EVERYONE
    dimension: Dimension | None = None
    strength: Strength | None = None
    phase: Phase | None = None
    decides: bool = False
    source: str = ""
    means: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()

    @property
    def weighs(self) -> bool:
        """Whether it counts in a dimension."""
        return self.dimension is not None

    @property
    def number(self) -> str:
        """Its place in the lists of one family: 4.02 is the same question to adults and to children."""
        return self.code[2:] if self.weighs else self.code


@dataclass(frozen=True)
class Rule:
    """When a dimension is positive: at least so many indicators of each strength."""

    id: str
    text: Text
    strong: int = 0
    medium: int = 0
    weak: int = 0
    medium_or_weak: int = 0

    def fires(self, counted: Mapping[Strength, int]) -> bool:
        """Whether so many «yes» are enough; one that is stronger stands in for a weaker one."""
        strong, medium = counted[Strength.STRONG], counted[Strength.MEDIUM]
        total = strong + medium + counted[Strength.WEAK]
        wanted = self.strong + self.medium + self.weak + self.medium_or_weak
        return strong >= self.strong and strong + medium >= self.strong + self.medium and total >= wanted


@dataclass(frozen=True)
class Combination:
    """Dimensions and elements that together have a name. Nothing in it must be absent, so more never undoes it."""

    id: str
    text: Text
    asked_of: AskedOf
    dimensions: tuple[Dimension, ...] = ()
    any: tuple[Dimension, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True)
class Assessed:
    """By what rules answers are assessed, and how sure it is that they read so."""

    title: Text
    since: date
    source: Text
    evidence: ListEvidence
    rules: tuple[Rule, ...]
    combinations: tuple[Combination, ...]


@dataclass(frozen=True)
class DimensionShown:
    """What the answers say of one dimension: «yes» by strength, the rule that fired or None, how much is open."""

    dimension: Dimension
    counted: Mapping[Strength, int]
    rule: Rule | None
    unknown: int
    unasked: int

    @property
    def positive(self) -> bool:
        """Whether a rule fired."""
        return self.rule is not None


@dataclass(frozen=True)
class Assessment:
    """What the answers show. Nobody reads a verdict from it: there is none."""

    minor: Minor
    dimensions: tuple[DimensionShown, ...]
    elements: Mapping[Element, Shown]
    combinations: tuple[Combination, ...]
    signs: tuple[Indicator, ...]  # «yes» that count nowhere
    unknown: tuple[Indicator, ...]
    unasked: tuple[Indicator, ...]


def may_be_child(minor: Minor) -> bool:
    """Under 18 or not sure: treated as a child."""
    return minor != Minor.NO


def assess(answers: Mapping[str, Answer], *, items: Sequence[Indicator], minor: Minor, by: Assessed) -> Assessment:
    """What the answers to the questions of an interview show. Answers to other questions are passed over."""
    yes = [item for item in items if answers.get(item.code) == Answer.YES]
    dimensions = tuple(
        _dimension(each, items, answers, by.rules)
        for each in Dimension
        if any(item.dimension == each for item in items)
    )
    positive = frozenset(each.dimension for each in dimensions if each.positive)
    elements = {each: _element(each, yes, positive, minor) for each in (Element.ACT, Element.MEANS, Element.PURPOSE)}
    return Assessment(
        minor=minor,
        dimensions=dimensions,
        elements=elements,
        combinations=tuple(each for each in by.combinations if _meets(each, positive, elements, minor)),
        signs=tuple(item for item in yes if not item.weighs and not item.decides),
        unknown=tuple(item for item in items if answers.get(item.code) == Answer.UNKNOWN),
        unasked=tuple(item for item in items if item.code not in answers),
    )


def ask_next(
    answers: Mapping[str, Answer], *, items: Sequence[Indicator], minor: Minor, by: Assessed
) -> tuple[Indicator, ...]:
    """The questions not asked yet whose «yes» would change most: at most one of each part, the weightiest first."""
    now = assess(answers, items=items, minor=minor, by=by)
    best: dict[str, tuple[tuple[int, int, int, int], Indicator]] = {}
    for item in now.unasked:
        if item.element == Element.CONSENT:
            continue
        then = assess({**answers, item.code: Answer.YES}, items=items, minor=minor, by=by)
        gain = _gain(now, then, item)
        if gain > best.get(item.part, ((-1, 0, 0, 0), item))[0]:
            best[item.part] = gain, item
    ranked = sorted(best.values(), key=lambda each: each[0], reverse=True)
    return tuple(item for gain, item in ranked if any(gain))[:NEXT]


def carried(answers: Mapping[str, Answer], *, items: Sequence[Indicator]) -> dict[str, Answer]:
    """Answers as they stand for another set of questions: once it is known that a person is, or is not, a child."""
    by_number = {item.number: item.code for item in items if item.weighs}
    there = {item.code for item in items}
    found: dict[str, Answer] = {}
    for code, answer in answers.items():
        to = code if code in there else by_number.get(code[2:])
        if to is not None:
            found.setdefault(to, answer)
    return found


def why_not_confirm(shown: Assessment) -> ScreeningRefusal | None:
    """An act and a purpose must be shown, and of an adult a means (Palermo Protocol, article 3 (a) and (c)).

    What the person consented to is not among what is asked (article 3 (b)).
    """
    if shown.elements[Element.ACT] == Shown.NOT_SHOWN:
        return ScreeningRefusal.NO_ACT
    if shown.elements[Element.PURPOSE] == Shown.NOT_SHOWN:
        return ScreeningRefusal.NO_PURPOSE
    return ScreeningRefusal.NO_MEANS if shown.elements[Element.MEANS] == Shown.NOT_SHOWN else None


def _dimension(
    dimension: Dimension, items: Sequence[Indicator], answers: Mapping[str, Answer], rules: Sequence[Rule]
) -> DimensionShown:
    own = [item for item in items if item.dimension == dimension]
    yes = [item for item in own if answers.get(item.code) == Answer.YES]
    counted = {each: sum(item.strength == each for item in yes) for each in Strength}
    return DimensionShown(
        dimension=dimension,
        counted=counted,
        rule=next((rule for rule in rules if rule.fires(counted)), None),
        unknown=sum(answers.get(item.code) == Answer.UNKNOWN for item in own),
        unasked=sum(item.code not in answers for item in own),
    )


def _element(element: Element, yes: Sequence[Indicator], positive: frozenset[Dimension], minor: Minor) -> Shown:
    """Shown by the Protocol's own question or a positive dimension that speaks of it; a sign alone shows nothing."""
    if element == Element.MEANS and may_be_child(minor):
        return Shown.NOT_NEEDED
    if any(item.element == element and (item.decides or item.dimension in positive) for item in yes):
        return Shown.SHOWN
    return Shown.NOT_SHOWN


def _meets(each: Combination, positive: frozenset[Dimension], elements: Mapping[Element, Shown], minor: Minor) -> bool:
    of = AskedOf.CHILD if may_be_child(minor) else AskedOf.ADULT
    if each.asked_of not in (of, AskedOf.EVERYONE):
        return False
    some = not each.any or any(one in positive for one in each.any)
    shown = all(elements[one] == Shown.SHOWN for one in each.elements)
    return some and shown and all(one in positive for one in each.dimensions)


def _gain(now: Assessment, then: Assessment, item: Indicator) -> tuple[int, int, int, int]:
    """What one more «yes» adds: elements shown, combinations met, dimensions positive, and its weight where open."""
    elements = sum(then.elements[each] != now.elements[each] for each in now.elements)
    dimensions = sum(a.positive != b.positive for a, b in zip(now.dimensions, then.dimensions, strict=True))
    positive = any(each.dimension == item.dimension and each.positive for each in now.dimensions)
    worth = WORTH[item.strength] if item.strength and not positive else 0
    return elements, len(then.combinations) - len(now.combinations), dimensions, worth
