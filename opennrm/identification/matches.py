"""Records that may be of one person, and what the matching officer made of them: merged, and unmerged without loss."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.identification.terms import CandidateState, FoundBy


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Reads of the pairs, by the matching officer's system scope."""

    def queue(self) -> Self:
        """What waits, the likeliest first."""
        return self.filter(state=CandidateState.OPEN).order_by("-probability", "id")


class Candidate(models.Model):
    """Two records that may be of one person, and why. ``first`` has the lesser id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    first = models.ForeignKey("identification.Person", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("identification.Person", on_delete=models.CASCADE, related_name="+")
    found_by = models.CharField(max_length=10, choices=FoundBy)
    found = models.DateField()
    probability = models.FloatField()  # 0 to 1
    why = models.JSONField(default=dict)  # per field: how it agrees and what that weighs; no values
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.OPEN)
    settled = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="identification_one_candidate_a_pair"),
            models.CheckConstraint(name="identification_a_pair_is_two", condition=Q(first__lt=F("second"))),
        ]
        indexes = [models.Index(fields=["state", "-probability", "id"], name="identification_candidates")]

    class Scoped:
        file = ("first.file", "second.file")

    class Privacy:
        identifies = ()
        sensitive = ("found_by", "probability", "why", "state")
        plain = ("id", "first", "second", "found", "settled", "settled_by")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this pair."""
        return f"candidate:{self.pk}"


class Merge(models.Model):
    """That two keys of the register are one person's: ``kept`` stands for both, until the merge is undone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kept = models.CharField(max_length=64)
    dissolved = models.CharField(max_length=64)
    on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    undone = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why_undone = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="identification_a_merge_is_of_two", condition=~Q(kept=F("dissolved"))),
            models.UniqueConstraint(
                fields=["dissolved"], condition=Q(undone__isnull=True), name="identification_dissolved_once"
            ),
        ]

    class Privacy:
        identifies = ()
        sensitive = ("reason", "why_undone")
        plain = ("id", "kept", "dissolved", "on", "by", "undone", "undone_by")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this merge."""
        return f"merge:{self.pk}"


class Moved(models.Model):
    """A record whose key a merge replaced, so that undoing it gives each its own again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved")
    person = models.ForeignKey("identification.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)  # as it was

    class Scoped:
        file = "person.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "merge", "person", "key")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)
