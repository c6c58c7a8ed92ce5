"""Who writes, sends, asks back and accepts progress, and when; what a text may say. Plain values in and out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power
from opennrm.plan.progress_terms import ActivityKind, Counted, Refusal, State

PLACE = re.compile(r"\{(\d{1,2})\}")
NUMBER = re.compile(r"(?<![\d{.,])\d[\d,]*(?![\d}])")
SMALLEST_RETYPED = 10  # smaller numbers stand in a text for much else
BODY_WRITES = (State.DUE, State.DRAFT, State.ASKED_BACK)
UNASSIGNED = (State.DUE,)


@dataclass(frozen=True)
class Activity:
    """One dated thing that was done. ``number`` counts ``counted``; None where nothing was counted."""

    day: date
    kind: ActivityKind
    text_ja: str
    text_en: str
    number: int | None
    counted: Counted
    link: str


def is_secretariat(post: Post | None, *, on: date) -> bool:
    """Whether somebody coordinates the plan; None is the system."""
    return post is None or may(post, Power.COORDINATE, on)


def reads_all(post: Post, *, on: date) -> bool:
    """Whether somebody sees what every body sent: the secretariat, and who brings the annual report out."""
    return may(post, Power.COORDINATE, on) or may(post, Power.PUBLISH, on)


def reports_for(post: Post | None, body: str, *, on: date) -> bool:
    """Whether somebody writes a body's progress: its lead, or whoever has the power there."""
    if post is None or post.organisation != body or not post.serves(on):
        return False
    return post.lead or may(post, Power.REPORT_PROGRESS, on)


def why_not_coordinate(post: Post | None, *, on: date) -> Refusal | None:
    """Opening a year, assigning, asking back, editing and accepting are the secretariat's."""
    if is_secretariat(post, on=on):
        return None
    return Refusal.NOT_SECRETARIAT if post and post.serves(on) else Refusal.NOT_SERVING


def why_not_write(post: Post | None, body: str, state: State, *, on: date) -> Refusal | None:
    """A body writes until it sends, and again when it was asked back."""
    if not reports_for(post, body, on=on):
        return Refusal.NOT_YOUR_BODY if post and post.serves(on) else Refusal.NOT_SERVING
    if state == State.ACCEPTED:
        return Refusal.ACCEPTED
    return None if state in BODY_WRITES else Refusal.WITH_SECRETARIAT


def why_not_edit(post: Post | None, state: State, *, on: date) -> Refusal | None:
    """The secretariat edits the wording of what lies with it."""
    if reason := why_not_coordinate(post, on=on):
        return reason
    if state == State.ACCEPTED:
        return Refusal.ACCEPTED
    return None if state == State.SENT else Refusal.WITH_BODY


def why_not_change(at: str, now: str) -> Refusal | None:
    """Nobody writes over what they have not seen: ``at`` is the state of the text a form was opened on."""
    return None if at == now else Refusal.CHANGED_MEANWHILE


def why_not_send(state: State, *, texts: Sequence[str], figures: int, answer: str) -> Refusal | None:
    """What is sent says something, names no figure it does not have, and answers what was asked."""
    if not any(text.strip() for text in texts):
        return Refusal.NO_TEXT
    if any(place > figures or place < 1 for text in texts for place in places(text)):
        return Refusal.NO_SUCH_FIGURE
    return Refusal.NO_ANSWER if state == State.ASKED_BACK and not answer.strip() else None


def why_not_ask_back(post: Post | None, state: State, question: str, *, on: date) -> Refusal | None:
    """What was sent or accepted is asked back, with a question."""
    if reason := why_not_coordinate(post, on=on):
        return reason
    if state.with_body:
        return Refusal.WITH_BODY
    return None if question.strip() else Refusal.NO_QUESTION


def why_not_accept(post: Post | None, state: State, *, without_number: int, on: date) -> Refusal | None:
    """What is accepted was sent, and each of its figures finds its number."""
    if reason := why_not_edit(post, state, on=on):
        return reason
    return Refusal.FIGURE_WITHOUT_NUMBER if without_number else None


def why_not_open(year: int, *, in_file: bool, is_open: bool, today: date) -> Refusal | None:
    """A year has one source: where a file tells its progress, the desk does not open it."""
    if year > today.year:
        return Refusal.YEAR_NOT_BEGUN
    if in_file:
        return Refusal.YEAR_IN_FILE
    return Refusal.YEAR_OPEN if is_open else None


def why_not_due(year: int, due: date) -> Refusal | None:
    """A year is reported on when it is over."""
    return Refusal.DUE_TOO_EARLY if due <= date(year, 12, 31) else None


def why_not_unassign(state: State, versions: int) -> Refusal | None:
    """Only where nothing was written yet."""
    return Refusal.WRITTEN_ALREADY if versions or state not in UNASSIGNED else None


def why_not_activities(activities: Iterable[Activity], year: int) -> Refusal | None:
    """The activities of a year were held in it."""
    return Refusal.OTHER_YEAR if any(each.day.year != year for each in activities) else None


def is_late(state: State, due: date, today: date) -> bool:
    """Whether the body should have sent it."""
    return state.with_body and due < today


def step_due(due: date, today: date, days: Sequence[int], *, told: int) -> int:
    """How many reminders should have gone out by now, where ``told`` went out; never fewer than those."""
    return max(told, sum(due + timedelta(days=each) <= today for each in days))


def places(text: str) -> list[int]:
    """The figures a text names, as in «{1}»."""
    return [int(found) for found in PLACE.findall(text)]


def filled(text: str, numbers: Sequence[str]) -> str:
    """The text with the number of each figure in its place; a place without a figure stays as it is written."""

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        return numbers[at] if 0 <= at < len(numbers) else found[0]

    return PLACE.sub(number, text)


def without(text: str, gone: int) -> str:
    """The text after the figure in place ``gone`` was taken from the list: later ones move up, its own stays empty."""

    def moved(found: re.Match[str]) -> str:
        at = int(found[1])
        return "{0}" if at == gone else f"{{{at - 1 if at > gone else at}}}"

    return PLACE.sub(moved, text)


def retyped(text: str, values: Sequence[int | None]) -> list[tuple[int, int]]:
    """Figures whose number stands typed in the text: place and value. A typed number goes stale, a figure does not."""
    typed = {int(found.replace(",", "")) for found in NUMBER.findall(text)}
    return [
        (place, value)
        for place, value in enumerate(values, start=1)
        if value is not None and value >= SMALLEST_RETYPED and value in typed
    ]
