"""Suspected cases of technical interns: the case, its steps, what partners were asked, notes, and named officers.

A case belongs to the Labour Bureau of its prefecture. A request to a partner has a file of its own: until the partner
has accepted it sees what is asked and nothing of the case.
"""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.prevention.intern_terms import InternOrigin, InternOutcome, Occupation, RequestState, StepState
from opennrm.vault.fields import SealedField


class NamedOfficerQuerySet(models.QuerySet["NamedOfficer"]):
    """Reads of the officers, by day."""

    def on(self, day: date) -> Self:
        """Those named for a day."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class NamedOfficer(models.Model):
    """The official of a Labour Bureau for trafficking of interns, from ``since`` to ``until``, both included."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bureau = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = NamedOfficerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau"], condition=Q(until__isnull=True), name="prevention_one_officer_a_bureau"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="prevention_an_officer_ends_after_beginning",
            ),
        ]
        ordering = ["bureau", "since"]

    class Privacy:
        sensitive = ("official", "since", "until")
        plain = ("id", "bureau")
        kept = "official"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this naming."""
        return f"named-officer:{self.pk}"


class InternCaseQuerySet(models.QuerySet["InternCase"]):
    """Reads of the cases the scope may see."""

    def open(self) -> Self:
        """Those that are not closed."""
        return self.filter(closed__isnull=True)

    def worked_on_by(self, official: Official, today: date) -> Self:
        """Those of an official, and of whoever they stand in for today."""
        theirs = [pk for pk, instead in Official.objects.replaced(today).items() if instead == official.pk]
        return self.filter(officer__in=[official.pk, *theirs])

    def late(self, today: date) -> Self:
        """Open ones with a step past its day."""
        steps = InternStep.objects.filter(case=OuterRef("pk"), state=StepState.OPEN, due__lt=today)
        return self.open().filter(Exists(steps))


class InternCase(models.Model):
    """A suspected case of one intern. ``code`` is what people call it by; ``employer`` a corporate number, or "".

    ``acted`` is the day somebody last acted, ``told`` how far it was escalated since. ``source`` is an opaque
    reference to what it began from. ``key`` names it in the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    key = models.CharField(max_length=36, unique=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    prefecture = models.CharField(max_length=2)
    origin = models.CharField(max_length=12, choices=InternOrigin)
    source = models.UUIDField(null=True, blank=True)
    opened = models.DateField()
    employer = models.CharField(max_length=13, default="", blank=True, db_index=True)
    occupation = models.CharField(max_length=12, choices=Occupation, default="", blank=True)
    language = models.CharField(max_length=35, default="", blank=True)
    nationality = models.CharField(max_length=2, default="", blank=True)
    signs = models.JSONField(default=list, blank=True)
    left_workplace = models.DateField(null=True, blank=True)
    name = SealedField(under="file_id", null=True)
    contact = SealedField(under="file_id", null=True)
    status = SealedField(under="file_id", null=True)
    supervising = SealedField(under="file_id", null=True)
    sending = SealedField(under="file_id", null=True)
    account = SealedField(under="file_id", null=True)
    acted = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    closed = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=InternOutcome, default="", blank=True)
    why = SealedField(under="file_id", null=True)

    objects = InternCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="prevention_a_closed_intern_case_has_its_outcome",
                condition=Q(closed__isnull=True, outcome="") | Q(closed__isnull=False) & ~Q(outcome=""),
            ),
        ]
        indexes = [models.Index(fields=["closed", "opened", "id", "file"], name="prevention_intern_cases")]

    class Scoped:
        file = "file"
        classes = {
            "name": FieldClass.IDENTITY,
            "contact": FieldClass.CONTACT,
            "status": FieldClass.IMMIGRATION_STATUS,
            "supervising": FieldClass.ACCOUNT,
            "sending": FieldClass.ACCOUNT,
            "account": FieldClass.ACCOUNT,
            "why": FieldClass.ACCOUNT,
        }

    class Privacy:
        identifies = ("name", "contact", "status", "supervising", "sending", "account", "why")
        sensitive = ("employer", "occupation", "language", "nationality", "signs", "left_workplace", "outcome")
        plain = (
            "id", "file", "code", "key", "owner", "officer", "prefecture", "origin", "source", "opened", "acted",
            "told", "closed",
        )  # fmt: skip
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this case."""
        return f"intern-case:{self.pk}"


class InternStep(models.Model):
    """A step of the declared list in a case. ``notice`` is the notice to identification that asked for protection."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(InternCase, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20)
    due = models.DateField()
    state = models.CharField(max_length=12, choices=StepState, default=StepState.OPEN)
    settled = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = SealedField(under="case.file_id", null=True)
    notice = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="prevention_a_step_once_a_case"),
            models.CheckConstraint(
                name="prevention_a_settled_step_has_its_day",
                condition=Q(state=StepState.OPEN, settled__isnull=True) | ~Q(state=StepState.OPEN) & ~Q(settled=None),
            ),
        ]
        ordering = ["due", "code"]

    class Scoped:
        file = "case.file"
        classes = {"why": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("why",)
        sensitive = ("code", "state")
        plain = ("id", "case", "due", "settled", "settled_by", "notice")
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this step."""
        return f"intern-step:{self.pk}"


class InternRequestQuerySet(models.QuerySet["InternRequest"]):
    """Reads of the requests the scope may see."""

    def running(self) -> Self:
        """Those that wait for something."""
        return self.filter(state__in=[RequestState.ASKED, RequestState.ACCEPTED])


class InternRequest(models.Model):
    """What a partner was asked, and what it answered. ``case`` is an opaque id: the partner may not see the case.

    ``purpose`` is what the partner opens it for; "" where it has no account, and its answer is entered by hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    case = models.UUIDField(db_index=True)
    code = models.CharField(max_length=12)
    asking = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20, choices=Purpose, default="", blank=True)
    classes = models.CharField(max_length=120)
    asked = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_by = models.DateField()
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.ASKED)
    answered = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ask = SealedField(under="file_id", null=True)
    answer = SealedField(under="file_id", null=True)

    objects = InternRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "answer_by", "id", "file"], name="prevention_intern_requests")]
        ordering = ["asked", "id"]

    class Scoped:
        file = "file"
        classes = {"ask": FieldClass.ACCOUNT, "answer": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("ask", "answer")
        sensitive = ("step", "state")
        plain = (
            "id", "file", "case", "code", "asking", "to", "purpose", "classes", "asked", "by", "answer_by", "answered",
            "answered_by",
        )  # fmt: skip
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this request."""
        return f"intern-request:{self.pk}"


class InternNote(models.Model):
    """What happened on a day, for colleagues."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(InternCase, on_delete=models.CASCADE, related_name="notes")
    happened = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    text = SealedField(under="case.file_id", null=True)

    class Meta:
        ordering = ["-happened", "-on", "id"]

    class Scoped:
        file = "case.file"
        classes = {"text": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text",)
        plain = ("id", "case", "happened", "by", "on")
        kept = "examination"

    def __str__(self) -> str:
        return str(self.pk)


def requests_of(case: UUID) -> "models.QuerySet[InternRequest]":
    """What partners were asked in a case, the first first."""
    return InternRequest.objects.filter(case=case).select_related("to", "by", "answered_by")
