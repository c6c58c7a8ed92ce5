"""A small made-up world: a support centre with a plan for a made-up person, and shelters with beds."""

from datetime import date, timedelta

from opennrm.agencies.models import Organisation
from opennrm.identification.actions import cases
from opennrm.identification.models import Case, Consent
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose
from opennrm.protection.actions import plans
from opennrm.protection.actions.shelters import Described, Location, add_bed, open_shelter
from opennrm.protection.housing import Need, ShelterKind, Who
from opennrm.protection.models import ProtectionPlan, Shelter
from opennrm.understanding.facts import ServiceGiven
from opennrm.understanding.models import ROWS
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from tests.rooms.identification.world import Desk, days_ago, opened, shelter, today

ADDRESS = "架空県架空市1-2-3"


def asked(at: Desk | None = None, *, on: date | None = None, **details) -> tuple[Desk, Case]:
    """A support centre, and a case of its own for which support was asked."""
    there = at or shelter()
    case = opened(there, on=on or days_ago(30), **details)
    with there.identifying():
        cases.ask_support(case, reason="support (made up)", by=there.officer, on=on or days_ago(30))
    return there, case


def planned(at: Desk | None = None, *, on: date | None = None, **details) -> tuple[Desk, ProtectionPlan]:
    """A support centre, and a plan it began."""
    there, case = asked(at, on=on, **details)
    with there.supporting():
        return there, plans.begin(case, by=there.caseworker, on=on or days_ago(20))


def consented(at: Desk, case: Case, purpose: ConsentPurpose, to: Organisation, **more) -> Consent:
    """A consent of the person, entered in the case."""
    said = {"text_version": "made up 1", "language": "fil", "giver": ConsentGiver.SELF, "how": ConsentHow.SIGNED}
    said |= {"given": days_ago(20)} | more
    with at.identifying():
        return Consent.objects.create(case=case, purpose=purpose, recipient=to, by=at.officer, **said)


def house(at: Desk, code: str = "made-up-1", *, beds: int = 1, sleeps: int = 1, **told) -> Shelter:
    """A shelter that an organisation runs, with beds."""
    described = {"kind": ShelterKind.WOMENS_SUPPORT_CENTER, "takes": ("women",), "cost_night": 4000} | told
    with at.supporting():
        made = open_shelter(Described(code, **described), location=Location(ADDRESS), by=at.caseworker, on=days_ago(30))
        for number in range(beds):
            add_bed(made, name=str(number + 1), sleeps=sleeps, by=at.caseworker)
    return made


def need(since: date | None = None, nights: int = 2, **more) -> Need:
    """A woman who needs a bed from tonight."""
    return Need(**({"who": Who.WOMAN, "since": since or today(), "nights": nights} | more))


def given(key: object) -> ServiceGiven | None:
    """The fact of a service or a stay that stands."""
    return standing(ServiceGiven, str(key), collection=NAME)


def rows(key: object) -> int:
    """How many rows the register has of it, with those superseded."""
    return ROWS[ServiceGiven].objects.filter(key=str(key)).count()


def later(days: int) -> date:
    return today() + timedelta(days=days)
