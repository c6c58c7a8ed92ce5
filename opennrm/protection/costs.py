"""What protection costs: the nights of stays and the services given, in yen. What no price is known of is said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from opennrm.protection.giving import ServiceState
from opennrm.protection.housing import StayState
from opennrm.protection.models import ProtectionPlan, Service, Stay


@dataclass(frozen=True)
class Cost:
    """One line of a sum: ``unpriced`` counts what no price is known of."""

    label: object
    number: int
    yen: int
    unpriced: int


def of_plan(plan: ProtectionPlan, today: date) -> list[Cost]:
    """What one plan has cost until today, stays first; nights to come cost nothing yet."""
    stays = [each for each in plan.stays.select_related("shelter") if each.slept(today)]
    services = plan.services.filter(state=ServiceState.GIVEN)
    return [*_of_stays(stays, today), *_of_services(services)]


def between(first: date, last: date, organisation: Iterable[str]) -> list[Cost]:
    """What the plans of organisations cost: services given, and stays that ended, between two days, both included."""
    held = {"plan__owner__in": list(organisation)}
    left = Stay.objects.filter(state=StayState.LEFT, left__range=(first, last), **held).select_related("shelter")
    given = Service.objects.filter(state=ServiceState.GIVEN, given__range=(first, last), **held)
    return [*_of_stays(left, last), *_of_services(given)]


def total(costs: Iterable[Cost]) -> int:
    """The sum in yen, of what has a price."""
    return sum(each.yen for each in costs)


def _of_stays(stays: Iterable[Stay], today: date) -> list[Cost]:
    found: dict[str, list[Stay]] = {}
    for each in stays:
        found.setdefault(each.shelter.code, []).append(each)
    return [
        Cost(
            code,
            sum(each.slept(today) for each in rows),
            sum(each.slept(today) * (each.cost_night or 0) for each in rows),
            sum(each.cost_night is None for each in rows),
        )
        for code, rows in sorted(found.items())
    ]


def _of_services(services: Iterable[Service]) -> list[Cost]:
    found: dict[str, list[Service]] = {}
    for each in services:
        found.setdefault(each.kind, []).append(each)
    return [
        Cost(
            rows[0].get_kind_display(),
            len(rows),
            sum(each.cost or 0 for each in rows),
            sum(each.cost is None for each in rows),
        )
        for _kind, rows in sorted(found.items())
    ]
