"""A made-up person under protection at a centre that enforces nothing, with residence and return to look after."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from opennrm.agencies.models import Organisation
from opennrm.identification.actions import cases
from opennrm.identification.models import Case, Consent
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, Standing
from opennrm.protection.actions import plans, residence, returns
from opennrm.protection.journeys import Programme, RiskResult, TravelDocument
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import ProcedureKind
from opennrm.protection.residence import ResidenceProcedure
from opennrm.protection.returns import Return
from opennrm.understanding.facts import ResidenceGranted, Returned
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing
from tests.desk import body
from tests.rooms.identification.world import DETAILS, Desk, shelter, today


@dataclass
class Supported:
    """A centre and the plan of one person."""

    at: Desk
    case: Case
    plan: ProtectionPlan

    @contextmanager
    def supporting(self, who=None):
        with self.at.supporting(who):
            yield

    @property
    def by(self):
        return self.at.caseworker


def supported(at: Desk | None = None, *, confirmed: bool = True, begun: date | None = None, **details) -> Supported:
    """A plan begun a month ago, or on another day; the person confirmed as a victim, or not yet."""
    at, begun = at or shelter(), begun or today() - timedelta(days=30)
    with at.identifying():
        case = cases.open_case(cases.Beginning(), replace(DETAILS, **details), by=at.officer, on=begun)
        cases.ask_support(case, reason="made up", by=at.officer, on=begun)
        if confirmed:
            confirm(case, on=begun)
    with at.supporting():
        return Supported(at, case, plans.begin(case, by=at.caseworker, on=begun))


def confirm(case: Case, *, on: date) -> None:
    """As a decision would leave the case."""
    Case.objects.filter(pk=case.pk).update(standing=Standing.CONFIRMED, decided=on, confirmed=on)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def ahead(days: int) -> date:
    return today() + timedelta(days=days)


def applied(s: Supported, kind: ProcedureKind = ProcedureKind.CHANGE, *, day: date | None = None) -> ResidenceProcedure:
    """A procedure that was applied for."""
    with s.supporting():
        made = residence.begin(s.plan, kind=kind, office="Made-up office", due=None, by=s.by, on=ago(10))
        residence.apply(made, day=day or ago(9), office="", number="MADE-UP-7", due=None, by=s.by)
        return made


def iom() -> Organisation:
    return body("iom", kind="international_organisation")


def consented(s: Supported, purpose: ConsentPurpose, **fields) -> Consent:
    """A consent of the person to the partner."""
    said = {"recipient": iom(), "text_version": "1", "language": "fil", "given": ago(8), "by": s.by}
    said |= {"giver": ConsentGiver.SELF, "how": ConsentHow.SIGNED, "purpose": purpose} | fields
    with s.supporting():
        return Consent.objects.create(case=s.case, **said)


def wishing(s: Supported, *, on: date | None = None) -> Return:
    """A return begun at the person's wish."""
    with s.supporting():
        return returns.begin(
            s.plan, country="PH", programme=Programme.IOM, partner=iom(), words="I want to go home (made up)",
            by=s.by, on=on or ago(3),
        )  # fmt: skip


def about_to_depart(s: Supported) -> Return:
    """A return with all that is asked for."""
    going = wishing(s)
    consented(s, ConsentPurpose.RETURN)
    with s.supporting():
        returns.assess(going, answers={}, result=RiskResult.SAFE, measures="", by=s.by, on=ago(2))
        journey = returns.Journey(document=TravelDocument.PASSPORT, route="MU 123 (made up)")
        returns.plan_journey(going, journey, by=s.by)
    return going


def granted_fact(procedure: ResidenceProcedure) -> ResidenceGranted | None:
    return standing(ResidenceGranted, procedure.key, collection=NAME)


def returned_fact(going: Return) -> Returned | None:
    return standing(Returned, going.key, collection=NAME)
