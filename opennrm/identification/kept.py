"""How cases, referrals and notices end: all that hangs on them goes, the person too; grants are closed.

The audit keeps opaque ids, ``access`` that a file and its grants were, the register its facts: they count on and lead
to nobody, unless another case of the same person is still there. An incident keeps its day, which tells nothing.
"""

from django.db import models
from django.db.models import Case as Whether
from django.db.models import F, Q, When

from opennrm.access.models import Grant
from opennrm.identification.models import (
    Candidate,
    Case,
    CaseAssignment,
    CaseNote,
    Consent,
    ConsentGrant,
    Decision,
    Elsewhere,
    Exemption,
    Export,
    ExportCase,
    LinkKey,
    MatchQuestion,
    Moved,
    NamePair,
    Notice,
    Person,
    PersonName,
    Referral,
    Screening,
    ScreeningAnswer,
)
from opennrm.identification.terms import ReferralKind, ReferralState
from opennrm.page.bilingual import Text
from opennrm.reporting.models import InterpreterBooking
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut
from opennrm.understanding.forgetting import forget

# A referral ends when it is handed back, revoked, lapsed or declined; a transfer with its acceptance.
REFERRAL_ENDED = Whether(
    When(ended__isnull=False, then=F("ended")),
    When(
        Q(state=ReferralState.DECLINED) | Q(state=ReferralState.ACCEPTED, kind=ReferralKind.TRANSFER),
        then=F("answered"),
    ),
    default=None,
    output_field=models.DateField(),
)
# An export ends when it is made, refused, or never made after it was approved.
EXPORT_ENDED = Whether(
    When(made__isnull=False, then=F("made")),
    When(refused__isnull=False, then=F("refused")),
    When(approved__isnull=False, then=F("approved")),
    default=None,
    output_field=models.DateField(),
)


def forget_person(case: Case, tombstone: Tombstone) -> None:
    """The facts of the person are cut loose with the last of their cases."""
    shut(case, tombstone)
    person = Person._base_manager.get(pk=case.person_id)
    if not Person._base_manager.filter(key=person.key).exclude(pk=person.pk).exists():
        forget([person.key], tombstone=tombstone)


KEPT = (
    Keeping(
        Case,
        title=Text("Case", "ケースの記録"),
        clock="closed",
        file="file_id",
        key="file_id",
        parts=(
            Part(CaseNote, "case"),
            Part(CaseAssignment, "case"),
            Part(ExportCase, "case"),
            Part(Elsewhere, "case"),
            Part(ConsentGrant, "case"),
            Part(Consent, "case"),
            Part(Exemption, "case"),
            Part(Decision, "case"),
            Part(ScreeningAnswer, "screening__case"),
            Part(Screening, "case"),
            Part(InterpreterBooking, "file", to="file_id"),
            Part(NamePair, "person", to="person_id"),
            Part(PersonName, "person", to="person_id"),
            Part(LinkKey, "person", to="person_id"),
            Part(MatchQuestion, "person", to="person_id"),
            Part(Candidate, "first", to="person_id"),
            Part(Candidate, "second", to="person_id"),
            Part(Moved, "person", to="person_id"),
            Part(Person, "pk", to="person_id", last=True),
        ),
        also=forget_person,
        touches=(Grant,),
    ),
    Keeping(
        Referral,
        title=Text("Referral", "紹介・移管の記録"),
        clock=REFERRAL_ENDED,
        file="file_id",
        key="file_id",
        also=shut,
        touches=(Grant,),
    ),
    Keeping(
        Notice,
        title=Text("Notice to identification", "認知担当への通知の記録"),
        clock="answered",
        file="file_id",
        key="file_id",
        also=shut,
        touches=(Grant,),
    ),
    Keeping(Export, title=Text("Export of records", "記録の提供"), clock=EXPORT_ENDED, after=("cases",)),
)
