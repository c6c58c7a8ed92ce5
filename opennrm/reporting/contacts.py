"""What the consultation desk records: a contact, the languages asked for, the interpreters looked for."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q, Sum

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.reporting.terms import ContactWay, Found, Interpreting, Outcome, Topic, Urgency
from opennrm.vault.fields import SealedField


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Reads of the contacts the scope may see."""

    def requested(self) -> Self:
        """What identification pulls: contacts the desk asked it to look into, from which no case was begun yet."""
        return self.filter(outcome=Outcome.REQUESTED, taken_up__isnull=True).order_by("urgency", "on", "id")

    def of_day(self, day: date) -> Self:
        """Those of one day."""
        return self.filter(on=day).select_related("by").order_by("id")


class Consultation(models.Model):
    """A contact by telephone, visit, letter or chat, recorded by an official."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=ContactWay)
    language = models.CharField(max_length=35)
    interpreting = models.CharField(max_length=20, choices=Interpreting)
    topic = models.CharField(max_length=20, choices=Topic)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    may_call_back = models.BooleanField(default=False)
    call_back = SealedField(under="file_id", null=True)  # the safe way, hours, what may be said
    outline = SealedField(under="file_id", null=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    report = models.ForeignKey(
        "reporting.Report", on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    fact = models.CharField(max_length=64, default="", db_default="", blank=True)  # the one that fell, to correct it
    taken_up = models.DateField(null=True, blank=True)  # the day a case was begun from it
    case_ended = models.DateField(null=True, blank=True)  # the day its cases were closed

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reporting_called_back_only_safely",
                condition=Q(may_call_back=False) | Q(call_back__isnull=False),
            ),
            models.CheckConstraint(
                name="reporting_only_a_reported_contact_has_a_report",
                condition=Q(outcome=Outcome.REPORTED) | Q(report__isnull=True),
            ),
            models.CheckConstraint(
                name="reporting_a_contact_is_let_go_after_it_was_taken_up",
                condition=Q(case_ended__isnull=True) | Q(taken_up__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["on", "id", "file"], name="reporting_contacts")]
        ordering = ["-on", "id"]

    class Scoped:
        file = "file"
        classes = {"call_back": FieldClass.CONTACT, "outline": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("call_back", "outline")
        sensitive = ("way", "language", "interpreting", "topic", "urgency", "prefecture", "may_call_back", "outcome")
        plain = ("id", "file", "by", "on", "report", "fact", "taken_up", "case_ended")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this contact."""
        return f"consultation:{self.pk}"


class LanguageAskedQuerySet(models.QuerySet["LanguageAsked"]):
    """Reads of the counts."""

    def by_month(self) -> list[tuple[date, str, int, int]]:
        """Month, language, times asked for, times not served; the latest month first, then what was lacking most."""
        rows = self.values("month", "language").annotate(
            asked=Sum("times"), unserved=Sum("times", filter=Q(served=False), default=0)
        )
        found = [(row["month"], row["language"], row["asked"], row["unserved"]) for row in rows]
        return sorted(found, key=lambda row: (-row[0].toordinal(), -row[3], -row[2], row[1]))


class LanguageAsked(models.Model):
    """That a language was asked for at a desk, and whether it was served. Of nobody in particular."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day: a day and a rare language might name somebody
    language = models.CharField(max_length=35)
    served = models.BooleanField()
    times = models.PositiveIntegerField(default=1)

    objects = LanguageAskedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "language", "served"], name="reporting_one_count_a_language"
            ),
            models.CheckConstraint(name="reporting_months_begin_on_the_first", condition=Q(month__day=1)),
        ]
        ordering = ["month", "organisation", "language"]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "organisation", "month", "language", "served", "times")
        kept = "statistics"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.month:%Y-%m} {self.language}: {self.times}"


class InterpreterBooking(models.Model):
    """An interpreter asked for: the language, how, for when, and what was found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=35)
    asked_on = models.DateField()
    wanted_for = models.DateField()
    way = models.CharField(max_length=20, choices=Interpreting)
    found = models.CharField(max_length=20, choices=Found, default=Found.SEARCHING)
    found_language = models.CharField(max_length=35, default="", blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["language", "asked_on", "file"], name="reporting_bookings")]
        ordering = ["wanted_for", "id"]

    class Scoped:
        file = "file"

    class Privacy:
        identifies = ()
        sensitive = ("language", "found_language")
        plain = ("id", "file", "asked_on", "wanted_for", "way", "found", "by")
        kept = "report"

    def __str__(self) -> str:
        return f"{self.language} {self.found}"
