"""What the desk holds of reports: their place in the work, their sealed messages, notes, alarms.

What the public process writes lies in ``boxes``; ``actions.intake`` brings it here, where rows are seen by grants.
Contacts recorded at the consultation desk lie in ``contacts``.
"""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from opennrm.access.models import File
from opennrm.access.terms import FieldClass
from opennrm.agencies.models import Official, Organisation
from opennrm.reporting.boxes import Box, Posted, PostedKey, Recipient, Reply
from opennrm.reporting.contacts import Consultation, InterpreterBooking, LanguageAsked
from opennrm.reporting.terms import ContactWay, MessageKind, ReportKind, ReportState, Urgency
from opennrm.vault.fields import SealedField
from opennrm.vault.models import Inbox

__all__ = [
    "Alarm",
    "Assignment",
    "Box",
    "Consultation",
    "Envelope",
    "InterpreterBooking",
    "LanguageAsked",
    "Message",
    "Note",
    "Posted",
    "PostedKey",
    "Recipient",
    "Reply",
    "Report",
]

UNREAD = (ReportState.NEW,)
SETTLED = (ReportState.ANSWERED, ReportState.NOT_TRAFFICKING, ReportState.MERGED, ReportState.WITHDRAWN)
ENDED = (ReportState.NOT_TRAFFICKING, ReportState.MERGED, ReportState.WITHDRAWN, ReportState.REQUESTED)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of the reports the scope may see."""

    def queue(self) -> Self:
        """What waits or is being handled, or has news from the reporter: the most urgent first, then the oldest."""
        return self.filter(Q(news=True) | ~Q(state__in=ENDED)).order_by("urgency", "received", "id")

    def unread(self) -> Self:
        """Those nobody has opened."""
        return self.filter(state__in=UNREAD)

    def with_news(self) -> Self:
        """Those with something from the reporter that nobody has opened since it came."""
        return self.filter(news=True)

    def of(self, official: Official) -> Self:
        """Those assigned to an official now."""
        return self.filter(assignments__official=official, assignments__until__isnull=True)

    def requested(self) -> Self:
        """What identification pulls: reports the desk handed to it, from which no case was begun yet."""
        return self.filter(state=ReportState.REQUESTED, taken_up__isnull=True).order_by("urgency", "received", "id")

    def alarming(self, at: datetime) -> Self:
        """Those whose time to be read has passed."""
        return self.filter(alarm_at__lte=at).order_by("urgency", "alarm_at")


class Report(models.Model):
    """What a stranger told: its place in the work, without a word of it. The words are sealed in ``messages``.

    Of the time only the day is kept; ``alarm_at`` stands while something waits unread and is emptied then. ``ended`` is
    the day since which nothing is awaited here (answered, closed, withdrawn), from which retention counts (``kept``).
    ``taken_up`` is the day a case was begun from it, ``case_ended`` the day its cases were closed: between the two it
    is kept, whatever its state.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    box = models.OneToOneField(Box, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    received = models.DateField()
    kind = models.CharField(max_length=10, choices=ReportKind)
    channel = models.CharField(max_length=10, choices=ContactWay, default=ContactWay.WEB)
    language = models.CharField(max_length=35)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.NEW)
    answer_by = models.DateField(null=True, blank=True)
    routed_by = models.CharField(max_length=300, default="", blank=True)  # names of rows of the decision table
    news = models.BooleanField(default=True)
    alarm_at = models.DateTimeField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    taken_up = models.DateField(null=True, blank=True)
    case_ended = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    state_before = models.CharField(max_length=20, choices=ReportState, default="", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reporting_merged_into_another",
                condition=Q(state=ReportState.MERGED, merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state=ReportState.MERGED) & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="reporting_ended_only_when_settled", condition=Q(ended__isnull=True) | Q(state__in=SETTLED)
            ),
            models.CheckConstraint(
                name="reporting_alarm_only_while_unread",
                condition=Q(alarm_at__isnull=True) | Q(state=ReportState.NEW) | Q(news=True),
            ),
            models.CheckConstraint(
                name="reporting_a_report_is_let_go_after_it_was_taken_up",
                condition=Q(case_ended__isnull=True) | Q(taken_up__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["urgency", "received", "id", "file"], name="reporting_queue"),
            models.Index(fields=["state", "alarm_at"], name="reporting_alarms"),
        ]

    class Scoped:
        file = "file"

    class Privacy:
        identifies = ()
        sensitive = ("kind", "channel", "language", "urgency", "state", "answer_by", "state_before", "routed_by")
        plain = (
            "id",
            "file",
            "box",
            "owner",
            "received",
            "ended",
            "news",
            "alarm_at",
            "merged_into",
            "taken_up",
            "case_ended",
        )
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def word(self) -> str:
        """How the audit names this report."""
        return f"report:{self.pk}"


class Message(models.Model):
    """Sealed content of a report: the report itself, further messages, replies, files. Bound to its id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12, choices=MessageKind)
    day = models.DateField()
    place = models.PositiveIntegerField()  # its place in the report, from 1
    body = models.BinaryField()
    size = models.PositiveIntegerField()  # of the body: a multiple of 4096 and the seal
    read = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "place"], name="reporting_one_message_a_place")]
        ordering = ["report", "place"]

    class Scoped:
        file = "report.file"

    class Privacy:
        identifies = ("body",)
        open_because = {"body": "sealed to inboxes by the public process, which holds no key of a case (envelopes.py)"}
        sensitive = ("kind",)
        plain = ("id", "report", "day", "place", "size", "read")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Envelope(models.Model):
    """The key of a message, wrapped to an inbox."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="envelopes")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "inbox"], name="reporting_one_envelope_an_inbox")]

    class Scoped:
        file = "message.report.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "message", "inbox", "wrapped")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Assignment(models.Model):
    """Who handles a report, from a day until another took it over or it ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="assignments")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(until__isnull=True), name="reporting_one_handles_a_report"
            )
        ]

    class Scoped:
        file = "report.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "report", "official", "since", "until")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Note(models.Model):
    """What an official noted for colleagues; the reporter never sees it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    text = SealedField(under="report.file_id", null=True)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]

    class Scoped:
        file = "report.file"
        classes = {"text": FieldClass.ACCOUNT}

    class Privacy:
        identifies = ("text",)
        sensitive = ()
        plain = ("id", "report", "by", "on")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)


class Alarm(models.Model):
    """That an official was told a report waits unread; it says nothing of what is in it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="alarms")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()  # 1 whoever is on duty, 2 the leads, 3 and on the body above
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "official", "step"], name="reporting_one_alarm_a_step")
        ]

    class Scoped:
        file = "report.file"

    class Privacy:
        identifies = ()
        sensitive = ()
        plain = ("id", "report", "official", "step", "on")
        kept = "report"

    def __str__(self) -> str:
        return str(self.pk)
