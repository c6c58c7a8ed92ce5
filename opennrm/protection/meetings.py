"""Meetings of several organisations on one case. Each sees the text that was written for it, and nothing else.

The meeting hangs on the plan's file; every seat has a file of its own, opened to one organisation besides the host.
"""

from uuid import uuid4

from django.db import models

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.protection.terms import MeetingState, MeetingWay
from opennrm.vault.fields import SealedField


class Meeting(models.Model):
    """A meeting on the case of a plan: its agenda, and the host's own record of what was agreed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey("protection.ProtectionPlan", on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=MeetingWay)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    agenda = SealedField(under="plan.file_id", null=True)
    record = SealedField(under="plan.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "id"]

    class Scoped:
        file = "plan.file"
        classes = {"agenda": FieldClass.ACCOUNT, "record": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("agenda", "record")
        sensitive = ()
        plain = ("id", "plan", "on", "way", "state", "by")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this meeting."""
        return f"meeting:{self.pk}"


class Seat(models.Model):
    """What one organisation sees of a meeting: its day, the agenda and what was agreed, as written for it.

    ``meeting`` is an id and no key: whoever opens a seat cannot follow it to the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    meeting = models.UUIDField(db_index=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=MeetingWay)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    agenda = SealedField(under="file_id", null=True)
    agreed = SealedField(under="file_id", null=True)
    shared = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)  # uninvited

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=models.Q(ended__isnull=True),
                name="protection_one_seat_a_body",
            )
        ]
        indexes = [models.Index(fields=["organisation", "on", "id", "file"], name="protection_seats")]
        ordering = ["-on", "id"]

    class Scoped:
        file = "file"
        classes = {"agenda": FieldClass.ACCOUNT, "agreed": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("agenda", "agreed")
        sensitive = ()
        plain = ("id", "file", "meeting", "host", "organisation", "on", "way", "state", "shared", "ended")
        kept = "protection"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this seat."""
        return f"seat:{self.pk}"
