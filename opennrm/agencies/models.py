"""Organisations (a loaded copy of the declarations that other rooms may point to), their officials and turns."""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from opennrm.agencies.rules import Post, Turn
from opennrm.agencies.terms import Evidence, OrganisationKind, Reach, Weekday


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

    class Privacy:
        plain = ("code", "kind", "parent", "prefecture", "poster", "collective", "source")
        kept = "directory"

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

    class Privacy:
        plain = ("id", "organisation", "language", "name", "short", "since", "until")
        kept = "directory"

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

    class Privacy:
        plain = (
            "code",
            "position",
            "operator",
            "name_en",
            "name_ja",
            "operator_note_en",
            "operator_note_ja",
            "hours_en",
            "hours_ja",
            "languages",
            "languages_note_en",
            "languages_note_ja",
            "as_of",
            "evidence",
            "source",
        )
        kept = "directory"

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

    class Privacy:
        plain = ("id", "contact_point", "position", "number", "reach", "languages")
        kept = "directory"

    def __str__(self) -> str:
        return self.number


class Suspension(models.Model):
    """A time in which an organisation's officials open no file; it holds while ``lifted`` is NULL."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="suspensions")
    since = models.DateTimeField()
    lifted = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300)

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
        plain = ("id", "organisation", "since", "lifted", "reason")
        kept = "directory"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since:%Y-%m-%d}"


class OfficialQuerySet(models.QuerySet["Official"]):
    """Reads of the officials."""

    def serving(self, day: date) -> Self:
        """Those who serve that day in an organisation that is not suspended."""
        return (
            self.filter(since__lte=day)
            .filter(Q(left__isnull=True) | Q(left__gt=day))
            .exclude(organisation__in=Suspension.objects.filter(lifted__isnull=True).values("organisation"))
        )

    def leads(self, organisation: Organisation, day: date) -> Self:
        """The leads of an organisation that day, those who came first before the others."""
        return self.serving(day).filter(organisation=organisation, lead=True).order_by("since", "pk")

    def replaced(self, day: date) -> dict[UUID, UUID]:
        """Who answers instead of whom that day: the substitute of one away, the lead who took over from one gone."""
        gone = self.filter(left__lte=day, handed_to__isnull=False).values_list("pk", "handed_to")
        away = self.filter(substitute__isnull=False, away_since__lte=day, away_until__gte=day)
        pairs = [*away.values_list("pk", "substitute"), *gone]
        return {official: instead for official, instead in pairs if instead is not None}

    def with_posts(self) -> Self:
        """Each ready for ``Official.post``, without a query for each."""
        return self.select_related("organisation").prefetch_related("held", "organisation__suspensions")


class Official(models.Model):
    """A person who works for an organisation, known here by an opaque id alone.

    Serves from ``since`` to the day before ``left``. While away, from ``away_since`` to ``away_until`` (both
    included), ``substitute`` stands in. Open work of one who left is with ``handed_to``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="officials")
    lead = models.BooleanField(default=False)
    since = models.DateField()
    left = models.DateField(null=True, blank=True)
    substitute = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in_for"
    )
    away_since = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    handed_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="took_over_from"
    )

    objects = OfficialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gte=F("since")),
                name="agencies_nobody_leaves_before_they_come",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True, away_since__isnull=True, away_until__isnull=True)
                | Q(
                    substitute__isnull=False,
                    away_since__isnull=False,
                    away_until__gte=F("away_since"),
                ),
                name="agencies_a_substitute_has_days",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("id")),
                name="agencies_nobody_stands_in_for_themselves",
            ),
        ]
        ordering = ["organisation", "since", "id"]

    class Privacy:
        sensitive = ("lead", "since", "left", "substitute", "away_since", "away_until", "handed_to")
        plain = ("id", "organisation")
        kept = "official"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this official."""
        return f"official:{self.pk}"

    def post(self) -> Post:
        """This official's place as the rules take it."""
        return Post(
            official=self.pk,
            organisation=self.organisation_id,
            kind=OrganisationKind(self.organisation.kind),
            roles=frozenset(held.role for held in self.held.all()),
            lead=self.lead,
            since=self.since,
            left=self.left,
            suspended=any(each.lifted is None for each in self.organisation.suspensions.all()),
        )


class OfficialRole(models.Model):
    """A role an official holds."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="held")
    role = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["official", "role"], name="agencies_a_role_is_held_once"),
        ]
        ordering = ["official", "role"]

    class Privacy:
        sensitive = ("official", "role")
        plain = ("id",)
        kept = "official"

    def __str__(self) -> str:
        return self.role


class DutyTurn(models.Model):
    """A weekly turn in which an official answers for an organisation; see ``rules.Turn``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duty")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="duty")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="agencies_a_week_has_seven_days"),
            models.CheckConstraint(condition=~Q(starts=F("ends")), name="agencies_a_turn_has_a_length"),
            models.UniqueConstraint(
                fields=["organisation", "official", "weekday", "starts"], name="agencies_a_turn_once"
            ),
        ]
        ordering = ["organisation", "weekday", "starts", "pk"]

    class Privacy:
        sensitive = ("official", "weekday", "starts", "ends")
        plain = ("id", "organisation")
        kept = "official"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.weekday} {self.starts:%H:%M}–{self.ends:%H:%M}"

    def turn(self) -> Turn:
        """The turn as the rules take it."""
        return Turn(self.official_id, self.weekday, self.starts, self.ends)
