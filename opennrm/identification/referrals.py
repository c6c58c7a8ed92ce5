"""Asking another organisation to work on a case or take it over, and notices that other work sends to identification.

Each has a file of its own, so that the other side can read what is asked before it may open the case, and no more.
"""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import File, Grant
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.identification.sharing import Ending
from opennrm.identification.terms import Minor, NoticeKind, NoticeState, ReferralKind, ReferralState
from opennrm.reporting.terms import Urgency
from opennrm.vault.fields import SealedField

RUNNING = (ReferralState.ASKED, ReferralState.ACCEPTED)
TOLD = (Ending.REVOKED, Ending.WITHDRAWN, Ending.EXPIRED, Ending.MOVED)  # what others did: the receiver is told


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Reads of the referrals the scope may see."""

    def waiting_at(self, *organisations: str) -> Self:
        """Those these organisations have to answer, the earliest deadline first."""
        return self.filter(to__in=organisations, state=ReferralState.ASKED).order_by("answer_by", "id")

    def asked_by(self, *organisations: str) -> Self:
        """Those these organisations wait to hear of."""
        return self.filter(asking__in=organisations, state=ReferralState.ASKED).order_by("answer_by", "id")

    def late(self, on: date) -> Self:
        """Those nobody answered in time."""
        return self.filter(state=ReferralState.ASKED, answer_by__lt=on)

    def running(self) -> Self:
        """Those asked or accepted that have not ended; what was handed over has nothing left to end."""
        return self.filter(state__in=RUNNING).exclude(kind=ReferralKind.TRANSFER, state=ReferralState.ACCEPTED)

    def untold(self, *organisations: str) -> Self:
        """Those that ended under the receivers' hands, and they have not said that they know."""
        return self.filter(to__in=organisations, ending__in=TOLD, seen__isnull=True).order_by("-ended", "id")


class Referral(models.Model):
    """A referral or transfer. ``about`` is the case's id, no key to it; ``grant`` opens the case once accepted.

    What the receiver reads before accepting: purpose, deadline, urgency, prefecture, language, whether a child, and
    ``ask``. Who the person is stands in the case. ``classes`` are those of sealed field that acceptance opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    about: "models.UUIDField[UUID, UUID]" = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=ReferralKind)
    purpose = models.CharField(max_length=20, choices=Purpose)
    asking = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked = models.DateField()
    answer_by = models.DateField()
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    language = models.CharField(max_length=35, default="", blank=True)
    minor = models.CharField(max_length=10, choices=Minor)
    classes = models.CharField(max_length=120, default="", blank=True)
    consent = models.UUIDField(null=True, blank=True)  # of the consent or the exemption it rests on
    exemption = models.UUIDField(null=True, blank=True)
    until = models.DateField()  # how long the receiver may open the case
    ask = SealedField(under="file_id", null=True)
    envelope = models.UUIDField(null=True, blank=True)  # of the push by which ``ask`` came, sealed to the inbox of to
    state = models.CharField(max_length=12, choices=ReferralState, default=ReferralState.ASKED)
    answered = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = SealedField(under="file_id", null=True)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending, default="", db_default="", blank=True)
    ended_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ending_reason = SealedField(under="file_id", null=True)
    seen = models.DateField(null=True, blank=True)  # the day the receiver said it knows that it ended

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="identification_a_referral_goes_elsewhere", condition=~Q(asking=F("to"))),
            models.CheckConstraint(
                name="identification_an_answer_is_whole",
                condition=Q(answered__isnull=True, answered_by__isnull=True)
                | Q(answered__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="identification_a_referral_rests_on_one",
                condition=Q(consent__isnull=False, exemption__isnull=True)
                | Q(consent__isnull=True, exemption__isnull=False),
            ),
            models.CheckConstraint(
                name="identification_an_ended_referral_says_how",
                condition=Q(state__in=(*RUNNING, ReferralState.DECLINED), ended__isnull=True, ending="")
                | ~Q(state__in=(*RUNNING, ReferralState.DECLINED)) & Q(ended__isnull=False) & ~Q(ending=""),
            ),
            models.CheckConstraint(
                name="identification_an_accepted_referral_opens_by_a_grant_or_owns",
                condition=~Q(state=ReferralState.ACCEPTED) | Q(grant__isnull=False) | Q(kind=ReferralKind.TRANSFER),
            ),
        ]
        indexes = [models.Index(fields=["to", "state", "answer_by", "id", "file"], name="identification_referrals")]

    class Scoped:
        file = "file"
        classes = {"ask": FieldClass.ACCOUNT, "answer": FieldClass.ACCOUNT, "ending_reason": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("ask", "answer", "ending_reason")
        sensitive = ("kind", "purpose", "urgency", "prefecture", "language", "minor", "classes", "state", "ending")
        plain = (
            "id",
            "file",
            "about",
            "asking",
            "to",
            "by",
            "asked",
            "answer_by",
            "consent",
            "exemption",
            "until",
            "envelope",
            "answered",
            "answered_by",
            "grant",
            "ended",
            "ended_by",
            "seen",
        )
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this referral."""
        return f"referral:{self.pk}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of the notices the scope may see."""

    def waiting(self) -> Self:
        """What identification pulls: the most urgent first."""
        return self.filter(state=NoticeState.WAITING).order_by("urgency", "sent", "id")


class Notice(models.Model):
    """What other work sends to identification: that somebody may be a victim, and why it is thought so."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=NoticeKind)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    sent = models.DateField()
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    prefecture = models.CharField(max_length=2, default="", blank=True)
    reference = models.CharField(max_length=40, default="", blank=True)  # the sender's own opaque id
    text = SealedField(under="file_id", null=True)
    envelope = models.UUIDField(null=True, blank=True)  # of the push by which text came, sealed to the inbox of to
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    answered = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = SealedField(under="file_id", null=True)
    case = models.UUIDField(null=True, blank=True)  # of the case that was opened, no key to it

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identification_a_notice_is_answered_whole",
                condition=Q(state=NoticeState.WAITING, answered__isnull=True)
                | ~Q(state=NoticeState.WAITING) & Q(answered__isnull=False, answered_by__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["state", "urgency", "sent", "id", "file"], name="identification_notices")]

    class Scoped:
        file = "file"
        classes = {"text": FieldClass.ACCOUNT, "answer": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text", "answer")
        sensitive = ("kind", "urgency", "prefecture", "state")
        plain = ("id", "file", "sender", "to", "by", "sent", "reference", "envelope", "answered", "answered_by", "case")
        kept = "case"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this notice."""
        return f"notice:{self.pk}"
