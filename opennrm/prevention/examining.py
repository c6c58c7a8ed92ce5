"""Whether something may be done in an examination: plain values in, a reason why not out, or None.

Nobody's silence is a yes: a criterion is «met» only by what the terms show or by evidence that an official names.
"""

from collections.abc import Collection
from datetime import date, timedelta

from opennrm.prevention.examining_terms import ExaminationRefusal, ExaminationState, MeasureKind, Result
from opennrm.prevention.terms import Outcome

OPEN = frozenset({Outcome.NOT_MET, Outcome.NOT_SHOWN})
RESTS_ON_A_FINDING = frozenset({MeasureKind.ORDER, MeasureKind.REFUSAL, MeasureKind.REVOCATION})
TO_ANSWER = timedelta(days=14)  # ours, to begin from: an official sets the day
AFTER_MEASURE = timedelta(days=30)  # ours as well


def why_not_begin(*, contracts: int, under_way: bool) -> ExaminationRefusal | None:
    """One examination of an employer at a time, and of something."""
    if under_way:
        return ExaminationRefusal.UNDER_WAY
    return None if contracts else ExaminationRefusal.NO_CONTRACT


def why_not_work(state: str) -> ExaminationRefusal | None:
    """What is stopped or decided stays as it is."""
    return None if state == ExaminationState.UNDER_WAY else ExaminationRefusal.NOT_UNDER_WAY


def why_not_find(
    *, outcome: str, reckoned: str, may_not_apply: bool, evidence: str, had_evidence: bool = False
) -> ExaminationRefusal | None:
    """An official may find otherwise than the terms show, and says what shows it."""
    if outcome == reckoned:
        return None
    if outcome == Outcome.NOT_APPLICABLE and not may_not_apply:
        return ExaminationRefusal.APPLIES
    return None if evidence.strip() or had_evidence else ExaminationRefusal.NO_EVIDENCE


def why_not_ask(*, points: int, waiting: bool, due: date, today: date) -> ExaminationRefusal | None:
    """One letter at a time, about something, with a day that can be kept."""
    if waiting:
        return ExaminationRefusal.LETTER_OPEN
    if not points:
        return ExaminationRefusal.NOTHING_MISSING
    return None if due > today else ExaminationRefusal.DUE_PAST


def why_not_answer(*, settled: bool, on: date, sent: date, today: date) -> ExaminationRefusal | None:
    """A letter is answered once, not before it was sent."""
    if settled:
        return ExaminationRefusal.LETTER_DONE
    return why_not_between(on, since=sent, today=today)


def why_not_between(on: date, *, since: date, today: date) -> ExaminationRefusal | None:
    """A day from ``since`` to today."""
    if on > today:
        return ExaminationRefusal.FUTURE
    return ExaminationRefusal.TOO_EARLY if on < since else None


def why_not_decide(*, result: str, outcomes: Collection[str], waiting: bool, reason: str) -> ExaminationRefusal | None:
    """A decision fits what was found of every criterion, and has a reason.

    What is not shown is not met for a decision in favour: the employer shows it (a letter asks), or it does not count.
    """
    is_open = bool(OPEN & {Outcome(each) for each in outcomes})
    if result == Result.FULFILS and is_open:
        return ExaminationRefusal.STILL_OPEN
    if result == Result.DOES_NOT and not is_open:
        return ExaminationRefusal.ALL_MET
    if waiting:
        return ExaminationRefusal.LETTER_OPEN
    return None if reason.strip() else ExaminationRefusal.NO_REASON


def why_not_review(*, decided: bool, own: bool, reviewed: bool, reason: str) -> ExaminationRefusal | None:
    """A decision is looked at once more by somebody else, who says why it stands or falls."""
    if not decided:
        return ExaminationRefusal.NOT_DECIDED
    if reviewed:
        return ExaminationRefusal.REVIEWED
    if own:
        return ExaminationRefusal.OWN_DECISION
    return None if reason.strip() else ExaminationRefusal.NO_REASON


def why_not_take(
    *, kind: MeasureKind, not_met: int, names_day: bool, due: date | None, today: date, reason: str
) -> ExaminationRefusal | None:
    """A measure has a reason; what burdens the employer rests on a finding; what is to be fulfilled names a day."""
    if kind in RESTS_ON_A_FINDING and not not_met:
        return ExaminationRefusal.NO_GROUND
    if names_day and due is None:
        return ExaminationRefusal.NO_DUE
    if due is not None and due <= today:
        return ExaminationRefusal.DUE_PAST
    return None if reason.strip() else ExaminationRefusal.NO_REASON


def not_fulfilled(found: Collection[tuple[str, str]]) -> int:
    """How many criteria are not met, of (criterion, outcome): one that fails in ten contracts is one criterion."""
    return len({criterion for criterion, outcome in found if outcome == Outcome.NOT_MET})
