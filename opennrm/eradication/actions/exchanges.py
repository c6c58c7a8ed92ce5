"""Requests, replies and information exchanged with partners. Raises Refused. Called while acting for investigation."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation
from opennrm.eradication import exchange_rules as rules
from opennrm.eradication.actions.related import opened
from opennrm.eradication.exchange_counting import exchanged
from opennrm.eradication.exchange_terms import Act, Closing, Direction, ExchangeRefusal
from opennrm.eradication.models import InformationExchange, Partner
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

OTHER_WAY = {Direction.IN: Direction.OUT, Direction.OUT: Direction.IN}


@dataclass(frozen=True)
class Noted:
    """What went one way. ``words`` are sealed; ``reference`` is the file number both sides use, and no name."""

    partner: Partner
    direction: Direction
    act: Act
    on: date
    words: str = field(repr=False)
    due: date | None = None
    reference: str = ""


@transaction.atomic
def note(noted: Noted, *, by: Official, on: date) -> InformationExchange:
    """Enter a request, or information nobody asked for; its fact falls. A reply is entered at its request."""
    refuse(ExchangeRefusal.NOT_A_REQUEST if noted.act == Act.REPLY else None)
    return _entered(noted, None, by=by, on=on)


@transaction.atomic
def reply(
    request: InformationExchange, *, words: str, sent: date, closing: Closing, by: Official, on: date
) -> InformationExchange:
    """Enter the reply to an open request, the other way, and close it: answered, or refused with the words as why."""
    held = _open(request)
    noted = Noted(held.partner, OTHER_WAY[Direction(held.direction)], Act.REPLY, sent, words, reference=held.reference)
    refuse(ExchangeRefusal.DUE_PAST if sent < held.on else None)
    made = _entered(noted, held, by=by, on=on)
    _close(held, closing, by=by, on=on)
    return made


@transaction.atomic
def close(request: InformationExchange, *, why: Closing, by: Official, on: date) -> None:
    """Close a request without a reply."""
    _close(_open(request), why, by=by, on=on)


@transaction.atomic
def put_off(request: InformationExchange, *, due: date, by: Official) -> None:
    """Agree on a later day for the answer."""
    held = _open(request)
    refuse(ExchangeRefusal.DUE_PAST if due < timezone.localdate() else None)
    held.due = due
    held.save(update_fields=["due"])
    record("exchange.put-off", held.word, by=by.word)


def _entered(noted: Noted, answers: InformationExchange | None, *, by: Official, on: date) -> InformationExchange:
    refuse(
        rules.why_not_note(
            act=noted.act,
            words=noted.words,
            day=noted.on,
            due=noted.due,
            today=timezone.localdate(),
            partner_ended=noted.partner.ended is not None and answers is None,
        )
    )
    asks = noted.act == Act.REQUEST
    owner = Organisation.objects.get(pk=by.organisation_id)
    made = InformationExchange(
        file=opened(owner, reason="information exchange", by=by),
        owner=owner,
        partner=noted.partner,
        country=noted.partner.country,
        direction=noted.direction,
        act=noted.act,
        reference=noted.reference.strip(),
        answers=answers,
        on=noted.on,
        due=noted.due if asks else None,
        entered=on,
        by=by,
        closed=None if asks else on,
        closing="" if asks else Closing.NOTED,
    )
    seal(made, "words", noted.words.strip())
    made.save(force_insert=True)
    exchanged(made.key, country=made.country, day=made.on, on=on)
    record("exchange.entered", made.word, by=by.word)
    return made


def _open(request: InformationExchange) -> InformationExchange:
    rows = InformationExchange.objects.select_for_update(of=("self",)).select_related("partner")
    held = rows.filter(pk=request.pk).first()
    if held is None:
        raise Refused(ExchangeRefusal.NOT_HERE)
    refuse(rules.why_not_answer(act=held.act, closed=held.closed is not None))
    return held


def _close(held: InformationExchange, why: Closing, *, by: Official, on: date) -> None:
    held.closed, held.closing = on, why
    held.save(update_fields=["closed", "closing"])
    record("exchange.closed", held.word, by=by.word)
