"""Where a person may turn: contact points, their numbers, their hours, and their languages by date."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q

from opennrm.agencies.models.officials import Official
from opennrm.agencies.models.organisations import Organisation
from opennrm.agencies.opening import Hours, Interval
from opennrm.agencies.speaking import Period, Spoken, spoken_on
from opennrm.agencies.terms import Evidence, Holidays, Reach, Weekday


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Reads of the contact points."""

    def official(self) -> Self:
        """Those a page may show; the others wait for a person who verifies them."""
        return self.filter(evidence__in=[sure for sure in Evidence if sure.official])

    def overdue(self, day: date) -> Self:
        """Those nobody verified within the twelve months before a day, or ever; the longest unverified first."""
        return self.filter(Q(verified_on__isnull=True) | Q(verified_on__lt=a_year_before(day))).order_by(
            F("verified_on").asc(nulls_first=True), "position"
        )

    def languages_on(self, day: date) -> dict[str, Spoken]:
        """The languages of each contact point on a day, by its code: those sure, and those not known for that day."""
        return {point.pk: spoken_on(point.periods(), day) for point in self.whole()}

    def whole(self) -> Self:
        """Each with its numbers, hours and languages, without a query for each."""
        return self.select_related("operator").prefetch_related(
            "numbers", "hours", Prefetch("languages", ContactLanguage.objects.order_by("pk"))
        )


class ContactPoint(models.Model):
    """Where a person may turn, with how sure we are of it and the time the source speaks of (``as_of``).

    ``verified_on`` is the day an official last asked the operator or read their page. Closed every year from
    ``break_from`` to ``break_until`` (MM-DD, both included). ``on_screen`` as for organisations.
    """

    code = models.SlugField(primary_key=True, max_length=64)
    position = models.PositiveSmallIntegerField()
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contact_points")
    name_en = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200)
    operator_note_en = models.CharField(max_length=300, default="", blank=True)
    operator_note_ja = models.CharField(max_length=300, default="", blank=True)
    hours_en = models.CharField(max_length=200, default="", blank=True)
    hours_ja = models.CharField(max_length=200, default="", blank=True)
    holidays = models.CharField(max_length=10, choices=Holidays, default=Holidays.UNKNOWN, db_default="unknown")
    break_from = models.CharField(max_length=5, default="", db_default="", blank=True)
    break_until = models.CharField(max_length=5, default="", db_default="", blank=True)
    languages_note_en = models.CharField(max_length=300, default="", blank=True)
    languages_note_ja = models.CharField(max_length=300, default="", blank=True)
    as_of = models.CharField(max_length=80, default="", blank=True)
    evidence = models.CharField(max_length=20, choices=Evidence)
    source = models.CharField(max_length=300, default="", blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on_screen = models.BooleanField(default=False, db_default=False)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by__isnull=True)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
                name="agencies_verified_by_somebody_on_a_day",
            )
        ]
        ordering = ["position"]

    class Privacy:
        plain = (
            "code", "position", "operator", "name_en", "name_ja", "operator_note_en", "operator_note_ja",
            "hours_en", "hours_ja", "holidays", "break_from", "break_until", "languages_note_en",
            "languages_note_ja", "as_of", "evidence", "source", "verified_on", "verified_by", "on_screen",
        )  # fmt: skip
        kept = "directory"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit and the history name this contact point."""
        return f"contact-point:{self.pk}"

    @property
    def public(self) -> bool:
        """Whether the public may see it."""
        return Evidence(self.evidence).official

    def name_in(self, language: str) -> str:
        """The name for a BCP 47 tag: Japanese for ``ja`` and its variants, English for every other."""
        return self.name_ja if language.split("-")[0] == "ja" else self.name_en

    def periods(self) -> list[Period]:
        """Its languages as the rules take them."""
        return [each.period() for each in self.languages.all()]

    def week(self) -> Hours:
        """Its hours as the rules take them."""
        return Hours(
            week=tuple(each.interval() for each in self.hours.all()),
            holidays=Holidays(self.holidays),
            break_from=self.break_from,
            break_until=self.break_until,
        )


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


class ContactLanguage(models.Model):
    """A language of a contact point from ``since`` to ``until``, both included.

    ``since`` NULL: nobody knows when it began; ``seen`` is then the first day on which a source says it was spoken.
    ``until`` NULL: as far as known it is spoken still. ``language`` is a BCP 47 tag.
    """

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=35)
    since = models.DateField(null=True, blank=True)
    seen = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact_point", "language"],
                condition=Q(until__isnull=True),
                name="agencies_a_language_is_spoken_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="agencies_a_language_ends_after_it_begins",
            ),
        ]
        ordering = ["contact_point", "language", F("since").asc(nulls_first=True)]

    class Privacy:
        plain = ("id", "contact_point", "language", "since", "seen", "until")
        kept = "directory"

    def __str__(self) -> str:
        return self.language

    def period(self) -> Period:
        """This row as the rules take it."""
        return Period(self.language, self.since, self.seen, self.until)


class OpeningHours(models.Model):
    """Open on a day of the week from ``opens`` until ``closes``; where that is not later, it runs past midnight.

    00:00 to 00:00 is the whole day.
    """

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="agencies_hours_on_a_day_of_the_week"),
            models.UniqueConstraint(fields=["contact_point", "weekday", "opens"], name="agencies_opens_once_at_a_time"),
        ]
        ordering = ["contact_point", "weekday", "opens"]

    class Privacy:
        plain = ("id", "contact_point", "weekday", "opens", "closes")
        kept = "directory"

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def interval(self) -> Interval:
        """This row as the rules take it."""
        return Interval(self.weekday, self.opens, self.closes)


def a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February, the 28th."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
