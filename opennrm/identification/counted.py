"""How many persons the register counts, and how few they might be: all pairs still open taken for one person each."""

from dataclasses import dataclass

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.models import Candidate, Person
from opennrm.identification.terms import CandidateState
from opennrm.identification.weights import fewest
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing_keys

COUNTING_PAIRS = System("count-open-pairs", reads=frozenset({Candidate._meta.db_table, Person._meta.db_table}))


@dataclass(frozen=True)
class Counted:
    """Persons identified whose facts stand, at most and at least; ``pairs`` are the open ones between two of them."""

    most: int
    least: int
    pairs: int


def persons_counted(*, at_least: float, by: Official) -> Counted:
    """The count as of now, with its range by the pairs still open from a probability on. Numbers alone leave here."""
    counted = standing_keys(VictimIdentified, collection=NAME)
    with running(COUNTING_PAIRS, by=by):
        rows = Candidate.objects.filter(state=CandidateState.OPEN, probability__gte=at_least)
        pairs = [
            (one, other)
            for one, other in rows.values_list("first__key", "second__key")
            if one in counted and other in counted
        ]
    return Counted(len(counted), fewest(len(counted), pairs), len(pairs))
