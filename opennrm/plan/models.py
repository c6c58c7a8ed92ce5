"""The plans in the database, a loaded copy of the declarations; and what bodies report at the desk."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official, Organisation
from opennrm.plan.progress_terms import Act, Basis, Side, State
from opennrm.plan.terms import BodiesEvidence, BodiesExtent, Chapter, Evidence, NumberBasis


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    """Reads of the plans."""

    def in_force(self, year: int) -> Self:
        """The plan the annual report for a year speaks of, at most one."""
        return self.filter(Q(last_report__isnull=True) | Q(last_report__gte=year), first_report__lte=year)


class ActionPlan(models.Model):
    """A government action plan against trafficking. ``adopted`` is a month or a day, as the sources say."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    title_en = models.CharField(max_length=200)
    title_ja = models.CharField(max_length=200)
    adopted = models.CharField(max_length=10)
    adopted_by_en = models.CharField(max_length=200)
    adopted_by_ja = models.CharField(max_length=200)
    first_report = models.PositiveSmallIntegerField()
    last_report = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_begins",
                condition=Q(last_report__isnull=True) | Q(last_report__gte=F("first_report")),
            )
        ]
        ordering = ["year"]

    class Privacy:
        plain = (
            "year",
            "title_en",
            "title_ja",
            "adopted",
            "adopted_by_en",
            "adopted_by_ja",
            "first_report",
            "last_report",
            "source",
        )
        kept = "publication"

    def __str__(self) -> str:
        return self.title_en


class Measure(models.Model):
    """One item of a plan, with what a reader must see beside it (``mark``, "" where it may stand alone)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    chapter = models.PositiveSmallIntegerField(choices=Chapter)
    item = models.CharField(max_length=20)
    number = models.CharField(max_length=12, choices=NumberBasis)
    title_en = models.CharField(max_length=300)
    title_ja = models.CharField(max_length=300)
    summary_en = models.TextField(default="", blank=True)
    summary_ja = models.TextField(default="", blank=True)
    extent = models.CharField(max_length=12, choices=BodiesExtent)
    bodies_evidence = models.CharField(max_length=12, choices=BodiesEvidence)
    evidence = models.CharField(max_length=24, choices=Evidence)
    mark_en = models.CharField(max_length=300, default="", blank=True)
    mark_ja = models.CharField(max_length=300, default="", blank=True)
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "item"], name="plan_one_measure_an_item")]
        ordering = ["plan", "position"]

    class Privacy:
        plain = (
            "id",
            "plan",
            "position",
            "chapter",
            "item",
            "number",
            "title_en",
            "title_ja",
            "summary_en",
            "summary_ja",
            "extent",
            "bodies_evidence",
            "evidence",
            "mark_en",
            "mark_ja",
            "source",
        )
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.plan_id} {self.item} {self.title_en}"


class Progress(models.Model):
    """What a report says was done, in our own words; ``measure`` where an item of the plan matches."""

    code = models.SlugField(primary_key=True, max_length=40)
    report_year = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="progress")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="progress")
    chapter = models.PositiveSmallIntegerField(choices=Chapter)
    position = models.PositiveSmallIntegerField()
    text_en = models.TextField()
    text_ja = models.TextField()
    bodies_evidence = models.CharField(max_length=12, choices=BodiesEvidence)
    evidence = models.CharField(max_length=24, choices=Evidence)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["report_year", "chapter", "position"]
        verbose_name_plural = "progress"

    class Privacy:
        plain = (
            "code",
            "report_year",
            "plan",
            "measure",
            "chapter",
            "position",
            "text_en",
            "text_ja",
            "bodies_evidence",
            "evidence",
            "source",
        )
        kept = "publication"

    def __str__(self) -> str:
        return self.code


class MeasureBody(models.Model):
    """A body that carries a measure out, in the order of the source."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="bodies")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="plan_one_measure_body_a_place")]
        ordering = ["measure", "position"]

    class Privacy:
        plain = ("id", "measure", "position", "organisation")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.measure_id} {self.organisation_id}"


class ProgressBody(models.Model):
    """A body that progress names as acting, in the order of the source."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="bodies")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["progress", "position"], name="plan_one_progress_body_a_place")]
        ordering = ["progress", "position"]

    class Privacy:
        plain = ("id", "progress", "position", "organisation")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.progress_id} {self.organisation_id}"


# ── The desk: what bodies report, year by year ──


class ReportingYear(models.Model):
    """A year bodies report on at the desk, under the plan in force. What a file tells of a year is not opened here."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-year"]

    class Privacy:
        plain = ("year", "plan", "due", "opened_on", "opened_by")
        kept = "publication"

    def __str__(self) -> str:
        return str(self.year)

    @property
    def word(self) -> str:
        """How the audit names it."""
        return f"reporting-year:{self.year}"


