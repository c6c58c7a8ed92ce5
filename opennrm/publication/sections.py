"""Texts of a year's report: every version of each section and of each case example, who approved, what was remarked."""

from django.db import models
from django.db.models import Q

from opennrm.agencies.models import Official


class TextQuerySet(models.QuerySet["SectionText"]):
    """Reads of texts."""

    def newest(self, year: int) -> dict[str, "SectionText"]:
        """The newest version of each section of a year."""
        return {each.section: each for each in self.filter(year=year).order_by("version").select_related("by")}

    def versions(self, year: int, section: str) -> "TextQuerySet":
        """All versions of a section, the newest first."""
        return self.filter(year=year, section=section).order_by("-version").select_related("by")


class SectionText(models.Model):
    """One version of one section's text in a year, in both languages. Versions are only added.

    ``section`` is an id of the table of contents, or ``case-1`` … of a case example, which alone has a title and may
    be ``made_up``. A version without text takes the section out.
    """

    year = models.PositiveSmallIntegerField()
    section = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title_en = models.CharField(max_length=160, blank=True)
    title_ja = models.CharField(max_length=160, blank=True)
    en = models.TextField(blank=True)
    ja = models.TextField(blank=True)
    made_up = models.BooleanField(default=False)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "section", "version"], name="publication_one_version"),
        ]

    class Privacy:
        sensitive = ("title_en", "title_ja", "en", "ja")
        plain = ("id", "year", "section", "version", "made_up", "by", "at")
        kept = "publication"

    def __str__(self) -> str:
        return f"text:{self.year}.{self.section}.{self.version}"

    @property
    def empty(self) -> bool:
        """Whether this version takes the section out."""
        return not (self.en or self.ja)


class TextApproval(models.Model):
    """An official approves one version of a case example; the next version asks for approval anew."""

    text = models.ForeignKey(SectionText, on_delete=models.PROTECT, related_name="approvals")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "by"], name="publication_one_approval")]
        ordering = ["at"]

    class Privacy:
        plain = ("id", "text", "by", "at")
        kept = "publication"

    def __str__(self) -> str:
        return f"approval:{self.pk}"


class Remark(models.Model):
    """What an official remarks on a section, until somebody resolves it."""

    year = models.PositiveSmallIntegerField()
    section = models.SlugField(max_length=40)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="publication_remark_resolved",
            ),
        ]
        ordering = ["at", "pk"]

    class Privacy:
        sensitive = ("text",)
        plain = ("id", "year", "section", "by", "at", "resolved_by", "resolved_at")
        kept = "publication"

    def __str__(self) -> str:
        return f"remark:{self.pk}"
