"""Verbs upon a body's progress: write, send, ask back, edit the wording, accept.

Each is one transaction with one line in the audit; raises ``Refused`` where a rule says why not. ``at`` is the state
of the text the form was opened on (``ProgressVersion.at``, "" where there was none): of two who write at once, one
wins, and the other is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official, OfficialQuerySet
from opennrm.agencies.officials import name_of, post_of
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused, refuse
from opennrm.plan import evidence, pointers
from opennrm.plan import progress_rules as rules
from opennrm.plan.models import BodyProgress, ProgressStep, ProgressVersion
from opennrm.plan.progress_terms import Act, Refusal, Side, State
from opennrm.vault.actions import record
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind

REPORTS = tuple(code for code, role in ROLES.items() if Power.REPORT_PROGRESS in role.may)
COORDINATES = tuple(code for code, role in ROLES.items() if Power.COORDINATE in role.may)


@dataclass(frozen=True)
class Words:
    """The text in each language; one may be empty, and is to be translated then."""

    ja: str
    en: str


@transaction.atomic
def write(
    progress: BodyProgress,
    words: Words,
    *,
    at: str,
    by: Official,
    on: date,
    activities: Sequence[rules.Activity] | None = None,
    without: Iterable[str] = (),
) -> ProgressVersion:
    """Save the body's draft: a first version, or the next after one that was closed. Sends nothing.

    ``activities`` None leaves them as they are; ``without`` are the pointers to take from the list of figures, and
    places in the text move up with them.
    """
    held, newest = _held(progress)
    refuse(rules.why_not_write(post_of(by), held.organisation_id, State(held.state), on=on))
    refuse(rules.why_not_change(at, newest.at if newest else ""))
    refuse(rules.why_not_activities(activities or (), held.year_id))
    draft = _draft(held, newest, by)
    draft.text_ja, draft.text_en = words.ja.strip(), words.en.strip()
    for pointer in without:
        place = draft.figures.index(pointer) + 1 if pointer in draft.figures else 0
        if place:
            draft.text_ja, draft.text_en = (rules.without(text, place) for text in (draft.text_ja, draft.text_en))
            draft.figures.remove(pointer)
    if activities is not None:
        draft.activities = evidence.written(activities)
    return _saved(held, draft, by)


@transaction.atomic
def add_figure(progress: BodyProgress, pointer: str, *, by: Official, on: date) -> ProgressVersion:
    """Add a figure to the end of the draft's list; its place in the text is its number there."""
    held, newest = _held(progress)
    refuse(rules.why_not_write(post_of(by), held.organisation_id, State(held.state), on=on))
    refuse(pointers.why_not_pointer(pointer))
    draft = _draft(held, newest, by)
    refuse(Refusal.FIGURE_THERE if pointer in draft.figures else None)
    draft.figures.append(pointer)
    return _saved(held, draft, by)


@transaction.atomic
def send(progress: BodyProgress, *, at: str, answer: str = "", by: Official, on: date) -> None:
    """Close the draft and hand it to the secretariat, with an answer where it was asked back."""
    held, newest = _held(progress)
    refuse(rules.why_not_write(post_of(by), held.organisation_id, State(held.state), on=on))
    refuse(rules.why_not_change(at, newest.at if newest else ""))
    newest = _written(newest)
    texts, figures = (newest.text_ja, newest.text_en), len(newest.figures)
    refuse(rules.why_not_send(State(held.state), texts=texts, figures=figures, answer=answer))
    if newest.closed is None:
        newest.closed = timezone.now()
        newest.save(update_fields=["closed"])
    _moved(held, State.SENT, Act.SENT, by=by, version=newest.number, said=answer)
    tell(_with_role(Official.objects.serving(on), COORDINATES))
    record("progress.sent", held.word, by=name_of(by))


@transaction.atomic
def ask_back(progress: BodyProgress, question: str, *, by: Official, on: date) -> None:
    """Give it back to the body with a question; what was accepted leaves the report until it is accepted again."""
    held, newest = _held(progress)
    refuse(rules.why_not_ask_back(post_of(by), State(held.state), question, on=on))
    held.accepted, held.accepted_on = None, None
    _moved(held, State.ASKED_BACK, Act.ASKED_BACK, by=by, version=newest.number if newest else None, said=question)
    tell(reporters(held.organisation_id, on))
    record("progress.asked-back", held.word, by=name_of(by))


