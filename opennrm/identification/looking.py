"""What the matching officer sees of pairs, records, merges and questions: codes and bodies, and no sealed field.

All reads run inside ``running(LOOKING, by=officer)``, which leaves a line in the audit for each page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from opennrm.access.scope import System
from opennrm.agencies.forms.choices import bodies
from opennrm.identification.matches import CandidateQuerySet
from opennrm.identification.matching_terms import Agreement, Exactly, MatchField
from opennrm.identification.models import Candidate, Case, MatchQuestion, Merge, Moved, Person

LOOKING = System(
    "look-at-matches",
    reads=frozenset(each._meta.db_table for each in (Person, Case, Candidate, MatchQuestion, Moved)),
)


@dataclass(frozen=True)
class Line:
    """A field of a pair: how it agrees, more exactly where a level says so, and what that weighs."""

    field: str
    agreement: str
    agrees: str
    exactly: str
    weight: str


@dataclass(frozen=True)
class Record:
    """One side of a pair: the case's code, whose it is, and since when."""

    code: str
    owner: str
    opened: date
    confirmed: date | None


@dataclass(frozen=True)
class Asked:
    """Which pairs a page asks for; what is empty asks for all."""

    state: str
    found_by: str = ""
    agrees: str = ""
    at_least: float = 0.0
    code: str = ""


def found(asked: Asked) -> CandidateQuerySet:
    """Pairs as a page asks for them, the likeliest first."""
    rows = Candidate.objects.filter(state=asked.state, probability__gte=asked.at_least).order_by("-probability", "id")
    if asked.found_by:
        rows = rows.filter(found_by=asked.found_by)
    if asked.agrees:
        rows = rows.filter(**{f"why__{asked.agrees}__agrees": Agreement.SAME.value})
    if asked.code:
        persons = Case.objects.filter(code=asked.code).values("person")
        rows = rows.filter(Q(first__in=persons) | Q(second__in=persons))
    return rows


def records(persons: Iterable[UUID]) -> dict[UUID, Record]:
    """The records of persons, in two queries."""
    cases, named = Case.objects.filter(person__in=list(persons)), dict(bodies())
    told = cases.values_list("person", "code", "owner", "opened", "confirmed")
    return {
        person: Record(code, named.get(owner, owner), opened, confirmed)
        for person, code, owner, opened, confirmed in told
    }


def percent(probability: float) -> str:
    """A probability for people; never quite sure."""
    return ">99.9%" if probability > 0.999 else f"{probability:.1%}"


def lines(candidate: Candidate) -> list[Line]:
    """Why two records match, field by field."""
    return [_line(each, candidate.why[each.value]) for each in MatchField if each.value in candidate.why]


def agreeing(candidate: Candidate) -> list[str]:
    """The fields in which a pair agrees, in words."""
    why: Mapping[str, Mapping[str, object]] = candidate.why
    return [str(each.label) for each in MatchField if why.get(each.value, {}).get("agrees") == Agreement.SAME.value]


def questions() -> list[MatchQuestion]:
    """What bodies asked and nobody answered, the oldest first."""
    return list(MatchQuestion.objects.filter(answered__isnull=True).order_by("asked", "id"))


def merges_of(candidate: Candidate) -> list[Merge]:
    """Merges that stand and touch the keys of a pair, the latest first: what may have to be undone."""
    keys = {candidate.first.key, candidate.second.key}
    standing = Merge.objects.filter(Q(kept__in=keys) | Q(dissolved__in=keys), undone__isnull=True)
    return list(standing.order_by("-on", "-id"))


def records_of(merge: Merge) -> list[Record]:
    """The records whose key a merge replaced."""
    return list(records(Moved.objects.filter(merge=merge).values_list("person", flat=True)).values())


def _line(of: MatchField, said: Mapping[str, object]) -> Line:
    agreement = Agreement(str(said["agrees"]))
    code = f"{of.value}_{said['level']}"
    exactly = str(Exactly(code).label) if code in Exactly.values else ""
    weight = "0" if agreement == Agreement.UNKNOWN else f"{float(str(said['weight'])):+.1f}".replace("-", "−")
    return Line(str(of.label), agreement.value, str(agreement.label), exactly, weight)
