"""Packages of data under an agreement: what leaves once two officials approved, and what came, in quarantine first."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.exchange_terms import Direction, PackageState
from opennrm.eradication.partners import Agreement
from opennrm.understanding.facts import new_id
from opennrm.vault.fields import SealedField

TO_APPROVE = (PackageState.ASKED, PackageState.SECOND)


class PackageQuerySet(models.QuerySet["Package"]):
    """Reads of the packages the scope may see."""

    def to_approve(self) -> Self:
        """Those that wait for an approval, the oldest first."""
        return self.filter(state__in=TO_APPROVE).order_by("asked", "id")

    def quarantined(self) -> Self:
        """Those received that nobody took in or rejected."""
        return self.filter(state=PackageState.QUARANTINED).order_by("asked", "id")


class Package(models.Model):
    """One file of data, one way. ``content`` is its rows as JSON, sealed; out, it goes once the file is made.

    ``number`` stands in the file: one that comes twice is taken in once. ``problems`` are rows,
    columns and codes of ``RowFault``, never values. ``asked`` is the day it was asked for, or received.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, default=new_id, db_index=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=5, choices=Direction)
    state = models.CharField(max_length=12, choices=PackageState)
    number = models.UUIDField(default=uuid4)
    content = SealedField(under="file_id", null=True)
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    asked = models.DateField()
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    first = models.DateField(null=True, blank=True)
    first_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second = models.DateField(null=True, blank=True)
    second_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken = models.PositiveIntegerField(default=0)
    keep_until = models.DateField(null=True, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "agreement", "number"],
                condition=Q(direction=Direction.IN),
                name="eradication_a_package_comes_once",
            ),
            models.CheckConstraint(
                name="eradication_a_package_takes_two_others",
                condition=(Q(first_by__isnull=True) | ~Q(first_by=F("asked_by")))
                & (Q(second_by__isnull=True) | Q(first_by__isnull=False) & ~Q(second_by=F("asked_by")))
                & (Q(second_by__isnull=True) | ~Q(second_by=F("first_by"))),
            ),
            models.CheckConstraint(
                name="eradication_a_made_package_was_approved",
                condition=~Q(state__in=(PackageState.APPROVED, PackageState.MADE)) | Q(second_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked", "id", "file"], name="eradication_packages")]

    class Scoped:
        file = "file"
        classes = {"content": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("content",)
        sensitive = ("direction", "state", "columns", "problems")
        plain = (
            "id",
            "file",
            "key",
            "owner",
            "agreement",
            "number",
            "rows",
            "sha256",
            "asked",
            "asked_by",
            "first",
            "first_by",
            "second",
            "second_by",
            "done",
            "done_by",
            "taken",
            "keep_until",
        )
        kept = "exchanged_data"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this package."""
        return f"package:{self.pk}"


class ReceivedRecord(models.Model):
    """One row of a package that was taken in: fields by code, as JSON, sealed. It ends with its package."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="records")
    row = models.PositiveIntegerField()
    content = SealedField(under="package.file_id", null=True)

    class Meta:
        ordering = ["package", "row"]
        constraints = [models.UniqueConstraint(fields=["package", "row"], name="eradication_a_row_once")]

    class Scoped:
        file = "package.file"
        classes = {"content": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("content",)
        sensitive = ()
        plain = ("id", "package", "row")
        kept = "exchanged_data"

    def __str__(self) -> str:
        return str(self.pk)
