"""Notices: that somebody may be a victim, sent sealed; and what became of it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field, StringConstraints

from opennrm.access.doors import row_or_404
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Organisation
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import SENDING
from opennrm.identification.api.ground import URGENCIES, After, Id, Pushed, revealed, some
from opennrm.identification.models import Notice
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.terms import NoticeKind
from opennrm.page.api import OneOf, Strict
from opennrm.page.refusals import Refused
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.terms import Urgency
from opennrm.systems.api import CODE
from opennrm.systems.doors import Caller, reading
from opennrm.systems.pushing import Envelope, Idempotency, Sealed, enveloped, once, sealed_to_caller
from opennrm.systems.terms import Use

READING = (*SENDING, Purpose.IDENTIFICATION)
Body = Annotated[str, StringConstraints(pattern=CODE)]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._/-]{0,40}$")]

router = Router(tags=["notices"])


class NoticeOf(Strict):
    """A notice and what became of it."""

    id: str
    kind: str
    sender: str
    to: str
    sent: date
    urgency: str
    prefecture: str
    reference: str
    state: str
    answered: date | None


class Notices(Strict):
    """Some notices, by id; go on with ``after``."""

    notices: list[NoticeOf]
    more: bool = Field(description=gettext_noop("Whether there are more behind the last one"))


class NoticePushed(Strict):
    """That somebody may be a victim, and why it is thought so."""

    kind: Annotated[str, OneOf(tuple(NoticeKind.values))]
    to: Body = Field(description=gettext_noop("An organisation that identifies victims"))
    urgency: Annotated[str, OneOf(tuple(URGENCIES.values()))]
    prefecture: Annotated[str, OneOf(("", *PREFECTURES))]
    reference: Reference = Field(description=gettext_noop("Your own opaque number; no name, no date of birth"))
    text: Envelope


@router.get("notices", response=Notices, summary=gettext_noop("Notices you sent; for identification, those waiting"))
def listed_notices(request: HttpRequest, after: After = None) -> Notices:
    with reading(request, Use.NOTICES, "notices", *READING) as caller:
        ours = organisations_served()
        waiting = Notice.objects.waiting().filter(to__in=ours)
        sent = Notice.objects.filter(sender__in=ours)
        found, more = some(waiting if caller.purpose == Purpose.IDENTIFICATION else sent, after)
        return Notices(notices=[_notice(each) for each in found], more=more)


@router.get("notices/{id}", response=NoticeOf, summary=gettext_noop("One notice and what became of it"))
def notice(request: HttpRequest, id: Id) -> NoticeOf:
    with reading(request, Use.NOTICES, "notice", *READING):
        return _notice(row_or_404(Notice, UUID(id)))


@router.get("notices/{id}/words", response=Sealed, summary=gettext_noop("What a notice and its answer say, sealed"))
def notice_words(request: HttpRequest, id: Id) -> Sealed:
    with reading(request, Use.NOTICES, "notice-words", *READING) as caller:
        found = row_or_404(Notice, UUID(id))
        return sealed_to_caller(caller, {"notice": id, **_words(found, caller)})


@router.post("notices", response={201: Pushed}, summary=gettext_noop("Tell identification of a possible victim"))
def push_notice(request: HttpRequest, said: NoticePushed, idempotency: Idempotency) -> Pushed:
    def act(caller: Caller) -> dict[str, Any]:
        message = notices.Message(
            kind=NoticeKind(said.kind),
            to=_organisation(said.to),
            urgency=Urgency[said.urgency.upper()],
            text=enveloped(said.text, to=said.to),
            prefecture=said.prefecture,
            reference=said.reference,
            envelope=UUID(idempotency),
        )
        made = notices.send(message, by=caller.official, on=timezone.localdate())
        return {"id": str(made.pk), "state": made.state}

    return Pushed(**once(request, Use.NOTICES, "notice-sent", idempotency, said, act, purposes=SENDING))


def _words(found: Notice, caller: Caller) -> dict[str, Any]:
    """The answer, and the text where the key is for identities too; what came in an envelope only its inbox opens."""
    told = revealed(found, ("answer", "text") if _opens_text(found, caller) else ("answer",), caller)
    if found.envelope:
        told["withheld"]["text"] = SharingRefusal.IN_ENVELOPE.value
    return told


def _opens_text(found: Notice, caller: Caller) -> bool:
    """Whether the text may leave by this key: it can identify, as the answer may not."""
    return found.envelope is None and Use.IDENTITIES in caller.key.may


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(pk=code).first()
    if found is None:
        raise Refused(SharingRefusal.NOBODY_IDENTIFIES)
    return found


def _notice(found: Notice) -> NoticeOf:
    same = ("kind", "sent", "prefecture", "reference", "state", "answered")
    told = {name: getattr(found, name) for name in same}
    return NoticeOf(
        id=str(found.pk), sender=found.sender_id, to=found.to_id, urgency=URGENCIES[Urgency(found.urgency)], **told
    )
