"""A related offence, read against the signs of trafficking, and the flag that a suspect may be a victim.

Each has a file of its own: a grant on one opens no other. Who stands behind a suspect's key is not known here.
"""

from datetime import date, timedelta
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.related_terms import Considered, Stage
from opennrm.identification.terms import Minor, NoticeState
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import new_id
from opennrm.understanding.terms import RelatedOffence as Kind
from opennrm.understanding.terms import Screened
from opennrm.vault.fields import SealedField

SEND_WITHIN = timedelta(days=3)  # a rule of the product: signs that nobody acts on show as late


class RelatedOffenceQuerySet(models.QuerySet["RelatedOffence"]):
    """Reads of the offences the scope may see."""

    def unread(self) -> Self:
        """Those not read against the signs yet."""
        return self.filter(read_on__isnull=True).order_by("cleared", "id")

    def with_signs(self) -> Self:
        """Signs fired and nobody has sent them or said otherwise: the oldest first."""
        return self.filter(read_on__isnull=False, outcome=Screened.NOT_SCREENED).exclude(fired=[]).order_by("due", "id")

    def without_signs(self) -> Self:
        """No sign fired and no official has looked yet."""
        return self.filter(read_on__isnull=False, outcome=Screened.NOT_SCREENED, fired=[]).order_by("due", "id")

    def waiting(self) -> Self:
        """Sent, and identification has not answered."""
        return self.filter(notice__isnull=False, answer="").order_by("sent", "id")


class RelatedOffence(models.Model):
    """An offence that may hide trafficking. ``observed`` are circumstances, ``fired`` signs (codes of ``signs.toml``).

    ``signs`` are the methods of control the register keeps. ``notice`` is the id of the request to identification, no
    key to it; ``answer`` what became of it. ``outcome`` is an official's: reading alone leaves it «not screened».
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, default=new_id, db_index=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind)
    cleared = models.DateField()
    prefecture = models.CharField(max_length=2, default="", blank=True)
    persons = models.PositiveSmallIntegerField(default=0)
    minor = models.CharField(max_length=10, choices=Minor, default=Minor.NOT_SURE)
    observed = models.JSONField(default=list, blank=True)
    account = SealedField(under="file_id", null=True)
    entered = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField(null=True, blank=True)
    version = models.DateField(null=True, blank=True)
    fired = models.JSONField(default=list, blank=True)
    signs = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=15, choices=Screened, default=Screened.NOT_SCREENED)
    settled = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = SealedField(under="file_id", null=True)
    due = models.DateField(null=True, blank=True)
    notice: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)
    sent = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=NoticeState, default="", blank=True)
    answered = models.DateField(null=True, blank=True)

    objects = RelatedOffenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "number"], name="eradication_a_related_offence_once"),
            models.CheckConstraint(
                name="eradication_a_reading_has_its_version",
                condition=Q(read_on__isnull=True, version__isnull=True)
                | Q(read_on__isnull=False, version__isnull=False),
            ),
            models.CheckConstraint(
                name="eradication_a_request_has_its_day",
                condition=Q(notice__isnull=True, sent__isnull=True) | Q(notice__isnull=False, sent__isnull=False),
            ),
            models.CheckConstraint(
                name="eradication_an_outcome_is_an_officials",
                condition=Q(outcome=Screened.NOT_SCREENED, settled__isnull=True, settled_by__isnull=True)
                | ~Q(outcome=Screened.NOT_SCREENED) & Q(settled__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="eradication_an_answer_has_its_day",
                condition=Q(answer="", answered__isnull=True) | ~Q(answer="") & Q(answered__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["outcome", "due", "id", "file"], name="eradication_related"),
            models.Index(fields=["cleared", "id", "file"], name="eradication_cleared"),
            models.Index(fields=["id", "file"], name="eradication_unread", condition=Q(read_on__isnull=True)),
        ]

    class Scoped:
        file = "file"
        classes = {"account": FieldClass.ACCOUNT, "reason": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("account", "reason")
        sensitive = ("kind", "prefecture", "persons", "minor", "observed", "fired", "signs", "outcome", "answer")
        plain = (
            "id",
            "file",
            "key",
            "owner",
            "number",
            "cleared",
            "entered",
            "by",
            "read_on",
            "version",
            "settled",
            "settled_by",
            "due",
            "notice",
            "sent",
            "answered",
        )
        kept = "investigation"

    def __str__(self) -> str:
        return self.number

    @property
    def word(self) -> str:
        """How the audit names this offence."""
        return f"related-offence:{self.pk}"

    def late(self, on: date) -> bool:
        """Whether nobody has looked in time."""
        return self.outcome == Screened.NOT_SCREENED and self.due is not None and self.due < on


class PossibleVictimQuerySet(models.QuerySet["PossibleVictim"]):
    """Reads of the flags the scope may see."""

    def open(self) -> Self:
        """Those not considered yet, the most urgent first."""
        return self.filter(closed__isnull=True).order_by("urgency", "raised", "id")

    def of(self, suspect: str) -> Self:
        """Those of one suspect, the latest first."""
        return self.filter(suspect=suspect).order_by("-raised", "-id")


class PossibleVictim(models.Model):
    """That a suspect may be a victim, said to identification before charge. ``suspect`` is an opaque key.

    It stays open until somebody records what became of the case; it forbids nothing by itself, and says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    suspect = models.CharField(max_length=64, db_index=True)
    stage = models.CharField(max_length=20, choices=Stage)
    grounds = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.SOON)
    words = SealedField(under="file_id", null=True)
    raised = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    notice: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    answer = models.CharField(max_length=10, choices=NoticeState, default="", blank=True)
    answered = models.DateField(null=True, blank=True)
    considered = models.CharField(max_length=15, choices=Considered, default="", blank=True)
    closed = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = SealedField(under="file_id", null=True)

    objects = PossibleVictimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["suspect", "owner"], condition=Q(closed__isnull=True), name="eradication_one_open_flag"
            ),
            models.CheckConstraint(
                name="eradication_a_closed_flag_says_what_became",
                condition=Q(closed__isnull=True, considered="", closed_by__isnull=True)
                | Q(closed__isnull=False, closed_by__isnull=False) & ~Q(considered=""),
            ),
            models.CheckConstraint(
                name="eradication_a_flags_answer_has_its_day",
                condition=Q(answer="", answered__isnull=True) | ~Q(answer="") & Q(answered__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["closed", "urgency", "raised", "id", "file"], name="eradication_flags")]

    class Scoped:
        file = "file"
        classes = {"words": FieldClass.ACCOUNT, "reason": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words", "reason")
        sensitive = ("stage", "grounds", "urgency", "answer", "considered")
        plain = (
            "id",
            "file",
            "owner",
            "suspect",
            "raised",
            "by",
            "notice",
            "answered",
            "closed",
            "closed_by",
        )
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this flag."""
        return f"possible-victim:{self.pk}"
