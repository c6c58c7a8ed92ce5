"""What the worker runs: propose what is due, take back what has changed, carry out what two officials approved.

Each proposal is a transaction of its own. Broken off anywhere, a record is as it was or gone with its tombstone; the
next run goes on. Running twice, or two at once, does nothing twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.retention.actions import close, is_as_proposed
from opennrm.retention.keeping import Keeping
from opennrm.retention.models import Hold, Proposal, Tombstone
from opennrm.retention.records import registered
from opennrm.retention.terms import State, Then
from opennrm.vault import keys, sealing
from opennrm.vault.actions import await_turn, record

LOG = logging.getLogger(__name__)
AT_ONCE = 500  # proposals one run makes of one kind: officials decide on each


class NotCarriedOut(RuntimeError):
    """Some approved records could not go; the text names their proposals. All others went."""


@dataclass(frozen=True)
class Carrying:
    """What the steps of letting one record go have in hand."""

    keeping: Keeping
    row: models.Model
    proposal: Proposal
    tombstone: Tombstone


def propose() -> int:
    """Take back proposals whose record has changed; propose what is due. Answers how many are new."""
    _take_back()
    return sum(_propose_of(keeping) for keeping in registered().values() if keeping.rule.proposes)


def carry_out() -> int:
    """Let go what two approved and nobody stopped in time. Answers how many went. Raises NotCarriedOut at the end."""
    ready = timezone.now() - timedelta(days=settings.RETENTION_UNDO_DAYS)
    waiting = Proposal.objects.filter(state=State.APPROVED, second_at__lte=ready)
    went, failed = 0, []
    for proposal in list(waiting.values_list("pk", flat=True)):
        try:
            went += carry_out_one(proposal)
        except (ProtectedError, RestrictedError):
            failed.append(proposal)
            _stuck(proposal)
        except Exception as error:
            # One record that cannot go must not keep the others; nothing of it is logged but its proposal.
            LOG.error("proposal:%s was not carried out: %s", proposal, type(error).__name__)
            failed.append(proposal)
            _stuck(proposal)
    if failed:
        raise NotCarriedOut("not carried out: " + ", ".join(f"proposal:{each}" for each in failed))
    return went


@transaction.atomic
def carry_out_one(proposal: UUID) -> bool:
    """Let one record go, all of it or nothing. False where it was stopped, is held, waits for another, or changed."""
    await_turn()
    held = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal)
    if held.state != State.APPROVED or Hold.objects.on(held.kind, held.row, held.file).exists():
        return False
    if not is_as_proposed(held, by=None):
        _lapse(held)
        return False
    keeping = registered()[held.kind]
    with running(keeping.system):
        row = keeping.rows().get(pk=held.row)
        if keeping.waits_for(row):
            return False
        carrying = Carrying(keeping, row, held, _tombstone(held, keeping))
        for step in STEPS:
            step(carrying)
    close(held, State.CARRIED, why="", by=None, until=None)
    record("record.anonymised" if held.then == Then.ANONYMISE else "record.erased", carrying.tombstone.word)
    return True


def tell_rooms_above(carrying: Carrying) -> None:
    """The room's own step: facts that lead to the record are blurred here."""
    if carrying.keeping.also is not None:
        carrying.keeping.also(carrying.row, carrying.tombstone)


def erase_key(carrying: Carrying) -> None:
    """What the record's key sealed can be read by nobody any more, here or in a backup without an old master key."""
    if name := carrying.keeping.key_of(carrying.row):
        keys.erase(name, by="system")


def blank(carrying: Carrying) -> None:
    """Rows that stay lose every sealed column and blind index, which would still tell that a name is there."""
    if carrying.proposal.then != Then.ANONYMISE:
        return
    for rows in (*carrying.keeping.part_rows(carrying.row), carrying.keeping.rows().filter(pk=carrying.row.pk)):
        columns = [name for name in sealing.blank(rows.model()) if rows.model._meta.get_field(name).null]
        if columns:
            rows.order_by().update(**dict.fromkeys(columns))


