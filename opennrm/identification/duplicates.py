"""Likely duplicates among a body's own files, as a case is opened: what agrees is said, never a value.

Reads in the scope of the official who is acting, so that nothing of another body's files can show.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from opennrm.identification.details import Details
from opennrm.identification.link_keys import TELLING, keys_by_person, keys_of
from opennrm.identification.matching_terms import Agreement, AgreesIn, MatchField, Strength
from opennrm.identification.models import Case, LinkKey
from opennrm.identification.weights import LIKELY, PROPOSED, STRONG, Found, agreement_of, compare, weight_of

MOST = 500  # records looked at
SHOWN = 10

# By field and agreement, what is said of it; what is not here says too little to be said.
SAID = {
    (MatchField.DOCUMENT, Agreement.SAME): AgreesIn.DOCUMENT,
    (MatchField.NAME, Agreement.SAME): AgreesIn.NAME,
    (MatchField.NAME, Agreement.CLOSE): AgreesIn.NAME_CLOSE,
    (MatchField.BIRTH, Agreement.SAME): AgreesIn.BIRTH,
    (MatchField.BIRTH, Agreement.CLOSE): AgreesIn.BIRTH_CLOSE,
    (MatchField.PHONE, Agreement.SAME): AgreesIn.PHONE,
}


@dataclass(frozen=True)
class Likely:
    """A case that may be of the same person: in what it agrees, the weightiest first, and how likely it is."""

    case: Case
    reasons: tuple[AgreesIn, ...]
    strength: Strength


def likely_among_own(details: Details) -> list[Likely]:
    """Cases of the scope in force that may be of this person, the likeliest first; in four queries."""
    own = keys_of(details)
    telling = frozenset[int]().union(*(getattr(own, each.value) for each in TELLING))
    if not telling:
        return []
    near = LinkKey.objects.filter(digest__in=list(telling)).order_by("person").values_list("person", flat=True)
    keys = keys_by_person(near.distinct()[:MOST])
    found = {person: compare(own, theirs) for person, theirs in keys.items()}
    best = sorted(found, key=lambda person: (-found[person].probability, str(person)))[:SHOWN]
    cases = {each.person_id: each for each in Case.objects.filter(person__in=best)}
    return list(_likely((cases[each], found[each]) for each in best if each in cases))


def _likely(found: Iterable[tuple[Case, Found]]) -> Iterable[Likely]:
    for case, each in found:
        if each.probability >= PROPOSED:
            yield Likely(case, _reasons(each), strength_of(each.probability))


def _reasons(found: Found) -> tuple[AgreesIn, ...]:
    by_weight = sorted(found.levels.items(), key=lambda level: -weight_of(*level))
    said = (SAID.get((of, agreement_of(of, code))) for of, code in by_weight)
    return tuple(each for each in said if each)


def strength_of(probability: float) -> Strength:
    """A probability in words."""
    if probability >= STRONG:
        return Strength.VERY_LIKELY
    return Strength.LIKELY if probability >= LIKELY else Strength.POSSIBLE
