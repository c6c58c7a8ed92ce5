"""The audit line and the head of its chain, keys, and inboxes. Triggers keep the first two append-only."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import connection, models
from django.db.models import Q

from opennrm.vault.terms import SlotKind

LOOKING = (".revealed", ".opened", ".broken-open")  # how the acts end by which somebody saw something


def of_subject(subject: str) -> Q:
    """Lines of a thing and of its parts. SQLite finds no beginning of a text by an index, so it is told the range."""
    parts = Q(subject=subject) | Q(subject__startswith=f"{subject}.")
    if connection.vendor == "postgresql":
        return parts
    return Q(Q(subject__gte=subject, subject__lt=f"{subject}/"), parts)  # «/» follows «.»


class AuditLineQuerySet(models.QuerySet["AuditLine"]):
    """Reads of the audit."""

    def lately(self, act: str, *, by: str, since: datetime) -> Self:
        """Lines of one act by one official since a moment."""
        return self.filter(by=by, act=act, at__gte=since)

    def looked_at(self, *subjects: str) -> Self:
        """Who looked, latest first: lines of acts that opened or revealed one of these things or a part of it.

        ``person:17`` takes in ``person:17.name``. Acts: those that end as ``LOOKING`` says.
        """
        of = Q(pk__in=[])
        for subject in subjects:
            of |= of_subject(subject)
        looks = Q(pk__in=[])
        for ending in LOOKING:
            looks |= Q(act__endswith=ending)
        return self.filter(of, looks).order_by("-seq")


class AuditLine(models.Model):
    """One act on one thing: opaque ids, never a value. Written by ``actions.record`` alone."""

    seq = models.BigIntegerField(primary_key=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=160)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditLineQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="auditline_from_one", condition=Q(seq__gte=1))]
        indexes = [
            models.Index(name="auditline_subject", fields=["subject"], opclasses=["varchar_pattern_ops"]),
            models.Index(name="auditline_lately", fields=["by", "act", "at"]),
        ]
        ordering = ["seq"]

    class Privacy:
        sensitive = ("act", "subject", "at", "by")
        plain = ("seq", "prev", "hash")
        kept = "audit"

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class AuditHead(models.Model):
    """The one row that says where the chain ends, so that a cut tail shows. It only ever moves on by one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="audithead_one_row", condition=Q(id=1))]

    class Privacy:
        plain = ("id", "seq", "hash")
        kept = "audit"

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class Key(models.Model):
    """A key wrapped under the master key of one generation. Erased, the row stays as its tombstone.

    ``name`` is opaque: the id of a case, ``table.column`` of a blind index. Written by ``keys`` alone.
    """

    kind = models.CharField(max_length=16)  # a KeyKind
    name = models.CharField(max_length=160)
    generation = models.PositiveIntegerField()
    master = models.CharField(max_length=16)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="key_one_of_a_name", fields=["kind", "name"]),
            models.CheckConstraint(
                name="key_held_or_erased",
                condition=Q(wrapped__isnull=False, erased_at__isnull=True)
                | Q(wrapped__isnull=True, erased_at__isnull=False),
            ),
        ]

    class Privacy:
        sensitive = ("made_at", "erased_at")
        plain = ("id", "kind", "name", "generation", "master", "wrapped")
        kept = "key"

    def __str__(self) -> str:
        return f"key:{self.pk}"


class Inbox(models.Model):
    """Where sealed messages for one organisation (its code, opaque here) arrive."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.CharField(max_length=80, unique=True)

    class Privacy:
        plain = ("id", "organisation")
        kept = "key"

    def __str__(self) -> str:
        return f"inbox:{self.pk}"


class InboxKey(models.Model):
    """The public half of an inbox's key pair of one generation. Retired, it still opens what came before."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="keys")
    generation = models.PositiveIntegerField()
    public = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    known_to_leaver = models.BooleanField(default=False)  # a removed member may know it: rotate

    class Meta:
        constraints = [
            models.UniqueConstraint(name="inboxkey_one_of_a_generation", fields=["inbox", "generation"]),
            models.UniqueConstraint(name="inboxkey_one_in_use", fields=["inbox"], condition=Q(retired_at__isnull=True)),
        ]

    class Privacy:
        plain = ("id", "inbox", "generation", "public", "made_at", "retired_at", "known_to_leaver")
        kept = "key"

    def __str__(self) -> str:
        return f"{self.inbox_id} {self.generation}"


class Slot(models.Model):
    """One way into an inbox: a key pair whose private half is sealed under a member's phrase, or kept offline."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="slots")
    kind = models.CharField(max_length=16)  # a SlotKind
    member = models.CharField(max_length=160)  # opaque, as in official:17; of the offline key, its kind
    public = models.BinaryField()
    private = models.BinaryField(null=True)  # sealed
    salt = models.BinaryField(null=True)
    memory = models.PositiveIntegerField(null=True)  # KiB
    passes = models.PositiveIntegerField(null=True)
    lanes = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="slot_one_of_a_member", fields=["inbox", "member"]),
            models.CheckConstraint(
                name="slot_opened_by_phrase_or_offline",
                condition=Q(
                    kind=SlotKind.MEMBER.value, private__isnull=False, salt__isnull=False,
                    memory__isnull=False, passes__isnull=False, lanes__isnull=False,
                )
                | Q(
                    kind=SlotKind.RECOVERY.value, private__isnull=True, salt__isnull=True,
                    memory__isnull=True, passes__isnull=True, lanes__isnull=True,
                ),
            ),
        ]  # fmt: skip

    class Privacy:
        sensitive = ("member",)
        plain = ("id", "inbox", "kind", "public", "private", "salt", "memory", "passes", "lanes", "made_at")
        kept = "key"

    def __str__(self) -> str:
        return f"slot:{self.pk}"


class Share(models.Model):
    """The private half of one inbox key, in an envelope for one slot. ``vouch``: whoever put it held that key."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey(InboxKey, on_delete=models.CASCADE, related_name="shares")
    envelope = models.BinaryField()
    vouch = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="share_one_of_a_key", fields=["slot", "key"])]

    class Privacy:
        plain = ("id", "slot", "key", "envelope", "vouch")
        kept = "key"

    def __str__(self) -> str:
        return f"{self.slot_id} {self.key_id}"