class BodyProgressQuerySet(models.QuerySet["BodyProgress"]):
    """Reads of what bodies report."""

    def seen_by(self, official: Official, *, all_bodies: bool) -> Self:
        """All of it for the secretariat, else what the official's own organisation reports."""
        return self.all() if all_bodies else self.filter(organisation=official.organisation_id)

    def with_body(self) -> Self:
        """Where the next step is the body's."""
        return self.filter(state__in=[state for state in State if state.with_body])

    def late(self, day: date) -> Self:
        """Those a body should have sent before a day."""
        return self.with_body().filter(year__due__lt=day)

    def sent(self) -> Self:
        """Those that lie with the secretariat."""
        return self.filter(state=State.SENT)


class BodyProgress(models.Model):
    """What one body reports on one measure for one year; ``basis`` is why it does.

    ``told`` is how many reminders went out; ``accepted`` the version that stands in the report.
    """

    year = models.ForeignKey(ReportingYear, on_delete=models.PROTECT, related_name="progress")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=Basis)
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    told = models.PositiveSmallIntegerField(default=0)
    accepted = models.PositiveSmallIntegerField(null=True)
    accepted_on = models.DateField(null=True)

    objects = BodyProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "measure", "organisation"], name="plan_one_progress_a_body"),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted__isnull=False, accepted_on__isnull=False)
                | (~Q(state="accepted") & Q(accepted__isnull=True, accepted_on__isnull=True)),
                name="plan_accepted_with_version_and_day",
            ),
        ]
        ordering = ["year", "measure__position", "organisation"]
        verbose_name_plural = "progress of bodies"

    class Privacy:
        plain = ("id", "year", "measure", "organisation", "basis", "state", "told", "accepted", "accepted_on")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.year_id} {self.measure_id} {self.organisation_id}"

    @property
    def word(self) -> str:
        """How the audit names it."""
        return f"progress:{self.pk}"


class ProgressVersion(models.Model):
    """One version of the words, figures and activities. ``closed`` is when it was sent or, by the secretariat, saved.

    A body's newest version is open until it is sent, and only its own side sees it; ``saved`` counts how often it was
    written. ``figures`` are pointers (``pointers``), ``activities`` what ``evidence`` writes and reads. Officials
    write here, of measures and never of persons.
    """

    progress = models.ForeignKey(BodyProgress, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=Side)
    text_ja = models.TextField(default="", blank=True)
    text_en = models.TextField(default="", blank=True)
    figures = models.JSONField(default=list, blank=True)
    activities = models.JSONField(default=list, blank=True)
    saved = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["progress", "number"], name="plan_one_version_a_number"),
            models.UniqueConstraint(
                fields=["progress"], condition=Q(closed__isnull=True), name="plan_one_open_version_a_progress"
            ),
            models.CheckConstraint(
                condition=Q(side="body") | Q(closed__isnull=False), name="plan_secretariat_hides_no_version"
            ),
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | ~Q(text_ja="", text_en=""), name="plan_what_is_sent_says_something"
            ),
        ]
        ordering = ["progress", "number"]

    class Privacy:
        plain = (
            "id", "progress", "number", "side", "text_ja", "text_en", "figures", "activities", "saved", "saved_by",
            "saved_at", "closed",
        )  # fmt: skip
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.progress_id}, version {self.number}"

    @property
    def at(self) -> str:
        """The state of the text a form is opened on, to tell whether somebody wrote meanwhile."""
        return f"{self.number}.{self.saved}"


class ProgressStep(models.Model):
    """One thing that happened: what, by whom, when, to which version, and what was said with it."""

    progress = models.ForeignKey(BodyProgress, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12, choices=Act)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(null=True)
    said = models.TextField(max_length=2000, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(act="asked_back") | ~Q(said=""), name="plan_who_asks_back_asks_something"
            )
        ]
        ordering = ["progress", "at", "pk"]

    class Privacy:
        sensitive = ("said",)
        plain = ("id", "progress", "act", "by", "at", "version")
        kept = "publication"

    def __str__(self) -> str:
        return f"{self.progress_id} {self.act}"
