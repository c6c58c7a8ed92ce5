"""An investigation, the offences it is about, its steps in words, and the victims who join it by a pseudonym."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.investigation_terms import Begun, Ended
from opennrm.understanding.facts import new_id
from opennrm.vault.fields import SealedField

OPEN = Q(closed__isnull=True)


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    """Reads of the investigations the scope may see."""

    def open(self) -> Self:
        """Those not closed."""
        return self.filter(OPEN)

    def of(self, official: Official) -> Self:
        """Those an official leads."""
        return self.filter(lead=official)


class Investigation(models.Model):
    """That offences of trafficking in persons are investigated: what it began from, who leads it, how it ended.

    ``source`` is the id of what it began from, no key to it, since that ends earlier. ``employer`` is a corporate
    number and nothing else: prevention and eradication share an employer by it alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    opened = models.DateField()
    begun = models.CharField(max_length=20, choices=Begun)
    source = models.UUIDField(null=True, blank=True)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    employer = models.CharField(max_length=13, default="", blank=True, db_index=True)
    outline = SealedField(under="file_id", null=True)
    closed = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=15, choices=Ended, default="", blank=True)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="eradication_a_closed_investigation_says_how",
                condition=Q(closed__isnull=True, ended="") | Q(closed__isnull=False) & ~Q(ended=""),
            )
        ]
        indexes = [
            models.Index(fields=["closed", "opened", "id", "file"], name="eradication_investigations"),
            models.Index(fields=["opened", "id", "file"], name="eradication_opened"),
        ]

    class Scoped:
        file = "file"
        classes = {"outline": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("outline",)
        sensitive = ("begun", "prefecture", "employer", "ended")
        plain = ("id", "file", "code", "owner", "lead", "opened", "source", "closed")
        kept = "investigation"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this investigation."""
        return f"investigation:{self.pk}"


class OffenceQuerySet(models.QuerySet["Offence"]):
    """Reads of the offences the scope may see."""

    def cleared_in(self, year: int) -> Self:
        """Those cleared in a calendar year."""
        return self.filter(cleared__gte=date(year, 1, 1), cleared__lte=date(year, 12, 31))


class Offence(models.Model):
    """One offence: under which provisions (codes of ``statutes``), committed between which days, cleared when.

    ``incident`` numbers what happened at once within the investigation: several offences may belong to one. The key is
    the offence's in the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="offences")
    key = models.CharField(max_length=64, default=new_id, unique=True)
    number = models.PositiveSmallIntegerField()
    incident = models.PositiveSmallIntegerField(default=1)
    provisions = models.JSONField(default=list)
    exploitation = models.JSONField(default=list, blank=True)
    committed = models.DateField()
    committed_until = models.DateField()
    cleared = models.DateField(null=True, blank=True)

    objects = OffenceQuerySet.as_manager()

    class Meta:
        ordering = ["investigation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "number"], name="eradication_offences_are_numbered"),
            models.CheckConstraint(
                name="eradication_an_offence_ends_after_it_begins", condition=Q(committed_until__gte=F("committed"))
            ),
            models.CheckConstraint(
                name="eradication_cleared_after_it_began",
                condition=Q(cleared__isnull=True) | Q(cleared__gte=F("committed")),
            ),
        ]

    class Scoped:
        file = "investigation.file"

    class Privacy:
        identifies = ()
        sensitive = ("provisions", "exploitation", "committed", "committed_until", "cleared", "incident")
        plain = ("id", "investigation", "key", "number")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this offence."""
        return f"offence:{self.pk}"


class InvestigationNote(models.Model):
    """A step of the investigation in words: what was done on a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="notes")
    happened = models.DateField()
    text = SealedField(under="investigation.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-happened", "-on", "id"]

    class Scoped:
        file = "investigation.file"
        classes = {"text": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text",)
        sensitive = ("happened",)
        plain = ("id", "investigation", "by", "on")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)


class InvestigationVictim(models.Model):
    """A victim by the pseudonym that identification handed over: it opens no case, and says nothing of a shelter."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="victims")
    pseudonym = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    joined = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["investigation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "pseudonym"], name="eradication_a_victim_joins_once")
        ]

    class Scoped:
        file = "investigation.file"

    class Privacy:
        identifies = ()
        sensitive = ("pseudonym",)
        plain = ("id", "investigation", "number", "joined", "by")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)
