"""Verbs upon sessions: record, correct, withdraw. Each one transaction, one audit line; the fact follows the row.

Raises ``Refused`` where a rule says why not.
"""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.foundations import chapter_rules, rules
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import ChapterRefusal, Way
from opennrm.foundations.models import Material, Session
from opennrm.page.refusals import refuse
from opennrm.understanding import register
from opennrm.understanding.awareness import Audience, SessionKind
from opennrm.understanding.facts import SessionHeld
from opennrm.understanding.national import national
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record


@dataclass(frozen=True)
class Told:
    """What is told of a session; ``prefecture`` by its code of two digits, "" where it was online."""

    kind: SessionKind
    audience: Audience
    title: str
    day: date
    persons: int
    way: Way = Way.IN_PERSON
    prefecture: str = ""
    language: str = "ja"
    material: Material | None = None
    taught: str = ""
    evaluation: Evaluation = field(default_factory=Evaluation)

    def values(self) -> dict[str, object]:
        """The same by the columns of a row."""
        named = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "evaluation"}
        return named | asdict(self.evaluation)


@transaction.atomic
def record_session(told: Told, *, organisation: Organisation, by: Official | None, on: date) -> Session:
    """Keep that a session was held; its fact falls."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    _sound(told, on)
    refuse(_there(told, organisation.pk))
    made = Session(organisation=organisation, recorded_on=on, **told.values())
    fact = _fact(made, on=on)
    register.record(fact, collection=national(on))
    made.fact = fact.id
    made.save(force_insert=True)
    record("session.recorded", made.word, by=name_of(by))
    return made


@transaction.atomic
def record_sessions(all_told: list[Told], *, organisation: Organisation, by: Official | None, on: date) -> int:
    """Keep several, or none where one of them cannot be kept."""
    for told in all_told:
        record_session(told, organisation=organisation, by=by, on=on)
    return len(all_told)


@transaction.atomic
def correct_session(session: Session, told: Told, *, reason: str, by: Official | None, on: date) -> None:
    """Put right what was told, saying why; where what is counted changes, the fact is superseded and stays."""
    held = _held(session, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    _sound(told, on)
    changed = {name for name, value in told.values().items() if getattr(held, name) != value}
    refuse(None if changed else ChapterRefusal.NOTHING_CHANGED)
    if changed & {"day", "kind", "audience", "title"}:
        refuse(_there(told, held.organisation_id, but=held))
    before = _fact(held, on=on)
    for name, value in told.values().items():
        setattr(held, name, value)
    held.corrected_on, held.why = on, reason.strip()
    now = _fact(held, on=on)
    if _counted(before) != _counted(now):
        held.fact = register.supersede(
            held.fact, now, reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
        ).id
    held.save()
    record("session.corrected", held.word, by=name_of(by))


@transaction.atomic
def withdraw_session(session: Session, *, reason: str, by: Official | None, on: date) -> None:
    """Take back what was recorded by mistake: the row stays and says why, its fact is withdrawn."""
    held = _held(session, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    entered = register.supersede(held.fact, None, reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on))
    held.withdrawn_on, held.why, held.fact = on, reason.strip(), entered.id
    held.save(update_fields=["withdrawn_on", "why", "fact"])
    record("session.withdrawn", held.word, by=name_of(by))


def _sound(told: Told, on: date) -> None:
    refuse(
        chapter_rules.why_not_session(
            told.kind,
            told.audience,
            way=told.way,
            prefecture=told.prefecture,
            day=told.day,
            persons=told.persons,
            on=on,
        )
    )
    refuse(chapter_rules.why_not_evaluate(told.evaluation, persons=told.persons))


def _there(told: Told, organisation: str, *, but: Session | None = None) -> ChapterRefusal | None:
    same = Session.objects.standing().filter(
        organisation=organisation, day=told.day, kind=told.kind, audience=told.audience, title=told.title
    )
    if but is not None:
        same = same.exclude(pk=but.pk)
    return ChapterRefusal.THERE_ALREADY if same.exists() else None


def _held(session: Session, by: Official | None, on: date) -> Session:
    """The row as it is now, held until the transaction ends, for whoever may change it."""
    held = Session.objects.select_for_update().get(pk=session.pk)
    refuse(rules.why_not_speak_for(post_of(by), held.organisation_id, on=on))
    refuse(ChapterRefusal.WITHDRAWN if held.withdrawn_on else None)
    return held


def _fact(held: Session, *, on: date) -> SessionHeld:
    return SessionHeld(
        key=held.pk.hex,
        day=held.day,
        recorded_on=on,
        session=held.kind,
        audience=held.audience,
        persons=held.persons,
        spoken=held.language,
        prefecture=int(held.prefecture) if held.prefecture else None,
    )


def _counted(fact: SessionHeld) -> tuple[object, ...]:
    return tuple(getattr(fact, name) for name in ("day", "session", "audience", "persons", "spoken", "prefecture"))
