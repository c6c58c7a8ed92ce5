"""Who holds which sweep, when each is due, who works, and what waits to be sent. No content and no person."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from opennrm.worker.terms import LetterKind


class Lease(models.Model):
    """That one holder may do a thing until a moment. The moments are the database's clock, for all machines one."""

    name = models.CharField(max_length=80, primary_key=True)
    holder = models.CharField(max_length=40)  # a process: opaque, made anew at each start
    until = models.DateTimeField()

    class Privacy:
        plain = ("name", "holder", "until")
        kept = "operation"

    def __str__(self) -> str:
        return f"lease:{self.name}"


class Sweep(models.Model):
    """How a sweep stands: when it is due, when it last ended well, and how often it has failed since."""

    name = models.CharField(max_length=80, primary_key=True)  # its place in the code, as settings.SWEEPS names it
    due = models.DateTimeField()
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_as = models.CharField(max_length=80, default="", blank=True)  # the name of an exception's class

    class Privacy:
        plain = ("name", "due", "began", "ended", "failures", "failed_as")
        kept = "operation"

    def __str__(self) -> str:
        return f"sweep:{self.name}"


class Beat(models.Model):
    """That a worker lives: written every few seconds, taken away when it stops."""

    holder = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Privacy:
        plain = ("holder", "at")
        kept = "operation"

    def __str__(self) -> str:
        return self.holder


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reads of the outbox."""

    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent__isnull=True, failed__isnull=True)

    def due(self) -> Self:
        """Waiting, and due by now; the oldest first."""
        return self.waiting().filter(due__lte=Now()).order_by("due", "pk")


class Letter(models.Model):
    """A letter in the outbox. Its id goes out with it, so that one sent twice can be told for one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=LetterKind)
    recipient = models.CharField(max_length=160)  # opaque, as in official:17; the address is looked up when it is sent
    language = models.CharField(max_length=12)
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent__isnull=True) | Q(failed__isnull=True), name="letter_sent_or_given_up"
            )
        ]
        indexes = [
            models.Index(fields=["due"], name="letter_waiting", condition=Q(sent__isnull=True, failed__isnull=True))
        ]

    class Privacy:
        plain = ("id", "kind", "recipient", "language", "due", "tries", "sent", "failed")
        kept = "operation"

    def __str__(self) -> str:
        return f"letter:{self.pk}"
