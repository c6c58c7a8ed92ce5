"""Examinations of employers: what was found of each criterion, documents, letters, measures. Each has its own file."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.employers import Contract, Employer
from opennrm.prevention.examining_terms import (
    ExaminationKind,
    ExaminationState,
    MeasureKind,
    MeasureState,
    PaperKind,
    Result,
    Review,
)
from opennrm.prevention.terms import Group, Outcome
from opennrm.vault.fields import SealedField


def new_key() -> str:
    """An opaque key of a fact."""
    return uuid4().hex


class ExaminationQuerySet(models.QuerySet["Examination"]):
    """Reads of the examinations the scope may see."""

    def going_on(self) -> Self:
        """Those not decided."""
        return self.exclude(state=ExaminationState.DECIDED)

    def of(self, official: Official) -> Self:
        """Those an official examines."""
        return self.filter(examiner=official)


class Examination(models.Model):
    """One examination of an employer against the criteria that hold on ``law_day``.

    ``findings`` are the criteria not met when it was decided; ``key`` is its fact's. ``closed`` is the day since when
    nothing of it waits: decided, and every measure settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="examinations")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    examiner = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ExaminationKind)
    again_of = models.UUIDField(null=True, blank=True)  # an id, so that either may go when its time is over
    criteria = models.CharField(max_length=20)
    law_day = models.DateField()
    state = models.CharField(max_length=10, choices=ExaminationState, default=ExaminationState.UNDER_WAY)
    begun = models.DateField()
    result = models.CharField(max_length=10, choices=Result, default="", blank=True)
    reason = SealedField(under="file_id", null=True)
    decided = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    findings = models.PositiveIntegerField(null=True, blank=True)
    key = models.CharField(max_length=64, default=new_key, unique=True)
    review = models.CharField(max_length=10, choices=Review, default="", blank=True)
    review_reason = SealedField(under="file_id", null=True)
    reviewed = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noticed = models.DateField(null=True, blank=True)  # when identification was told of signs of trafficking
    closed = models.DateField(null=True, blank=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="prevention_a_decision_is_whole",
                condition=Q(state=ExaminationState.DECIDED, decided__isnull=False, decided_by__isnull=False)
                & ~Q(result="")
                | ~Q(state=ExaminationState.DECIDED) & Q(result="", decided__isnull=True, decided_by__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=~Q(state=ExaminationState.DECIDED),
                name="prevention_one_examination_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "begun", "id", "file"], name="prevention_examinations")]

    class Scoped:
        file = "file"
        classes = {"reason": FieldClass.ACCOUNT, "review_reason": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("reason", "review_reason")
        sensitive = ("result", "review", "findings", "noticed")
        plain = (
            "id", "code", "file", "employer", "owner", "examiner", "kind", "again_of", "criteria", "law_day", "state",
            "begun", "decided", "decided_by", "key", "reviewed", "reviewed_by", "closed",
        )  # fmt: skip
        kept = "examination"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this examination."""
        return f"examination:{self.pk}"


class Paper(models.Model):
    """A document attached to an examination, cleaned of what it hides; ``name`` is ours, ``content`` base64, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    name = models.CharField(max_length=40)
    media = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    content = SealedField(under="examination.file_id", null=True)
    on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "name"]

    class Scoped:
        file = "examination.file"
        classes = {"content": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("content",)
        sensitive = ("kind",)
        plain = ("id", "examination", "name", "media", "size", "on", "by")
        kept = "examination"

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """What was found of one criterion in one contract. ``reckoned`` is what terms and answers show (``shown``).

    ``by`` is empty as long as nobody looked: then the outcome is what was reckoned.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="lines")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="lines")
    criterion = models.CharField(max_length=10)
    group = models.CharField(max_length=16, choices=Group)
    outcome = models.CharField(max_length=14, choices=Outcome)
    reckoned = models.CharField(max_length=14, choices=Outcome)
    shown = models.JSONField(default=dict)
    evidence = SealedField(under="examination.file_id", null=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "contract", "criterion"], name="prevention_a_criterion_once_a_contract"
            )
        ]

    class Scoped:
        file = "examination.file"
        classes = {"evidence": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("evidence",)
        sensitive = ("outcome", "reckoned", "shown")
        plain = ("id", "examination", "contract", "criterion", "group", "paper", "by", "on")
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reads of letters."""

    def waiting(self) -> Self:
        """Those neither answered nor withdrawn."""
        return self.filter(answered__isnull=True, dropped__isnull=True)


class Letter(models.Model):
    """What went back to an employer: ``points`` are [id of the contract, criterion, outcome], ``due`` to be answered.

    ``language`` is the worker's; Japanese always goes with it. The letter is drawn anew from its points each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=35)
    points = models.JSONField(default=list)
    sent = models.DateField()
    due = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    answered = models.DateField(null=True, blank=True)
    answer = SealedField(under="examination.file_id", null=True)
    dropped = models.DateField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["examination", "number"], name="prevention_letters_are_numbered"),
            models.UniqueConstraint(
                fields=["examination"],
                condition=Q(answered__isnull=True, dropped__isnull=True),
                name="prevention_one_letter_waits",
            ),
        ]
        ordering = ["number"]

    class Scoped:
        file = "examination.file"
        classes = {"answer": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("answer",)
        sensitive = ("points", "language")
        plain = ("id", "examination", "number", "sent", "due", "by", "answered", "dropped")
        kept = "examination"

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def word(self) -> str:
        """How the audit names this letter."""
        return f"letter:{self.pk}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Reads of measures."""

    def to_be_fulfilled(self) -> Self:
        """Those with a day, of which nothing is entered yet."""
        return self.filter(state=MeasureState.OPEN)

    def due_by(self, day: date) -> Self:
        """The same, due on a day or before."""
        return self.to_be_fulfilled().filter(due__lte=day)


class Measure(models.Model):
    """What the authority did after an examination, by a named official, with a reason; and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=10, choices=MeasureKind)
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    reason = SealedField(under="examination.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=MeasureState)
    settled = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_note = SealedField(under="examination.file_id", null=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]

    class Scoped:
        file = "examination.file"
        classes = {"reason": FieldClass.ACCOUNT, "settled_note": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("reason", "settled_note")
        sensitive = ("kind", "state")
        plain = ("id", "examination", "on", "due", "by", "settled", "settled_by")
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this measure."""
        return f"measure:{self.pk}"
