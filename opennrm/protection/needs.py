"""What the person needs, what was offered, what they said to it, and what they were given."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official
from opennrm.protection.giving import Declined, ServiceKind, ServiceState, ServiceUnit
from opennrm.vault.fields import SealedField


class Service(models.Model):
    """A service from the need to its giving: one appointment, one delivery, one payment. Costs are in yen.

    ``booking`` is the id of the interpreter that ``reporting`` looked for; ``wanted`` the day it is wanted for.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="services")
    kind = models.CharField(max_length=15, choices=ServiceKind)
    words = SealedField(under="plan.file_id", null=True)
    state = models.CharField(max_length=10, choices=ServiceState, default=ServiceState.NEEDED)
    needed = models.DateField()
    wanted = models.DateField(null=True, blank=True)
    offered = models.DateField(null=True, blank=True)
    answered = models.DateField(null=True, blank=True)
    declined = models.CharField(max_length=10, choices=Declined, default="", blank=True)
    given = models.DateField(null=True, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=6, choices=ServiceUnit, default="", blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)
    booking = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protection_what_is_given_is_counted",
                condition=Q(state=ServiceState.GIVEN, given__isnull=False, quantity__gt=0) & ~Q(measure="")
                | ~Q(state=ServiceState.GIVEN) & Q(given__isnull=True),
            ),
            models.CheckConstraint(
                name="protection_who_refused_may_say_why",
                condition=Q(state=ServiceState.REFUSED) & ~Q(declined="") | ~Q(state=ServiceState.REFUSED),
            ),
        ]
        indexes = [models.Index(fields=["state", "kind", "id", "plan"], name="protection_services")]
        ordering = ["-needed", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("kind", "state", "declined", "given", "quantity", "measure", "cost")
        plain = ("id", "plan", "needed", "wanted", "offered", "answered", "booking", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this service."""
        return f"service:{self.pk}"
