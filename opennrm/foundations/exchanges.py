"""Meetings with organisations outside the government, the opinions raised there, and what became of each."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from opennrm.agencies.models import Official, Organisation
from opennrm.foundations.chapter_terms import PARTNERS, OpinionAct, OpinionState, Way
from opennrm.foundations.terms import Taken

PARTNER_CHOICES = [(body.value, body.label) for body in PARTNERS]


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    """Reads of the meetings."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def past_unheld(self, day: date) -> Self:
        """Planned meetings whose day has come, of which nobody has said that they were held."""
        return self.standing().filter(fact="", day__lte=day).order_by("day", "pk")


class Exchange(models.Model):
    """A meeting, planned or held; ``fact`` is empty until it was held.

    ``partner`` is the kind of organisation it was for in the first place; ``partners`` are those of the directory,
    ``others`` names further organisations, one a line: organisations, never persons.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=20, choices=PARTNER_CHOICES)
    others = models.TextField(max_length=2000, default="", blank=True)
    title = models.CharField(max_length=200)
    agenda = models.TextField(max_length=4000, default="", blank=True)
    day = models.DateField()
    way = models.CharField(max_length=10, choices=Way, default=Way.IN_PERSON)
    recorded_on = models.DateField()
    corrected_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, default="", blank=True)
    fact = models.CharField(max_length=64, default="", blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True, withdrawn_on__isnull=True) | ~Q(why=""),
                name="foundations_a_meeting_changed_has_its_reason",
            ),
        ]

    class Privacy:
        sensitive = ("agenda",)
        plain = (
            "id", "organisation", "partner", "others", "title", "day", "way", "recorded_on",
            "corrected_on", "withdrawn_on", "why", "fact",
        )  # fmt: skip
        kept = "training"

    def __str__(self) -> str:
        return f"{self.partner} {self.day} {self.organisation_id}"

    @property
    def word(self) -> str:
        """How the audit names this meeting."""
        return f"exchange:{self.pk}"

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return bool(self.fact)

    @property
    def partners(self) -> models.QuerySet[Organisation]:
        """The organisations of the directory that take part."""
        return Organisation.objects.filter(pk__in=self.there.values("organisation")).order_by("pk")

    def invite(self, partners: Iterable[Organisation]) -> None:
        """Let these take part, and no others of the directory."""
        self.there.all().delete()
        TakingPart.objects.bulk_create(TakingPart(exchange=self, organisation=each) for each in partners)

    @property
    def named(self) -> list[str]:
        """The further organisations, each once, in the order written."""
        return list(dict.fromkeys(line.strip() for line in self.others.splitlines() if line.strip()))


class TakingPart(models.Model):
    """That an organisation of the directory takes part in a meeting."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="there")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exchange", "organisation"], name="foundations_a_partner_once_a_meeting"),
        ]

    class Privacy:
        plain = ("id", "exchange", "organisation")
        kept = "training"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.exchange_id}"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Reads of the opinions."""

    def open(self) -> Self:
        """Those somebody still has to answer or to follow up, the longest due first."""
        return self.filter(state__in=[OpinionState.RAISED, OpinionState.FOLLOW_UP]).order_by("due", "pk")

    def due_by(self, day: date) -> Self:
        """Open ones due on that day or before."""
        return self.open().filter(due__lte=day)

    def late(self, day: date) -> Self:
        """Open ones whose day has passed."""
        return self.open().filter(due__lt=day)


class Opinion(models.Model):
    """What a partner raised at a meeting: who is to answer, and by when the next step is due."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="opinions")
    raised_by = models.CharField(max_length=200)  # an organisation
    said = models.TextField(max_length=4000)
    responsible = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OpinionState, default=OpinionState.RAISED)
    taken = models.CharField(max_length=12, choices=Taken, default="", blank=True)
    due = models.DateField(null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["exchange", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="foundations_an_opinion_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=["raised", "follow_up"], due__isnull=False)
                | Q(state__in=["answered", "closed"], due__isnull=True),
                name="foundations_what_waits_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="foundations_opinions_due")]

    class Privacy:
        sensitive = ("said",)
        plain = ("id", "exchange", "raised_by", "responsible", "state", "taken", "due")
        kept = "training"

    def __str__(self) -> str:
        return f"opinion {self.pk}"

    @property
    def word(self) -> str:
        """How the audit names this opinion."""
        return f"opinion:{self.pk}"

    def late(self, today: date) -> bool:
        """Whether its next step is past its day."""
        return self.due is not None and self.due < today


class OpinionStep(models.Model):
    """What was done with an opinion, when and by whom; only added. ``by`` is None for the system."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=OpinionAct)
    said = models.TextField(max_length=4000, default="", blank=True)
    taken = models.CharField(max_length=12, choices=Taken, default="", blank=True)
    due = models.DateField(null=True, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["opinion", "pk"]

    class Privacy:
        sensitive = ("said",)
        plain = ("id", "opinion", "act", "taken", "due", "on", "by")
        kept = "training"

    def __str__(self) -> str:
        return f"{self.act} {self.on}"
