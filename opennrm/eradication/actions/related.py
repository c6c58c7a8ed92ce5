"""Entering related offences, reading them against the signs, and asking identification. Raises Refused.

Called while acting for investigation, but for ``sweep``. A reading decides nothing: an official sends what fired, or
says that there are no signs; identification answers, and the answer is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import File
from opennrm.access.scope import System
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication import related_rules as rules
from opennrm.eradication.fired import fired_now
from opennrm.eradication.models import RelatedOffence
from opennrm.eradication.reading import means_of
from opennrm.eradication.related import SEND_WITHIN
from opennrm.eradication.related_counting import settle
from opennrm.eradication.related_terms import RelatedRefusal
from opennrm.eradication.signs import declared
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import Message
from opennrm.identification.models import Notice
from opennrm.identification.terms import Minor, NoticeKind, NoticeState
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Urgency
from opennrm.understanding.terms import Reason, Screened
from opennrm.understanding.terms import RelatedOffence as Kind
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

KEPT = timedelta(days=10 * 366)  # grants of the owner end with it, if retention did not end them before
BATCH = 500
OFFENCES, NOTICES = RelatedOffence._meta.db_table, Notice._meta.db_table
SWEEPING = System("related-offences", reads=frozenset({NOTICES}), writes=frozenset({OFFENCES}))


@dataclass(frozen=True)
class Described:
    """An offence as whoever cleared it tells of it. ``account`` is sealed; ``number`` is their own, and no name."""

    number: str
    kind: str
    cleared: date
    observed: tuple[str, ...] = ()
    prefecture: str = ""
    persons: int = 0
    minor: Minor = Minor.NOT_SURE
    account: str = field(default="", repr=False)


@dataclass(frozen=True)
class Swept:
    """What a sweep did: offences read, those of them with signs, and answers recorded."""

    read: int
    with_signs: int
    answered: int


@transaction.atomic
def enter(described: Described, *, by: Official, on: date) -> RelatedOffence:
    """Enter an offence, read it against the signs of its day, and let its fact fall: not screened yet."""
    refuse(
        rules.why_not_enter(
            number=described.number,
            kind=described.kind,
            kinds=Kind.values,
            observed=described.observed,
            known=declared().circumstances,
            cleared=described.cleared,
            today=timezone.localdate(),
        )
    )
    owner = Organisation.objects.get(pk=by.organisation_id)
    number = described.number.strip()
    refuse(RelatedRefusal.NUMBER_TAKEN if numbered(number, owner.pk) else None)
    made = RelatedOffence(
        file=opened(owner, reason="related offence", by=by),
        owner=owner,
        number=number,
        kind=described.kind,
        cleared=described.cleared,
        prefecture=described.prefecture,
        persons=described.persons,
        minor=described.minor,
        observed=sorted(described.observed),
        entered=on,
        by=by,
    )
    if described.account.strip():
        seal(made, "account", described.account.strip())
    _read(made, on=on)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(RelatedRefusal.NUMBER_TAKEN) from None
    settle(made, reason=Reason.NEW_INFORMATION, on=on)
    record("related-offence.entered", made.word, by=by.word)
    return made


@transaction.atomic
def observe(
    offence: RelatedOffence, *, observed: Iterable[str], minor: Minor, by: Official, on: date
) -> RelatedOffence:
    """Put right what was seen, and read the offence again; not once it was sent."""
    held = _held(offence)
    refuse(RelatedRefusal.SENT if held.notice else None)
    seen = sorted(observed)
    refuse(
        rules.why_not_enter(
            number=held.number,
            kind=held.kind,
            kinds=Kind.values,
            observed=seen,
            known=declared().circumstances,
            cleared=held.cleared,
            today=timezone.localdate(),
        )
    )
    held.observed, held.minor = seen, minor
    held.outcome, held.settled, held.settled_by, held.reason = Screened.NOT_SCREENED, None, None, None
    _read(held, on=on)
    held.save()
    settle(held, reason=Reason.NEW_INFORMATION, on=on)
    record("related-offence.observed", held.word, by=by.word)
    return held


@transaction.atomic
def send(
    offence: RelatedOffence, *, to: Organisation, urgency: Urgency, why: str, by: Official, on: date
) -> RelatedOffence:
    """Send what fired to identification, with why. The outcome is «signs of trafficking, referred» from then on."""
    held = _held(offence)
    refuse(rules.why_not_send(read=held.read_on is not None, fired=held.fired, sent=held.notice is not None))
    message = Message(
        kind=NoticeKind.RELATED_OFFENCE,
        to=to,
        urgency=urgency,
        text=why,
        prefecture=held.prefecture,
        reference=str(held.pk),
    )
    held.notice, held.sent = notices.send(message, by=by, on=on).pk, on
    held.outcome, held.settled, held.settled_by, held.due = Screened.SIGNS, on, by, None
    held.save()
    settle(held, reason=Reason.DECISION_CHANGED, on=on)
    record("related-offence.sent", held.word, by=by.word)
    return held


@transaction.atomic
def say_none(offence: RelatedOffence, *, reason: str, by: Official, on: date) -> RelatedOffence:
    """Say that there are no signs of trafficking; against signs that fired, with a reason, which is sealed."""
    held = _held(offence)
    refuse(
        rules.why_not_say_none(
            read=held.read_on is not None,
            sent=held.notice is not None,
            settled=held.outcome != Screened.NOT_SCREENED,
            fired=held.fired,
            reason=reason,
        )
    )
    if reason.strip():
        seal(held, "reason", reason.strip())
    held.outcome, held.settled, held.settled_by, held.due = Screened.NO_SIGNS, on, by, None
    held.save()
    settle(held, reason=Reason.DECISION_CHANGED, on=on)
    record("related-offence.no-signs", held.word, by=by.word)
    return held


@transaction.atomic
def take_answer(offence: RelatedOffence, *, by: Official, on: date) -> RelatedOffence:
    """Record what identification answered. «No case» corrects the fact: no signs of trafficking."""
    held = _held(offence)
    refuse(RelatedRefusal.ANSWERED if held.answer else None)
    notice = notice_of(held)
    if notice is None or notice.state == NoticeState.WAITING:
        raise Refused(RelatedRefusal.NO_ANSWER)
    _answered(held, notice, on=on)
    record("related-offence.answered", held.word, by=by.word)
    return held


def sweep(*, by: Official | None = None, on: date) -> Swept:
    """Read what is unread, or was read by older signs and is not settled; record answers that came.

    Twice changes nothing. A batch is one transaction, so that a sweep that is killed goes on where it was.
    """
    read = signs = answered = 0
    with access.running(SWEEPING, by=by):
        while batch := _to_read():
            read += len(batch)
            signs += _read_batch(batch, on=on)
        for offence in RelatedOffence.objects.waiting().iterator(BATCH):
            answered += _sweep_answer(offence.pk, on=on)
    return Swept(read, signs, answered)


def notice_of(offence: RelatedOffence) -> Notice | None:
    """The request that was sent, in the scope in force; None where there is none."""
    return Notice.objects.filter(pk=offence.notice).first() if offence.notice else None


def numbered(number: str, owner: str) -> bool:
    """Whether an organisation has an offence of this number, in the scope in force."""
    return RelatedOffence.objects.filter(owner=owner, number=number).exists()


def opened(owner: Organisation, *, reason: str, by: Official) -> File:
    """A file of an investigating organisation, which it alone may open."""
    return access.open_file(
        FileKind.INVESTIGATION,
        owner=owner,
        purpose=Purpose.INVESTIGATION,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason=reason,
        by=by,
    )


def _read(offence: RelatedOffence, *, on: date) -> None:
    fired = fired_now(offence)
    offence.fired, offence.signs = [each.sign.code for each in fired], sorted(means_of(fired))
    offence.read_on, offence.version, offence.due = on, declared().version, on + SEND_WITHIN


def _held(offence: RelatedOffence) -> RelatedOffence:
    """As it is now, held until the transaction ends. Refused where it is out of the scope."""
    held = RelatedOffence.objects.select_for_update(of=("self",)).filter(pk=offence.pk).first()
    if held is None:
        raise Refused(RelatedRefusal.NOT_HERE)
    return held


def _to_read() -> list[RelatedOffence]:
    version = declared().version
    unread = RelatedOffence.objects.filter(outcome=Screened.NOT_SCREENED).exclude(version__gte=version)
    return list((RelatedOffence.objects.unread() | unread.order_by()).order_by("pk")[:BATCH])


@transaction.atomic
def _read_batch(batch: list[RelatedOffence], *, on: date) -> int:
    alike: dict[tuple[str, ...], list[UUID]] = {}
    means: dict[tuple[str, ...], list[str]] = {}
    for offence in batch:
        fired = fired_now(offence)
        codes = tuple(each.sign.code for each in fired)
        alike.setdefault(codes, []).append(offence.pk)
        means[codes] = sorted(means_of(fired))
    for codes, ids in alike.items():
        told = {"read_on": on, "version": declared().version, "due": on + SEND_WITHIN}
        RelatedOffence.objects.filter(pk__in=ids).update(fired=list(codes), signs=means[codes], **told)
    return sum(len(ids) for codes, ids in alike.items() if codes)


@transaction.atomic
def _sweep_answer(pk: UUID, *, on: date) -> int:
    held = RelatedOffence.objects.select_for_update(of=("self",)).filter(pk=pk, answer="").first()
    notice = notice_of(held) if held else None
    if held is None or notice is None or notice.state == NoticeState.WAITING:
        return 0
    _answered(held, notice, on=on)
    record("related-offence.answered", held.word)
    return 1


def _answered(held: RelatedOffence, notice: Notice, *, on: date) -> None:
    held.answer, held.answered = notice.state, notice.answered
    if notice.state == NoticeState.NO_CASE:
        held.outcome, held.settled, held.settled_by = Screened.NO_SIGNS, notice.answered, notice.answered_by
    held.save()
    settle(held, reason=Reason.NEW_INFORMATION, on=on)
