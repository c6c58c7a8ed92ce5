"""Organisations, what they are called by day, and when they were suspended."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from opennrm.agencies.terms import OrganisationKind


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of the organisations."""

    def poster(self) -> Self:
        """The bodies that sign the Cabinet Office's poster, in its order."""
        return self.filter(poster__isnull=False).order_by("poster")

    def named_on(self, day: date, language: str) -> Self:
        """Each with ``name``, its official name on a day; NULL where none is declared for that day."""
        names = OrganisationName.objects.on(day).filter(organisation=OuterRef("pk"), language=language)
        return self.annotate(name=Subquery(names.values("name")[:1]))

    def suspended(self) -> Self:
        """Those suspended now."""
        return self.filter(pk__in=Suspension.objects.filter(lifted__isnull=True).values("organisation"))


class Organisation(models.Model):
    """A body of the referral mechanism, or (``collective``) all offices of one kind.

    ``on_screen``: made or last changed by a person, so that loading the declarations leaves it alone.
    """

    code = models.SlugField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=32, choices=OrganisationKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    prefecture = models.CharField(max_length=2, default="", blank=True)  # JIS X 0401
    poster = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    collective = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    on_screen = models.BooleanField(default=False, db_default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    class Privacy:
        plain = ("code", "kind", "parent", "prefecture", "poster", "collective", "source", "on_screen")
        kept = "directory"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit and the history name this organisation."""
        return f"organisation:{self.pk}"

    def name_on(self, day: date, language: str) -> str:
        """The official name on a day; the code where none is declared for that day and language."""
        found = self.names.on(day).filter(language=language).first()
        return found.name if found else self.code


class OrganisationNameQuerySet(models.QuerySet["OrganisationName"]):
    """Reads of the names."""

    def on(self, day: date) -> Self:
        """Those in use on a day."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class OrganisationName(models.Model):
    """What a body is called in a language from ``since`` to ``until``, both included; NULL is open."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=40, default="", blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = OrganisationNameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language", "since"], name="agencies_one_name_begins_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation", "language"],
                condition=Q(since__isnull=True),
                name="agencies_one_first_name",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="agencies_name_ends_after_it_begins",
            ),
        ]
        ordering = ["organisation", "language", F("since").asc(nulls_first=True)]

    class Privacy:
        plain = ("id", "organisation", "language", "name", "short", "since", "until")
        kept = "directory"

    def __str__(self) -> str:
        return self.name


class Suspension(models.Model):
    """A time in which an organisation's officials open no file; it holds while ``lifted`` is NULL."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="suspensions")
    since = models.DateTimeField()
    lifted = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    why_lifted = models.CharField(max_length=300, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(lifted__isnull=True),
                name="agencies_one_suspension_at_a_time",
            )
        ]
        ordering = ["organisation", "since"]

    class Privacy:
        sensitive = ("reason", "why_lifted")
        plain = ("id", "organisation", "since", "lifted")
        kept = "directory"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since:%Y-%m-%d}"
