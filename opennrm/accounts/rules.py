"""How long things hold, and who lets whom in. Plain values in, a reason or None out."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from unicodedata import normalize
from uuid import UUID

from opennrm.accounts.terms import Purpose, Refusal
from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power

IDLE = timedelta(minutes=30)  # a session unused so long has ended
WHOLE = timedelta(hours=8)  # and so has one this old, used or not
HALFWAY = timedelta(minutes=10)  # from the password to the second factor
FILLING_IN = timedelta(minutes=10)  # how long a page asked for while fresh may be filled in
TRIES = 5  # failures …
WITHIN = timedelta(minutes=15)  # … in this time, then nothing is tried until it has passed
HOLDS = {Purpose.INVITATION: timedelta(hours=72), Purpose.RECOVERY: timedelta(hours=24)}
APPROVALS = 2


def folded(email: str) -> str:
    """An e-mail address as it counts: width, capitals and blanks around it do not matter."""
    return normalize("NFKC", email).strip().casefold()


def ends(*, begun: datetime, used: datetime) -> datetime:
    """When a session ends if nobody uses it again."""
    return min(begun + WHOLE, used + IDLE)


def is_fresh(confirmed: datetime | None, *, at: datetime, within: timedelta) -> bool:
    """Whether somebody proved who they are so lately that a dangerous act may follow."""
    return confirmed is not None and confirmed <= at < confirmed + within


def why_not_use(*, until: datetime, used: bool, at: datetime) -> Refusal | None:
    """A link opens once, until its time."""
    return Refusal.LINK_OVER if used or at >= until else None


def why_not_renew(*, opened: bool) -> Refusal | None:
    """An invitation is given anew while nobody has accepted it."""
    return Refusal.ALREADY_OPENED if opened else None


def why_not_look_after(by: Post | None, post: Post, *, on: date) -> Refusal | None:
    """Whoever may appoint there looks after who signs in there: not oneself. ``by`` None is the command line."""
    if by is None:
        return None
    if by.official == post.official:
        return Refusal.YOUR_OWN
    mine = by.lead and by.organisation == post.organisation and by.serves(on)
    return None if mine or may(by, Power.APPOINT, on) else Refusal.NOT_YOURS_TO_DECIDE


def why_not_approve(by: Post, post: Post, *, approved: Collection[UUID], ended: bool, on: date) -> Refusal | None:
    """Two different people approve a recovery; neither is the person concerned."""
    if ended:
        return Refusal.RECOVERY_OVER
    if reason := why_not_look_after(by, post, on=on):
        return reason
    return Refusal.APPROVED_BY_YOU if by.official in approved else None


def why_not_drop(*, others: int) -> Refusal | None:
    """An account always keeps an app or a passkey."""
    return None if others else Refusal.LAST_FACTOR


def why_not_found(by: Post, *, on: date) -> Refusal | None:
    """A lead who reads reports founds the organisation's inbox, and brings its paper when all phrases are lost."""
    return None if by.lead and may(by, Power.RECEIVE, on) else Refusal.LEAD_FOUNDS


def why_not_give(post: Post, by: Post, *, on: date) -> Refusal | None:
    """A phrase is for those of the same organisation who read reports."""
    return None if post.organisation == by.organisation and may(post, Power.RECEIVE, on) else Refusal.NO_READER


def why_not_remove(*, others: int) -> Refusal | None:
    """An inbox always keeps another member who has a phrase and still reads reports."""
    return None if others else Refusal.LAST_MEMBER
