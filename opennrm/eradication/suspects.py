"""A suspect, each offence they are charged with, and the steps the police, the prosecutor and the courts took."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.understanding.facts import new_id
from opennrm.understanding.terms import Occupation, Outcome, SentenceBand, Sex
from opennrm.vault.fields import BlindIndexField, SealedField


class Suspect(models.Model):
    """Somebody suspected. ``key`` is theirs in the register; ``role`` are codes of ``SuspectRole``.

    One person suspected in several investigations has one key, once somebody said so (``shared``).

    The day of birth is sealed; ``age`` is what was said or seen, in years, on ``age_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="suspects")
    key = models.CharField(max_length=64, default=new_id, db_index=True)
    shared = models.BooleanField(default=False)
    number = models.PositiveSmallIntegerField()
    name = SealedField(under="investigation.file_id", null=True)
    name_index = BlindIndexField(of="name")
    name_pairs = BlindIndexField(of="name", pairs=True)
    alias = SealedField(under="investigation.file_id", null=True)
    alias_index = BlindIndexField(of="alias")
    birth_date = SealedField(under="investigation.file_id", null=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=20, choices=Sex, default="", blank=True)
    nationality = models.CharField(max_length=2, default="", blank=True)
    occupation = models.CharField(max_length=25, choices=Occupation, default="", blank=True)
    role = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["investigation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["investigation", "number"], name="eradication_suspects_are_numbered"),
            models.CheckConstraint(
                name="eradication_an_age_has_its_day",
                condition=Q(age__isnull=True, age_on__isnull=True) | Q(age__isnull=False, age_on__isnull=False),
            ),
        ]

    class Scoped:
        file = "investigation.file"
        classes = {"name": FieldClass.IDENTITY, "alias": FieldClass.IDENTITY, "birth_date": FieldClass.IDENTITY}

    class Privacy:
        identifies = ("name", "name_index", "name_pairs", "alias", "alias_index", "birth_date")
        sensitive = ("age", "age_on", "sex", "nationality", "occupation", "role")
        plain = ("id", "investigation", "key", "shared", "number")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this suspect."""
        return f"suspect:{self.pk}"


class ChargeQuerySet(models.QuerySet["Charge"]):
    """Reads of the charges the scope may see."""

    def due_by(self, day: date) -> Self:
        """Those of open investigations in which a limit of the law ends by a day, the earliest first."""
        return self.filter(investigation__closed__isnull=True, due__lte=day).order_by("due", "id")


class Charge(models.Model):
    """A suspect in respect of one offence: where it stands, since when, and which limit of the law runs."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="charges")
    suspect = models.ForeignKey(Suspect, on_delete=models.CASCADE, related_name="charges")
    offence = models.ForeignKey(Offence, on_delete=models.CASCADE, related_name="charges")
    state = models.CharField(max_length=20, choices=ChargeState, default=ChargeState.SUSPECTED)
    since = models.DateField()
    due = models.DateField(null=True, blank=True)
    due_at = models.TimeField(null=True, blank=True)
    due_for = models.CharField(max_length=20, default="", blank=True)  # a code of the limits

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["investigation", "suspect__number", "offence__number"]
        constraints = [
            models.UniqueConstraint(fields=["suspect", "offence"], name="eradication_charged_once_with_an_offence"),
            models.CheckConstraint(
                name="eradication_due_says_for_what",
                condition=Q(due__isnull=True, due_for="") | Q(due__isnull=False) & ~Q(due_for=""),
            ),
        ]
        indexes = [models.Index(fields=["due", "id"], name="eradication_due", condition=Q(due__isnull=False))]

    class Scoped:
        file = "investigation.file"

    class Privacy:
        identifies = ()
        sensitive = ("state", "since", "due", "due_at", "due_for")
        plain = ("id", "investigation", "suspect", "offence")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this charge."""
        return f"charge:{self.pk}"


class Disposition(models.Model):
    """One step of a charge, on a day, in its place; ``struck`` where it was a mistake: it stays to be read.

    ``outcome`` and ``sentence`` are what the register counts. ``why`` is a code of the reasons, of the kind of arrest
    or of the Family Court's decision, as the act has it. ``amount`` is in yen. What the court said in words is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="+")
    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20, choices=ChargeAct)
    on = models.DateField()
    clock = models.TimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default="", blank=True)
    sentence = models.CharField(max_length=10, choices=SentenceBand, default="", blank=True)
    stayed = models.BooleanField(default=False)  # the execution of the sentence is suspended
    why = models.CharField(max_length=20, default="", blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    detail = SealedField(under="investigation.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered = models.DateField()
    struck = models.DateField(null=True, blank=True)
    struck_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_why = SealedField(under="investigation.file_id", null=True)

    class Meta:
        ordering = ["charge", "place"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "place"], name="eradication_steps_have_their_place"),
            models.CheckConstraint(
                name="eradication_a_step_is_struck_whole",
                condition=Q(struck__isnull=True, struck_by__isnull=True)
                | Q(struck__isnull=False, struck_by__isnull=False),
            ),
        ]

    class Scoped:
        file = "investigation.file"
        classes = {"detail": FieldClass.ACCOUNT, "struck_why": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("detail", "struck_why")
        sensitive = ("act", "on", "clock", "outcome", "sentence", "stayed", "why", "amount")
        plain = ("id", "investigation", "charge", "place", "by", "entered", "struck", "struck_by")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)
