"""Employers as one office knows them: who stands beside them, and the contracts of their foreign workers.

An employer has a file of its own: another office opens it by a grant. What two offices or two rooms share without one
is the corporate number alone. A worker is the id the employer gave the contract, and never a name.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.examining_terms import TieKind
from opennrm.understanding.terms import Industry
from opennrm.vault.fields import BlindIndexField, SealedField


class EmployerQuerySet(models.QuerySet["Employer"]):
    """Reads of the employers the scope may see."""

    def named(self, typed: str) -> Self:
        """Those whose corporate number or name holds what was typed."""
        return self.filter(Q(number__startswith=typed) | Q(name__icontains=typed)) if typed else self


class Employer(models.Model):
    """An employer of an office: ``number`` is the corporate number, ``industry`` a section of ISIC Rev. 4.

    ``quiet`` is the day since when no examination of it goes on; empty while one does.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=13, db_index=True)
    name = models.CharField(max_length=200, default="", blank=True)
    industry = models.CharField(max_length=1, choices=Industry, default="", blank=True)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    address = SealedField(under="file_id", null=True)
    address_index = BlindIndexField(of="address")
    opened = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    quiet = models.DateField(null=True, blank=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "number"], name="prevention_an_employer_once_an_office"),
            models.CheckConstraint(
                name="prevention_a_corporate_number_has_13_digits", condition=Q(number__regex=r"^[0-9]{13}$")
            ),
        ]
        indexes = [models.Index(fields=["opened", "id", "file"], name="prevention_employers")]

    class Scoped:
        file = "file"
        classes = {"address": FieldClass.CONTACT}

    class Privacy:
        identifies = ("name", "address", "address_index")
        sensitive = ("number", "prefecture")
        plain = ("id", "file", "owner", "industry", "opened", "by", "quiet")
        kept = "examination"
        open_because = {
            "name": "the name of a corporation, published by the National Tax Agency beside its number",
        }

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this employer."""
        return f"employer:{self.pk}"

    @property
    def called(self) -> str:
        """Its name, or its number where nobody gave one."""
        return self.name or self.number


class TieQuerySet(models.QuerySet["Tie"]):
    """Reads of who stands beside employers."""

    def holding(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gte=on))


class Tie(models.Model):
    """An officer, a broker, a support organisation beside an employer. ``number`` is a registration or licence number.

    The blind index tells that two ties are of one name without opening either.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=8, choices=TieKind)
    name = SealedField(under="employer.file_id", null=True)
    name_index = BlindIndexField(of="name")
    number = models.CharField(max_length=40, default="", blank=True, db_index=True)
    country = models.CharField(max_length=2, default="", blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="prevention_a_tie_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            )
        ]
        ordering = ["kind", "since", "id"]

    class Scoped:
        file = "employer.file"
        classes = {"name": FieldClass.IDENTITY}

    class Privacy:
        identifies = ("name", "name_index")
        sensitive = ("kind", "number", "country")
        plain = ("id", "employer", "since", "until", "by")
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)


class ContractQuerySet(models.QuerySet["Contract"]):
    """Reads of contracts."""

    def running(self, on: date) -> Self:
        """Those that have not ended."""
        return self.filter(Q(ended__isnull=True) | Q(ended__gt=on))


class Contract(models.Model):
    """The terms of one contract as they were given: ``terms`` holds texts by column and criterion (``contracts``).

    ``version`` counts their changes; ``missing`` is the day since when nobody knows where the worker is.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contracts")
    code = models.CharField(max_length=60)
    terms = models.JSONField(default=dict)
    broker = models.ForeignKey(Tie, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    entered = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    ended = models.DateField(null=True, blank=True)
    missing = models.DateField(null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "code"], name="prevention_a_contract_once_an_employer")
        ]
        ordering = ["code"]

    class Scoped:
        file = "employer.file"

    class Privacy:
        identifies = ()
        sensitive = ("code", "terms", "broker", "missing")
        plain = ("id", "employer", "version", "entered", "by", "ended")
        kept = "examination"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this contract."""
        return f"contract:{self.pk}"
