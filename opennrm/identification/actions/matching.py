"""What the national matching officer decides: the same person, or not; undoing either; answers to bodies that asked.

Two keys of the register become one person's, and what was counted twice is withdrawn; nothing of a record is changed
but its key, so that undoing a merge gives back all that was. Raises ``Refused``. A body that asks is in its own scope;
the officer works under a system scope of the tables listed, and opens no sealed field.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.identification.actions.cases import held_case
from opennrm.identification.actions.proposing import recount
from opennrm.identification.counting import settle
from opennrm.identification.matches import CandidateQuerySet
from opennrm.identification.matching_terms import Answered, MatchingRefusal
from opennrm.identification.models import Candidate, Case, MatchQuestion, MatchState, Merge, Moved, Person
from opennrm.identification.terms import CandidateState
from opennrm.page.refusals import Refused, refuse
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record

MATCHING = System(
    "match-persons",
    reads=frozenset({Case._meta.db_table}),
    writes=frozenset(each._meta.db_table for each in (Person, Candidate, MatchQuestion, Moved)),
)
ASKING = System("count-questions", reads=frozenset(each._meta.db_table for each in (Candidate, MatchQuestion)))
ENTERED_WRONGLY = Reason.ENTRY_ERROR


@transaction.atomic
def same(candidate: UUID, *, reason: str, by: Official, on: date) -> Merge:
    """Say that a pair is one person: the key of the older case stands for both, and both are counted once."""
    _may_match(by, on)
    refuse(None if reason.strip() else MatchingRefusal.NO_REASON)
    with running(MATCHING, by=by):
        held = _open(candidate)
        kept, dissolved = _older_first(held.first.key, held.second.key)
        if _between(kept, dissolved).filter(state=CandidateState.DIFFERENT).exists():
            raise Refused(MatchingRefusal.CONTRADICTS)
        merge = Merge.objects.create(kept=kept, dissolved=dissolved, on=on, by=by, reason=reason.strip())
        moving = list(Person.objects.select_for_update().filter(key=dissolved).order_by("pk"))
        Moved.objects.bulk_create(Moved(merge=merge, person=each, key=dissolved) for each in moving)
        Person.objects.filter(pk__in=[each.pk for each in moving]).update(key=kept)
        Person.objects.filter(key=kept, matched__isnull=True).update(matched=on)
        _of_one(kept).filter(state=CandidateState.OPEN).update(state=CandidateState.SAME, settled=on, settled_by=by)
        waiting = MatchQuestion.objects.filter(person__key=kept, answered__isnull=True)
        waiting.update(answered=on, answered_by=by, answer=Answered.COUNTED_ONCE)
        record("persons.merged", merge.word, by=by.word)
        recount()
    settle(dissolved, reason=Reason.DUPLICATE, by=by, on=on)
    settle(kept, reason=Reason.DUPLICATE, by=by, on=on)
    return merge


@transaction.atomic
def different(candidate: UUID, *, by: Official, on: date) -> None:
    """Say that a pair is of two persons; with it all pairs of the same two, and none is proposed again."""
    _may_match(by, on)
    with running(MATCHING, by=by):
        held = _open(candidate)
        _between(held.first.key, held.second.key).filter(state=CandidateState.OPEN).update(
            state=CandidateState.DIFFERENT, settled=on, settled_by=by
        )
        record("candidate.dismissed", held.word, by=by.word)
        recount()


@transaction.atomic
def reconsider(candidate: UUID, *, by: Official, on: date) -> None:
    """Take back that a pair is of two persons: it is open again."""
    _may_match(by, on)
    with running(MATCHING, by=by):
        held = _held(candidate)
        refuse(
            {CandidateState.OPEN: MatchingRefusal.STILL_OPEN, CandidateState.SAME: MatchingRefusal.MERGED}.get(
                CandidateState(held.state)
            )
        )
        _reopen(Candidate.objects.filter(pk=held.pk))
        record("candidate.reopened", held.word, by=by.word)
        recount()


@transaction.atomic
def unmerge(merge: UUID, *, reason: str, by: Official, on: date) -> None:
    """Undo a merge: each record has the key again that it had, and the facts stand as if it had never been."""
    _may_match(by, on)
    refuse(None if reason.strip() else MatchingRefusal.NO_REASON)
    with running(MATCHING, by=by):
        held = Merge.objects.select_for_update(of=("self",)).get(pk=merge)
        refuse(_why_not_undo(held))
        moved = Moved.objects.filter(merge=held)
        Person.objects.filter(pk__in=moved.values("person")).update(key=held.dissolved)
        for key in (held.kept, held.dissolved):
            if Person.objects.filter(key=key).count() == 1:
                Person.objects.filter(key=key).update(matched=None)
        _reopen(_between(held.kept, held.dissolved).filter(state=CandidateState.SAME))
        Merge.objects.filter(pk=held.pk).update(undone=on, undone_by=by, why_undone=reason.strip())
        record("persons.unmerged", held.word, by=by.word)
        recount()
    settle(held.kept, reason=ENTERED_WRONGLY, by=by, on=on)
    settle(held.dissolved, reason=ENTERED_WRONGLY, by=by, on=on)


@transaction.atomic
def ask(case: Case, *, by: Official, on: date) -> MatchQuestion:
    """Ask the matching officer to look whether other bodies know this person. Called in the scope of the body."""
    held = held_case(case)
    waits = MatchQuestion.objects.filter(person=held.person, answered__isnull=True).exists()
    refuse(MatchingRefusal.ASKED if waits else None)
    asked = MatchQuestion.objects.create(person=held.person, asked=on, asked_by=by)
    record("match.asked", asked.word, by=by.word)
    with running(ASKING, by=by):
        recount()
    return asked


@transaction.atomic
def nothing_found(question: UUID, *, by: Official, on: date) -> None:
    """Answer a body that there is nothing to settle."""
    _may_match(by, on)
    with running(MATCHING, by=by):
        held = MatchQuestion.objects.select_for_update(of=("self",)).get(pk=question)
        refuse(MatchingRefusal.ANSWERED if held.answered else None)
        MatchQuestion.objects.filter(pk=held.pk).update(answered=on, answered_by=by, answer=Answered.NOTHING_FOUND)
        record("match.answered", held.word, by=by.word)
        recount()


@transaction.atomic
def want_sweep(*, by: Official, on: date) -> None:
    """Ask the worker to compare all records at its next turn, rather than tonight."""
    _may_match(by, on)
    MatchState.objects.update_or_create(id=1, defaults={"wanted": timezone.now()})
    record("match.sweep-wanted", "matching:1", by=by.word)


def _may_match(by: Official, on: date) -> None:
    post = Official.objects.with_posts().get(pk=by.pk).post()
    refuse(None if may(post, Power.MATCH, on) else MatchingRefusal.NOT_YOURS)


def _held(candidate: UUID) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=candidate)


def _open(candidate: UUID) -> Candidate:
    """A pair that nobody settled yet. Whoever comes second is told."""
    held = _held(candidate)
    refuse(None if held.state == CandidateState.OPEN else MatchingRefusal.SETTLED)
    return held


def _older_first(one: str, other: str) -> tuple[str, str]:
    """The key whose case was opened first, then the other."""
    opened = {
        key: Case.objects.filter(person__key=key).order_by("opened").values_list("opened", flat=True).first()
        for key in (one, other)
    }
    first, second = sorted((one, other), key=lambda key: (opened[key] or date.max, key))
    return first, second


def _between(one: str, other: str) -> CandidateQuerySet:
    """Pairs of a record of one key with a record of the other."""
    return Candidate.objects.filter(Q(first__key=one, second__key=other) | Q(first__key=other, second__key=one))


def _of_one(key: str) -> CandidateQuerySet:
    """Pairs of two records of one key."""
    return Candidate.objects.filter(first__key=key, second__key=key)


def _why_not_undo(merge: Merge) -> MatchingRefusal | None:
    """A merge is undone once, and not while a later one rests on it: that dissolved the key which this one kept."""
    if merge.undone:
        return MatchingRefusal.UNDONE
    later = Merge.objects.filter(dissolved=merge.kept, undone__isnull=True)
    return MatchingRefusal.LATER_FIRST if later.exists() else None


def _reopen(pairs: CandidateQuerySet) -> None:
    pairs.update(state=CandidateState.OPEN, settled=None, settled_by=None)
