"""Shelters, their beds by night, and their addresses, which few may open.

What caseworkers look up (whom it takes, what is free) is open to all of them. Where it stands is in a row of its own,
with a file of its own, sealed as what enforcement never learns by helping.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Organisation
from opennrm.protection.housing import ShelterKind
from opennrm.vault.fields import SealedField


class ShelterQuerySet(models.QuerySet["Shelter"]):
    """Reads of the shelters."""

    def open(self, on: date) -> Self:
        """Those not closed on a day, by their code names."""
        return self.filter(models.Q(closed__isnull=True) | models.Q(closed__gt=on)).order_by("code")


class Shelter(models.Model):
    """A shelter by its code name: what it is, whom it takes (codes of ``Takes``), what a night costs (yen)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=ShelterKind)
    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    entrusted_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    prefecture = models.CharField(max_length=2, default="", blank=True)
    takes = models.JSONField(default=list)
    languages = models.JSONField(default=list, blank=True)
    accessible = models.BooleanField(default=False)
    pets = models.BooleanField(default=False)
    cost_night = models.PositiveIntegerField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)

    objects = ShelterQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    class Privacy:
        identifies = ()
        sensitive = ("prefecture",)
        plain = (
            "id",
            "code",
            "kind",
            "operator",
            "entrusted_by",
            "takes",
            "languages",
            "accessible",
            "pets",
            "cost_night",
            "closed",
        )
        kept = "directory"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this shelter."""
        return f"shelter:{self.pk}"


class ShelterAddress(models.Model):
    """Where a shelter stands, how one gets there, how it is called: opened to those it lets know, and to no other."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    shelter = models.OneToOneField(Shelter, on_delete=models.PROTECT, related_name="+")
    address = SealedField(under="file_id", null=True)
    phone = SealedField(under="file_id", null=True)

    class Scoped:
        file = "file"
        classes = {"address": FieldClass.SHELTER_LOCATION, "phone": FieldClass.SHELTER_LOCATION}

    class Privacy:
        identifies = ("address", "phone")
        sensitive = ()
        plain = ("id", "file", "shelter")
        kept = "directory"

    def __str__(self) -> str:
        return str(self.pk)


class Bed(models.Model):
    """A place for the night: a bed, or a room that several sleep in together."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="beds")
    name = models.CharField(max_length=20)
    sleeps = models.PositiveSmallIntegerField(default=1)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelter", "name"], name="protection_a_bed_has_one_name")]
        ordering = ["shelter", "sleeps", "name"]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "shelter", "name", "sleeps", "closed")
        kept = "directory"

    def __str__(self) -> str:
        return self.name


class BedNight(models.Model):
    """That a bed is taken for one night; the constraint is what keeps it from being taken twice.

    ``stay`` is an id and no key: all caseworkers see what is taken, and not by whom.
    """

    id = models.BigAutoField(primary_key=True)
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="nights")
    night = models.DateField()
    stay = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bed", "night"], name="protection_a_bed_is_taken_once")]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "bed", "night", "stay")
        kept = "protection"

    def __str__(self) -> str:
        return f"{self.bed_id} {self.night}"
