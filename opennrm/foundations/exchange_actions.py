"""Verbs upon meetings with partners and the opinions raised there. Each one transaction, one audit line.

Raises ``Refused`` where a rule says why not. The fact ExchangeHeld falls when a meeting was held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.foundations import chapter_rules, rules
from opennrm.foundations.chapter_terms import ChapterRefusal, OpinionAct, OpinionState, Way
from opennrm.foundations.models import Exchange, Opinion, OpinionStep
from opennrm.foundations.terms import Taken
from opennrm.page.refusals import refuse
from opennrm.understanding import register
from opennrm.understanding.facts import ExchangeHeld
from opennrm.understanding.national import national
from opennrm.understanding.terms import Body, Reason
from opennrm.vault.actions import record


@dataclass(frozen=True)
class Meeting:
    """What is told of a meeting; ``others`` names organisations that are not in the directory, one a line."""

    partner: Body
    title: str
    day: date
    way: Way = Way.IN_PERSON
    agenda: str = ""
    partners: tuple[Organisation, ...] = ()
    others: str = ""

    def values(self) -> dict[str, object]:
        """The same by the columns of a row, without who was there."""
        names = ("partner", "title", "day", "way", "agenda", "others")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def plan(meeting: Meeting, *, organisation: Organisation, held: bool, by: Official | None, on: date) -> Exchange:
    """Keep a meeting: one that is to come, or, with ``held``, one that took place."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    refuse(_nobody(meeting))
    made = Exchange.objects.create(organisation=organisation, recorded_on=on, **meeting.values())
    made.invite(meeting.partners)
    record("exchange.recorded", made.word, by=name_of(by))
    if held:
        _take_place(made, on)
    return made


@transaction.atomic
def hold(exchange: Exchange, *, by: Official | None, on: date) -> None:
    """Say that a planned meeting took place on its day; its fact falls."""
    held = _held(exchange, by, on)
    refuse(ChapterRefusal.HELD_ALREADY if held.held else None)
    _take_place(held, on)
    record("exchange.held", held.word, by=name_of(by))


