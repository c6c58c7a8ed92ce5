"""Who may decide what, when. Plain values in, a reason or None out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from opennrm.identification.indicators import Assessment, why_not_confirm
from opennrm.identification.questions import ScreeningRefusal, StopReason
from opennrm.identification.terms import DecisionKind, Due, Minor, Place, Refusal, Standing
from opennrm.reporting.terms import Interpreting

FINAL = frozenset({Standing.CONFIRMED, Standing.NOT_VICTIM})  # only a review or an appeal changes these
# What is due after a decision, and within how many days. «Possible» leaves time to recover and reflect.
THEN: dict[Standing, tuple[Due, timedelta]] = {
    Standing.NEEDS_MORE: (Due.SCREENING, timedelta(days=14)),
    Standing.POSSIBLE: (Due.DECISION, timedelta(days=30)),
    Standing.CONFIRMED: (Due.SUPPORT, timedelta(days=7)),
    Standing.NOT_VICTIM: (Due.FOLLOW_UP, timedelta(days=14)),
}
APPEAL_DUE = timedelta(days=14)


@dataclass(frozen=True)
class Latest:
    """The decision that stands: its place in the case, who took part in it so far, when it was appealed against."""

    outcome: Standing
    place: int
    on: date
    took_part: Collection[UUID]
    appealed: date | None


@dataclass(frozen=True)
class Heard:
    """What a decision can rest on: whether an interview is still open, and what the concluded one shows, if any."""

    still_open: bool
    shown: Assessment | None


def why_stop(*, place: Place, interpreting: Interpreting, alone: bool, safe: bool) -> StopReason | None:
    """Why no question is asked here and now. Papers are read without speaking with anybody."""
    if place == Place.PAPERS:
        return None
    if not safe:
        return StopReason.UNSAFE
    if not alone:
        return StopReason.NOT_ALONE
    return StopReason.INTERPRETER if interpreting == Interpreting.NONE else None


def why_not_begin(
    *, open_already: bool, said: Minor, known: Minor, on: date, opened: date, today: date
) -> ScreeningRefusal | Refusal | None:
    """One interview at a time; and who is under 18 in the case is so in the interview."""
    if open_already:
        return ScreeningRefusal.OPEN_ALREADY
    if known == Minor.YES and said != Minor.YES:
        return ScreeningRefusal.CHILD_IN_THE_CASE
    return why_not_on(on, since=opened, today=today)


def why_not_ask(*, ended: bool, stopped: bool) -> ScreeningRefusal | None:
    """Questions are asked in an interview that goes on."""
    if ended:
        return ScreeningRefusal.CONCLUDED
    return ScreeningRefusal.STOPPED if stopped else None


def why_not_decide(
    kind: DecisionKind,
    *,
    outcome: Standing,
    reason: str,
    latest: Latest | None,
    seen: int | None,
    by: UUID,
) -> ScreeningRefusal | Refusal | None:
    """Whether an official may decide so now. ``seen`` is the place of the last decision they had read (0: none)."""
    if seen is not None and seen != (latest.place if latest else 0):
        return ScreeningRefusal.DECIDED_MEANWHILE
    if outcome == Standing.UNDECIDED:
        return ScreeningRefusal.NO_DECISION
    if not reason.strip():
        return Refusal.NO_REASON
    if kind == DecisionKind.FIRST:
        return _why_not_first(latest)
    return _why_not_again(kind, latest, by)


def why_not_rest(outcome: Standing, heard: Heard) -> ScreeningRefusal | None:
    """Whether the interview bears the decision: nobody is confirmed or turned down unheard."""
    if outcome not in FINAL:
        return None
    if heard.still_open:
        return ScreeningRefusal.STILL_OPEN
    if heard.shown is None:
        return ScreeningRefusal.NOT_HEARD
    return why_not_confirm(heard.shown) if outcome == Standing.CONFIRMED else None


def why_not_appeal(latest: Latest, *, asked: date, today: date) -> ScreeningRefusal | Refusal | None:
    """What was decided is appealed against once at a time, not before it was decided."""
    if latest.appealed is not None:
        return ScreeningRefusal.APPEALED
    return why_not_on(asked, since=latest.on, today=today)


def why_not_on(on: date, *, since: date, today: date) -> ScreeningRefusal | Refusal | None:
    """Nothing happens tomorrow, or before what it follows."""
    if on > today:
        return Refusal.FUTURE
    return ScreeningRefusal.BEFORE if on < since else None


def _why_not_first(latest: Latest | None) -> ScreeningRefusal | None:
    if latest is None:
        return None
    if latest.appealed is not None:
        return ScreeningRefusal.APPEALED
    return ScreeningRefusal.DECIDED if latest.outcome in FINAL else None


def _why_not_again(kind: DecisionKind, latest: Latest | None, by: UUID) -> ScreeningRefusal | None:
    """A review or an appeal is another official's; an appeal is decided once the person made one."""
    if latest is None:
        return ScreeningRefusal.NOTHING_DECIDED
    if kind == DecisionKind.APPEAL and latest.appealed is None:
        return ScreeningRefusal.NOT_APPEALED
    if kind == DecisionKind.REVIEW and latest.appealed is not None:
        return ScreeningRefusal.APPEALED
    return ScreeningRefusal.OWN_DECISION if by in latest.took_part else None
