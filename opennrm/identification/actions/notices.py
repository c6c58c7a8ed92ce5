"""What other work sends to identification, and what becomes of it.

``send`` is called while acting for the sender's own purpose (police: investigation; labour: examination; the desk:
reception; a caseworker: support), ``answer_no_case`` while acting for identification. ``begun`` opens cases.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.scope import Scope, current
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import is_suspended
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Power
from opennrm.identification.actions.cases import KEPT
from opennrm.identification.actions.ending import tell
from opennrm.identification.models import Notice
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.terms import NoticeKind, NoticeState, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Urgency
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal

SENDING = (Purpose.INVESTIGATION, Purpose.EXAMINATION, Purpose.RECEPTION, Purpose.SUPPORT)
IDENTIFIES = tuple(code for code, role in ROLES.items() if Power.IDENTIFY in role.may)


@dataclass(frozen=True)
class Message:
    """What is noticed. ``text`` is sealed; ``reference`` is the sender's own opaque id, and never a name.

    With ``envelope``, the id of a push, ``text`` came sealed to the receiver's inbox, and nobody here has read it.
    """

    kind: NoticeKind
    to: Organisation
    urgency: Urgency
    text: str
    prefecture: str = ""
    reference: str = ""
    envelope: UUID | None = None

    def __repr__(self) -> str:
        return f"<notice of {self.kind}>"


@transaction.atomic
def send(message: Message, *, by: Official, on: date) -> Notice:
    """Tell identification that somebody may be a victim, and why; the sender sees what becomes of it."""
    refuse(None if message.text.strip() else Refusal.NOTHING_SAID)
    refuse(SharingRefusal.SUSPENDED if is_suspended(message.to) else None)
    refuse(None if identifying(on).filter(organisation=message.to).exists() else SharingRefusal.NOBODY_IDENTIFIES)
    scope, until = current(), timezone.now() + KEPT
    purpose = Purpose(scope.purpose) if isinstance(scope, Scope) else Purpose.RECEPTION
    duty, reason = Basis.LEGAL_DUTY, "notice to identification"
    sender = Organisation.objects.get(pk=by.organisation_id)
    file = access.open_file(
        FileKind.REFERRAL, owner=sender, purpose=purpose, basis=duty, until=until, reason=reason, by=by
    )
    to, identification = message.to, Purpose.IDENTIFICATION
    access.grant(file, to=to, purpose=identification, basis=duty, until=until, reason=reason, by=by)
    made = Notice(
        file=file,
        kind=message.kind,
        sender=sender,
        to=to,
        by=by,
        sent=on,
        urgency=message.urgency,
        prefecture=message.prefecture,
        reference=message.reference.strip(),
        envelope=message.envelope,
    )
    seal(made, "text", message.text.strip())
    made.save(force_insert=True)
    record("notice.sent", made.word, by=by.word)
    tell(to, [], by=by, on=on)
    return made


@transaction.atomic
def answer_no_case(notice: Notice, *, reason: str, by: Official, on: date) -> None:
    """Say to the sender that no case is opened, and why."""
    held = waiting_still(notice)
    refuse(None if reason.strip() else Refusal.NO_REASON)
    seal(held, "answer", reason.strip())
    held.state, held.answered, held.answered_by = NoticeState.NO_CASE, on, by
    held.save(update_fields=["state", "answered", "answered_by", "answer"])
    record("notice.no-case", held.word, by=by.word)
    tell(held.sender, [held.by], by=by, on=on)


def waiting_still(notice: Notice) -> Notice:
    """The notice, held until the transaction ends. Refused where it is out of the scope, or was answered."""
    held = Notice.objects.select_for_update(of=("self",)).select_related("sender", "by").filter(pk=notice.pk).first()
    if held is None:
        raise Refused(SharingRefusal.NOT_HERE)
    refuse(None if held.state == NoticeState.WAITING else SharingRefusal.ANSWERED)
    return held


def identifying(on: date) -> QuerySet[Official]:
    """Officials who identify victims on a day."""
    return Official.objects.serving(on).filter(held__role__in=IDENTIFIES)
