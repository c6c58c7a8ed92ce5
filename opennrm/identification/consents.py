"""What a person consented to, the grants that rest on it, and disclosure without consent where law allows it."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import Grant
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.consenting import LONGEST, WITHOUT, Ground
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, WithoutConsent
from opennrm.vault.fields import SealedField


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Reads of the consents the scope may see."""

    def holding(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(withdrawn__isnull=True, given__lte=on).filter(Q(expires__isnull=True) | Q(expires__gte=on))

    def covering(self, *, purpose: str, recipient: str, on: date) -> Self:
        """Those that let an organisation know for a purpose on a day."""
        return self.holding(on).filter(purpose=purpose, recipient=recipient)


class Consent(models.Model):
    """A consent: for one purpose, to one recipient, to a text of a version in a language, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=15, choices=ConsentPurpose)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    classes = models.CharField(max_length=120, default="", blank=True)  # of sealed field; all where empty
    text_version = models.CharField(max_length=40)
    language = models.CharField(max_length=35)
    giver = models.CharField(max_length=15, choices=ConsentGiver)
    heard = models.BooleanField(default=False, db_default=False)  # that a child was heard before others consented
    how = models.CharField(max_length=12, choices=ConsentHow)
    given = models.DateField()
    expires = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    note = SealedField(under="case.file_id", null=True)
    withdrawn = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_withdrawn = models.DateField(null=True, blank=True)  # the day the recipient said it knows

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_a_withdrawal_is_whole",
                condition=Q(withdrawn__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="identification_a_consent_ends_after_it_began",
                condition=Q(expires__isnull=True) | Q(expires__gte=F("given")),
            ),
        ]
        ordering = ["-given", "id"]

    class Scoped:
        file = "case.file"
        classes = {"note": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("note",)
        sensitive = ("purpose", "recipient", "classes", "giver", "heard", "how", "language")
        plain = (
            "id",
            "case",
            "text_version",
            "given",
            "expires",
            "by",
            "withdrawn",
            "withdrawn_by",
            "seen_withdrawn",
        )
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this consent."""
        return f"consent:{self.pk}"

    @property
    def ground(self) -> Ground:
        """What rests on it, as the rules take it."""
        return Ground(
            purpose=ConsentPurpose(self.purpose),
            recipient=self.recipient_id,
            since=self.given,
            until=self.expires or self.given + LONGEST,
            classes=frozenset(FieldClass(each) for each in self.classes.split()),
            ended=self.withdrawn is not None,
        )


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """Reads of the exemptions the scope may see."""

    def undecided(self) -> Self:
        """Those that wait for a second official."""
        return self.filter(agreed__isnull=True, refused__isnull=True)

    def carrying(self, on: date) -> Self:
        """Those agreed on that carry a disclosure on a day."""
        return self.filter(agreed__lte=on, agreed__gte=on - WITHOUT)


class Exemption(models.Model):
    """Disclosure without consent on a path the law allows: one official proposes with a reason, another agrees."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="exemptions")
    path = models.CharField(max_length=12, choices=WithoutConsent)
    purpose = models.CharField(max_length=15, choices=ConsentPurpose)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    law = models.CharField(max_length=200)
    reason = SealedField(under="case.file_id", null=True)
    proposed = models.DateField()
    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    agreed = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused = models.DateField(null=True, blank=True)
    refused_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_an_exemption_is_decided_once",
                condition=Q(agreed__isnull=True, agreed_by__isnull=True, refused__isnull=True, refused_by__isnull=True)
                | Q(agreed__isnull=False, agreed_by__isnull=False, refused__isnull=True, refused_by__isnull=True)
                | Q(agreed__isnull=True, agreed_by__isnull=True, refused__isnull=False, refused_by__isnull=False),
            ),
            models.CheckConstraint(
                name="identification_an_exemption_takes_two",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
            ),
        ]
        ordering = ["-proposed", "id"]

    class Scoped:
        file = "case.file"
        classes = {"reason": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("reason",)
        sensitive = ("path", "purpose", "recipient", "law")
        plain = ("id", "case", "proposed", "proposed_by", "agreed", "agreed_by", "refused", "refused_by")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this exemption."""
        return f"exemption:{self.pk}"

    @property
    def ground(self) -> Ground:
        """What rests on it, as the rules take it."""
        return Ground(
            purpose=ConsentPurpose(self.purpose),
            recipient=self.recipient_id,
            since=self.agreed,
            until=(self.agreed or self.proposed) + WITHOUT,
            classes=frozenset(),
            ended=self.refused is not None,
            path=WithoutConsent(self.path),
        )


class ConsentGrant(models.Model):
    """That a grant rests on a consent, or on an exemption: when that ends, the grant does."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("identification.Case", on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")
    exemption = models.ForeignKey(Exemption, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_a_grant_rests_on_one",
                condition=Q(consent__isnull=False, exemption__isnull=True)
                | Q(consent__isnull=True, exemption__isnull=False),
            )
        ]

    class Scoped:
        file = "case.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "grant", "case", "consent", "exemption")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)
