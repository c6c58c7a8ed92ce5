"""Write an audit line; check that none was touched."""

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.vault.models import AuditHead, AuditLine
from opennrm.vault.rules import GENESIS, Head, Verdict, digest, follow, why_not_record

WRITER = 7214  # the number of PostgreSQL's advisory lock that one writer of the chain holds at a time


def record(act: str, subject: str, *, by: str = "system") -> AuditLine:
    """Append a line to the audit, inside the transaction of the act it speaks of: both are kept, or neither.

    One writer at a time: the next waits until this transaction ends, so record late in a long one.
    Raises TransactionManagementError outside a transaction, ValueError where a word is not of its form.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            f"record({act!r}) was called outside a transaction: put the act and its line in one transaction.atomic()"
        )
    if wrong := why_not_record(act, subject, by):
        raise ValueError(wrong)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
    last, at = _end(), timezone.now()
    seq, prev = last.seq + 1, last.hash
    line = AuditLine.objects.create(
        seq=seq, act=act, subject=subject, at=at, by=by, prev=prev,
        hash=digest(seq=seq, act=act, subject=subject, at=at, by=by, prev=prev),
    )  # fmt: skip
    if not AuditHead.objects.update(seq=seq, hash=line.hash):
        AuditHead.objects.create(seq=seq, hash=line.hash)
    return line


def verify(*, seen: Head | None = None) -> Verdict:
    """Walk the whole chain, in the order of its numbers, to its first line at fault.

    ``seen`` is an end noted outside this database: it finds a chain written anew up to there.
    """
    head = AuditHead.objects.first()
    recorded = Head(head.seq, head.hash) if head else Head(0, GENESIS)
    return follow(AuditLine.objects.order_by("seq").iterator(2000), head=recorded, seen=seen)


def _end() -> Head:
    last = AuditLine.objects.order_by("-seq").values_list("seq", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)