@transaction.atomic
def correct_exchange(exchange: Exchange, meeting: Meeting, *, reason: str, by: Official | None, on: date) -> None:
    """Put right what was told of a meeting, saying why; what was counted is superseded, and stays."""
    held = _held(exchange, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    refuse(_nobody(meeting))
    refuse(ChapterRefusal.NOT_YET if held.held and meeting.day > on else None)
    there = set(held.partners.values_list("pk", flat=True))
    wanted = {each.pk for each in meeting.partners}
    same = all(getattr(held, name) == value for name, value in meeting.values().items()) and there == wanted
    refuse(ChapterRefusal.NOTHING_CHANGED if same else None)
    before = _fact(held, on)
    for name, value in meeting.values().items():
        setattr(held, name, value)
    held.invite(meeting.partners)
    held.corrected_on, held.why = on, reason.strip()
    now = _fact(held, on)
    if held.held and (before.day, before.partner, before.partners) != (now.day, now.partner, now.partners):
        held.fact = register.supersede(
            held.fact, now, reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
        ).id
    held.save()
    record("exchange.corrected", held.word, by=name_of(by))


@transaction.atomic
def withdraw_exchange(exchange: Exchange, *, reason: str, by: Official | None, on: date) -> None:
    """Call a planned meeting off, or take back one recorded by mistake; its opinions must be closed first."""
    held = _held(exchange, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    refuse(ChapterRefusal.HAS_OPEN_OPINIONS if held.opinions.open().exists() else None)
    if held.held:
        held.fact = register.supersede(
            held.fact, None, reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
        ).id
    held.withdrawn_on, held.why = on, reason.strip()
    held.save(update_fields=["withdrawn_on", "why", "fact"])
    record("exchange.withdrawn", held.word, by=name_of(by))


@transaction.atomic
def raise_opinion(
    exchange: Exchange,
    *,
    raised_by: str,
    said: str,
    responsible: Organisation,
    due: date,
    by: Official | None,
    on: date,
) -> Opinion:
    """Keep what a partner said at a meeting that was held, and who is to answer it by when."""
    held = _held(exchange, by, on)
    refuse(None if held.held else ChapterRefusal.NOT_HELD)
    refuse(None if said.strip() and raised_by.strip() else ChapterRefusal.NOTHING_SAID)
    refuse(ChapterRefusal.DUE_BEHIND if due < on else None)
    made = Opinion.objects.create(
        exchange=held, raised_by=raised_by.strip(), said=said.strip(), responsible=responsible, due=due
    )
    _step(made, OpinionAct.RAISED, due=due, by=by, on=on)
    record("opinion.raised", made.word, by=name_of(by))
    return made


@transaction.atomic
def answer_opinion(
    opinion: Opinion, *, taken: Taken, said: str, follow_up: date | None, by: Official | None, on: date
) -> None:
    """Answer what a partner raised; with ``follow_up`` something is promised by that day."""
    held = _held_opinion(opinion, by, on)
    refuse(chapter_rules.why_not_answer(OpinionState(held.state), said, follow_up=follow_up, on=on))
    held.state = OpinionState.FOLLOW_UP if follow_up else OpinionState.ANSWERED
    held.taken, held.due = taken, follow_up
    held.save(update_fields=["state", "taken", "due"])
    _step(held, OpinionAct.ANSWERED, said=said, taken=taken, due=follow_up, by=by, on=on)
    record("opinion.answered", held.word, by=name_of(by))


@transaction.atomic
def close_opinion(opinion: Opinion, *, said: str, by: Official | None, on: date) -> None:
    """Close an answered opinion, saying what came of it."""
    held = _held_opinion(opinion, by, on)
    refuse(chapter_rules.why_not_close(OpinionState(held.state), said))
    held.state, held.due = OpinionState.CLOSED, None
    held.save(update_fields=["state", "due"])
    _step(held, OpinionAct.CLOSED, said=said, by=by, on=on)
    record("opinion.closed", held.word, by=name_of(by))


@transaction.atomic
def reopen_opinion(opinion: Opinion, *, said: str, due: date, by: Official | None, on: date) -> None:
    """Let an opinion wait for an answer again, saying why; what was done before stays in its history."""
    held = _held_opinion(opinion, by, on)
    refuse(chapter_rules.why_not_reopen(OpinionState(held.state), said, due=due, on=on))
    held.state, held.taken, held.due = OpinionState.RAISED, "", due
    held.save(update_fields=["state", "taken", "due"])
    _step(held, OpinionAct.REOPENED, said=said, due=due, by=by, on=on)
    record("opinion.reopened", held.word, by=name_of(by))


def workers_on(opinion: Opinion) -> Iterable[str]:
    """The organisations whose officials work on an opinion: the one that is to answer, and the one that met."""
    return (opinion.responsible_id, opinion.exchange.organisation_id)


def _take_place(held: Exchange, on: date) -> None:
    refuse(ChapterRefusal.NOT_YET if held.day > on else None)
    fact = _fact(held, on)
    register.record(fact, collection=national(on))
    held.fact = fact.id
    held.save(update_fields=["fact"])


def _nobody(meeting: Meeting) -> ChapterRefusal | None:
    return None if meeting.partners or meeting.others.strip() else ChapterRefusal.NO_PARTNER


def _held(exchange: Exchange, by: Official | None, on: date) -> Exchange:
    """The row as it is now, held until the transaction ends, for whoever may change it."""
    held = Exchange.objects.select_for_update().get(pk=exchange.pk)
    refuse(rules.why_not_speak_for(post_of(by), held.organisation_id, on=on))
    refuse(ChapterRefusal.WITHDRAWN if held.withdrawn_on else None)
    return held


def _held_opinion(opinion: Opinion, by: Official | None, on: date) -> Opinion:
    held = Opinion.objects.select_for_update(of=("self",)).select_related("exchange").get(pk=opinion.pk)
    refuse(chapter_rules.why_not_work_on(post_of(by), workers_on(held), on=on))
    refuse(ChapterRefusal.WITHDRAWN if held.exchange.withdrawn_on else None)
    return held


def _step(
    opinion: Opinion,
    act: OpinionAct,
    *,
    by: Official | None,
    on: date,
    said: str = "",
    taken: str = "",
    due: date | None = None,
) -> None:
    OpinionStep.objects.create(opinion=opinion, act=act, said=said.strip(), taken=taken, due=due, on=on, by=by)


def _fact(held: Exchange, on: date) -> ExchangeHeld:
    there = held.partners.count() + len(held.named)
    return ExchangeHeld(key=held.pk.hex, day=held.day, recorded_on=on, partner=held.partner, partners=there)
