"""Conferences with partners: planned, held with minutes, decisions followed until closed. Raises Refused."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.actions.related import opened
from opennrm.eradication.exchange_counting import exchanged
from opennrm.eradication.exchange_terms import ConferenceState, ConferenceWay, DecisionState, ExchangeRefusal
from opennrm.eradication.models import Conference, ConferenceDecision, ConferencePartner, Partner
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@transaction.atomic
def plan(
    partners: Sequence[Partner], *, day: date, way: ConferenceWay, agenda: str, by: Official, on: date
) -> Conference:
    """Plan a conference with partners."""
    refuse(None if partners else ExchangeRefusal.NO_PARTNER)
    refuse(ExchangeRefusal.PARTNER_ENDED if any(each.ended for each in partners) else None)
    refuse(None if agenda.strip() else ExchangeRefusal.NOTHING_SAID)
    owner = Organisation.objects.get(pk=by.organisation_id)
    made = Conference(
        file=opened(owner, reason="conference with partners", by=by), owner=owner, on=day, way=way, entered=on, by=by
    )
    seal(made, "agenda", agenda.strip())
    made.save(force_insert=True)
    for partner in partners:
        ConferencePartner.objects.create(conference=made, partner=partner, country=partner.country)
    record("conference.planned", made.word, by=by.word)
    return made


@transaction.atomic
def hold(conference: Conference, *, minutes: str, by: Official, on: date) -> Conference:
    """Enter the minutes of a conference that was held; it counts once a partner. Again puts the minutes right."""
    held = _held(conference)
    refuse(ExchangeRefusal.NOT_PLANNED if held.state == ConferenceState.CANCELLED else None)
    refuse(None if minutes.strip() else ExchangeRefusal.NOTHING_SAID)
    refuse(ExchangeRefusal.FUTURE if held.on > timezone.localdate() else None)
    seal(held, "minutes", minutes.strip())
    held.state = ConferenceState.HELD
    held.closed = None if held.decisions.filter(state=DecisionState.OPEN).exists() else on
    held.save()
    for seat in held.partners.all():
        exchanged(seat.key, country=seat.country, day=held.on, on=on)
    record("conference.held", held.word, by=by.word)
    return held


@transaction.atomic
def cancel(conference: Conference, *, by: Official, on: date) -> None:
    """Call a planned conference off."""
    held = _held(conference)
    refuse(None if held.state == ConferenceState.PLANNED else ExchangeRefusal.NOT_PLANNED)
    held.state, held.closed = ConferenceState.CANCELLED, on
    held.save()
    record("conference.cancelled", held.word, by=by.word)


@transaction.atomic
def decide(
    conference: Conference, *, words: str, due: date, who: Official | None, partner: Partner | None, by: Official
) -> ConferenceDecision:
    """Enter a decision: what, who does it (one of us, or a partner that took part), by when."""
    held = _held(conference)
    refuse(None if held.state == ConferenceState.HELD else ExchangeRefusal.NOT_HELD)
    refuse(None if words.strip() else ExchangeRefusal.NOTHING_SAID)
    refuse(ExchangeRefusal.DUE_PAST if due < held.on else None)
    refuse(None if (who is None) != (partner is None) else ExchangeRefusal.NOBODY)
    made = ConferenceDecision(conference=held, who=who, partner=partner, due=due)
    seal(made, "words", words.strip())
    made.save(force_insert=True)
    held.closed = None
    held.save(update_fields=["closed"])
    record("conference-decision.entered", made.word, by=by.word)
    return made


@transaction.atomic
def close_decision(decision: ConferenceDecision, *, state: DecisionState, by: Official, on: date) -> None:
    """Say that a decision was carried out, or dropped; with the last one the conference is closed."""
    held = ConferenceDecision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    if held is None:
        raise Refused(ExchangeRefusal.NOT_HERE)
    refuse(None if held.state == DecisionState.OPEN and state != DecisionState.OPEN else ExchangeRefusal.NOT_OPEN)
    held.state, held.closed = state, on
    held.save(update_fields=["state", "closed"])
    if not ConferenceDecision.objects.open().filter(conference=held.conference_id).exists():
        Conference.objects.filter(pk=held.conference_id).update(closed=on)
    record("conference-decision.closed", held.word, by=by.word)


def _held(conference: Conference) -> Conference:
    held = Conference.objects.select_for_update(of=("self",)).filter(pk=conference.pk).first()
    if held is None:
        raise Refused(ExchangeRefusal.NOT_HERE)
    return held
