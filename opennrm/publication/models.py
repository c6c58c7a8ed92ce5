"""Releases, who decided on them, and what they have spent.

The nouns of the annual report stand beside: ``editions``, ``sections``; those of tables asked for in ``questions``.
"""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.publication.deciding import DECIDED, Decided, by_two, two_others
from opennrm.publication.editions import Draft, Edition, EditionFile, FindingNote, FrozenTable
from opennrm.publication.questions import Question
from opennrm.publication.sections import Remark, SectionText, TextApproval
from opennrm.publication.terms import OPEN_STATES, Promise

__all__ = [
    "Budget",
    "Draft",
    "Edition",
    "EditionFile",
    "FindingNote",
    "FrozenTable",
    "Question",
    "Release",
    "ReleaseRequest",
    "Remark",
    "SectionText",
    "Spending",
    "TextApproval",
    "Withdrawal",
]


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


# ── Releases: asked for, decided by two others, published for good ──


class RequestQuerySet(models.QuerySet["ReleaseRequest"]):
    """Reads of requests: each organisation sees its own, for they hold counts that may not go out."""

    def seen_by(self, official: Official) -> "RequestQuerySet":
        """What the official's organisation asked for."""
        return self.filter(asked_by__organisation=official.organisation_id)

    def open(self) -> "RequestQuerySet":
        """What nobody has decided yet."""
        return self.filter(state__in=OPEN_STATES)

    def waiting_for(self, official: Official) -> "RequestQuerySet":
        """What this official may approve."""
        return self.seen_by(official).open().exclude(asked_by=official).exclude(first=official)


class ReleaseRequest(Decided):
    """A release somebody asks for, with what a committee needs to decide.

    ``counted`` is the table as counted: kept only until the request is decided. ``text`` is what would go out, as the
    attacker read it; ``report`` what is lost and what an outsider can reckon; ``parameters`` how it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="+")
    title_en = models.CharField(max_length=160)
    title_ja = models.CharField(max_length=160)
    why = models.CharField(max_length=300)
    policy = models.CharField(max_length=20)
    promise = models.CharField(max_length=12, choices=Promise)
    epsilon = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    delta = models.DecimalField(max_digits=20, decimal_places=18, null=True)
    counted = models.TextField(blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    parameters = models.JSONField()
    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            two_others("publication_release_two_others"),
            by_two("publication_release_by_two"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "first"]) | Q(counted="", closed_at__isnull=False),
                name="publication_decided_forgets",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="publication_release_queue")]
        ordering = ["-asked_at", "id"]

    class Privacy:
        sensitive = ("why", "counted", "text", "report", "closed_why")
        plain = (
            "id", "budget", "title_en", "title_ja", "policy", "promise", "epsilon", "delta", "sha256", "parameters",
            *DECIDED,
        )  # fmt: skip
        kept = "publication"

    def __str__(self) -> str:
        return f"release-request:{self.pk}"

    @property
    def word(self) -> str:
        """How the audit names it."""
        return str(self)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Reads of releases."""

    def public(self) -> "ReleaseQuerySet":
        """All of them with their line of the ledger, without what the public process may not read: the officials."""
        officials = ("spending__asked_by", "spending__approved_by", "spending__budget__declared_by")
        return self.select_related("spending__budget").defer("request", *officials)


class Release(models.Model):
    """What went out, for good, under its number. Of a release for partners the text stays with the request."""

    number = models.CharField(max_length=20, unique=True)
    request = models.OneToOneField(ReleaseRequest, on_delete=models.PROTECT, related_name="+")
    spending = models.OneToOneField(Spending, on_delete=models.PROTECT, related_name="+")
    title_en = models.CharField(max_length=160)
    title_ja = models.CharField(max_length=160)
    policy = models.CharField(max_length=20)
    public = models.BooleanField()
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    told = models.JSONField()
    on = models.DateField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(public=True) | Q(text=""), name="publication_partners_text_not_public"),
        ]
        ordering = ["-on", "-pk"]

    class Privacy:
        plain = (
            "id", "number", "request", "spending", "title_en", "title_ja", "policy", "public", "text", "sha256", "told",
            "on",
        )  # fmt: skip
        kept = "publication"

    def __str__(self) -> str:
        return self.number


class Withdrawal(models.Model):
    """A release is no longer offered, and why; it stays listed."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Privacy:
        plain = ("id", "release", "why", "by", "on")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.release}: withdrawn"
