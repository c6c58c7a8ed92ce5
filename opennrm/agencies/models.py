"""The organisations in the database: a loaded copy of the declarations that other rooms may point to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from opennrm.agencies.terms import Evidence, OrganisationKind, Reach


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of the organisations."""

    def poster(self) -> Self:
        """The bodies that sign the Cabinet Office's poster, in its order."""
        return self.filter(poster__isnull=False).order_by("poster")

    def named_on(self, day: date, language: str) -> Self:
        """Each with ``name``, its official name on a day; NULL where none is declared for that day."""
        names = OrganisationName.objects.on(day).filter(organisation=OuterRef("pk"), language=language)
        return self.annotate(name=Subquery(names.values("name")[:1]))


class Organisation(models.Model):
    """A body of the referral mechanism, or (``collective``) all offices of one kind."""

    code = models.SlugField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=32, choices=OrganisationKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    prefecture = models.CharField(max_length=2, default="", blank=True)  # JIS X 0401
    poster = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    collective = models.BooleanField(default=False)
    source = models.CharField(max_length=300)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

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

    def __str__(self) -> str:
        return self.name


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Reads of the contact points."""

    def official(self) -> Self:
        """Those a page may show; the others wait for a person who verifies them."""
        return self.filter(evidence__in=[sure for sure in Evidence if sure.official])


class ContactPoint(models.Model):
    """Where a person may turn, with how sure we are of it and the time the source speaks of (``as_of``)."""

    code = models.SlugField(primary_key=True, max_length=64)
    position = models.PositiveSmallIntegerField()
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contact_points")
    name_en = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200)
    operator_note_en = models.CharField(max_length=300, default="", blank=True)
    operator_note_ja = models.CharField(max_length=300, default="", blank=True)
    hours_en = models.CharField(max_length=200, default="", blank=True)
    hours_ja = models.CharField(max_length=200, default="", blank=True)
    languages = models.CharField(max_length=300, default="", blank=True)  # BCP 47 tags between single blanks
    languages_note_en = models.CharField(max_length=300, default="", blank=True)
    languages_note_ja = models.CharField(max_length=300, default="", blank=True)
    as_of = models.CharField(max_length=80, default="", blank=True)
    evidence = models.CharField(max_length=20, choices=Evidence)
    source = models.CharField(max_length=300, default="", blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class ContactNumber(models.Model):
    """One way to reach a contact point, and the languages spoken there where they are known."""

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="numbers")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80)
    reach = models.CharField(max_length=10, choices=Reach)
    languages = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact_point", "position"], name="agencies_one_number_a_place")
        ]
        ordering = ["contact_point", "position"]

    def __str__(self) -> str:
        return self.number
