"""When something of residence is due, what may be done to a procedure, and why not. Plain values in and out."""

from collections.abc import Iterable
from datetime import date, timedelta

from opennrm.protection.procedures import ProcedureAct as Act
from opennrm.protection.procedures import ProcedureKind, ResidenceRefusal
from opennrm.protection.procedures import ProcedureState as State

# Where a procedure stands after an act; what is not here cannot be done (docs/reference/residence-and-return.md).
STEPS: dict[State, dict[Act, State]] = {
    State.PREPARING: {Act.APPLY: State.APPLIED, Act.WITHDRAW: State.WITHDRAWN},
    State.APPLIED: {Act.GRANT: State.GRANTED, Act.REFUSE: State.REFUSED, Act.WITHDRAW: State.WITHDRAWN},
    State.GRANTED: {Act.PUT_RIGHT: State.GRANTED, Act.TAKE_BACK: State.APPLIED},
    State.REFUSED: {Act.OBJECT: State.OBJECTED, Act.TAKE_BACK: State.APPLIED},
    State.OBJECTED: {Act.UPHOLD: State.GRANTED, Act.REJECT: State.REJECTED, Act.WITHDRAW: State.REFUSED},
    State.REJECTED: {Act.TAKE_BACK: State.OBJECTED},
    State.WITHDRAWN: {},
}
GOING_ON = (State.PREPARING, State.APPLIED, State.OBJECTED)
GRANTING = frozenset({Act.GRANT, Act.UPHOLD, Act.PUT_RIGHT})


def reminders(until: date, steps: Iterable[int]) -> list[date]:
    """The days on which somebody is reminded of an expiry, the earliest first. ``steps`` are days before it."""
    return [until - timedelta(days=days) for days in sorted(steps, reverse=True)]


def step_due(until: date, today: date, steps: Iterable[int], *, told: int | None) -> int | None:
    """Which reminder is due: the last whose day has come, unless it, or a later one, was told. None after expiry.

    ``told`` is the least number of days before expiry at which somebody was reminded, None where nobody was.
    """
    left = (until - today).days
    if left < 0:
        return None
    reached = min((step for step in steps if left <= step), default=None)
    return reached if reached is not None and (told is None or reached < told) else None


def next_reminder(until: date, today: date, steps: Iterable[int]) -> date | None:
    """The day of the next reminder after today; None where none is left."""
    return next((day for day in reminders(until, steps) if day > today), None)


def due_on(wanted: date, *, until: date | None, today: date) -> date:
    """A day something is due, drawn forward so that it never falls after the stay expires, if that lies ahead."""
    return min(wanted, until) if until is not None and until >= today else wanted


def why_not_due(due: date, *, until: date | None, today: date) -> ResidenceRefusal | None:
    """Nothing is due in the past, nor after the stay has expired."""
    if due < today:
        return ResidenceRefusal.DUE_PAST
    return ResidenceRefusal.DUE_AFTER_EXPIRY if due_on(due, until=until, today=today) < due else None


def may_follow(state: State) -> tuple[Act, ...]:
    """What can be done to a procedure that stands there."""
    return tuple(STEPS[state])


def why_not_step(state: State, act: Act, *, day: date, since: date, today: date) -> ResidenceRefusal | None:
    """An act follows from where the procedure stands, not tomorrow, and not before the step before (``since``)."""
    if act not in STEPS[state]:
        return ResidenceRefusal.MEANWHILE
    if day > today:
        return ResidenceRefusal.FUTURE
    return ResidenceRefusal.TOO_EARLY if day < since else None


def why_not_grant(kind: ProcedureKind, *, status: str, until: date | None, day: date) -> ResidenceRefusal | None:
    """A grant names a status (provisional release is none) and a day it ends; permanent residence has no such day."""
    if kind != ProcedureKind.PROVISIONAL_RELEASE and not status:
        return ResidenceRefusal.NO_STATUS
    if until is None:
        return None if status in ENDLESS else ResidenceRefusal.NO_END
    return ResidenceRefusal.NO_END if until <= day else None


ENDLESS = frozenset({"PermanentResident", "SpecialPermanentResident"})
