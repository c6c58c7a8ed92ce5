"""Services: needed, offered, accepted or refused by the person, given. For the purpose of support; raises Refused."""

from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import giving, rules
from opennrm.protection.actions.plans import going_on_still
from opennrm.protection.consenting import may_treat
from opennrm.protection.counting import settle_service
from opennrm.protection.giving import Declined, ServiceKind, ServiceRefusal, ServiceState, ServiceUnit, SoFar
from opennrm.protection.models import ProtectionPlan, Service
from opennrm.protection.terms import PlanRefusal
from opennrm.reporting.actions.consultations import book_interpreter, end_search
from opennrm.reporting.models import InterpreterBooking
from opennrm.reporting.terms import Found, Interpreting
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@transaction.atomic
def need(
    plan: ProtectionPlan, *, kind: ServiceKind, words: str = "", wanted: date | None = None, by: Official, on: date
) -> Service:
    """Say that something is needed, and for which day; the words are sealed and may be empty."""
    held = going_on_still(plan)
    service = Service(plan=held, kind=kind, needed=on, wanted=wanted, by=by)
    if words.strip():
        seal(service, "words", words.strip())
    service.save(force_insert=True)
    record("service.needed", service.word, by=by.word)
    return service


@transaction.atomic
def need_interpreter(
    plan: ProtectionPlan, *, language: str, way: Interpreting, wanted: date, by: Official, on: date
) -> Service:
    """Begin to look for an interpreter, as ``reporting`` does it; the service points at that booking."""
    held = going_on_still(plan)
    booking = book_interpreter(held.file, language=language, way=way, wanted_for=wanted, by=by, on=on)
    service = Service.objects.create(
        plan=held, kind=ServiceKind.INTERPRETATION, needed=on, wanted=wanted, booking=booking.pk, by=by
    )
    record("service.needed", service.word, by=by.word)
    return service


@transaction.atomic
def tell_interpreter(service: Service, so_far: SoFar, *, by: Official, on: date) -> None:
    """End the search, and with it offer what was found and accept it as far as one has come; a line for each step.

    What was interpreted is entered by ``give``, with its day.
    """
    if so_far == SoFar.SEARCHING:
        return
    booking = InterpreterBooking.objects.filter(pk=service.booking).first() if service.booking else None
    if booking is None:
        raise Refused(PlanRefusal.NOT_HERE)
    end_search(booking, found=Found.NOT_FOUND if so_far == SoFar.NOT_FOUND else Found.FOUND, by=by)
    if so_far in {SoFar.ACCEPTED, SoFar.GIVEN}:
        offer(service, by=by, on=on)
        accept(service, by=by, on=on)


@transaction.atomic
def offer(service: Service, *, by: Official, on: date) -> None:
    """Offer it to the person; what they refused before may be offered again."""
    held = _held(service)
    refuse(giving.why_not_offer(state=held.state))
    _set(held, state=ServiceState.OFFERED, offered=on, answered=None, declined="")
    record("service.offered", held.word, by=by.word)


@transaction.atomic
def accept(service: Service, *, by: Official, on: date) -> None:
    """The person wants it. Medical care takes their consent, kept in the case."""
    held = _held(service)
    refuse(giving.why_not_answer(state=held.state))
    refuse(giving.why_not_touch(kind=held.kind, consented=_consented(held, on)))
    _set(held, state=ServiceState.ACCEPTED, answered=on)
    record("service.accepted", held.word, by=by.word)


@transaction.atomic
def decline(service: Service, *, why: Declined, by: Official, on: date) -> None:
    """The person does not want it, for a reason of theirs; nothing follows from that."""
    held = _held(service)
    refuse(giving.why_not_answer(state=held.state))
    _set(held, state=ServiceState.REFUSED, answered=on, declined=why)
    record("service.refused", held.word, by=by.word)


@transaction.atomic
def give(
    service: Service, *, given: date, quantity: int, measure: ServiceUnit, cost: int | None, by: Official, on: date
) -> None:
    """It was given on a day; the fact of it falls. Medical care needs a consent that holds to the end."""
    held = _held(service)
    refuse(giving.why_not_give(state=held.state, quantity=quantity))
    refuse(giving.why_not_touch(kind=held.kind, consented=_consented(held, given)))
    refuse(rules.why_not_happened(given, today=on))
    _set(held, state=ServiceState.GIVEN, given=given, quantity=quantity, measure=measure, cost=cost)
    settle_service(held, reason=Reason.NEW_INFORMATION, by=by, on=on)
    record("service.given", held.word, by=by.word)


@transaction.atomic
def correct(
    service: Service, *, given: date, quantity: int, measure: ServiceUnit, cost: int | None, by: Official, on: date
) -> None:
    """Put right what was given; the fact is superseded where it says another thing now."""
    held = _held(service)
    refuse(None if held.state == ServiceState.GIVEN else ServiceRefusal.NOT_GIVEN)
    refuse(giving.why_not_quantity(quantity) or rules.why_not_happened(given, today=on))
    _set(held, given=given, quantity=quantity, measure=measure, cost=cost)
    settle_service(held, reason=Reason.ENTRY_ERROR, by=by, on=on)
    record("service.corrected", held.word, by=by.word)


@transaction.atomic
def take_back(service: Service, *, by: Official, on: date) -> None:
    """It was not given after all: it is accepted as before, and the fact is withdrawn."""
    held = _held(service)
    refuse(None if held.state == ServiceState.GIVEN else ServiceRefusal.NOT_GIVEN)
    _set(held, state=ServiceState.ACCEPTED, given=None, quantity=None, measure="", cost=None)
    settle_service(held, reason=Reason.ENTRY_ERROR, by=by, on=on)
    record("service.taken-back", held.word, by=by.word)


@transaction.atomic
def drop(service: Service, *, by: Official) -> None:
    """It is needed no more; offering it again takes it up."""
    held = _held(service)
    refuse(None if "drop" in giving.NEXT[ServiceState(held.state)] else ServiceRefusal.SETTLED)
    _set(held, state=ServiceState.DROPPED)
    record("service.dropped", held.word, by=by.word)


def _held(service: Service) -> Service:
    """The service as it is now, held, of a plan that goes on."""
    held = Service.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=service.pk).first()
    if held is None:
        raise Refused(PlanRefusal.NOT_HERE)
    held.plan = going_on_still(held.plan)
    return held


def _consented(held: Service, on: date) -> bool:
    return may_treat(held.plan.case_id, held.plan.owner_id, on)


def _set(held: Service, **values: object) -> None:
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
