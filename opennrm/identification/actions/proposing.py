"""Pairs that may be of one person, put before the matching officer at once: by equal digests, at every entry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.link_keys import TELLING, keys_by_person
from opennrm.identification.models import Candidate, Case, LinkKey, MatchQuestion, MatchState, Person
from opennrm.identification.terms import CandidateState, FoundBy
from opennrm.identification.weights import PROPOSED, Found, Keys, compare

MOST = 500  # records looked at for one person: a digest that so many share tells little, and the sweep finds the rest

PROPOSING = System(
    "propose-matches",
    reads=frozenset(each._meta.db_table for each in (Person, Case, LinkKey, MatchQuestion)),
    writes=frozenset({Candidate._meta.db_table}),
)

Pair = tuple[UUID, UUID, Found]


@transaction.atomic
def propose(persons: Sequence[UUID], *, by: Official | None, on: date) -> None:
    """Note the pairs these persons make with others by equal digests; whoever entered them learns nothing of it.

    Persons of one incident were entered side by side, as several: they make none.
    """
    with running(PROPOSING, by=by):
        near = {person: _near(person) for person in persons}
        keys = keys_by_person({*persons, *(each for found in near.values() for each in found)})
        pairs = [(one, other, compare(keys[one], keys[other])) for one, found in near.items() for other in found]
        note(apart(pairs, keys, incidents(keys)), found_by=FoundBy.INDEX, on=on)
        recount()


def note(pairs: Iterable[Pair], *, found_by: FoundBy, on: date) -> int:
    """Enter pairs that are new, and say of those still open how probable they are by now; how many pairs there were.

    What an officer decided stays decided. Inside a system scope that writes candidates.
    """
    rows = [
        Candidate(
            first_id=min(one, other, key=str),
            second_id=max(one, other, key=str),
            found_by=found_by,
            found=on,
            probability=found.probability,
            why=found.why,
        )
        for one, other, found in pairs
    ]
    fresh = Candidate.objects.bulk_create(rows, ignore_conflicts=True)
    made = {each.pk for each in fresh}
    kept = {(each.first_id, each.second_id): each for each in rows}
    standing = Candidate.objects.filter(state=CandidateState.OPEN, first__in={first for first, _second in kept})
    changed = []
    for each in standing.exclude(pk__in=made):
        if new := kept.get((each.first_id, each.second_id)):
            each.probability, each.why, each.found_by = new.probability, new.why, new.found_by
            changed.append(each)
    Candidate.objects.bulk_update(changed, ["probability", "why", "found_by"], batch_size=500)
    return len(rows)


def recount() -> None:
    """Keep in one unprotected row how many pairs and questions wait: the menu shows it without entering a scope."""
    waiting = Candidate.objects.filter(state=CandidateState.OPEN).count()
    waiting += MatchQuestion.objects.filter(answered__isnull=True).count()
    MatchState.objects.update_or_create(id=1, defaults={"waiting": waiting})


def _near(person: UUID) -> list[UUID]:
    """Others with one of the telling digests."""
    own = LinkKey.objects.filter(person=person, of__in=TELLING).values_list("digest", flat=True)
    found = LinkKey.objects.filter(digest__in=list(own)).exclude(person=person)
    return list(found.order_by("person").values_list("person", flat=True).distinct()[:MOST])


def incidents(persons: Iterable[UUID]) -> dict[UUID, UUID]:
    """By person the incident in which they were entered together with others."""
    rows = Case.objects.filter(person__in=list(persons), incident__isnull=False)
    return {person: incident for person, incident in rows.values_list("person", "incident") if incident}


def apart(pairs: Iterable[Pair], keys: Mapping[UUID, Keys], together: Mapping[UUID, UUID]) -> list[Pair]:
    """Pairs of two keys of the register that are probable enough and not of one incident, each once."""
    once = {frozenset((one, other)): (one, other, found) for one, other, found in pairs}
    return [
        (one, other, found)
        for one, other, found in once.values()
        if found.probability >= PROPOSED
        and keys[one].key != keys[other].key
        and (one not in together or together[one] != together.get(other))
    ]
