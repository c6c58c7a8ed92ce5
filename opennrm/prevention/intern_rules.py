"""A technical intern's case in plain Python: who answers, by when, when others are told, and why not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from opennrm.agencies.corporate import why_not_corporate_number
from opennrm.prevention.intern_steps import PROTECTION, Declared
from opennrm.prevention.intern_terms import Answering, InternOutcome, InternRefusal, RequestState, StepState

NOBODY_TOLD, LEAD_TOLD, MINISTRY_ASKED = 0, 1, 2


@dataclass(frozen=True)
class Answers:
    """Who takes a prefecture's cases on a day; None where nobody does."""

    how: Answering
    official: UUID | None = None


def answers(
    named: UUID | None, *, able: Collection[UUID], instead: Mapping[UUID, UUID], leads: Iterable[UUID]
) -> Answers:
    """The named officer, else whoever stands in, else the first lead. ``able`` serve there and may examine."""
    if named is not None:
        substitute = instead.get(named)
        if substitute is not None and substitute in able:
            return Answers(Answering.SUBSTITUTE, substitute)
        if substitute is None and named in able:
            return Answers(Answering.OFFICER, named)
    first = next(iter(leads), None)
    return Answers(Answering.LEAD, first) if first else Answers(Answering.NOBODY)


def escalation(
    dues: Iterable[date], *, opened: date, acted: date | None, today: date, told: int, rules: Declared
) -> int:
    """How far a case that stands still is to be told: 0 nobody, 1 the lead, 2 the ministry; never less than ``told``.

    It stands still since the earliest deadline that passed, or since somebody last acted, whichever is later.
    """
    first = [opened + timedelta(days=rules.first_act_days)] if acted is None else []
    late = min([*dues, *first], default=None)
    if late is None or today <= late:
        return told
    still = (today - max(late, acted or late)).days
    level = NOBODY_TOLD
    if still >= rules.lead_after:
        level = LEAD_TOLD
    if still >= rules.ministry_after:
        level = MINISTRY_ASKED
    return max(level, told)


def why_not_open(
    *, opened: date, today: date, employer: str, signs: Iterable[str], known: Collection[str]
) -> InternRefusal | None:
    """The day is not in the future; an employer is a corporate number or not known; signs are of the list."""
    if opened > today:
        return InternRefusal.FUTURE
    if employer and why_not_corporate_number(employer):
        return InternRefusal.NO_NUMBER
    return None if set(signs) <= set(known) else InternRefusal.UNKNOWN_SIGN


def why_not_settle(state: str, to: StepState, *, code: str, why: str, noticed: bool) -> InternRefusal | None:
    """A step is done once; protection by its notice alone; what is not needed has a reason."""
    if to == StepState.OPEN:
        return None if state != StepState.OPEN else InternRefusal.SETTLED
    if state != StepState.OPEN:
        return InternRefusal.SETTLED
    if to == StepState.DONE:
        return InternRefusal.BY_NOTICE if code == PROTECTION and not noticed else None
    return None if why.strip() else InternRefusal.NO_REASON


def why_not_move(held: str, to: str, *, reason: str) -> InternRefusal | None:
    """To another prefecture, saying why; who may hand a file over is asked where it is handed over."""
    if to == held:
        return InternRefusal.SAME_PREFECTURE
    return None if reason.strip() else InternRefusal.NO_REASON


def why_not_close(outcome: InternOutcome, *, reason: str, waiting: int) -> InternRefusal | None:
    """With a reason, once every step is settled; what was entered by mistake ends as it is."""
    if not reason.strip():
        return InternRefusal.NO_REASON
    return InternRefusal.WAITING if waiting and outcome != InternOutcome.MISTAKE else None


def why_not_ask(
    *, itself: bool, suspended: bool, asked: bool, classes: Collection[object], words: str, answer_by: date, today: date
) -> InternRefusal | None:
    """A partner is asked once at a time for a step, with what it shall see and by when it answers."""
    if itself:
        return InternRefusal.ITSELF
    if suspended:
        return InternRefusal.SUSPENDED
    if asked:
        return InternRefusal.ASKED_ALREADY
    if not classes:
        return InternRefusal.NO_CLASSES
    if not words.strip():
        return InternRefusal.NOTHING_SAID
    return InternRefusal.PAST if answer_by < today else None


def why_not_answer(state: str, to: RequestState, *, ours: bool, words: str) -> InternRefusal | None:
    """The partner accepts or declines what waits, and answers what it accepted."""
    if not ours:
        return InternRefusal.NOT_YOURS
    if to == RequestState.ANSWERED and state == RequestState.ASKED:
        return InternRefusal.NOT_ACCEPTED
    wanted = RequestState.ACCEPTED if to == RequestState.ANSWERED else RequestState.ASKED
    if state != wanted:
        return InternRefusal.ANSWERED
    if to == RequestState.ACCEPTED:
        return None
    return None if words.strip() else InternRefusal.NOTHING_SAID


def why_not_name(
    *, lead_there: bool, administers: bool, able: bool, since: date, latest: date | None
) -> InternRefusal | None:
    """A lead of the bureau or an administrator names an examiner of it, from a day after the officer before."""
    if not (lead_there or administers):
        return InternRefusal.NOT_YOURS_TO_NAME
    if not able:
        return InternRefusal.NOT_THERE
    return InternRefusal.NAMED_LATER if latest is not None and since <= latest else None
