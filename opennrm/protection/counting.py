"""What falls into the register of protection: one fact for each service that was given, and for the nights of a stay.

The facts follow from the rows. ``settle`` compares and records, corrects or withdraws; every act that may change a
fact ends with it. Nights fall as one fact when somebody leaves: its quantity is the number of nights.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.models import Case, Person
from opennrm.protection.giving import COUNTED_AS, ServiceKind, ServiceState
from opennrm.protection.housing import StayState
from opennrm.protection.models import ProtectionPlan, Service, Stay
from opennrm.understanding.facts import ServiceGiven
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason
from opennrm.understanding.terms import Service as Counted

COUNTING = System("count-services", reads=frozenset(each._meta.db_table for each in (ProtectionPlan, Case, Person)))


@dataclass(frozen=True)
class Said:
    """What a fact should say: the kind, how much, and on which day."""

    service: str
    quantity: int
    day: date


def settle_service(service: Service, *, reason: Reason, by: Official, on: date) -> None:
    """Bring the fact of a service in line with its row, inside the caller's transaction."""
    said = None
    if service.state == ServiceState.GIVEN and service.given and service.quantity:
        said = Said(COUNTED_AS[ServiceKind(service.kind)], service.quantity, service.given)
    settle(str(service.pk), said, service.plan_id, reason=reason, by=by, on=on)


def settle_stay(stay: Stay, *, reason: Reason, by: Official, on: date) -> None:
    """Bring the fact of a stay's nights in line with its row, inside the caller's transaction."""
    said = None
    if stay.state == StayState.LEFT and stay.left and stay.nights:
        said = Said(Counted.SHELTER_NIGHTS, stay.nights, stay.left)
    settle(str(stay.pk), said, stay.plan_id, reason=reason, by=by, on=on)


def settle(key: str, said: Said | None, plan: UUID, *, reason: Reason, by: Official, on: date) -> None:
    """Record, correct or withdraw the fact of a key. The person's key is read under a named system scope."""
    where = national(on)
    there = standing(ServiceGiven, key, collection=where)
    if said is None:
        if there is not None:
            supersede(there.id, None, reason=reason, recorded_on=on, collection=where)
        return
    with running(COUNTING, by=by):
        person = ProtectionPlan.objects.values_list("case__person__key", flat=True).get(pk=plan)
    wanted = ServiceGiven(
        key=key, day=said.day, recorded_on=on, service=said.service, quantity=said.quantity, person=person
    )
    if there is None:
        record(wanted, collection=where)
    elif (there.service, there.quantity, there.day, there.person) != (
        wanted.service,
        wanted.quantity,
        wanted.day,
        wanted.person,
    ):
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
