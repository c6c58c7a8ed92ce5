"""Records that may be of one person, and what the matching officer made of them: merged, and unmerged without loss."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.identification.matching_terms import Answered, Digested, Stage
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


class LinkKey(models.Model):
    """A keyed digest of something of a person that is compared: equal digests meet by an index, and nothing is opened.

    ``bits`` of a name are its letters side by side, each at one of 64 places that only the key tells.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("identification.Person", on_delete=models.CASCADE, related_name="link_keys")
    name = models.ForeignKey("identification.PersonName", on_delete=models.CASCADE, null=True, related_name="+")
    of = models.CharField(max_length=10, choices=Digested)
    digest = models.BigIntegerField()
    bits = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["digest", "person"], name="identification_links")]

    class Scoped:
        file = "person.file"

    class Privacy:
        identifies = ("digest", "bits")
        sensitive = ("of",)
        plain = ("id", "person", "name")
        kept = "case"
        open_because = {
            "digest": "a keyed digest (HMAC), as in a blind index (link_keys.py)",
            "bits": "a keyed filter of 64 places (HMAC) of a name's pairs of letters (link_keys.py)",
        }

    def __str__(self) -> str:
        return str(self.pk)


class MatchQuestion(models.Model):
    """That a body asked the matching officer to look at a person, and what came of it, which is one of two words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey("identification.Person", on_delete=models.CASCADE, related_name="questions")
    asked = models.DateField()
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    answered = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=15, choices=Answered, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(answered__isnull=True), name="identification_one_question_waits"
            ),
            models.CheckConstraint(
                name="identification_a_matching_answer_is_whole",
                condition=Q(answered__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    class Scoped:
        file = "person.file"

    class Privacy:
        identifies = ()
        sensitive = ("answer",)
        plain = ("id", "person", "asked", "asked_by", "answered", "answered_by")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this question."""
        return f"match-question:{self.pk}"


class MatchState(models.Model):
    """How matching stands, in one row: how many pairs and questions wait, and how far the sweep is. Numbers only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    waiting = models.PositiveIntegerField(default=0)
    wanted = models.DateTimeField(null=True, blank=True)  # a sweep was asked for
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default="", blank=True)
    records = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="identification_matching_stands_once", condition=Q(id=1))]

    class Privacy:
        plain = ("id", "waiting", "wanted", "began", "ended", "stage", "records", "found")
        kept = "operation"

    def __str__(self) -> str:
        return f"matching:{self.pk}"
