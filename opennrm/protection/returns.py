"""Return and reintegration: the person's wish, the risks, the journey, and what is done for them in the country."""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.protection.journeys import (
    Escort,
    Funding,
    Programme,
    Receiver,
    ReturnState,
    RiskResult,
    StepKind,
    TracingState,
    TravelDocument,
    WishSays,
)
from opennrm.protection.returning import GOING_ON
from opennrm.understanding.facts import new_id
from opennrm.vault.fields import SealedField


class ReturnQuerySet(models.QuerySet["Return"]):
    """Reads of the returns the scope may see."""

    def going_on(self) -> Self:
        """Those under way, the journey that comes first before all."""
        return self.filter(state__in=GOING_ON).order_by("travel_on", "opened", "id")


class Return(models.Model):
    """The return of a person to a country, as they wish it. ``since`` is the day it came to stand where it stands.

    ``partner`` is who arranges it; the consent of the person is to this organisation. ``key`` is the act's in the
    register. The route and who meets the person are sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="returns")
    country = models.CharField(max_length=2)
    programme = models.CharField(max_length=10, choices=Programme)
    funding = models.CharField(max_length=10, choices=Funding, default=Funding.NONE)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReturnState, default=ReturnState.PREPARING)
    since = models.DateField()
    opened = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=10, choices=TravelDocument, default=TravelDocument.NONE)
    escort = models.CharField(max_length=12, choices=Escort, default=Escort.NONE)
    travel_on = models.DateField(null=True, blank=True)
    route = SealedField(under="plan.file_id", null=True)
    departed = models.DateField(null=True, blank=True)
    received = models.DateField(null=True, blank=True)
    receiver = models.CharField(max_length=10, choices=Receiver, default="", blank=True)
    met_by = SealedField(under="plan.file_id", null=True)
    ended = models.DateField(null=True, blank=True)
    key = models.CharField(max_length=64, default=new_id, unique=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=GOING_ON), name="protection_one_return_going_on"
            ),
            models.CheckConstraint(
                name="protection_departed_on_a_day",
                condition=Q(state__in=(ReturnState.PREPARING, ReturnState.STOPPED), departed__isnull=True)
                | ~Q(state__in=(ReturnState.PREPARING, ReturnState.STOPPED)) & Q(departed__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "travel_on", "id"], name="protection_returns")]
        ordering = ["-opened", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"route": FieldClass.ACCOUNT, "met_by": FieldClass.CONTACT}

    class Privacy:
        identifies = ("route", "met_by")
        sensitive = (
            "country",
            "programme",
            "funding",
            "partner",
            "state",
            "document",
            "escort",
            "travel_on",
            "departed",
            "received",
            "receiver",
        )
        plain = ("id", "plan", "since", "opened", "by", "ended", "key")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this return."""
        return f"return:{self.pk}"


class Wish(models.Model):
    """What the person said when asked whether they wish to return; ``place`` counts from 1, the last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    going = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="wishes")
    place = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=10, choices=WishSays)
    words = SealedField(under="going.plan.file_id", null=True)
    asked = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["going", "place"], name="protection_one_wish_a_place")]
        ordering = ["going", "-place"]

    class Scoped:
        file = "going.plan.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("says",)
        plain = ("id", "going", "place", "asked", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)


class ReturnRisk(models.Model):
    """What was found of the dangers in the country: an answer to each factor, and what an official concluded."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    going = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="risks")
    place = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    result = models.CharField(max_length=15, choices=RiskResult)
    measures = SealedField(under="going.plan.file_id", null=True)
    assessed = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["going", "place"], name="protection_one_risk_a_place")]
        ordering = ["going", "-place"]

    class Scoped:
        file = "going.plan.file"
        classes = {"measures": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("measures",)
        sensitive = ("answers", "result")
        plain = ("id", "going", "place", "assessed", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)


class FamilyTracing(models.Model):
    """That an organisation looks for the family, with the person's consent; ``consent`` is its id, no key to it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    going = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="tracings")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consent: "models.UUIDField[UUID, UUID]" = models.UUIDField()
    asked = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TracingState, default=TracingState.ASKED)
    answered = models.DateField(null=True, blank=True)
    words = SealedField(under="going.plan.file_id", null=True)

    class Meta:
        ordering = ["-asked", "id"]

    class Scoped:
        file = "going.plan.file"
        classes = {"words": FieldClass.CONTACT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("partner", "state")
        plain = ("id", "going", "consent", "asked", "by", "answered")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)


class StepQuerySet(models.QuerySet["ReintegrationStep"]):
    """Reads of the steps the scope may see."""

    def due_by(self, day: date) -> Self:
        """Those not done that are due by a day, the earliest first."""
        return self.filter(done__isnull=True, due__lte=day).order_by("due", "id")


class ReintegrationStep(models.Model):
    """One step of reintegration: due on a day, done on a day, with an amount in a currency where money was given."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    going = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    due = models.DateField()
    done = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    note = SealedField(under="going.plan.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protection_an_amount_has_its_currency", condition=Q(amount__isnull=True) | ~Q(currency="")
            )
        ]
        ordering = ["due", "id"]

    class Scoped:
        file = "going.plan.file"
        classes = {"note": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("note",)
        sensitive = ("kind", "amount", "currency")
        plain = ("id", "going", "due", "done", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)
