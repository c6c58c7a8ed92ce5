"""What may be done with a case, and why not. Plain values in, a reason or None out."""

from datetime import date

from opennrm.identification.terms import Refusal

MOST = 100  # persons of one incident entered at once


def why_not_open(*, persons: int, opened: date, today: date) -> Refusal | None:
    """An incident has at least one person, and was not opened tomorrow."""
    if not 0 < persons <= MOST:
        return Refusal.NOBODY
    return Refusal.FUTURE if opened > today else None


def why_not_handle(*, closed: bool) -> Refusal | None:
    """A closed case is handled no more until it is reopened."""
    return Refusal.CLOSED if closed else None


def why_not_close(*, closed: bool, reason: str) -> Refusal | None:
    """A case is closed once, saying why."""
    if closed:
        return Refusal.CLOSED
    return None if reason else Refusal.NO_REASON


def why_not_reopen(*, closed: bool) -> Refusal | None:
    """Only what is closed is reopened."""
    return None if closed else Refusal.NOT_CLOSED
