"""A stay in a shelter, from the reservation to the day somebody left.

It has a file of its own: those who run the shelter learn that somebody comes, for how long and with what needs, and
not who; the plan stays shut to them.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import File
from opennrm.agencies.models import Official, Organisation
from opennrm.protection.housing import StayState, Who
from opennrm.protection.shelters import Bed, Shelter

HOLDING = (StayState.RESERVED, StayState.ARRIVED)


class StayQuerySet(models.QuerySet["Stay"]):
    """Reads of the stays the scope may see."""

    def holding(self) -> Self:
        """Those that keep a bed."""
        return self.filter(state__in=HOLDING).order_by("since", "id")


class Stay(models.Model):
    """Nights from ``since`` to the morning of ``until`` in one bed; ``left`` is the day somebody really left."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="stays")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="+")
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=StayState, default=StayState.RESERVED)
    who = models.CharField(max_length=10, choices=Who)
    children = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=35, default="", blank=True)
    disability = models.BooleanField(default=False)
    pet = models.BooleanField(default=False)
    reserved_on = models.DateField()
    reserved_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    arrived = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)
    cost_night = models.PositiveIntegerField(null=True, blank=True)  # yen, as it was when the bed was reserved

    objects = StayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="protection_a_stay_has_nights", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="protection_who_left_left_on_a_day",
                condition=Q(state=StayState.LEFT, left__isnull=False) | ~Q(state=StayState.LEFT) & Q(left__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "since", "id", "file"], name="protection_stays")]
        ordering = ["-since", "id"]

    class Scoped:
        file = "file"

    class Privacy:
        identifies = ()
        sensitive = ("shelter", "bed", "who", "children", "language", "disability", "pet", "state", "arrived", "left")
        plain = ("id", "file", "plan", "owner", "since", "until", "reserved_on", "reserved_by", "cost_night")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this stay."""
        return f"stay:{self.pk}"

    @property
    def nights(self) -> int:
        """How many nights, up to the day somebody left, or as reserved; none where nobody came."""
        if self.state in (StayState.NO_SHOW, StayState.CANCELLED):
            return 0
        return ((self.left or self.until) - self.since).days

    def slept(self, today: date) -> int:
        """How many nights were slept there until the morning of a day."""
        if self.state not in (StayState.ARRIVED, StayState.LEFT):
            return 0
        return max((min(self.left or self.until, today) - self.since).days, 0)

    @property
    def cost(self) -> int | None:
        """What the nights cost, in yen; None where no price is known."""
        return None if self.cost_night is None else self.cost_night * self.nights