@transaction.atomic
def edit(progress: BodyProgress, words: Words, *, at: str, why: str = "", by: Official, on: date) -> ProgressVersion:
    """Edit the wording of what was sent: a version of the secretariat's own, which the body sees at once."""
    held, newest = _held(progress)
    refuse(rules.why_not_edit(post_of(by), State(held.state), on=on))
    refuse(rules.why_not_change(at, newest.at if newest else ""))
    newest, texts = _written(newest), (words.ja.strip(), words.en.strip())
    refuse(rules.why_not_send(State.SENT, texts=texts, figures=len(newest.figures), answer=""))
    now = timezone.now()
    made = ProgressVersion.objects.create(
        progress=held, number=newest.number + 1, side=Side.SECRETARIAT, text_ja=texts[0], text_en=texts[1],
        figures=newest.figures, activities=newest.activities, saved_by=by, saved_at=now, closed=now,
    )  # fmt: skip
    _step(held, Act.EDITED, by=by, version=made.number, said=why)
    record("progress.edited", held.word, by=name_of(by))
    return made


@transaction.atomic
def accept(progress: BodyProgress, *, at: str, by: Official, on: date) -> None:
    """Accept the newest version: it stands in the report of its year."""
    held, newest = _held(progress)
    found = pointers.looked_up(newest.figures) if newest else []
    missing = sum(each.value is None for each in found)
    refuse(rules.why_not_accept(post_of(by), State(held.state), without_number=missing, on=on))
    refuse(rules.why_not_change(at, newest.at if newest else ""))
    newest = _written(newest)
    held.accepted, held.accepted_on = newest.number, on
    _moved(held, State.ACCEPTED, Act.ACCEPTED, by=by, version=newest.number, said="")
    record("progress.accepted", held.word, by=name_of(by))


def reporters(body: str, on: date) -> list[Official]:
    """Who writes a body's progress: those with the role, else its leads."""
    serving = Official.objects.serving(on).filter(organisation=body)
    return _with_role(serving, REPORTS) or list(serving.filter(lead=True))


def tell(officials: Iterable[Official]) -> None:
    """A letter to each, which says that something waits, and nothing else."""
    for each in officials:
        letters.leave(LetterKind.WAITING, to=each.word, language=settings.LANGUAGES[0][0])


def _with_role(serving: OfficialQuerySet, roles: Sequence[str]) -> list[Official]:
    return list(serving.filter(held__role__in=roles).distinct())


def _held(progress: BodyProgress) -> tuple[BodyProgress, ProgressVersion | None]:
    """The row as it is now, held until the transaction ends, and its newest version."""
    held = BodyProgress.objects.select_for_update().get(pk=progress.pk)
    return held, held.versions.order_by("-number").first()


def _written(newest: ProgressVersion | None) -> ProgressVersion:
    """The newest version, where anything was written."""
    if newest is None:
        raise Refused(Refusal.NO_TEXT)
    return newest


def _draft(held: BodyProgress, newest: ProgressVersion | None, by: Official) -> ProgressVersion:
    """The open version; where none is open, the next, which begins as the newest ended."""
    if newest is not None and newest.closed is None:
        newest.saved += 1
        return newest
    made = ProgressVersion(progress=held, number=newest.number + 1 if newest else 1, side=Side.BODY, saved_by=by)
    if newest is not None:
        made.text_ja, made.text_en = newest.text_ja, newest.text_en
        made.figures, made.activities = list(newest.figures), list(newest.activities)
    return made


def _saved(held: BodyProgress, draft: ProgressVersion, by: Official) -> ProgressVersion:
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.save()
    if held.state == State.DUE:
        BodyProgress.objects.filter(pk=held.pk).update(state=State.DRAFT)
    record("progress.written", held.word, by=name_of(by))
    return draft


def _moved(held: BodyProgress, state: State, act: Act, *, by: Official, version: int | None, said: str) -> None:
    held.state = state
    held.save(update_fields=["state", "accepted", "accepted_on"])
    _step(held, act, by=by, version=version, said=said)


def _step(held: BodyProgress, act: Act, *, by: Official, version: int | None, said: str) -> None:
    ProgressStep.objects.create(progress=held, act=act, by=by, at=timezone.now(), version=version, said=said.strip())
