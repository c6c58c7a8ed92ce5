"""The audit line and the head of its chain. Triggers in the migrations keep both append-only."""

from django.db import models
from django.db.models import Q


class AuditLine(models.Model):
    """One act on one thing: opaque ids, never a value. Written by ``actions.record`` alone."""

    seq = models.BigIntegerField(primary_key=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=160)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="auditline_from_one", condition=Q(seq__gte=1))]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class AuditHead(models.Model):
    """The one row that says where the chain ends, so that a cut tail shows. It only ever moves on by one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="audithead_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"
