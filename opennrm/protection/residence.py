"""Procedures of residence, and the day a stay ends. Neither is shown to enforcement for the purpose of support.

The status itself lies sealed in the case (``identification.Person``). The rows here are kept from enforcement by
``firewall``, since a kind of procedure or a last day tells of a status as well.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.protection.deadlines import GOING_ON
from opennrm.protection.procedures import ProcedureKind, ProcedureState
from opennrm.understanding.facts import new_id
from opennrm.vault.fields import SealedField


class ResidenceProcedureQuerySet(models.QuerySet["ResidenceProcedure"]):
    """Reads of the procedures the scope may see."""

    def going_on(self) -> Self:
        """Those that wait for somebody."""
        return self.filter(state__in=GOING_ON)

    def due_by(self, day: date) -> Self:
        """Those in which something is due by a day, the earliest first."""
        return self.going_on().filter(due__lte=day).order_by("due", "id")


class ResidenceProcedure(models.Model):
    """One application to immigration: documents, decision, objection. ``until`` is the last day that was granted.

    ``documents`` says of each code of the checklist what is known (``PaperState``). ``since`` is the day it came to
    stand where it stands. ``key`` is the act's in the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="procedures")
    kind = models.CharField(max_length=20, choices=ProcedureKind)
    state = models.CharField(max_length=12, choices=ProcedureState, default=ProcedureState.PREPARING)
    since = models.DateField()
    opened = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=80, default="", blank=True)
    number = SealedField(under="plan.file_id", null=True)
    applied = models.DateField(null=True, blank=True)
    documents = models.JSONField(default=dict, blank=True)
    due = models.DateField(null=True, blank=True)
    decided = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = SealedField(under="plan.file_id", null=True)
    until = models.DateField(null=True, blank=True)
    objected = models.DateField(null=True, blank=True)
    note = SealedField(under="plan.file_id", null=True)
    key = models.CharField(max_length=64, default=new_id, unique=True)

    objects = ResidenceProcedureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"], condition=Q(state__in=GOING_ON), name="protection_one_procedure_of_a_kind"
            ),
            models.CheckConstraint(
                name="protection_a_decision_has_its_day",
                condition=Q(decided__isnull=True, decided_by__isnull=True)
                | Q(decided__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="protection_a_grant_was_decided",
                condition=~Q(state=ProcedureState.GRANTED) | Q(decided__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "due", "id"], name="protection_procedures")]
        ordering = ["-opened", "id"]

    class Scoped:
        file = "plan.file"
        classes = {
            "number": FieldClass.IMMIGRATION_STATUS,
            "status": FieldClass.IMMIGRATION_STATUS,
            "note": FieldClass.IMMIGRATION_STATUS,
        }

    class Privacy:
        identifies = ("number", "status", "note")
        sensitive = ("kind", "state", "office", "applied", "documents", "decided", "until", "objected", "due")
        plain = ("id", "plan", "since", "opened", "by", "decided_by", "key")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this procedure."""
        return f"procedure:{self.pk}"


class ExpiryQuerySet(models.QuerySet["Expiry"]):
    """Reads of the ends of stay the scope may see."""

    def watched(self) -> Self:
        """Those that hold now, of plans that go on, the earliest first."""
        return self.filter(ended__isnull=True, plan__ended__isnull=True).order_by("until", "id")

    def within(self, day: date) -> Self:
        """Those that end by a day."""
        return self.watched().filter(until__lte=day)


class Expiry(models.Model):
    """The last day of a stay, or of a provisional release, which a plan watches until another takes its place.

    ``told`` is the least number of days before it at which somebody was reminded.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="expiries")
    until = models.DateField()
    release = models.BooleanField(default=False)
    since = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    ended = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ExpiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(ended__isnull=True), name="protection_one_end_of_stay_watched"
            )
        ]
        indexes = [models.Index(fields=["until", "id"], name="protection_expiries", condition=Q(ended__isnull=True))]

    class Scoped:
        file = "plan.file"

    class Privacy:
        identifies = ()
        sensitive = ("until", "release")
        plain = ("id", "plan", "since", "by", "ended", "told")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this end of a stay."""
        return f"expiry:{self.pk}"


class Reminder(models.Model):
    """That an official was told a stay ends in so many days; the letter said no more than that something waits."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    expiry = models.ForeignKey(Expiry, on_delete=models.CASCADE, related_name="reminders")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()  # days before the end, of data/residence.toml
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expiry", "official", "step"], name="protection_one_reminder_a_step")
        ]

    class Scoped:
        file = "expiry.plan.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "expiry", "official", "step", "on")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)
