"""An edition of the annual report: a draft that two officials check, and what was frozen and published for good."""

import uuid

from django.db import models
from django.db.models import Q

from opennrm.agencies.models import Official
from opennrm.publication.deciding import DECIDED, Decided, by_two, two_others
from opennrm.publication.terms import OPEN_STATES, DraftState


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions. Every one of them is published."""

    def newest(self) -> "Edition | None":
        """The newest edition of the newest year."""
        return self.order_by("-year", "-number").first()

    def of_year(self, year: int) -> "Edition | None":
        """The newest edition of a year."""
        return self.filter(year=year).order_by("-number").first()

    def named(self, name: str) -> "Edition | None":
        """The edition of a name, 2020-1; or the newest of a year, 2020."""
        year, _, number = name.partition("-")
        found = self.filter(year=int(year))
        return found.filter(number=int(number)).first() if number else found.order_by("-number").first()


class Edition(models.Model):
    """One published edition of one year's report: its numbers are kept, never recomputed; only added to.

    ``report`` is the text of ``report.json``; ``sha256`` the digest of its numbers and texts; ``manifest`` the digest
    of the list of its files' digests (``SHA256SUMS``). A revision is a new edition.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    demo = models.BooleanField()
    collection = models.CharField(max_length=64)
    register = models.CharField(max_length=40)
    built_on = models.DateField()
    published_on = models.DateField()
    report = models.TextField()
    sha256 = models.CharField(max_length=64)
    manifest = models.CharField(max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(fields=["year", "sha256"], name="one_edition_a_content"),
        ]
        ordering = ["-year", "-number"]

    class Privacy:
        plain = (
            "id", "year", "number", "demo", "collection", "register", "built_on", "published_on", "report", "sha256",
            "manifest",
        )  # fmt: skip
        kept = "publication"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How an edition is cited: 2020-1."""
        return f"{self.year}-{self.number}"


class FrozenTable(models.Model):
    """One table of an edition: its cells as counted, and the digest of the definition they were counted by."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=80)
    definition = models.CharField(max_length=64)
    cells = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "table"], name="one_frozen_table")]

    class Privacy:
        plain = ("id", "edition", "table", "definition", "cells")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.table}"


class EditionFile(models.Model):
    """One file of an edition, the very bytes that were published, and their digest."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="publication_one_file")]
        ordering = ["name"]

    class Privacy:
        plain = ("id", "edition", "name", "content", "size", "sha256")
        kept = "publication"

    def __str__(self) -> str:
        return self.name


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads of drafts: each organisation sees its own, for they hold counts that are not out."""

    def seen_by(self, official: Official) -> "DraftQuerySet":
        """What the official's organisation builds."""
        return self.filter(asked_by__organisation=official.organisation_id)

    def open(self) -> "DraftQuerySet":
        """What is worked on or checked."""
        return self.filter(state__in=(DraftState.DRAFT, *OPEN_STATES))

    def waiting_for(self, official: Official) -> "DraftQuerySet":
        """What this official may check."""
        waits = self.seen_by(official).filter(state__in=OPEN_STATES)
        return waits.exclude(asked_by=official).exclude(first=official)


class Draft(Decided):
    """A year's report before it is published. ``report`` is its ``report.json``, until it is decided on.

    While in draft the texts, examples and notes of the year are put in each time it is looked at; from the moment it
    is sent to be checked all of it stands still, and ``sha256`` is what both sign. ``corrects`` is the edition it
    will stand beside, with the reason why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.DRAFT)
    year = models.PositiveSmallIntegerField()
    collection = models.CharField(max_length=64)
    register = models.CharField(max_length=40)
    report = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", null=True)
    reason_en = models.CharField(max_length=300, blank=True)
    reason_ja = models.CharField(max_length=300, blank=True)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+", null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            two_others("publication_draft_two_others"),
            by_two("publication_draft_by_two"),
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False) | (~Q(state="published") & Q(edition=None)),
                name="publication_draft_is_out",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "asked", "first"]) | Q(report="", closed_at__isnull=False),
                name="publication_draft_forgets",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "refused"]) | Q(sent_at__isnull=False),
                name="publication_draft_sent",
            ),
        ]
        ordering = ["-year", "-asked_at", "id"]

    class Privacy:
        sensitive = ("report", "closed_why")
        plain = (
            "id", "year", "collection", "register", "sha256", "sent_at", "corrects", "reason_en", "reason_ja",
            "edition", *DECIDED,
        )  # fmt: skip
        kept = "publication"

    def __str__(self) -> str:
        return f"draft:{self.pk}"

    @property
    def word(self) -> str:
        """How the audit names it."""
        return str(self)


class FindingNote(models.Model):
    """What an official answered to one finding of a year with exactly this arithmetic."""

    year = models.PositiveSmallIntegerField()
    check_id = models.CharField(max_length=80)
    arithmetic = models.CharField(max_length=500)
    en = models.CharField(max_length=500)
    ja = models.CharField(max_length=500)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    class Privacy:
        plain = ("id", "year", "check_id", "arithmetic", "en", "ja", "by", "at")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.year}: {self.check_id}"
