"""Campaigns: a code, by what media, from when to when. Which contact named a code is kept nowhere."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Organisation
from opennrm.understanding.awareness import CampaignMedium


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Reads of the campaigns."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def begun(self, day: date) -> Self:
        """Those whose code may be named by now; a poster may hang long after the last day."""
        return self.standing().filter(starts__lte=day)


class Campaign(models.Model):
    """A run of posters, leaflets or other media under one code; ``media`` are codes separated by ``;``.

    ``fact`` is empty until its first day has come.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(max_length=4, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    aim = models.TextField(max_length=2000, default="", blank=True)
    media = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    recorded_on = models.DateField()
    corrected_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, default="", blank=True)
    fact = models.CharField(max_length=64, default="", blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="foundations_a_campaign_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(media=""), name="foundations_a_campaign_has_a_medium"),
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True, withdrawn_on__isnull=True) | ~Q(why=""),
                name="foundations_a_campaign_changed_has_its_reason",
            ),
        ]

    class Privacy:
        plain = (
            "id", "code", "organisation", "title", "aim", "media", "starts", "ends", "recorded_on", "corrected_on",
            "withdrawn_on", "why", "fact",
        )  # fmt: skip
        kept = "training"

    def __str__(self) -> str:
        return self.code

    @property
    def word(self) -> str:
        """How the audit names this campaign."""
        return f"campaign:{self.pk}"

    @property
    def by_media(self) -> list[str]:
        """What its media are called."""
        return [str(CampaignMedium(each).label) for each in self.media.split(";")]
