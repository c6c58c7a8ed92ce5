"""A file is an opaque id that rooms above point down to; a grant says who may open it. Their walls are in ``walls``."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from opennrm.access.terms import Basis, FieldClass, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation


class File(models.Model):
    """A report, a case, an investigation, an examination or an intern case, of which only the id is known here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=FileKind)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        plain = ("id", "kind", "owner")
        kept = "access"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this file."""
        return f"file:{self.pk}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of the grants."""

    def holding(self) -> Self:
        """Those that let somebody in now, but for the standing of whom they let in."""
        return self.filter(revoked=None, until__gt=timezone.now())


class Grant(models.Model):
    """That an organisation may open a file for a purpose until a moment; the only source of access.

    With ``official`` it is theirs alone. ``owner`` is the file's, kept here so that one row answers. ``classes`` are
    the classes of sealed field it opens (codes of ``FieldClass`` between spaces); all of them where it is empty.
    """

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="grants")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    classes = models.CharField(max_length=120, default="", db_default="", blank=True)
    basis = models.CharField(max_length=20, choices=Basis)
    since = models.DateTimeField()
    until = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    why_revoked = models.CharField(max_length=300, default="", blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="access_a_grant_has_a_length"),
            models.CheckConstraint(
                condition=~Q(basis=Basis.VITAL_INTEREST) | Q(official__isnull=False),
                name="access_danger_opens_to_one_official",
            ),
        ]
        indexes = [
            # All the predicate asks, so that the index alone answers for a row.
            models.Index(
                fields=["file", "organisation", "purpose", "revoked", "until", "official"],
                name="access_who_may_open",
            ),
            models.Index(
                fields=["organisation", "purpose", "revoked", "until", "file", "official"],
                name="access_what_may_be_opened",
            ),
        ]

    class Privacy:
        sensitive = ("official", "purpose", "classes", "basis", "since", "until", "revoked", "reason", "why_revoked")
        plain = ("id", "file", "owner", "organisation")
        kept = "access"

    def __str__(self) -> str:
        return f"{self.file_id} {self.organisation_id} {self.purpose}"

    @property
    def word(self) -> str:
        """How the audit names this grant."""
        return f"grant:{self.pk}"

    @property
    def opens(self) -> frozenset[FieldClass]:
        """The classes of sealed field it opens."""
        return frozenset(FieldClass(each) for each in self.classes.split()) or frozenset(FieldClass)

    @property
    def holds(self) -> bool:
        """Whether it lets somebody in now, but for the standing of whom it lets in."""
        return self.revoked is None and self.until > timezone.now()


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    """Reads of emergency access."""

    def concerning(self, lead: Official) -> Self:
        """What officials of a lead's organisation opened, or others opened of its files; not the lead's own."""
        concerned = Q(organisation=lead.organisation_id) | Q(owner=lead.organisation_id)
        return self.filter(concerned).exclude(official=lead)

    def to_review(self, lead: Official) -> Self:
        """The queue of a lead, oldest first."""
        return self.concerning(lead).filter(reviewed__isnull=True).order_by("opened")

    def reviewed_before(self, lead: Official) -> Self:
        """What has been reviewed, latest first."""
        return self.concerning(lead).filter(reviewed__isnull=False).order_by("-reviewed")


class BreakGlass(models.Model):
    """That an official opened a file in an emergency; a lead reviews it after."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="break_glass")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField()
    reviewed = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    upheld = models.BooleanField(null=True, blank=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed__isnull=True, reviewer__isnull=True, upheld__isnull=True)
                | Q(reviewed__isnull=False, reviewer__isnull=False, upheld__isnull=False),
                name="access_a_review_is_whole",
            )
        ]

    class Privacy:
        sensitive = ("official", "opened", "reviewed", "reviewer", "upheld")
        plain = ("id", "grant", "organisation", "owner")
        kept = "access"

    def __str__(self) -> str:
        return str(self.pk)
