"""Cases: where they stand, and who the person is, sealed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from opennrm.identification.api.ground import REFERRED, URGENCIES, After, Code, of_code, revealed, some
from opennrm.identification.consenting import COVERS
from opennrm.identification.models import Case, Consent, Exemption, Person
from opennrm.page.api import Strict
from opennrm.reporting.terms import Urgency
from opennrm.systems.doors import Caller, reading
from opennrm.systems.pushing import Sealed, sealed_to_caller
from opennrm.systems.terms import Use

SEALED = (
    "birth_date", "contact", "phone", "document", "status_at_entry", "status", "status_until", "status_at_protection",
)  # fmt: skip

router = Router(tags=["cases"])


class CaseOf(Strict):
    """Where a case stands. It names nobody."""

    id: str
    code: str
    owner: str
    opened: date
    origin: str
    standing: str
    decided: date | None
    urgency: str
    minor: str
    due: date | None
    due_for: str
    support_asked: date | None
    protected: date | None
    closed: date | None
    closing: str


class Cases(Strict):
    """Some cases, by id; go on with ``after``."""

    cases: list[CaseOf]
    more: bool = Field(description=gettext_noop("Whether there are more behind the last one"))


class GroundOf(Strict):
    """What a referral of a case may rest on today."""

    kind: str = Field(description=gettext_noop("consent, or exemption agreed by two officials"))
    id: str
    recipient: str
    purpose: str
    classes: list[str] = Field(description=gettext_noop("What may be told; empty is everything"))
    until: date


class CaseWhole(Strict):
    """A case, and what a referral of it may rest on."""

    case: CaseOf
    grounds: list[GroundOf]


@router.get("cases", response=Cases, summary=gettext_noop("Cases your organisation may see"))
def cases(request: HttpRequest, after: After = None) -> Cases:
    with reading(request, Use.CASES, "cases", *REFERRED):
        found, more = some(Case.objects.select_related("person"), after)
        return Cases(cases=[_case(each) for each in found], more=more)


@router.get("cases/{code}", response=CaseWhole, summary=gettext_noop("One case and what a referral may rest on"))
def case(request: HttpRequest, code: Code) -> CaseWhole:
    with reading(request, Use.CASES, "case", *REFERRED):
        found = of_code(code)
        return CaseWhole(case=_case(found), grounds=list(grounds(found)))


@router.get("cases/{code}/identity", response=Sealed, summary=gettext_noop("Who the person is, sealed to your key"))
def identity(request: HttpRequest, code: Code) -> Sealed:
    with reading(request, Use.IDENTITIES, "identity", *REFERRED) as caller:
        found = of_code(code)
        return sealed_to_caller(caller, {"case": found.code, **_identity(found.person, caller)})


def _case(found: Case) -> CaseOf:
    same = (
        "code", "opened", "origin", "standing", "decided", "due", "due_for", "support_asked", "protected",
        "closed", "closing",
    )  # fmt: skip
    told = {name: getattr(found, name) for name in same}
    return CaseOf(
        id=str(found.pk),
        owner=found.owner_id,
        minor=found.person.minor,
        urgency=URGENCIES[Urgency(found.urgency)],
        **told,
    )


def grounds(found: Case) -> Iterator[GroundOf]:
    """Consents and exemptions a referral may rest on today."""
    today = timezone.localdate()
    rests: list[Consent | Exemption] = [*found.consents.holding(today), *found.exemptions.carrying(today)]
    for each in rests:
        ground = each.ground
        if COVERS[ground.purpose]:
            yield GroundOf(
                kind=each.word.partition(":")[0],
                id=str(each.pk),
                recipient=ground.recipient,
                purpose=next(iter(COVERS[ground.purpose])).value,
                classes=sorted(tells.value for tells in ground.classes),
                until=ground.until,
            )


def _identity(person: Person, caller: Caller) -> dict[str, Any]:
    """The person's names and what else is sealed, as far as grants open it; ``withheld`` names what stays shut."""
    told = revealed(person, SEALED, caller)
    names, withheld = [], told["withheld"]
    for each in person.names.all():
        said = revealed(each, ("text",), caller)
        names += [{"kind": each.kind, "text": said["text"]}] if "text" in said else []
        if said["withheld"]:
            withheld["names"] = said["withheld"]["text"]
    return {**told, "names": names, "withheld": withheld}
