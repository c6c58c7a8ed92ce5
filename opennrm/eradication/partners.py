"""With whom information is exchanged, and under what agreement: a directory, which names no person."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.eradication.exchange_terms import PartnerKind
from opennrm.page.bilingual import Text
from opennrm.vault.checkpoints import key_name


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Reads of the directory."""

    def used(self) -> Self:
        """Those not ended."""
        return self.filter(ended__isnull=True)


class Partner(models.Model):
    """A foreign authority or an international organisation. The keys are hexadecimal, public, and compared by another.

    ``seal_key`` is theirs to open with (X25519), ``sign_key`` theirs to sign with (Ed25519).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=PartnerKind)
    country = models.CharField(max_length=2, default="", blank=True)
    name_en = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200)
    source = models.CharField(max_length=300, default="", blank=True)
    seal_key = models.CharField(max_length=64, default="", blank=True)
    sign_key = models.CharField(max_length=64, default="", blank=True)
    keys_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    compared = models.DateField(null=True, blank=True)
    compared_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    ended = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name_en", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name_en"], name="eradication_one_partner_of_a_name"),
            models.CheckConstraint(
                name="eradication_keys_are_compared_by_another",
                condition=Q(compared__isnull=True, compared_by__isnull=True)
                | Q(compared__isnull=False, compared_by__isnull=False) & ~Q(compared_by=F("keys_by")),
            ),
        ]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = (
            "id",
            "kind",
            "country",
            "name_en",
            "name_ja",
            "source",
            "seal_key",
            "sign_key",
            "keys_by",
            "compared",
            "compared_by",
            "added",
            "by",
            "ended",
        )
        kept = "directory"

    def __str__(self) -> str:
        return self.name_en

    @property
    def word(self) -> str:
        """How the audit names this partner."""
        return f"partner:{self.pk}"

    @property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.name_en, self.name_ja)

    @property
    def ready(self) -> bool:
        """Whether packages may pass: both keys are there and were compared."""
        return bool(self.seal_key and self.sign_key and self.compared)

    @property
    def key_names(self) -> tuple[str, str]:
        """What people compare by telephone; empty where there is no key."""
        found = [key_name(bytes.fromhex(each)) if each else "" for each in (self.seal_key, self.sign_key)]
        return found[0], found[1]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Reads of the agreements."""

    def in_force(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(since__lte=on, ended__isnull=True).filter(Q(until__isnull=True) | Q(until__gte=on))


class Agreement(models.Model):
    """What may pass to and from a partner: for what purpose, which classes of field, and how long it is kept.

    ``reference`` is what both sides call it, and stands in every package.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    reference = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)
    classes = models.JSONField(default=list)
    keep_days = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "since", "id"]
        constraints = [
            models.CheckConstraint(
                name="eradication_an_agreement_has_its_days",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="eradication_an_agreement_ends_keeping", condition=Q(keep_days__gte=1)),
        ]

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = (
            "id",
            "partner",
            "reference",
            "title",
            "purpose",
            "basis",
            "classes",
            "keep_days",
            "since",
            "until",
            "ended",
            "by",
            "on",
        )
        kept = "directory"

    def __str__(self) -> str:
        return self.reference

    @property
    def word(self) -> str:
        """How the audit names this agreement."""
        return f"agreement:{self.pk}"

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on and self.ended is None and (self.until is None or on <= self.until)