def let_go(carrying: Carrying) -> None:
    """The parts and the record are deleted; or the record is made anonymous, and its parts stay."""
    if carrying.proposal.then == Then.ANONYMISE:
        anonymise = carrying.keeping.anonymise
        if anonymise is None:
            raise ValueError(f"{carrying.keeping.kind} says no way to be made anonymous")
        carrying.row.refresh_from_db()
        anonymise(carrying.row)
        return
    after = list(carrying.keeping.part_rows(carrying.row, last=True))  # found while the record still leads to them
    for rows in (
        *carrying.keeping.part_rows(carrying.row, last=False),
        carrying.keeping.rows().filter(pk=carrying.row.pk),
        *after,
    ):
        rows.order_by().delete()


STEPS: tuple[Callable[[Carrying], None], ...] = (tell_rooms_above, erase_key, blank, let_go)


def _tombstone(proposal: Proposal, keeping: Keeping) -> Tombstone:
    if proposal.first is None or proposal.second is None:
        raise ValueError(f"{proposal.word} was not approved by two")  # the database says so too
    return Tombstone.objects.create(
        rule=proposal.rule,
        kind=proposal.kind,
        row=proposal.row,
        then=Then.ANONYMISE if proposal.then == Then.ANONYMISE else Then.ERASE,
        keep="" if proposal.proposed_by_id else keeping.rule.keep_text,
        at=timezone.now(),
        first=proposal.first,
        second=proposal.second,
    )


@transaction.atomic
def _propose_of(keeping: Keeping) -> int:
    await_turn()  # two sweeps at once would each propose the same
    rule, today, now = keeping.rule, timezone.localdate(), timezone.now()
    left_alone = _left_alone(keeping.kind)
    made = 0
    with running(keeping.system):
        for row in keeping.over(today).iterator(1000):
            began = keeping.began(row)
            if str(row.pk) in left_alone or began is None or rule.keep is None or rule.keep.after(began) > today:
                continue
            file = keeping.file_of(row)
            if Hold.objects.on(keeping.kind, str(row.pk), file).exists():
                continue
            proposal = Proposal.objects.create(
                rule=rule.code,
                kind=keeping.kind,
                row=str(row.pk),
                file=file,
                then=rule.then,
                began=began,
                due=rule.keep.after(began),
                content=keeping.content(row),
                proposed_at=now,
            )
            record("proposal.made", proposal.word)
            made += 1
            if made == AT_ONCE:
                break
    return made


def _left_alone(kind: str) -> set[str]:
    """Records that are proposed already, were kept until a later day, have just changed, or are anonymous."""
    settled = timezone.now() - timedelta(days=settings.RETENTION_SETTLE_DAYS)
    alone = Proposal.objects.open().filter(kind=kind) | Proposal.objects.filter(
        Q(until__gt=timezone.localdate()) | Q(state=State.LAPSED, closed_at__gt=settled), kind=kind
    )
    anonymous = Tombstone.objects.filter(kind=kind, then=Then.ANONYMISE)
    return {*alone.values_list("row", flat=True), *anonymous.values_list("row", flat=True)}


def _take_back() -> None:
    """Lapse open proposals whose record has changed or is gone: what came in newly is looked at anew, later."""
    for pk in list(Proposal.objects.open().values_list("pk", flat=True)):
        with transaction.atomic():
            await_turn()
            held = Proposal.objects.select_for_update(of=("self",)).get(pk=pk)
            if held in Proposal.objects.open() and not is_as_proposed(held, by=None):
                _lapse(held)


def _lapse(proposal: Proposal) -> None:
    close(proposal, State.LAPSED, why="", by=None, until=None)
    record("proposal.lapsed", proposal.word)


@transaction.atomic
def _stuck(proposal: UUID) -> None:
    if Proposal.objects.filter(pk=proposal, stuck_since__isnull=True).update(stuck_since=timezone.now()):
        record("proposal.stuck", f"proposal:{proposal}")
