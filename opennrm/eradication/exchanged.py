"""What is exchanged with partners: requests and replies with deadlines, conferences with minutes and decisions."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.exchange_terms import Act, Closing, ConferenceState, ConferenceWay, DecisionState, Direction
from opennrm.eradication.partners import Partner
from opennrm.understanding.facts import new_id
from opennrm.vault.fields import SealedField


class InformationExchangeQuerySet(models.QuerySet["InformationExchange"]):
    """Reads of the exchanges the scope may see."""

    def open_requests(self) -> Self:
        """Requests nobody has answered or closed, the first due first."""
        return self.filter(act=Act.REQUEST, closed__isnull=True).order_by("due", "id")


class InformationExchange(models.Model):
    """A request, a reply, or information without a request, one way. ``answers`` is the request a reply belongs to.

    ``country`` is the partner's on that day; an international organisation has none. A request stays open until it is
    answered or closed; what asks nothing is closed as it is entered.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, default=new_id, db_index=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, default="", blank=True)
    direction = models.CharField(max_length=5, choices=Direction)
    act = models.CharField(max_length=15, choices=Act)
    reference = models.CharField(max_length=60, default="", blank=True)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    words = SealedField(under="file_id", null=True)
    entered = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    closed = models.DateField(null=True, blank=True)
    closing = models.CharField(max_length=12, choices=Closing, default="", blank=True)

    objects = InformationExchangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="eradication_a_request_is_due", condition=~Q(act=Act.REQUEST) | Q(due__isnull=False)
            ),
            models.CheckConstraint(
                name="eradication_a_reply_answers",
                condition=Q(act=Act.REPLY, answers__isnull=False) | ~Q(act=Act.REPLY) & Q(answers__isnull=True),
            ),
            models.CheckConstraint(
                name="eradication_a_closed_exchange_says_how",
                condition=Q(closed__isnull=True, closing="") | Q(closed__isnull=False) & ~Q(closing=""),
            ),
        ]
        indexes = [
            models.Index(fields=["closed", "due", "id", "file"], name="eradication_exchange_due"),
            models.Index(fields=["on", "id", "file"], name="eradication_exchanged_on"),
        ]

    class Scoped:
        file = "file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("partner", "country", "direction", "act", "closing")
        plain = (
            "id",
            "file",
            "key",
            "owner",
            "reference",
            "answers",
            "on",
            "due",
            "entered",
            "by",
            "closed",
        )
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this exchange."""
        return f"exchange:{self.pk}"

    def late(self, on: date) -> bool:
        """Whether it is an open request past its day."""
        return self.closed is None and self.due is not None and self.due < on


class Conference(models.Model):
    """A conference with partners. ``closed`` is the day from which nothing of it is left to do."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    way = models.CharField(max_length=12, choices=ConferenceWay)
    state = models.CharField(max_length=12, choices=ConferenceState, default=ConferenceState.PLANNED)
    agenda = SealedField(under="file_id", null=True)
    minutes = SealedField(under="file_id", null=True)
    entered = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    closed = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["on", "id", "file"], name="eradication_conferences")]

    class Scoped:
        file = "file"
        classes = {"agenda": FieldClass.ACCOUNT, "minutes": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("agenda", "minutes")
        sensitive = ("way", "state")
        plain = ("id", "file", "owner", "on", "entered", "by", "closed")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this conference."""
        return f"conference:{self.pk}"


class ConferencePartner(models.Model):
    """That a partner takes part; held, it counts as one exchange with that partner, under this key in the register."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="partners")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, default="", blank=True)
    key = models.CharField(max_length=64, default=new_id, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "partner"], name="eradication_a_partner_sits_once")
        ]

    class Scoped:
        file = "conference.file"

    class Privacy:
        identifies = ()
        sensitive = ("partner", "country")
        plain = ("id", "conference", "key")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)


class ConferenceDecisionQuerySet(models.QuerySet["ConferenceDecision"]):
    """Reads of the decisions the scope may see."""

    def open(self) -> Self:
        """Those not closed, the first due first."""
        return self.filter(state=DecisionState.OPEN).order_by("due", "id")


class ConferenceDecision(models.Model):
    """What a conference decided, who does it (an official of ours, or a partner) and by when; followed until closed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="decisions")
    words = SealedField(under="conference.file_id", null=True)
    who = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    closed = models.DateField(null=True, blank=True)

    objects = ConferenceDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="eradication_a_decision_is_somebodys",
                condition=Q(who__isnull=False, partner__isnull=True) | Q(who__isnull=True, partner__isnull=False),
            ),
            models.CheckConstraint(
                name="eradication_a_closed_decision_has_its_day",
                condition=Q(state=DecisionState.OPEN, closed__isnull=True)
                | ~Q(state=DecisionState.OPEN) & Q(closed__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "due", "id"], name="eradication_decisions_due")]

    class Scoped:
        file = "conference.file"
        classes = {"words": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("words",)
        sensitive = ("partner", "state")
        plain = ("id", "conference", "who", "due", "closed")
        kept = "investigation"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this decision."""
        return f"conference-decision:{self.pk}"
