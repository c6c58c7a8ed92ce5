"""What is proposed to go, what is held, what went, and the passages by which an append-only row is blurred.

Records are named by opaque words alone: the model («accounts.account»), the row's id, the file's id. Triggers keep
tombstones and passages append-only, and let no hold or proposal vanish.
"""

from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.agencies.models import Official
from opennrm.retention.terms import State, Then

OPEN = (State.WAITING, State.SECOND, State.APPROVED)
APPROVED = (State.APPROVED, State.CARRIED, State.STOPPED)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals."""

    def open(self) -> Self:
        """Those on which something can still happen."""
        return self.filter(state__in=OPEN)

    def waiting_for(self, official: Official) -> Self:
        """Those this official may still approve: not their own, nor one they approved before."""
        own = Q(proposed_by=official) | Q(first=official)
        return self.filter(state__in=(State.WAITING, State.SECOND)).exclude(pk__in=self.filter(own).values("pk"))

    def of(self, kind: str, row: str) -> Self:
        """Those of one record."""
        return self.filter(kind=kind, row=row)


class Proposal(models.Model):
    """That a record's time is over. Two officials approve, neither of them who proposed; until then it is kept.

    ``proposed_by`` NULL is the sweep. ``content`` is a digest of the record when it was proposed: another content
    lapses the proposal. ``until`` is the day before which a record that was kept is not proposed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rule = models.CharField(max_length=40)
    kind = models.CharField(max_length=80)
    row = models.CharField(max_length=64)
    file = models.UUIDField(null=True, blank=True)
    then = models.CharField(max_length=10, choices=Then)
    began = models.DateField(null=True, blank=True)
    due = models.DateField()
    content = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    first = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(null=True, blank=True)
    second = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_why = models.CharField(max_length=300, default="", blank=True)
    until = models.DateField(null=True, blank=True)
    stuck_since = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="retention_one_open_proposal_a_record", fields=["kind", "row"], condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(
                name="retention_a_first_approval_is_whole",
                condition=Q(first__isnull=True, first_at__isnull=True) | Q(first__isnull=False, first_at__isnull=False),
            ),
            models.CheckConstraint(
                name="retention_a_second_approval_follows_a_first",
                condition=Q(second__isnull=True, second_at__isnull=True)
                | Q(second__isnull=False, second_at__isnull=False, first__isnull=False),
            ),
            models.CheckConstraint(
                name="retention_two_officials_approve",
                condition=Q(second__isnull=True) | ~Q(second=F("first")),
            ),
            models.CheckConstraint(
                name="retention_nobody_approves_their_own",
                condition=Q(proposed_by__isnull=True)
                | (
                    (Q(first__isnull=True) | ~Q(first=F("proposed_by")))
                    & (Q(second__isnull=True) | ~Q(second=F("proposed_by")))
                ),
            ),
            models.CheckConstraint(
                name="retention_nothing_goes_without_two",
                condition=~Q(state__in=APPROVED) | Q(second__isnull=False),
            ),
            models.CheckConstraint(
                name="retention_what_is_closed_says_when",
                condition=Q(state__in=OPEN, closed_at__isnull=True) | (~Q(state__in=OPEN) & Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="retention_proposal_state")]
        ordering = ["due", "proposed_at", "id"]

    class Privacy:
        sensitive = (
            "began", "due", "proposed_by", "why", "first", "second", "closed_by", "closed_why", "until", "stuck_since",
        )  # fmt: skip
        plain = (
            "id", "rule", "kind", "row", "file", "then", "content", "state",
            "proposed_at", "first_at", "second_at", "closed_at",
        )  # fmt: skip
        kept = "retention"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this proposal."""
        return f"proposal:{self.pk}"


class HoldQuerySet(models.QuerySet["Hold"]):
    """Reads of holds."""

    def in_force(self) -> Self:
        """Those not lifted."""
        return self.filter(lifted_at__isnull=True)

    def on(self, kind: str, row: str, file: UUID | None) -> Self:
        """Those in force on a record, or on its file."""
        of = Q(kind=kind, row=row)
        return self.in_force().filter(of | Q(file=file) if file else of)


class Hold(models.Model):
    """That a record, or all of a file, must not go, whatever the rules say. Two officials lift it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=80, default="", blank=True)
    row = models.CharField(max_length=64, default="", blank=True)
    file = models.UUIDField(null=True, blank=True)
    why = models.CharField(max_length=300)
    since = models.DateTimeField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    lifting_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifting_at = models.DateTimeField(null=True, blank=True)
    lifting_why = models.CharField(max_length=300, default="", blank=True)
    lifted_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="retention_a_hold_is_on_a_file_or_a_record",
                condition=Q(file__isnull=False, kind="", row="") | (Q(file__isnull=True) & ~Q(kind="") & ~Q(row="")),
            ),
            models.CheckConstraint(
                name="retention_two_officials_lift",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_at__isnull=False, lifting_by__isnull=False) & ~Q(lifted_by=F("lifting_by"))),
            ),
            models.CheckConstraint(
                name="retention_who_asks_to_lift_says_when_and_why",
                condition=Q(lifting_by__isnull=True, lifting_at__isnull=True, lifting_why="")
                | (Q(lifting_by__isnull=False, lifting_at__isnull=False) & ~Q(lifting_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "row"], name="retention_hold_record"),
            models.Index(fields=["file"], name="retention_hold_file"),
        ]
        ordering = ["-since", "id"]

    class Privacy:
        sensitive = ("why", "by", "lifting_by", "lifting_why", "lifted_by")
        plain = ("id", "kind", "row", "file", "since", "lifting_at", "lifted_at")
        kept = "retention"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this hold."""
        return f"hold:{self.pk}"


class Tombstone(models.Model):
    """That a record went: its class and opaque id, by which rule, when, and who approved. Nothing of what it held."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rule = models.CharField(max_length=40)
    kind = models.CharField(max_length=80)
    row = models.CharField(max_length=64)
    then = models.CharField(max_length=10, choices=Then)
    keep = models.CharField(max_length=20, default="", blank=True)  # the duration; "" where a person asked
    at = models.DateTimeField()
    first = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="retention_a_record_goes_once", fields=["kind", "row", "then"]),
            models.CheckConstraint(name="retention_two_let_it_go", condition=~Q(first=F("second"))),
        ]
        ordering = ["-at", "id"]

    class Privacy:
        sensitive = ("at", "first", "second")
        plain = ("id", "rule", "kind", "row", "then", "keep")
        kept = "retention"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this tombstone."""
        return f"tombstone:{self.pk}"


class Passage(models.Model):
    """One row of one append-only table that one transaction may blur, once, because a record went (docs/adr/0007).

    Born unspent, spent by that table's trigger. ``unspent`` points at a passage that never is, by a constraint that is
    asked at commit: a transaction that leaves a passage open is rolled back, so none is ever open for another one.
    """

    table = models.CharField(max_length=64)
    row = models.CharField(max_length=64)
    tombstone = models.ForeignKey(Tombstone, on_delete=models.PROTECT, related_name="+")
    unspent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="retention_a_passage_is_real", condition=Q(id__gt=0)),
            models.CheckConstraint(
                name="retention_unspent_is_nothing", condition=Q(unspent__isnull=True) | Q(unspent=0)
            ),
        ]
        indexes = [models.Index(fields=["table", "row"], name="retention_passage_row")]

    class Privacy:
        plain = ("id", "table", "row", "tombstone", "unspent")
        kept = "retention"

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
