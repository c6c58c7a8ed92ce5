"""How reports and contacts end: all that was told, the box the receipt opens, replies, notes; grants are closed.

The audit keeps opaque ids, the register its facts (they lead to nobody), ``access`` that a file and its grants were.
"""

from django.db import models
from django.db.models import Case, F, Q, When

from opennrm.access.models import Grant
from opennrm.page.bilingual import Text
from opennrm.reporting.models import (
    Alarm,
    Assignment,
    Box,
    Consultation,
    Envelope,
    InterpreterBooking,
    Message,
    Note,
    Posted,
    PostedKey,
    Recipient,
    Reply,
    Report,
)
from opennrm.reporting.terms import Outcome, ReportState
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.forgetting import forget
from opennrm.understanding.models import ROWS


def forget_contact(contact: Consultation, tombstone: Tombstone) -> None:
    """The fact that fell of it is cut loose: it counts on, and leads nowhere."""
    shut(contact, tombstone)
    fell = ROWS[ContactReceived]._default_manager.filter(id=contact.fact)
    forget(fell.values_list("key", flat=True), tombstone=tombstone)


# A report a case was begun from ends on the day the last of its cases was closed, and not at all before; a merged one
# ends with the one it was merged into. What waits for identification has not ended.
REPORT_ENDED = Case(
    When(taken_up__isnull=False, then=F("case_ended")),
    When(state=ReportState.MERGED, merged_into__taken_up__isnull=False, then=F("merged_into__case_ended")),
    When(state=ReportState.MERGED, then=F("merged_into__ended")),
    default=F("ended"),
    output_field=models.DateField(),
)
# So does a contact a case was begun from. One that became a report ends with it; one that waits has not ended.
CONTACT_ENDED = Case(
    When(taken_up__isnull=False, then=F("case_ended")),
    When(report__taken_up__isnull=False, then=F("report__case_ended")),
    When(report__state=ReportState.MERGED, then=F("report__merged_into__ended")),
    When(report__isnull=False, then=F("report__ended")),
    When(~Q(outcome=Outcome.REQUESTED), then=F("on")),
    default=None,
    output_field=models.DateField(),
)

KEPT = (
    Keeping(
        Consultation,
        title=Text("Contact at the consultation desk", "相談の記録"),
        clock=CONTACT_ENDED,
        file="file_id",
        key="file_id",
        parts=(Part(InterpreterBooking, "file", to="file_id"),),
        also=forget_contact,
        touches=(Grant,),
    ),
    Keeping(
        Report,
        title=Text("Report", "通報の記録"),
        clock=REPORT_ENDED,
        file="file_id",
        key="file_id",
        parts=(
            Part(Envelope, "message__report"),
            Part(Message, "report"),
            Part(Assignment, "report"),
            Part(Note, "report"),
            Part(Alarm, "report"),
            Part(InterpreterBooking, "file", to="file_id"),
            Part(PostedKey, "posted__box", to="box_id", last=True),
            Part(Posted, "box", to="box_id", last=True),
            Part(Recipient, "box", to="box_id", last=True),
            Part(Reply, "box", to="box_id", last=True),
            Part(Box, "pk", to="box_id", last=True),
        ),
        after=("merged", "consultations"),
        also=shut,
        touches=(Grant,),
    ),
)
