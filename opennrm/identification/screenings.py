"""Interviews that ask for the signs of trafficking, their answers, and the decisions of named officials."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.identification.questions import StopReason
from opennrm.identification.terms import Answer, DecisionKind, Minor, Place, Standing
from opennrm.reporting.terms import Interpreting
from opennrm.understanding.terms import RecruiterRelation
from opennrm.vault.fields import SealedField


class Screening(models.Model):
    """An interview, which can be stopped and resumed. Interpreter, place and safety are recorded before any question.

    ``lists`` names the lists of indicators and their versions (``lists.Questions.word``). ``minor`` is whether the
    person was under 18 when it happened, or is. ``exploitation``, ``means`` and
    ``industry`` are codes of ``understanding.terms`` an official drew from the answers, for the register.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="screenings")
    place_in_case = models.PositiveSmallIntegerField(default=1, db_default=1)  # from 1, given while the case is held
    lists = models.JSONField(default=list)
    begun = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, choices=Place)
    interpreting = models.CharField(max_length=20, choices=Interpreting)
    language = models.CharField(max_length=35)
    alone = models.BooleanField()  # with nobody present whom the person may fear
    safe = models.BooleanField()  # the person feels safe to speak here and now
    minor = models.CharField(max_length=10, choices=Minor)
    exploitation = models.JSONField(default=list, blank=True)
    means = models.JSONField(default=list, blank=True)
    recruiter = models.CharField(max_length=20, choices=RecruiterRelation, default="", blank=True)
    industry = models.JSONField(default=list, blank=True)
    stopped = models.DateField(null=True, blank=True)  # waits since then, until it is resumed
    stopped_because = models.CharField(max_length=12, choices=StopReason, default="", db_default="", blank=True)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended__isnull=True), name="identification_one_screening_at_a_time"
            ),
            models.CheckConstraint(
                name="identification_a_stop_says_why",
                condition=Q(stopped__isnull=True, stopped_because="")
                | Q(stopped__isnull=False) & ~Q(stopped_because=""),
            ),
        ]
        ordering = ["case", "place_in_case"]

    class Scoped:
        file = "case.file"

    class Privacy:
        identifies = ()
        sensitive = (
            "place",
            "interpreting",
            "language",
            "alone",
            "safe",
            "minor",
            "exploitation",
            "means",
            "recruiter",
            "industry",
            "stopped_because",
        )
        plain = ("id", "case", "place_in_case", "lists", "begun", "by", "stopped", "ended")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this screening."""
        return f"screening:{self.pk}"


class ScreeningAnswer(models.Model):
    """What is known of one indicator, and the words of the person about it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)  # a code of a list of indicators
    answer = models.CharField(max_length=10, choices=Answer)
    words = SealedField(under="screening.case.file_id", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "item"], name="identification_one_answer_an_indicator")
        ]

    class Scoped:
        file = "screening.case.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("item", "answer")
        plain = ("id", "screening")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)


class Decision(models.Model):
    """That a named official decided, with a reason. Decisions are added, never changed; a later one looks at ``of``."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="decisions")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    outcome = models.CharField(max_length=12, choices=Standing)
    minor = models.CharField(max_length=10, choices=Minor)
    reason = SealedField(under="case.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    place = models.PositiveSmallIntegerField()  # its place in the case, from 1
    of = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="looked_at_again")
    appealed = models.DateField(null=True, blank=True)  # the day the person asked for it to be decided anew
    appeal = SealedField(under="case.file_id", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="identification_one_decision_a_place"),
            models.CheckConstraint(
                name="identification_a_later_decision_names_the_earlier",
                condition=Q(kind=DecisionKind.FIRST) | Q(of__isnull=False) & ~Q(of=F("id")),
            ),
            models.CheckConstraint(
                name="identification_undecided_is_no_decision", condition=~Q(outcome=Standing.UNDECIDED)
            ),
        ]
        ordering = ["case", "place"]

    class Scoped:
        file = "case.file"
        classes = {"reason": FieldClass.ACCOUNT, "appeal": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("reason", "appeal")
        sensitive = ("kind", "outcome", "minor", "appealed")
        plain = ("id", "case", "screening", "by", "on", "place", "of")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)
