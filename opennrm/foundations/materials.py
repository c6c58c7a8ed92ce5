"""Materials by version, what was said of their drafts, and who received how many copies."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from opennrm.agencies.models import Organisation
from opennrm.foundations import texts
from opennrm.foundations.campaigns import Campaign
from opennrm.foundations.rules import MANY
from opennrm.foundations.terms import MaterialKind, State, Taken
from opennrm.page.bilingual import Text


class MaterialQuerySet(models.QuerySet["Material"]):
    """Reads of the materials."""

    def released(self) -> Self:
        """Those handed out now: of each kind in each language one at most."""
        return self.filter(state=State.RELEASED)

    def overdue(self, day: date) -> Self:
        """Those handed out now that should have been read again by a day, the longest due first."""
        return self.released().filter(review_due__lte=day).order_by("review_due")

    def versions_of(self, material: "Material") -> Self:
        """Every version of the same material in the same language, the latest first."""
        return self.filter(kind=material.kind, language=material.language).order_by("-version")


class Material(models.Model):
    """A leaflet, poster or sheet of cards in a language, in one version.

    ``language`` is a BCP 47 tag, or ``mul`` for the one in all languages; ``leads_to`` is the public site behind its
    QR code; ``digest`` is the SHA-256 of all it says: texts, contact points, shares, site, layout. ``made_on`` and
    ``review_due`` are printed on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=MaterialKind)
    language = models.CharField(max_length=35)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    leads_to = models.URLField(max_length=200)
    digest = models.CharField(max_length=64)
    demo = models.BooleanField(default=False)
    made_on = models.DateField()
    review_due = models.DateField()
    released_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=300, default="", blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="foundations_a_version_is_made_once"),
            models.UniqueConstraint(
                fields=["kind", "language"], condition=Q(state="released"), name="foundations_one_version_is_released"
            ),
            models.UniqueConstraint(
                fields=["kind", "language"], condition=Q(state="draft"), name="foundations_one_draft_at_a_time"
            ),
            models.CheckConstraint(condition=Q(review_due__gt=F("made_on")), name="foundations_reviewed_after_made"),
            models.CheckConstraint(
                condition=Q(state="draft", released_on__isnull=True, withdrawn_on__isnull=True)
                | Q(state="released", released_on__isnull=False, withdrawn_on__isnull=True)
                | (Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(why_withdrawn="")),
                name="foundations_a_state_has_its_day",
            ),
        ]

    class Privacy:
        plain = (
            "id", "kind", "language", "version", "state", "leads_to", "digest", "demo", "made_on", "review_due",
            "released_on", "withdrawn_on", "why_withdrawn",
        )  # fmt: skip
        kept = "training"

    def __str__(self) -> str:
        return f"{self.kind}-{self.language}-{self.version}"

    @property
    def word(self) -> str:
        """How the audit names this version."""
        return f"material:{self.pk}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that stand on it."""
        return texts.languages() if self.language == MANY else (self.language,)

    @property
    def language_name(self) -> str:
        """The language's own name for itself."""
        return name_of(self.language)

    @property
    def version_name(self) -> str:
        """The version, in the language of the page."""
        return _("version %(n)s") % {"n": self.version}

    @property
    def released(self) -> bool:
        """Whether it is handed out now."""
        return self.state == State.RELEASED


ALL_LANGUAGES = Text("All languages", "全言語")


def name_of(language: str) -> str:
    """A language's own name for itself, without readings; the tag where it has no texts any more."""
    if language == MANY:
        return f"{ALL_LANGUAGES.ja} / {ALL_LANGUAGES.en}"
    return texts.plain(texts.read(language)["name"]) if language in texts.languages() else language


class MaterialFile(models.Model):
    """The PDF of a version, apart from it, so that a list of versions draws no files. Made anew at the release."""

    material = models.OneToOneField(Material, on_delete=models.PROTECT, primary_key=True, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        plain = ("material", "content", "sha256")
        kept = "training"

    def __str__(self) -> str:
        return self.sha256


class Feedback(models.Model):
    """What an organisation said of a draft, and what it was answered. Organisations speak here, never persons."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="feedback")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    said = models.TextField(max_length=4000)
    said_on = models.DateField()
    taken = models.CharField(max_length=12, choices=Taken, default="", blank=True)
    answer = models.TextField(max_length=4000, default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["material", "said_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="foundations_feedback_says_something"),
            models.CheckConstraint(
                condition=Q(taken="", answer="", answered_on__isnull=True)
                | (~Q(taken="") & Q(answered_on__isnull=False)),
                name="foundations_an_answer_has_its_day",
            ),
        ]

    class Privacy:
        sensitive = ("said", "answer")
        plain = ("id", "material", "organisation", "said_on", "taken", "answered_on")
        kept = "training"

    def __str__(self) -> str:
        return f"feedback {self.pk}"


class DistributionQuerySet(models.QuerySet["Distribution"]):
    """Reads of the distribution lists."""

    def waiting(self) -> Self:
        """Orders that were not handed out yet, the oldest first."""
        return self.filter(handed_on__isnull=True).order_by("ordered_on", "pk")

    def in_year(self, year: int) -> Self:
        """Those handed out in a calendar year."""
        return self.filter(handed_on__year=year)


class Distribution(models.Model):
    """Copies of a version for an organisation: how many it asked for, how many it received, and when.

    ``copies`` and ``handed_on`` are empty until they reached it. ``fact`` is the id of the fact that fell then.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="distributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ordered = models.PositiveIntegerField()
    ordered_on = models.DateField()
    copies = models.PositiveIntegerField(null=True, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    fact = models.CharField(max_length=64, default="", blank=True)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ordered__gt=0), name="foundations_copies_were_ordered"),
            models.CheckConstraint(
                condition=Q(copies__isnull=True, handed_on__isnull=True, fact="")
                | (Q(copies__isnull=False, handed_on__gte=F("ordered_on")) & ~Q(fact="")),
                name="foundations_handed_out_with_day_and_fact",
            ),
        ]

    class Privacy:
        plain = ("id", "material", "organisation", "ordered", "ordered_on", "copies", "handed_on", "campaign", "fact")
        kept = "training"

    def __str__(self) -> str:
        return f"{self.ordered} × {self.material_id}"

    @property
    def word(self) -> str:
        """How the audit names these copies."""
        return f"distribution:{self.pk}"
