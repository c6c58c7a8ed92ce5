"""The plans and their progress in the database: a loaded copy of the declarations, for queries and links."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Organisation
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
