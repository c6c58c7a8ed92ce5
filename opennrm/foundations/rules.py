"""Who may draft, comment on, release and hand out materials, and when. Plain values in, a reason or None out."""

from datetime import date

from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power
from opennrm.foundations.terms import Refusal, State

MANY = "mul"  # ISO 639's word for several languages: the compact leaflet's
REVIEW_YEARS = 1


def releases(post: Post | None, *, on: date) -> bool:
    """Whether somebody keeps the materials of all; None is the system, from its command line."""
    return post is None or may(post, Power.PUBLISH, on)


def why_not_keep(post: Post | None, *, on: date) -> Refusal | None:
    """Drafts, answers, releases, withdrawals and the handing out of orders are the secretariat's."""
    if releases(post, on=on):
        return None
    return Refusal.NOT_YOURS_TO_RELEASE if post and post.serves(on) else Refusal.NOT_SERVING


def why_not_speak_for(post: Post | None, organisation: str, *, on: date) -> Refusal | None:
    """Everybody comments and orders for their own organisation; the secretariat for those without an account too."""
    if releases(post, on=on):
        return None
    if post is None or not post.serves(on):
        return Refusal.NOT_SERVING
    return None if post.organisation == organisation else Refusal.NOT_YOURS_TO_ORDER


def why_not_comment(state: State, said: str) -> Refusal | None:
    """A draft alone is commented on; what is released is changed by the next draft."""
    if state != State.DRAFT:
        return Refusal.NOT_A_DRAFT
    return None if said.strip() else Refusal.NOTHING_SAID


def why_not_release(state: State, *, digest: str, now: str, unanswered: int, review: date, on: date) -> Refusal | None:
    """What goes out is what was commented on, and nobody who commented was left without an answer."""
    if state != State.DRAFT:
        return Refusal.NOT_A_DRAFT
    if unanswered:
        return Refusal.UNANSWERED
    if digest != now:
        return Refusal.SAYS_SOMETHING_ELSE
    return Refusal.REVIEW_PAST if review <= on else None


def why_not_withdraw(state: State, reason: str) -> Refusal | None:
    """A withdrawal is for good, and says why."""
    if state == State.WITHDRAWN:
        return Refusal.WITHDRAWN
    return None if reason.strip() else Refusal.NO_REASON


def why_not_order(state: State, copies: int) -> Refusal | None:
    """Copies are ordered of what is released."""
    if state != State.RELEASED:
        return Refusal.NOT_RELEASED
    return None if copies > 0 else Refusal.NO_COPIES


def why_not_hand_out(*, copies: int, day: date, ordered: date, released: date, on: date) -> Refusal | None:
    """Copies reach an organisation on a day that has come, after they were released and ordered."""
    if copies <= 0:
        return Refusal.NO_COPIES
    if day > on:
        return Refusal.NOT_YET
    if day < released:
        return Refusal.BEFORE_RELEASE
    return Refusal.BEFORE_ORDER if day < ordered else None


def review_due(made: date) -> date:
    """A material is read again a year after it was made; of 29 February on the 28th."""
    day = 28 if (made.month, made.day) == (2, 29) else made.day
    return date(made.year + REVIEW_YEARS, made.month, day)
