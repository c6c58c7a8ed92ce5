"""What people changed on screen in organisations and contact points: both sides of every version, only added to."""

from typing import Self

from django.db import models

from opennrm.agencies.models.officials import Official


class ChangeQuerySet(models.QuerySet["Change"]):
    """Reads of the history."""

    def of(self, subject: str) -> Self:
        """The changes of one thing, latest first."""
        return self.filter(subject=subject).select_related("by").order_by("-at", "-pk")


class Change(models.Model):
    """One field of one thing that became another. Triggers refuse to change or remove a row.

    ``subject`` is the thing as the audit names it; ``before`` and ``after`` are the values as text, "" where there
    was none; never of a person, only of what a directory prints. ``by`` NULL is the system.
    """

    subject = models.CharField(max_length=100)
    field = models.CharField(max_length=60)
    before = models.TextField(default="", blank=True)
    after = models.TextField(default="", blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, default="", blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="agencies_change_of")]
        ordering = ["at", "pk"]

    class Privacy:
        sensitive = ("note",)
        plain = ("id", "subject", "field", "before", "after", "by", "at")
        kept = "directory"

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
