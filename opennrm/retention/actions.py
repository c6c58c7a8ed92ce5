"""Verbs of retention: each one transaction and one audit line. Raises ``Refused`` where a rule says why not."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import File
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused, refuse
from opennrm.retention import rules
from opennrm.retention.keeping import Keeping
from opennrm.retention.models import Hold, Proposal
from opennrm.retention.records import registered
from opennrm.retention.terms import Refusal, State, Then
from opennrm.vault.actions import await_turn, record

LOOKING_UP = System("retention-hold", reads=frozenset({File._meta.db_table}))


@transaction.atomic
def propose(kind: str, row: str, *, why: str, by: Official) -> Proposal:
    """Propose to erase a record before its time, because the person asks or for another reason; two others approve."""
    await_turn()
    refuse(None if _may(by) else Refusal.NOT_YOURS)
    refuse(None if why.strip() else Refusal.NO_REASON)
    keeping = keeping_of(kind)
    if keeping.rule.then is Then.KEEP:
        raise Refused(Refusal.KEPT_FOR_GOOD)
    with running(keeping.system, by=by):
        found = _row(keeping, row)
        if found is None:
            raise Refused(Refusal.GONE)
        row, file = str(found.pk), keeping.file_of(found)
        refuse(Refusal.HELD if Hold.objects.on(kind, row, file).exists() else None)
        refuse(Refusal.THERE_ALREADY if Proposal.objects.of(kind, row).open().exists() else None)
        made = Proposal.objects.create(
            rule=keeping.rule.code,
            kind=kind,
            row=row,
            file=file,
            then=Then.ERASE,
            began=keeping.began(found),
            due=timezone.localdate(),
            content=keeping.content(found),
            proposed_at=timezone.now(),
            proposed_by=by,
            why=why.strip(),
        )
    record("proposal.made", made.word, by=by.word)
    return made


@transaction.atomic
def approve(proposal: UUID, *, by: Official) -> Proposal:
    """Approve letting a record go: the first time, or the second. Both look at the record as it was proposed."""
    await_turn()
    held = _locked(proposal)
    refuse(
        rules.why_not_approve(
            may=_may(by),
            state=State(held.state),
            own=held.proposed_by_id == by.pk,
            gave_first=held.first_id == by.pk,
            held=Hold.objects.on(held.kind, held.row, held.file).exists(),
            changed=not is_as_proposed(held, by=by),
        )
    )
    now = timezone.now()
    if held.first_id is None:
        held.first, held.first_at, held.state = by, now, State.SECOND
    else:
        held.second, held.second_at, held.state = by, now, State.APPROVED
    held.save(update_fields=["first", "first_at", "second", "second_at", "state"])
    record("proposal.approved", held.word, by=by.word)
    return held


@transaction.atomic
def keep(proposal: UUID, *, until: date | None, reason: str, by: Official) -> Proposal:
    """Keep the record: refuse a proposal, or stop an approved one. It is not proposed again before ``until``."""
    await_turn()
    held = _locked(proposal)
    today = timezone.localdate()
    refuse(rules.why_not_keep(may=_may(by), state=State(held.state), reason=reason, until=until, today=today))
    stopped = held.state == State.APPROVED
    close(held, State.STOPPED if stopped else State.REFUSED, why=reason.strip(), by=by, until=until)
    record("proposal.stopped" if stopped else "proposal.refused", held.word, by=by.word)
    return held


@transaction.atomic
def hold(*, kind: str = "", row: str = "", file: UUID | None = None, why: str, by: Official) -> Hold:
    """Hold a record, or all of a file; what was proposed of it is closed. Rooms above call this for their own files."""
    await_turn()
    refuse(None if _may(by) else Refusal.NOT_YOURS)
    refuse(None if why.strip() else Refusal.NO_REASON)
    row = _whole_file(file, by=by) if file else _one_record(kind, row, by=by)
    made = Hold.objects.create(kind=kind, row=row, file=file, why=why.strip(), since=timezone.now(), by=by)
    stopped = Proposal.objects.open().filter(file=file) if file else Proposal.objects.of(kind, row).open()
    for each in stopped.select_for_update(of=("self",)):
        approved = each.state == State.APPROVED
        close(each, State.STOPPED if approved else State.REFUSED, why="", by=by, until=None)
        record("proposal.held", each.word, by=by.word)
    record("hold.made", made.word, by=by.word)
    return made


@transaction.atomic
def ask_to_lift(hold: UUID, *, why: str, by: Official) -> Hold:
    """The first of two steps to lift a hold."""
    held = _hold(hold)
    refuse(None if _may(by) else Refusal.NOT_YOURS)
    refuse(Refusal.LIFTED if held.lifted_at else None)
    refuse(None if why.strip() else Refusal.NO_REASON)
    held.lifting_by, held.lifting_at, held.lifting_why = by, timezone.now(), why.strip()
    held.save(update_fields=["lifting_by", "lifting_at", "lifting_why"])
    record("hold.asked-to-lift", held.word, by=by.word)
    return held


@transaction.atomic
def lift(hold: UUID, *, by: Official) -> Hold:
    """The second step, by another official: the rules hold again from now on."""
    held = _hold(hold)
    refuse(
        rules.why_not_lift(
            may=_may(by),
            lifted=held.lifted_at is not None,
            asked=held.lifting_by_id is not None,
            own=held.lifting_by_id == by.pk,
        )
    )
    held.lifted_by, held.lifted_at = by, timezone.now()
    held.save(update_fields=["lifted_by", "lifted_at"])
    record("hold.lifted", held.word, by=by.word)
    return held


def keeping_of(kind: str) -> Keeping:
    """How records of a kind end. Refused where no room says so."""
    keeping = registered().get(kind)
    if keeping is None:
        raise Refused(Refusal.GONE)
    return keeping


def is_as_proposed(proposal: Proposal, *, by: Official | None) -> bool:
    """Whether the record is there, with the content it had when it was proposed."""
    keeping = registered().get(proposal.kind)
    if keeping is None:
        return False
    with running(keeping.system, by=by):
        found = _row(keeping, proposal.row)
        return found is not None and keeping.content(found) == proposal.content


def close(proposal: Proposal, state: State, *, why: str, by: Official | None, until: date | None) -> None:
    """Close an open proposal, in the transaction of the verb that does."""
    proposal.state, proposal.closed_at = state, timezone.now()
    proposal.closed_by, proposal.closed_why, proposal.until = by, why, until
    proposal.save(update_fields=["state", "closed_at", "closed_by", "closed_why", "until"])


def _whole_file(file: UUID, *, by: Official) -> str:
    with running(LOOKING_UP, by=by):
        refuse(None if File.objects.filter(pk=file).exists() else Refusal.GONE)
    return ""


def _one_record(kind: str, row: str, *, by: Official) -> str:
    keeping = keeping_of(kind)
    with running(keeping.system, by=by):
        found = _row(keeping, row)
    if found is None:
        raise Refused(Refusal.GONE)
    return str(found.pk)


def _may(by: Official) -> bool:
    return may(Official.objects.with_posts().get(pk=by.pk).post(), Power.ERASE, timezone.localdate())


def _row(keeping: Keeping, row: str) -> Model | None:
    try:
        return keeping.rows().filter(pk=row).first()
    except (ValidationError, ValueError):  # no id of this kind: somebody mistyped
        return None


def _locked(proposal: UUID) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal).first()
    if found is None:
        raise Refused(Refusal.GONE)
    return found


def _hold(hold: UUID) -> Hold:
    await_turn()
    found = Hold.objects.select_for_update(of=("self",)).filter(pk=hold).first()
    if found is None:
        raise Refused(Refusal.GONE)
    return found
