"""What a plan consists of: the person's own aims, the risks, what is to be done by when, and what happened."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.protection.terms import AimState, NoteKind, RiskLevel, TaskKind, TaskState
from opennrm.vault.fields import SealedField


class Aim(models.Model):
    """What the person wants, in their own words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="aims")
    words = SealedField(under="plan.file_id", null=True)
    said = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AimState, default=AimState.OPEN)

    class Meta:
        ordering = ["said", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("state",)
        plain = ("id", "plan", "said", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this aim."""
        return f"aim:{self.pk}"


class RiskAssessment(models.Model):
    """How great the danger is on a day, which factors make it so (codes of ``risks``), and what is done about it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="risks")
    on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=RiskLevel)
    factors = models.JSONField(default=list, blank=True)
    version = models.CharField(max_length=10)  # of the list of factors, a day
    measures = SealedField(under="plan.file_id", null=True)
    again = models.DateField()  # by when it is assessed anew

    class Meta:
        ordering = ["-on", "-id"]

    class Scoped:
        file = "plan.file"
        classes = {"measures": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("measures",)
        sensitive = ("level", "factors")
        plain = ("id", "plan", "on", "by", "version", "again")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)


class TaskQuerySet(models.QuerySet["Task"]):
    """Reads of the tasks the scope may see."""

    def open(self) -> Self:
        """Those still to do, of plans that go on, the first due first."""
        return self.filter(state=TaskState.OPEN, plan__ended__isnull=True).order_by("due", "id")

    def overdue(self, today: date) -> Self:
        """Open ones whose day is over."""
        return self.open().filter(due__lt=today)

    def of(self, official: Official) -> Self:
        """Those an official is to do."""
        return self.filter(who=official)


class Task(models.Model):
    """Something to do by a day, and who does it. Its words are sealed; its kind is not."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=12, choices=TaskKind)
    words = SealedField(under="plan.file_id", null=True)
    due = models.DateField()
    who = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    settled = models.DateField(null=True, blank=True)  # done or dropped
    settled_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protection_a_settled_task_has_its_day",
                condition=Q(state=TaskState.OPEN, settled__isnull=True, settled_by__isnull=True)
                | ~Q(state=TaskState.OPEN) & Q(settled__isnull=False, settled_by__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["state", "due", "id", "plan"], name="protection_tasks")]
        ordering = ["due", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("kind", "state")
        plain = ("id", "plan", "due", "who", "settled", "settled_by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this task."""
        return f"task:{self.pk}"


class PlanNote(models.Model):
    """What happened on a day, for colleagues."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    text = SealedField(under="plan.file_id", null=True)
    happened = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-happened", "-on", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"text": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text",)
        sensitive = ("kind",)
        plain = ("id", "plan", "happened", "by", "on")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)
