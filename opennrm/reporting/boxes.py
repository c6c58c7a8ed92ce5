"""Where the public process puts what strangers send: it adds rows here, and may read a few columns of them.

No row leads to a file, because a file and its grants are made at the desk. What is posted stays here for the moments
until ``actions.intake.take_in`` brings it where it is seen by grants; replies lie here for whoever has the receipt.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.reporting.terms import MessageKind
from opennrm.vault.models import Inbox

FROM_OUTSIDE = (
    MessageKind.REPORT,
    MessageKind.LETTER,
    MessageKind.FILE,
    MessageKind.ORIGINAL,
    MessageKind.WITHDRAWAL,
)


class Box(models.Model):
    """What one receipt opens. ``lookup`` and ``public`` come from the receipt and do not lead back to it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    lookup = models.CharField(max_length=64, unique=True)
    public = models.BinaryField()
    closed = models.BooleanField(default=False)  # withdrawn: nothing more is taken

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "lookup", "public", "closed")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Posted(models.Model):
    """A sealed content on its way to the desk. ``hints`` of a report: what the desk's queue is ordered by."""

    id = models.UUIDField(primary_key=True, editable=False)  # that of the content, which is bound to it
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="posted")
    kind = models.CharField(max_length=12, choices=MessageKind)
    day = models.DateField()
    body = models.BinaryField()
    hints = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reporting_posted_from_outside", condition=Q(kind__in=[kind.value for kind in FROM_OUTSIDE])
            )
        ]

    class Privacy:
        identifies = ("body",)
        open_because = {"body": "sealed to inboxes by the public process, which holds no key of a case (envelopes.py)"}
        sensitive = ("kind", "hints")
        plain = ("id", "box", "day")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class PostedKey(models.Model):
    """The key of a posted content, wrapped to an inbox."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    posted = models.ForeignKey(Posted, on_delete=models.CASCADE, related_name="keys")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posted", "inbox"], name="reporting_one_key_an_inbox")]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "posted", "inbox", "wrapped")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Recipient(models.Model):
    """An inbox to which further messages of a box are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="recipients")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "inbox"], name="reporting_an_inbox_once")]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "box", "inbox")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Reply(models.Model):
    """A reply sealed to the receipt of a box. The desk has its own copy among the messages of the report."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="replies")
    day = models.DateField()
    place = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "place"], name="reporting_one_reply_a_place")]
        ordering = ["box", "place"]

    class Privacy:
        identifies = ("sealed",)
        open_because = {"sealed": "sealed to the key pair of the receipt, which nobody here holds (envelopes.py)"}
        sensitive = ()
        plain = ("id", "box", "day", "place")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)
