"""The officials of an organisation, their roles and their turns of duty."""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models.organisations import Organisation, Suspension
from opennrm.agencies.rules import Post, Turn
from opennrm.agencies.terms import OrganisationKind, Weekday
from opennrm.vault.fields import BlindIndexField, SealedField


class OfficialQuerySet(models.QuerySet["Official"]):
    """Reads of the officials."""

    def serving(self, day: date) -> Self:
        """Those who serve that day in an organisation that is not suspended."""
        return (
            self.filter(since__lte=day)
            .filter(Q(left__isnull=True) | Q(left__gt=day))
            .exclude(organisation__in=Suspension.objects.filter(lifted__isnull=True).values("organisation"))
        )

    def leads(self, organisation: Organisation, day: date) -> Self:
        """The leads of an organisation that day, those who came first before the others."""
        return self.serving(day).filter(organisation=organisation, lead=True).order_by("since", "pk")

    def replaced(self, day: date) -> dict[UUID, UUID]:
        """Who answers instead of whom that day: the substitute of one away, the lead who took over from one gone."""
        gone = self.filter(left__lte=day, handed_to__isnull=False).values_list("pk", "handed_to")
        away = self.filter(substitute__isnull=False, away_since__lte=day, away_until__gte=day)
        pairs = [*away.values_list("pk", "substitute"), *gone]
        return {official: instead for official, instead in pairs if instead is not None}

    def with_posts(self) -> Self:
        """Each ready for ``Official.post``, without a query for each."""
        return self.select_related("organisation").prefetch_related("held", "organisation__suspensions")


class Official(models.Model):
    """A person who works for an organisation. Other rooms know them by an opaque id; the name is sealed.

    Serves from ``since`` to the day before ``left``. While away, from ``away_since`` to ``away_until`` (both
    included), ``substitute`` stands in. Open work of one who left is with ``handed_to``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="officials")
    name = SealedField(under="pk", looked_at="freely", null=True)
    name_index = BlindIndexField(of="name", pairs=True)
    title = models.CharField(max_length=120, default="", db_default="", blank=True)
    lead = models.BooleanField(default=False)
    since = models.DateField()
    left = models.DateField(null=True, blank=True)
    substitute = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in_for"
    )
    away_since = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    handed_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="took_over_from"
    )

    objects = OfficialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__isnull=True) | Q(left__gte=F("since")),
                name="agencies_nobody_leaves_before_they_come",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True, away_since__isnull=True, away_until__isnull=True)
                | Q(
                    substitute__isnull=False,
                    away_since__isnull=False,
                    away_until__gte=F("away_since"),
                ),
                name="agencies_a_substitute_has_days",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("id")),
                name="agencies_nobody_stands_in_for_themselves",
            ),
        ]
        ordering = ["organisation", "since", "id"]

    class Privacy:
        identifies = ("name", "name_index", "title")
        sensitive = ("lead", "since", "left", "substitute", "away_since", "away_until", "handed_to")
        plain = ("id", "organisation")
        kept = "official"
        open_because = {"title": "a post in an office, as its directory prints it; the name beside it is sealed"}

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this official."""
        return f"official:{self.pk}"

    def place(self) -> Post:
        """This official's place as whoever read them with their posts found it; read now where nobody did.

        For what is shown (a menu, its counts), many times in one request. An act reads its doer anew.
        """
        read = "held" in getattr(self, "_prefetched_objects_cache", {})
        return self.post() if read else Official.objects.with_posts().get(pk=self.pk).post()

    def post(self) -> Post:
        """This official's place as the rules take it."""
        return Post(
            official=self.pk,
            organisation=self.organisation_id,
            kind=OrganisationKind(self.organisation.kind),
            roles=frozenset(held.role for held in self.held.all()),
            lead=self.lead,
            since=self.since,
            left=self.left,
            suspended=any(each.lifted is None for each in self.organisation.suspensions.all()),
        )


class OfficialRole(models.Model):
    """A role an official holds."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="held")
    role = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["official", "role"], name="agencies_a_role_is_held_once"),
        ]
        ordering = ["official", "role"]

    class Privacy:
        sensitive = ("official", "role")
        plain = ("id",)
        kept = "official"

    def __str__(self) -> str:
        return self.role


class DutyTurn(models.Model):
    """A weekly turn in which an official answers for an organisation; see ``rules.Turn``."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duty")
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="duty")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="agencies_a_week_has_seven_days"),
            models.CheckConstraint(condition=~Q(starts=F("ends")), name="agencies_a_turn_has_a_length"),
            models.UniqueConstraint(
                fields=["organisation", "official", "weekday", "starts"], name="agencies_a_turn_once"
            ),
        ]
        ordering = ["organisation", "weekday", "starts", "pk"]

    class Privacy:
        sensitive = ("official", "weekday", "starts", "ends")
        plain = ("id", "organisation")
        kept = "official"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.weekday} {self.starts:%H:%M}–{self.ends:%H:%M}"

    def turn(self) -> Turn:
        """The turn as the rules take it."""
        return Turn(self.official_id, self.weekday, self.starts, self.ends)
