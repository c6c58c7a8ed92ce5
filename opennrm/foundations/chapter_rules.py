"""What a session, an opinion and a campaign must hold before they are kept. Plain values in, a reason or None out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from opennrm.agencies.rules import Post, may
from opennrm.agencies.terms import Power
from opennrm.foundations.chapter_terms import FOR, ChapterRefusal, OpinionState, Way
from opennrm.foundations.terms import Refusal
from opennrm.understanding.awareness import Audience, SessionKind

FEWEST = 5  # sheets an evaluation rests on, and the smallest count that is shown as it is
LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none is mistaken for another, in print or on the telephone
CODE = re.compile(rf"^[{LETTERS}]{{4}}$")
DAYS_TO_ANSWER = 30  # ours: proposed where an opinion was raised, never a rule of law


@dataclass(frozen=True)
class Evaluation:
    """What the participants of a session knew before and after, all together; what was not asked is None.

    ``questions`` stood on each sheet; ``sheets_…`` were handed in, with ``right_…`` right answers on them together.
    ``mean`` is the mean mark on a scale from 1 to ``scale``, given on ``marks`` sheets.
    """

    questions: int | None = None
    sheets_before: int | None = None
    right_before: int | None = None
    sheets_after: int | None = None
    right_after: int | None = None
    scale: int | None = None
    marks: int | None = None
    mean: Decimal | None = None

    def before(self) -> int | None:
        """Right answers of those asked before, in per cent to the nearest whole."""
        return _share(self.right_before, self.sheets_before, self.questions)

    def after(self) -> int | None:
        """The same after."""
        return _share(self.right_after, self.sheets_after, self.questions)


def why_not_evaluate(told: Evaluation, *, persons: int) -> ChapterRefusal | None:
    """An evaluation is whole, rests on several sheets, and adds up; it never speaks of one person."""
    pairs = ((told.sheets_before, told.right_before), (told.sheets_after, told.right_after))
    asked = [pair for pair in pairs if pair != (None, None)]
    if any(None in pair for pair in asked) or bool(asked) != bool(told.questions):
        return ChapterRefusal.HALF_EVALUATED
    for sheets, right in asked:
        if wrong := _wrong_sheets(sheets or 0, right or 0, told.questions or 0, persons):
            return wrong
    marked = (told.scale, told.marks, told.mean)
    if marked == (None, None, None):
        return None
    if None in marked or not (2 <= (told.scale or 0) <= 10 and 1 <= (told.mean or 0) <= (told.scale or 0)):
        return ChapterRefusal.WRONG_SCALE
    if (told.marks or 0) < FEWEST:
        return ChapterRefusal.WRONG_SCALE
    return ChapterRefusal.MORE_SHEETS_THAN_PEOPLE if (told.marks or 0) > persons else None


def why_not_session(
    kind: SessionKind, audience: Audience, *, way: Way, prefecture: str, day: date, persons: int, on: date
) -> ChapterRefusal | None:
    """A session was held, for an audience its kind is for, somewhere, with somebody in it."""
    if audience not in FOR[kind]:
        return ChapterRefusal.WRONG_AUDIENCE
    if day > on:
        return ChapterRefusal.NOT_YET
    if persons < 1:
        return ChapterRefusal.NOBODY_THERE
    return ChapterRefusal.NO_PLACE if way != Way.ONLINE and not prefecture else None


def why_not_answer(state: OpinionState, said: str, *, follow_up: date | None, on: date) -> ChapterRefusal | None:
    """An opinion is answered once; a promise in the answer has its day."""
    if state != OpinionState.RAISED:
        return ChapterRefusal.NOT_RAISED
    if follow_up is not None and follow_up < on:
        return ChapterRefusal.DUE_BEHIND
    return None if said.strip() else ChapterRefusal.NOTHING_SAID


def why_not_close(state: OpinionState, said: str) -> ChapterRefusal | None:
    """An opinion is closed after its answer, saying what came of it."""
    if state == OpinionState.RAISED:
        return ChapterRefusal.NOT_ANSWERED
    if state == OpinionState.CLOSED:
        return ChapterRefusal.IS_CLOSED
    return None if said.strip() else ChapterRefusal.NOTHING_SAID


def why_not_reopen(state: OpinionState, said: str, *, due: date, on: date) -> ChapterRefusal | None:
    """What was answered or closed by mistake, or too early, waits again; the steps before stay."""
    if state == OpinionState.RAISED:
        return ChapterRefusal.IS_OPEN
    if due < on:
        return ChapterRefusal.DUE_BEHIND
    return None if said.strip() else ChapterRefusal.NO_REASON


def why_not_work_on(post: Post | None, organisations: Iterable[str], *, on: date) -> ChapterRefusal | Refusal | None:
    """What several organisations share is changed by an official of one of them, or by the secretariat."""
    if post is None or may(post, Power.PUBLISH, on):
        return None
    if not post.serves(on):
        return Refusal.NOT_SERVING
    return None if post.organisation in set(organisations) else ChapterRefusal.NOT_YOURS


def why_not_campaign(*, starts: date, ends: date, media: Iterable[str]) -> ChapterRefusal | None:
    """A campaign has a medium, and ends after it began."""
    if ends < starts:
        return ChapterRefusal.DAYS_REVERSED
    return None if set(media) else ChapterRefusal.NO_MEDIUM


def read_code(typed: str) -> str:
    """A code as it is kept, of what somebody typed or said; "" where it cannot be one."""
    code = typed.strip().upper()
    return code if CODE.match(code) else ""


def at_least(count: int) -> int | None:
    """A count that may be shown; None stands for «fewer than 5»."""
    return None if 0 < count < FEWEST else count


def _wrong_sheets(sheets: int, right: int, questions: int, persons: int) -> ChapterRefusal | None:
    if sheets < FEWEST:
        return ChapterRefusal.TOO_FEW_SHEETS
    if sheets > persons:
        return ChapterRefusal.MORE_SHEETS_THAN_PEOPLE
    return ChapterRefusal.MORE_RIGHT_THAN_ASKED if right > sheets * questions else None


def _share(right: int | None, sheets: int | None, questions: int | None) -> int | None:
    if right is None or not sheets or not questions:
        return None
    return (200 * right + sheets * questions) // (2 * sheets * questions)
