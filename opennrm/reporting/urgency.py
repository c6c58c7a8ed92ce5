"""How urgent a report is, when somebody is told it waits unread, and when somebody will read. Plain values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from opennrm.agencies.rules import Turn
from opennrm.reporting.terms import Urgency

NEAR = timedelta(days=3)  # a date by which the reporter needs an answer is near

# After how long unread somebody is told, and again each time. Our own choice: no rule of the state fixes it.
PATIENCE = {
    Urgency.NOW: timedelta(minutes=15),
    Urgency.SOON: timedelta(hours=4),
    Urgency.ORDINARY: timedelta(days=3),
}


class Reading(Enum):
    """What can honestly be said of when somebody reads."""

    ON_DUTY = "on_duty"  # somebody is on duty at this moment
    NEXT_TURN = "next_turn"  # the next turn of duty begins at a moment
    NOT_SAID = "not_said"  # the organisation has no turns of duty: nobody can say


@dataclass(frozen=True)
class ReadBy:
    """When somebody reads: ``at`` is when the duty began or begins, in local time; None where it is not said."""

    reading: Reading
    at: datetime | None


def urgency_of(*, danger: bool, child: bool, answer_by: date | None, on: date) -> Urgency:
    """Danger before all else; then a child, or a date that is near or past."""
    if danger:
        return Urgency.NOW
    return Urgency.SOON if child or (answer_by is not None and answer_by - on <= NEAR) else Urgency.ORDINARY


def first_alarm(urgency: Urgency, *, at: datetime) -> datetime:
    """When somebody is first told: of danger at once, of the rest when it has waited."""
    return at if urgency == Urgency.NOW else at + PATIENCE[urgency]


def next_alarm(urgency: Urgency, *, at: datetime) -> datetime:
    """When somebody is told again, if it still waits."""
    return at + PATIENCE[urgency]


def read_by(turns: Iterable[Turn], *, at: datetime) -> ReadBy:
    """When somebody on duty reads, of an aware moment in local time; turns are those of one organisation."""
    all_turns = list(turns)
    if any(turn.covers(at) for turn in all_turns):
        return ReadBy(Reading.ON_DUTY, at)
    coming = [begins for turn in all_turns for begins in _begins(turn, at) if begins > at]
    return ReadBy(Reading.NEXT_TURN, min(coming)) if coming else ReadBy(Reading.NOT_SAID, None)


def _begins(turn: Turn, at: datetime) -> list[datetime]:
    """When a weekly turn begins in this week and the next."""
    ahead = (turn.weekday - at.weekday()) % 7
    first = datetime.combine(at.date() + timedelta(days=ahead), turn.starts, at.tzinfo)
    return [first, first + timedelta(days=7)]
