"""Editions of the annual report and their frozen tables."""

from django.db import models


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def newest(self) -> "Edition | None":
        """The newest edition of the newest year."""
        return self.order_by("-year", "-number").first()

    def of_year(self, year: int) -> "Edition | None":
        """The newest edition of a year."""
        return self.filter(year=year).order_by("-number").first()


class Edition(models.Model):
    """One edition of one year's report, as it was built: its numbers are kept, never recomputed.

    ``report`` is the text of ``report.json``; ``sha256`` its digest. A revision is a new edition.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    demo = models.BooleanField()
    collection = models.CharField(max_length=64)
    register = models.CharField(max_length=40)
    built_on = models.DateField()
    report = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(fields=["year", "sha256"], name="one_edition_a_content"),
        ]
        ordering = ["-year", "-number"]

    class Privacy:
        plain = ("id", "year", "number", "state", "demo", "collection", "register", "built_on", "report", "sha256")
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
