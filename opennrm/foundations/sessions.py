"""Sessions of education and training as they were held: numbers, never a person."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.agencies.models import Organisation
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import Way
from opennrm.foundations.materials import Material
from opennrm.understanding.awareness import Audience, SessionKind

EVALUATED = (
    "questions", "sheets_before", "right_before", "sheets_after", "right_after", "scale", "marks", "mean",
)  # fmt: skip


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of the sessions."""

    def standing(self) -> Self:
        """Those that count."""
        return self.filter(withdrawn_on__isnull=True)

    def years(self) -> list[int]:
        """The years in which one was held, the latest first."""
        return sorted({day.year for day in self.values_list("day", flat=True).distinct()}, reverse=True)


class Session(models.Model):
    """One session. ``fact`` is the id of the fact that stands for it; one that was withdrawn counts nowhere.

    ``material`` is the version of ours that was used, ``taught`` names any other with its version.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SessionKind)
    audience = models.CharField(max_length=20, choices=Audience)
    title = models.CharField(max_length=200)
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Way, default=Way.IN_PERSON)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    persons = models.PositiveIntegerField()
    language = models.CharField(max_length=35, default="ja")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taught = models.CharField(max_length=200, default="", blank=True)
    questions = models.PositiveSmallIntegerField(null=True, blank=True)
    sheets_before = models.PositiveIntegerField(null=True, blank=True)
    right_before = models.PositiveIntegerField(null=True, blank=True)
    sheets_after = models.PositiveIntegerField(null=True, blank=True)
    right_after = models.PositiveIntegerField(null=True, blank=True)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    marks = models.PositiveIntegerField(null=True, blank=True)
    mean = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    recorded_on = models.DateField()
    corrected_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, default="", blank=True)  # it was corrected or withdrawn last
    fact = models.CharField(max_length=64)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "organisation", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "kind", "audience", "title"],
                condition=Q(withdrawn_on__isnull=True),
                name="foundations_a_session_is_recorded_once",
            ),
            models.CheckConstraint(condition=Q(persons__gt=0), name="foundations_a_session_has_participants"),
            models.CheckConstraint(
                condition=Q(way="online") | ~Q(prefecture=""), name="foundations_a_session_has_its_place"
            ),
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True, withdrawn_on__isnull=True) | ~Q(why=""),
                name="foundations_a_change_has_its_reason",
            ),
        ]

    class Privacy:
        plain = (
            "id", "organisation", "kind", "audience", "title", "day", "way", "prefecture", "persons", "language",
            "material", "taught", *EVALUATED, "recorded_on", "corrected_on", "withdrawn_on", "why", "fact",
        )  # fmt: skip
        kept = "training"

    def __str__(self) -> str:
        return f"{self.kind} {self.day} {self.organisation_id}"

    @property
    def word(self) -> str:
        """How the audit names this session."""
        return f"session:{self.pk}"

    @property
    def evaluation(self) -> Evaluation:
        """What the participants knew before and after."""
        return Evaluation(**{name: getattr(self, name) for name in EVALUATED})
