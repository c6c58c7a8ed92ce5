"""What two officials decide on, neither whoever asked nor one another: the same for a release and for an edition."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.publication import rules
from opennrm.publication.terms import Refusal, ReleaseState

DECIDED = ("state", "asked_by", "asked_at", "first", "first_at", "second", "second_at", "closed_by", "closed_at")


class Decided(models.Model):
    """Who asked, who approved first and second, who closed it and why; when each did."""

    state = models.CharField(max_length=10, choices=ReleaseState, default=ReleaseState.ASKED)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    first = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", null=True)
    first_at = models.DateTimeField(null=True)
    second = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", null=True)
    second_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def people(self) -> list[Official]:
        """Everybody who decided on it so far, whoever asked first."""
        return [each for each in (self.asked_by, self.first, self.second, self.closed_by) if each]


def two_others(name: str) -> models.CheckConstraint:
    """Neither approval is of whoever asked, nor the second of who gave the first."""
    first = Q(first__isnull=True) | ~Q(first=F("asked_by"))
    second = Q(second__isnull=True) | (~Q(second=F("asked_by")) & ~Q(second=F("first")))
    return models.CheckConstraint(condition=first & second, name=name)


def by_two(name: str) -> models.CheckConstraint:
    """Nothing is published but by two."""
    both = Q(first__isnull=False, second__isnull=False)
    return models.CheckConstraint(condition=~Q(state="published") | both, name=name)


def why_not_approve(held: Any, by: Official) -> Refusal | None:
    """Why this official may not approve what is held now."""
    return rules.why_not_approve(state=held.state, own=held.asked_by_id == by.pk, gave_first=held.first_id == by.pk)


def approve(held: Any, by: Official) -> bool:
    """Set the first approval, or the second: then True, and it is published. The caller saves ``APPROVED``."""
    now = timezone.now()
    if held.first_id is None:
        held.first, held.first_at, held.state = by, now, ReleaseState.FIRST
        return False
    held.second, held.second_at, held.state = by, now, ReleaseState.PUBLISHED
    held.closed_by, held.closed_at = by, now
    return True


def close(held: Any, by: Official, reason: str) -> None:
    """Turn it down. The caller saves ``CLOSED``."""
    held.state, held.closed_why = ReleaseState.REFUSED, reason.strip()
    held.closed_by, held.closed_at = by, timezone.now()


APPROVED = ("first", "first_at", "second", "second_at", "state", "closed_by", "closed_at")
CLOSED = ("state", "closed_why", "closed_by", "closed_at")
