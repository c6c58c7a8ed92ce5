"""Mappings of a body's own files, what another body recorded of a person, and exports that two officials approve."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.interchange import ExportForm, ExportState
from opennrm.identification.terms import Standing
from opennrm.vault.fields import SealedField

HOLDS = timedelta(days=7)  # how long an approval lets the file be made


class ImportMapping(models.Model):
    """Which column of an organisation's own files holds what, and what its words mean. It names no person.

    ``columns`` are targets by the header of the column; ``values`` our codes by the file's own words, by target.
    ``header`` is the row of the header as a spreadsheet counts it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    header = models.PositiveSmallIntegerField(default=1)
    columns = models.JSONField(default=dict)
    values = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="identification_one_mapping_of_a_name")
        ]
        ordering = ["name"]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "organisation", "name", "header", "columns", "values", "by", "on")
        kept = "directory"

    def __str__(self) -> str:
        return self.name

    @property
    def word(self) -> str:
        """How the audit names this mapping."""
        return f"import-mapping:{self.pk}"


class Elsewhere(models.Model):
    """What a file said that is no act of ours: a decision of another body, and fields this house has no place for.

    ``source`` is a keyed digest of the file and ``row`` the row, so that one row is taken in once however often its
    file is. The sealed fields are JSON, apart by what they tell.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.OneToOneField("identification.Case", on_delete=models.CASCADE, related_name="elsewhere")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=64)
    row = models.PositiveIntegerField()
    standing = models.CharField(max_length=12, choices=Standing, default="", blank=True)
    identity = SealedField(under="case.file_id", null=True)
    contact = SealedField(under="case.file_id", null=True)
    account = SealedField(under="case.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "source", "row"], name="identification_a_row_is_taken_in_once")
        ]

    class Scoped:
        file = "case.file"
        classes = {
            "identity": FieldClass.IDENTITY,
            "contact": FieldClass.CONTACT,
            "account": FieldClass.ACCOUNT,
        }

    class Privacy:
        identifies = ("identity", "contact", "account")
        sensitive = ("standing",)
        plain = ("id", "case", "owner", "source", "row", "by", "on")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)


class ExportQuerySet(models.QuerySet["Export"]):
    """Reads of the exports; they hold no person, and are shown to the organisation that sends."""

    def of(self, organisations: frozenset[str]) -> "ExportQuerySet":
        """Those of organisations, the latest first."""
        return self.filter(owner__in=organisations).order_by("-requested", "-id")

    def undecided(self) -> "ExportQuerySet":
        """Those that wait for a second official."""
        return self.filter(approved__isnull=True, refused__isnull=True)


class Export(models.Model):
    """That records of cases go to a partner: one official asks, another approves, and the file is made once.

    ``key`` is the public key of a partner without an inbox here, in hexadecimal digits. ``sha256`` is that of the
    sealed file, which is handed out and not kept. ``classes`` are those of field it takes in.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=5, choices=ExportForm)
    classes = models.CharField(max_length=120, default="", blank=True)
    key = models.CharField(max_length=64, default="", blank=True)
    requested = models.DateField()
    requested_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    approved = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused = models.DateField(null=True, blank=True)
    refused_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, default="", blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_an_export_takes_two",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by")),
            ),
            models.CheckConstraint(
                name="identification_an_export_is_decided_once",
                condition=Q(approved__isnull=True, approved_by__isnull=True)
                | Q(approved__isnull=False, approved_by__isnull=False, refused__isnull=True),
            ),
            models.CheckConstraint(
                name="identification_an_export_is_made_whole",
                condition=Q(made__isnull=True, made_by__isnull=True, sha256="")
                | Q(made__isnull=False, made_by__isnull=False, approved__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(name="identification_an_export_goes_elsewhere", condition=~Q(owner=F("recipient"))),
        ]

    class Privacy:
        identifies = ()
        sensitive = ("recipient", "classes")
        plain = (
            "id",
            "owner",
            "form",
            "key",
            "requested",
            "requested_by",
            "approved",
            "approved_by",
            "refused",
            "refused_by",
            "made",
            "made_by",
            "sha256",
        )
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this export."""
        return f"export:{self.pk}"

    def state(self, on: date) -> ExportState:
        """Where it stands on a day."""
        if self.refused:
            return ExportState.REFUSED
        if self.made:
            return ExportState.MADE
        if self.approved is None:
            return ExportState.ASKED
        return ExportState.OVER if on > self.approved + HOLDS else ExportState.APPROVED


class ExportCase(models.Model):
    """That an export takes in a case, and the consent or the exemption it rests on: their ids, no keys."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="exports")
    consent = models.UUIDField(null=True, blank=True)
    exemption = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "case"], name="identification_a_case_once_an_export"),
            models.CheckConstraint(
                name="identification_an_export_rests_on_one",
                condition=Q(consent__isnull=False, exemption__isnull=True)
                | Q(consent__isnull=True, exemption__isnull=False),
            ),
        ]

    class Scoped:
        file = "case.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "export", "case", "consent", "exemption")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)
