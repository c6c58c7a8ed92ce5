"""How somebody fares three, six and twelve months after protection ended."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.protection.endings import Fares
from opennrm.vault.fields import SealedField


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Reads of the follow-ups the scope may see."""

    def waiting(self) -> Self:
        """Those nobody has done, the earliest first. Where a plan was reopened, they were dropped."""
        return self.filter(done__isnull=True, dropped__isnull=True).order_by("due", "id")

    def due_by(self, day: date) -> Self:
        """Those that wait and are due by a day."""
        return self.waiting().filter(due__lte=day)


class FollowUp(models.Model):
    """That somebody asks, so many months after the end of a plan, how the person fares; and what they found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    done = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fares = models.CharField(max_length=15, choices=Fares, default="", blank=True)
    note = SealedField(under="plan.file_id", null=True)
    dropped = models.DateField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protection_a_follow_up_is_whole",
                condition=Q(done__isnull=True, by__isnull=True, fares="")
                | Q(done__isnull=False, by__isnull=False) & ~Q(fares=""),
            ),
            models.UniqueConstraint(
                fields=["plan", "months"],
                condition=Q(done__isnull=True, dropped__isnull=True),
                name="protection_one_follow_up_of_a_month",
            ),
        ]
        indexes = [models.Index(fields=["due", "id"], name="protection_follow_ups", condition=Q(done__isnull=True))]
        ordering = ["due", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"note": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("note",)
        sensitive = ("fares",)
        plain = ("id", "plan", "months", "due", "done", "by", "dropped")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this follow-up."""
        return f"follow-up:{self.pk}"
