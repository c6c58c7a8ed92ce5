"""How much it says that two records agree, close to agree, or differ in a field: one table, read by people.

``m`` is how often records of one person stand so to each other, ``u`` how often those of two persons do; what the
agreement weighs is log2 (m / u) (Fellegi and Sunter 1969). The figures are starting values for persons such as are met
in this work: a telephone weighs little, since several victims answer the same one; a day of birth less than in a whole
population, since most are young adults. Where there are records enough the sweep estimates them anew (``sweeping``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from opennrm.identification.matching_terms import Agreement, MatchField

PRIOR = 1e-4  # that two records met at random are of one person
PROPOSED = 0.1  # from this probability on a pair is put before the matching officer
LIKELY = 0.5
STRONG = 0.9  # from this one on a body is told «very likely», and the range of the count takes a pair in
CLOSE = 0.7  # of the letters side by side that two names have, how many they share to be nearly the same
MANY = 0.6  # and how many where a part of the name agrees besides


@dataclass(frozen=True)
class Level:
    """One way in which two records stand to each other in a field."""

    code: str
    agreement: Agreement
    m: float
    u: float

    @property
    def weight(self) -> float:
        """In bits: two more and the odds are fourfold."""
        return log2(self.m / self.u)


# The first that applies. A field that one of them lacks is «unknown» and weighs nothing.
LEVELS: Mapping[MatchField, tuple[Level, ...]] = {
    MatchField.NAME: (
        Level("written", Agreement.SAME, 0.34, 4e-6),
        Level("heard", Agreement.SAME, 0.30, 1e-5),
        Level("skeleton", Agreement.CLOSE, 0.10, 3e-5),
        Level("letters", Agreement.CLOSE, 0.10, 1e-4),
        Level("mostly", Agreement.CLOSE, 0.06, 5e-4),
        Level("part", Agreement.CLOSE, 0.04, 8e-3),
        Level("none", Agreement.DIFFERENT, 0.06, 0.9913),
    ),
    MatchField.BIRTH: (
        Level("day", Agreement.SAME, 0.80, 1e-4),
        Level("near", Agreement.CLOSE, 0.14, 5e-3),
        Level("none", Agreement.DIFFERENT, 0.06, 0.9949),
    ),
    MatchField.DOCUMENT: (
        Level("number", Agreement.SAME, 0.75, 1e-7),
        Level("none", Agreement.DIFFERENT, 0.25, 0.9999999),
    ),
    MatchField.PHONE: (
        Level("number", Agreement.SAME, 0.50, 1e-4),
        Level("none", Agreement.DIFFERENT, 0.50, 0.9999),
    ),
    MatchField.SEX: (
        Level("code", Agreement.SAME, 0.98, 0.55),
        Level("none", Agreement.DIFFERENT, 0.02, 0.45),
    ),
    MatchField.NATIONALITY: (
        Level("code", Agreement.SAME, 0.95, 0.15),
        Level("none", Agreement.DIFFERENT, 0.05, 0.85),
    ),
}
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Keys:
    """What is compared of a person: keyed digests, and two codes. ``bits`` are the letters of a name side by side."""

    written: frozenset[int] = frozenset()
    sound: frozenset[int] = frozenset()
    skeleton: frozenset[int] = frozenset()
    part: frozenset[int] = frozenset()
    bits: tuple[int, ...] = ()
    birth: frozenset[int] = frozenset()
    birth_part: frozenset[int] = frozenset()
    document: frozenset[int] = frozenset()
    phone: frozenset[int] = frozenset()
    sex: str = ""
    nationality: str = ""
    key: str = field(default="", compare=False)  # in the register

    @property
    def named(self) -> frozenset[int]:
        """Digests of whole names."""
        return self.written | self.sound


@dataclass(frozen=True)
class Found:
    """How two records stand to each other: the level of each field, and how probable it is that they are of one."""

    levels: Mapping[MatchField, str]
    probability: float
    weights: Mapping[MatchField, float] = field(default_factory=dict)  # as estimated; else the starting values

    @property
    def why(self) -> dict[str, dict[str, object]]:
        """For the officer: by field how it agrees and what that weighs; no value."""
        return {
            each.value: said(each, code, self.weights.get(each, weight_of(each, code)))
            for each, code in self.levels.items()
        }


def compare(one: Keys, other: Keys) -> Found:
    """How two records stand to each other, by the starting values."""
    levels = {
        MatchField.NAME: _names(one, other),
        MatchField.BIRTH: _births(one, other),
        MatchField.DOCUMENT: _plain(one.document, other.document, "number"),
        MatchField.PHONE: _plain(one.phone, other.phone, "number"),
        MatchField.SEX: _plain(_code(one.sex), _code(other.sex), "code"),
        MatchField.NATIONALITY: _plain(_code(one.nationality), _code(other.nationality), "code"),
    }
    return Found(levels, probability(weight_of(each, code) for each, code in levels.items()))


def probability(weights: Iterable[float], prior: float = PRIOR) -> float:
    """What weights together make of the prior."""
    odds: float = prior / (1 - prior) * 2.0 ** min(sum(weights), 500.0)
    return odds / (1 + odds)


def weight_of(of: MatchField, code: str) -> float:
    """What a level weighs by the starting values; unknown weighs nothing."""
    return next((each.weight for each in LEVELS[of] if each.code == code), 0.0)


def agreement_of(of: MatchField, code: str) -> Agreement:
    """Whether a level is agreement."""
    return next((each.agreement for each in LEVELS[of] if each.code == code), Agreement.UNKNOWN)


def said(of: MatchField, code: str, weight: float) -> dict[str, object]:
    """A level as it is kept with a pair."""
    return {"level": code, "agrees": agreement_of(of, code).value, "weight": round(weight, 1)}


def likeness(one: int, other: int) -> float:
    """Of the letters side by side that two names have, the part they share (64 bits each, so roughly)."""
    return (one & other).bit_count() / ((one | other).bit_count() or 1)


def fewest(counted: int, pairs: Iterable[tuple[str, str]]) -> int:
    """How many persons there are if every pair of keys is one person: each chain of pairs counts one."""
    leads: dict[str, str] = {}

    def lead(key: str) -> str:
        while (above := leads.get(key, key)) != key:
            leads[key] = key = leads.get(above, above)
        return key

    for one, other in pairs:
        first, second = lead(one), lead(other)
        if first != second:
            leads[second] = first
            counted -= 1
    return counted


def _names(one: Keys, other: Keys) -> str:
    if not (one.bits and other.bits):
        return UNKNOWN
    if one.written & other.written:
        return "written"
    if one.sound & other.sound:
        return "heard"
    if one.skeleton & other.skeleton:
        return "skeleton"
    if any(likeness(mine, theirs) >= CLOSE for mine in one.bits for theirs in other.bits):
        return "letters"
    if one.part & other.part:
        return "mostly" if any(likeness(mine, theirs) >= MANY for mine in one.bits for theirs in other.bits) else "part"
    comparable = (one.written and other.written) or (one.sound and other.sound)
    return "none" if comparable else UNKNOWN


def _births(one: Keys, other: Keys) -> str:
    if not (one.birth and other.birth):
        return UNKNOWN
    if one.birth & other.birth:
        return "day"
    return "near" if one.birth_part & other.birth_part else "none"


def _plain(one: frozenset[int], other: frozenset[int], code: str) -> str:
    if not (one and other):
        return UNKNOWN
    return code if one & other else "none"


def _code(text: str) -> frozenset[int]:
    return frozenset({hash(text)} if text else ())
