"""Editions of the annual report and their frozen tables; what releases have spent of a population's budget."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.publication.terms import Promise


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


class Budget(models.Model):
    """How much epsilon all releases of a year about one population may spend together. Declared once, never changed."""

    population = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    epsilon = models.DecimalField(max_digits=8, decimal_places=4)
    declared_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["population", "year"], name="publication_one_budget"),
            models.CheckConstraint(condition=Q(epsilon__gt=0, epsilon__lte=8), name="publication_budget_within_cap"),
        ]
        ordering = ["-year", "population"]

    class Privacy:
        plain = ("id", "population", "year", "epsilon", "declared_by", "declared_on")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.population} {self.year}"

    def spent(self) -> list[Decimal]:
        """The epsilon of each release so far that promised one."""
        epsilons = Spending.objects.filter(budget=self).values_list("epsilon", flat=True)
        return [epsilon for epsilon in epsilons if epsilon is not None]


class Spending(models.Model):
    """One release in the ledger: what it promises, what it spent, the digest of what went out, and two officials."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    promise = models.CharField(max_length=12, choices=Promise)
    epsilon = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    delta = models.DecimalField(max_digits=20, decimal_places=18, null=True)
    sha256 = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("approved_by")), name="publication_two_officials_spend"),
            models.CheckConstraint(
                condition=Q(
                    promise="private",
                    epsilon__isnull=False,
                    delta__isnull=False,
                    epsilon__gt=0,
                    epsilon__lte=8,
                    delta__gt=0,
                )
                | (~Q(promise="private") & Q(epsilon__isnull=True, delta__isnull=True)),
                name="publication_epsilon_where_promised",
            ),
        ]
        ordering = ["on", "pk"]

    class Privacy:
        plain = ("id", "budget", "title", "promise", "epsilon", "delta", "sha256", "asked_by", "approved_by", "on")
        kept = "publication"

    def __str__(self) -> str:
        return self.title
