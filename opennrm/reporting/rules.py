"""What may be done with a report, and why not. Plain values in, a reason or None out."""

from collections.abc import Sequence
from datetime import date

from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Refusal, ReportState

LONGEST = 50_000  # characters of one message: some 25 pages
ENDED = frozenset({ReportState.MERGED, ReportState.WITHDRAWN})


def why_not_send(text: str) -> Refusal | None:
    """One answer is asked for: what happened. All others may stay empty."""
    if not text.strip():
        return Refusal.NOTHING_SAID
    return Refusal.TOO_LONG if len(text) > LONGEST else None


def why_not_handle(state: str) -> Refusal | None:
    """A merged or withdrawn report is handled no more."""
    return Refusal.ENDED if state in ENDED else None


def why_not_take_up(*, requested: bool, taken_up: bool) -> Refusal | None:
    """Identification begins with what the desk handed to it, once."""
    if taken_up:
        return Refusal.TAKEN_UP
    return None if requested else Refusal.NOT_REQUESTED


def why_not_take_back_request(state: str, *, taken_up: bool) -> Refusal | None:
    """What was handed to identification is taken back until a case was begun from it."""
    if state in ENDED:
        return Refusal.ENDED
    return Refusal.TAKEN_UP if taken_up and state == ReportState.REQUESTED else None


def why_not_request(state: str, *, taken_up: bool) -> Refusal | None:
    """Identification is asked once: it has begun already where a case was."""
    if state in ENDED:
        return Refusal.ENDED
    return Refusal.TAKEN_UP if taken_up else None


def why_not_reply(state: str, *, text: str) -> Refusal | None:
    """A reply says something; nobody writes to who has withdrawn."""
    if state in ENDED:
        return Refusal.ENDED
    return None if text.strip() else Refusal.NO_REPLY_TEXT


def why_not_hand_over(
    state: str, *, owner: str, served: frozenset[str], to: str, inbox: bool, reason: str
) -> Refusal | None:
    """Whoever holds a report hands it over, once, to a body that can open it, saying why."""
    if owner not in served:
        return Refusal.NOT_OWNER
    if to == owner:
        return Refusal.SAME_BODY
    if state in ENDED:
        return Refusal.ENDED
    if not inbox:
        return Refusal.NO_INBOX
    return None if reason.strip() else Refusal.NO_REASON


def why_not_send_away(state: str, *, help: Sequence[str]) -> Refusal | None:
    """«Not trafficking» never stands alone: at least one place that can help is named."""
    if state in ENDED:
        return Refusal.ENDED
    return None if help else Refusal.NO_HELP_NAMED


def why_not_merge(state: str, *, into_state: str, same: bool, owners: frozenset[str]) -> Refusal | None:
    """Two reports of one organisation become one; a chain of merges would hide the middle one."""
    if same:
        return Refusal.SAME_REPORT
    if ReportState.MERGED in {state, into_state}:
        return Refusal.MERGED_ALREADY
    if ReportState.WITHDRAWN in {state, into_state}:
        return Refusal.ENDED
    return None if len(owners) == 1 else Refusal.NOT_OWNER


def why_not_record(*, may_call_back: bool, call_back: str) -> Refusal | None:
    """Nobody is called back unless it was said how that is safe."""
    return Refusal.NO_CALL_BACK if may_call_back and not call_back.strip() else None


def why_not_take_back(*, on: date, today: date, outcome: str, booked: bool, taken_up: bool = False) -> Refusal | None:
    """A slip of the hand is taken back on its day; who was given a receipt holds it, and keeps it."""
    if why := why_not_correct(on=on, today=today, outcome=outcome, taken_up=taken_up):
        return why
    return Refusal.BOOKED if booked else None


def why_not_correct(*, on: date, today: date, outcome: str, taken_up: bool = False) -> Refusal | None:
    """What was recorded is corrected on its day; what became a report or a case is corrected there."""
    if taken_up:
        return Refusal.TAKEN_UP
    if outcome == Outcome.REPORTED:
        return Refusal.HAS_RECEIPT
    return None if on == today else Refusal.DAY_OVER


def served(interpreting: Interpreting) -> bool:
    """Whether the person was understood in the language they asked for."""
    return interpreting.served


def spoken(way: ContactWay) -> bool:
    """Whether a receipt is given by voice."""
    return way == ContactWay.TELEPHONE
