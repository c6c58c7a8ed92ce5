"""Write an audit line; check that none was touched."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.vault.models import AuditHead, AuditLine
from opennrm.vault.rules import GENESIS, STEADY, Head, Verdict, digest, follow, set_back, why_not_record

WRITER = 7214  # the number of PostgreSQL's advisory lock that one writer of the chain holds at a time


def record(act: str, subject: str, *, by: str = "system", on: date | None = None) -> AuditLine:
    """Append a line to the audit, inside the transaction of the act it speaks of: both are kept, or neither.

    With ``on`` the line carries that day alone (its first moment): for what strangers do, whose hour is not kept.

    One writer at a time: the next waits until this transaction ends, so record late in a long one.
    Raises TransactionManagementError outside a transaction, ValueError where a word is not of its form.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            f"record({act!r}) was called outside a transaction: put the act and its line in one transaction.atomic()"
        )
    if wrong := why_not_record(act, subject, by):
        raise ValueError(wrong)
    await_turn()
    last, at = _end(), timezone.make_aware(datetime.combine(on, time.min)) if on else timezone.now()
    seq, prev = last.seq + 1, last.hash
    line = AuditLine.objects.create(
        seq=seq, act=act, subject=subject, at=at, by=by, prev=prev,
        hash=digest(seq=seq, act=act, subject=subject, at=at, by=by, prev=prev),
    )  # fmt: skip
    if not AuditHead.objects.update(seq=seq, hash=line.hash):
        AuditHead.objects.create(seq=seq, hash=line.hash)
    return line


def await_turn() -> None:
    """Be the one writer of the chain and of the keys until this transaction ends.

    One lock for both, so that two writers can never wait for each other. On SQLite the transaction itself is it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])


def refuse_inside_a_transaction(why: str) -> None:
    """Raise where what is written now could still be rolled back."""
    if connection.in_atomic_block or not connection.get_autocommit():
        raise TransactionManagementError(f"{why}: call this outside transaction.atomic()")


def verify(*, seen: Head | None = None, signed: Sequence[Head] = ()) -> Verdict:
    """Walk the whole chain, in the order of its numbers, to its first line at fault.

    ``seen`` is an end noted outside this database, ``signed`` the checkpoints of an organisation, whose signatures
    were checked: they find a chain written anew.
    """
    head = AuditHead.objects.first()
    recorded = Head(head.seq, head.hash) if head else Head(0, GENESIS)
    lines = AuditLine.objects.order_by("seq").iterator(2000)
    return follow(lines, head=recorded, seen=seen, signed=signed)


def clock_set_back() -> int | None:
    """The last line before which the clock of the machine was set back."""
    moments = AuditLine.objects.order_by("seq").values_list("seq", "at").iterator(2000)
    return set_back((seq, timezone.localtime(at)) for seq, at in moments)


def clock_holds() -> bool:
    """Whether it is not earlier now than when the last line was written."""
    last = AuditLine.objects.order_by("-seq").values_list("at", flat=True).first()
    return last is None or last <= timezone.now() + STEADY


def _end() -> Head:
    last = AuditLine.objects.order_by("-seq").values_list("seq", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)
