"""Referrals: what waits, where it stands, and asking another organisation. Answering one is a person's act."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import Field, StringConstraints

from opennrm.access.doors import row_or_404
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.models import Organisation
from opennrm.identification.actions import referrals
from opennrm.identification.actions.referrals import Asked
from opennrm.identification.api.cases import grounds
from opennrm.identification.api.ground import REFERRED, URGENCIES, After, Id, Pushed, of_code, revealed, some
from opennrm.identification.codes import SHAPE
from opennrm.identification.consenting import OF_A_CASE
from opennrm.identification.models import Case, Referral
from opennrm.identification.sharing import SharingRefusal
from opennrm.identification.terms import ReferralKind
from opennrm.page.api import UUID_PATTERN, Day, OneOf, Strict
from opennrm.page.refusals import Refused
from opennrm.reporting.actions.desk import organisations_served
from opennrm.reporting.terms import Urgency
from opennrm.systems.doors import Caller, reading
from opennrm.systems.pushing import Envelope, Idempotency, Sealed, enveloped, once, sealed_to_caller
from opennrm.systems.terms import Use

WHICH = ("waiting", "asked", "all")
Which = Annotated[str, OneOf(WHICH), Query(description=gettext_noop("To be answered by us, asked by us, or all"))]
Uuid = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]

router = Router(tags=["referrals"])


class ReferralOf(Strict):
    """A referral and where it stands. What is asked is read apart, sealed."""

    id: str
    kind: str
    purpose: str
    asking: str
    to: str
    asked: date
    answer_by: date
    urgency: str
    prefecture: str
    language: str
    minor: str
    classes: list[str]
    until: date
    state: str
    answered: date | None
    ended: date | None
    ending: str
    case: str | None = Field(description=gettext_noop("The code of the case, where it is open to the caller"))


class Referrals(Strict):
    """Some referrals, by id; go on with ``after``."""

    referrals: list[ReferralOf]
    more: bool = Field(description=gettext_noop("Whether there are more behind the last one"))


class ReferralPushed(Strict):
    """What is asked of whom. Whom, and for what, follows from what it rests on."""

    case: Annotated[str, StringConstraints(pattern=SHAPE)]
    ground: Uuid = Field(description=gettext_noop("The id of a ground, as the case names it"))
    kind: Annotated[str, OneOf(tuple(ReferralKind.values))]
    classes: list[Annotated[str, OneOf(tuple(each.value for each in OF_A_CASE))]] = Field(
        max_length=20, description=gettext_noop("What acceptance opens; empty is everything")
    )
    answer_by: Day
    until: Day
    ask: Envelope


@router.get("referrals", response=Referrals, summary=gettext_noop("Referrals for your purpose, and where they stand"))
def listed_referrals(request: HttpRequest, which: Which, after: After = None) -> Referrals:
    with reading(request, Use.REFERRALS, "referrals", *REFERRED) as caller:
        ours, rows = organisations_served(), Referral.objects.all()
        mine = Q(to__in=ours, purpose=caller.purpose) | Q(asking__in=ours)
        chosen = {"waiting": rows.waiting_at(*ours).filter(purpose=caller.purpose), "asked": rows.asked_by(*ours)}
        found, more = some(chosen.get(which, rows.filter(mine)), after)
        return Referrals(referrals=[_referral(each) for each in found], more=more)


@router.get("referrals/{id}", response=ReferralOf, summary=gettext_noop("One referral"))
def referral(request: HttpRequest, id: Id) -> ReferralOf:
    with reading(request, Use.REFERRALS, "referral", *REFERRED):
        return _referral(row_or_404(Referral, UUID(id)))


@router.get("referrals/{id}/words", response=Sealed, summary=gettext_noop("What is asked and answered, sealed"))
def referral_words(request: HttpRequest, id: Id) -> Sealed:
    with reading(request, Use.REFERRALS, "referral-words", *REFERRED) as caller:
        found = row_or_404(Referral, UUID(id))
        fields = (*(() if found.envelope else ("ask",)), "answer", "ending_reason")
        return sealed_to_caller(caller, {"referral": id, **revealed(found, fields, caller)})


@router.post("referrals", response={201: Pushed}, summary=gettext_noop("Ask another organisation to work on a case"))
def push_referral(request: HttpRequest, said: ReferralPushed, idempotency: Idempotency) -> Pushed:
    def act(caller: Caller) -> dict[str, Any]:
        found = of_code(said.case)
        asked = _asked(found, said, push=UUID(idempotency))
        made = referrals.ask(found, asked, by=caller.official, on=timezone.localdate())
        return {"id": str(made.pk), "state": made.state}

    asking = (Purpose.IDENTIFICATION, Purpose.SUPPORT)
    return Pushed(**once(request, Use.REFERRALS, "referral-sent", idempotency, said, act, purposes=asking))


def _asked(found: Case, said: ReferralPushed, *, push: UUID) -> Asked:
    """What a push asks, on the ground it names. Refused where the case has no such ground today."""
    ground = next((each for each in grounds(found) if each.id == said.ground), None)
    if ground is None:
        raise Refused(SharingRefusal.NO_CONSENT)
    rests = {ground.kind: UUID(ground.id)}
    return Asked(
        kind=ReferralKind(said.kind),
        purpose=Purpose(ground.purpose),
        to=Organisation.objects.get(pk=ground.recipient),
        classes=frozenset(FieldClass(each) for each in said.classes),
        answer_by=said.answer_by,
        until=said.until,
        ask=enveloped(said.ask, to=ground.recipient),
        envelope=push,
        consent=rests.get("consent"),
        exemption=rests.get("exemption"),
    )


def _referral(found: Referral) -> ReferralOf:
    same = (
        "kind", "purpose", "asked", "answer_by", "prefecture", "language", "minor", "until", "state",
        "answered", "ended", "ending",
    )  # fmt: skip
    told: dict[str, Any] = {name: getattr(found, name) for name in same}
    code = Case.objects.filter(pk=found.about).values_list("code", flat=True).first()
    return ReferralOf(
        id=str(found.pk),
        urgency=URGENCIES[Urgency(found.urgency)],
        asking=found.asking_id,
        to=found.to_id,
        classes=found.classes.split(),
        case=code,
        **told,
    )
