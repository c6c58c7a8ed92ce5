"""Handing a report over: its keys wrapped to a further inbox, its file to a further organisation."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.terms import Basis, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting import envelopes, rules
from opennrm.reporting.actions.desk import held_report, organisations_served
from opennrm.reporting.actions.door import inbox_keys
from opennrm.reporting.actions.intake import KEPT
from opennrm.reporting.envelopes import InboxKey
from opennrm.reporting.models import Assignment, Envelope, Message, Recipient, Report
from opennrm.reporting.terms import Refusal, Urgency
from opennrm.reporting.urgency import first_alarm
from opennrm.vault.actions import record
from opennrm.vault.models import Inbox
from opennrm.vault.unlocked import Unlocked

TABLES = frozenset(model._meta.db_table for model in (File, Grant, Report))
HANDING_OVER = System("hand-over", reads=TABLES, writes=TABLES)


@transaction.atomic
def hand_over(
    report: Report,
    *,
    to: Organisation,
    reason: str,
    unlocked: Unlocked,
    by: Official,
    on: date,
    basis: Basis = Basis.LEGAL_DUTY,
    keep: bool = True,
) -> tuple[Message, ...]:
    """Make another organisation the holder of a report, able to read all that was and will be sent.

    Answers with the messages that could not be shared, because they do not open: () in good order. With ``keep`` the
    organisation that hands over reads on; without, it is shut out. The reporter's receipt stays the same.
    """
    held = held_report(report)
    key = next((key for key in inbox_keys(Inbox.objects.filter(organisation=to.pk).values_list("pk", flat=True))), None)
    refuse(
        rules.why_not_hand_over(
            held.state,
            owner=held.owner_id,
            served=organisations_served(),
            to=to.pk,
            inbox=key is not None,
            reason=reason,
        )
    )
    assert key is not None  # noqa: S101 - the rule above refused where there is none
    before, file = held.owner, held.file
    left_out = _share(held, key, unlocked)
    _let_in(file, to, reason=reason, basis=basis, by=by)
    Assignment.objects.filter(report=held, until__isnull=True).update(until=on)
    with running(HANDING_OVER, by=by):
        File.objects.filter(pk=file.pk).update(owner=to)
        Grant.objects.filter(file=file.pk).update(owner=to)
        alarm = first_alarm(Urgency(held.urgency), at=timezone.now())
        Report.objects.filter(pk=held.pk).update(owner=to, news=True, alarm_at=alarm)
        if not keep:
            Grant.objects.filter(file=file.pk, organisation=before, revoked__isnull=True).update(
                revoked=timezone.now(), why_revoked="handed over"
            )
    if not keep:
        Recipient.objects.filter(box=held.box_id, inbox__organisation=before.pk).delete()
    record("report.handed-over", f"{held.word}.{to.pk}", by=by.word)
    return left_out


def _share(held: Report, key: InboxKey, unlocked: Unlocked) -> tuple[Message, ...]:
    """Wrap the key of every message to a further inbox, and have what comes next sealed to it too."""
    there = set(Envelope.objects.filter(message__report=held, inbox=key.inbox).values_list("message", flat=True))
    own = {each.message_id: each for each in Envelope.objects.filter(message__report=held, inbox=unlocked.inbox)}
    left_out = []
    for message in Message.objects.filter(report=held).exclude(pk__in=there):
        try:
            envelope = own.get(message.pk)
            if envelope is None:
                raise Refused(Refusal.NOT_SEALED_TO_YOU)
            wrapped = envelopes.rewrapped(bytes(envelope.wrapped), id=message.pk, unlocked=unlocked, to=key)
        except Refused:
            left_out.append(message)
            continue
        Envelope.objects.create(message=message, inbox_id=key.inbox, wrapped=wrapped)
    Recipient.objects.get_or_create(box_id=held.box_id, inbox_id=key.inbox)
    return tuple(left_out)


def _let_in(file: File, to: Organisation, *, reason: str, basis: Basis, by: Official) -> None:
    now = timezone.now()
    open_already = Grant.objects.filter(
        file=file, organisation=to, purpose=Purpose.RECEPTION, revoked__isnull=True, until__gt=now
    )
    if not open_already.exists():
        access.grant(file, to=to, purpose=Purpose.RECEPTION, basis=basis, until=now + KEPT, reason=reason[:300], by=by)
