"""What protection holds: the plan of one person's protection, and what hangs on it.

A plan has a file of its own, so that a grant on the case opens none of its rows. The other nouns stand beside:
``steps``, ``meetings``, ``shelters``, ``stays``, ``needs``, ``residence``, ``returns``, ``followups``.
"""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.models import Case
from opennrm.protection.followups import FollowUp
from opennrm.protection.meetings import Meeting, Seat
from opennrm.protection.needs import Service
from opennrm.protection.residence import Expiry, Reminder, ResidenceProcedure
from opennrm.protection.returns import FamilyTracing, ReintegrationStep, Return, ReturnRisk, Wish
from opennrm.protection.shelters import Bed, BedNight, Shelter, ShelterAddress
from opennrm.protection.stays import Stay
from opennrm.protection.steps import Aim, PlanNote, RiskAssessment, Task
from opennrm.protection.terms import Ending

__all__ = [
    "Aim",
    "Bed",
    "BedNight",
    "Expiry",
    "FamilyTracing",
    "FollowUp",
    "Meeting",
    "PlanNote",
    "ProtectionPlan",
    "ReintegrationStep",
    "Reminder",
    "ResidenceProcedure",
    "Return",
    "ReturnRisk",
    "RiskAssessment",
    "Seat",
    "Service",
    "Shelter",
    "ShelterAddress",
    "Stay",
    "Task",
    "Wish",
]


class ProtectionPlanQuerySet(models.QuerySet["ProtectionPlan"]):
    """Reads of the plans the scope may see."""

    def going_on(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended__isnull=True)

    def of(self, official: Official) -> Self:
        """Those an official works on."""
        return self.filter(caseworker=official)


class ProtectionPlan(models.Model):
    """How an organisation protects the person of a case: since when, who works on it, how it ended.

    ``protected`` is the day this organisation says protection began; the case keeps the first of all. ``code`` is the
    case's, kept here so that the plan keeps its name where the case is shut to its owner again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, default="", db_default="", db_index=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    caseworker = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    begun = models.DateField()
    protected = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=15, choices=Ending, default="", blank=True)

    objects = ProtectionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "owner"], name="protection_one_plan_a_case_and_body"),
            models.CheckConstraint(
                name="protection_an_ended_plan_says_why",
                condition=Q(ended__isnull=True, ending="") | Q(ended__isnull=False) & ~Q(ending=""),
            ),
        ]
        indexes = [models.Index(fields=["ended", "begun", "id", "file"], name="protection_plans")]

    class Scoped:
        file = "file"

    class Privacy:
        identifies = ()
        sensitive = ("protected", "ending")
        plain = ("id", "file", "case", "code", "owner", "caseworker", "begun", "ended")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this plan."""
        return f"plan:{self.pk}"
