"""The key of another system, known by its digest, and what its pushes were answered."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.rules import Post
from opennrm.systems.terms import Use


class SystemKeyQuerySet(models.QuerySet["SystemKey"]):
    """Reads of the keys."""

    def seen_by(self, post: Post) -> Self:
        """A lead sees the keys of the organisation, everybody else those that act in their own name."""
        theirs = self.filter(organisation=post.organisation)
        return theirs if post.lead else theirs.filter(official=post.official)

    def holding(self, on: date) -> Self:
        """Those not revoked and not over."""
        return self.filter(revoked__isnull=True, until__gte=on)


class SystemKey(models.Model):
    """Lets a system of an organisation act in the name of an official, for ``uses`` and one purpose, to a last day.

    ``uses`` are codes of ``Use`` between spaces. ``public`` is the exchange key that what identifies is sealed to.
    ``minute`` and ``calls`` count calls in the minute of the last one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    uses = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=Purpose, default="", blank=True)
    public = models.BinaryField(null=True)
    made = models.DateField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    used = models.DateField(null=True)
    revoked = models.DateField(null=True)
    revoked_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    minute = models.PositiveBigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)

    objects = SystemKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("made")), name="systems_a_key_has_a_length"),
            models.CheckConstraint(
                condition=Q(revoked__isnull=True, revoked_by__isnull=True)
                | Q(revoked__isnull=False, revoked_by__isnull=False),
                name="systems_a_revoked_key_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(uses__contains=Use.IDENTITIES.value) | Q(public__isnull=False),
                name="systems_identities_have_a_key_to_be_sealed_to",
            ),
        ]
        ordering = ["-made", "id"]

    class Privacy:
        sensitive = ("digest", "used", "minute", "calls")
        plain = (
            "id", "organisation", "official", "name", "uses", "purpose", "public", "made", "made_by", "until",
            "revoked", "revoked_by",
        )  # fmt: skip
        kept = "account"

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """How the audit names this key."""
        return f"system-key:{self.pk}"

    @property
    def may(self) -> frozenset[Use]:
        """What it may be used for."""
        return frozenset(Use(each) for each in self.uses.split())


class Answer(models.Model):
    """What a push was answered, by the key of idempotency it came with; ``digest`` is that of all it asked for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.ForeignKey(SystemKey, on_delete=models.CASCADE, related_name="answers")
    idempotency = models.UUIDField()
    digest = models.CharField(max_length=64)
    body = models.JSONField(null=True)
    on = models.DateField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "idempotency"], name="systems_a_push_once")]

    class Privacy:
        plain = ("id", "key", "idempotency", "digest", "body", "on")
        kept = "operation"

    def __str__(self) -> str:
        return str(self.pk)
