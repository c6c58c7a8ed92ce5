"""Services from the need to the giving, consent to medical care, and the facts that fall."""

import pytest

from opennrm.identification.models import Consent
from opennrm.identification.terms import ConsentPurpose
from opennrm.protection.actions import needs
from opennrm.protection.giving import COUNTED_AS, Declined, ServiceKind, ServiceRefusal, ServiceState, ServiceUnit
from opennrm.protection.models import ProtectionPlan, Service
from opennrm.protection.terms import PlanRefusal
from opennrm.reporting.models import InterpreterBooking
from opennrm.reporting.terms import Found, Interpreting
from tests.rooms.identification.world import days_ago, today
from tests.rooms.protection.test_plans import refused
from tests.rooms.protection.world import consented, given, later, planned, rows

pytestmark = pytest.mark.django_db
TWO_MEALS = {"quantity": 2, "measure": ServiceUnit.MEALS, "cost": 1200}


def accepted(there, plan, kind=ServiceKind.FOOD):
    told = {"by": there.caseworker, "on": today()}
    service = needs.need(plan, kind=kind, words="夕食（作り話）", **told)
    needs.offer(service, **told)
    needs.accept(service, **told)
    return service, told


def test_every_kind_of_service_is_counted_as_one_of_the_registers():
    assert COUNTED_AS.keys() == set(ServiceKind)


def test_what_is_given_falls_as_a_fact_is_corrected_and_taken_back():
    there, plan = planned()
    with there.supporting():
        service, told = accepted(there, plan)
        assert given(service.pk) is None
        needs.give(service, given=days_ago(1), **TWO_MEALS, **told)
        fact = given(service.pk)
        assert (fact.service, fact.quantity, fact.day) == ("food", 2, days_ago(1))
        assert fact.person == ProtectionPlan.objects.get().case.person.key
        needs.correct(service, given=days_ago(1), **TWO_MEALS | {"quantity": 3}, **told)
        assert (given(service.pk).quantity, rows(service.pk)) == (3, 2)
        needs.correct(service, given=days_ago(1), **TWO_MEALS | {"quantity": 3, "cost": 900}, **told)
        assert rows(service.pk) == 2  # what nobody counts corrects no fact
        needs.take_back(service, **told)
    assert given(service.pk) is None


def test_nothing_is_given_that_the_person_did_not_accept():
    there, plan = planned()
    with there.supporting():
        told = {"by": there.caseworker, "on": today()}
        service = needs.need(plan, kind=ServiceKind.CASH, **told)
        assert refused(needs.accept, service=service, **told) is ServiceRefusal.NOT_OFFERED
        needs.offer(service, **told)
        told_more = {"service": service, "given": today(), **TWO_MEALS, **told}
        assert refused(needs.give, **told_more) is ServiceRefusal.NOT_ACCEPTED
        needs.decline(service, why=Declined.FEAR, **told)
        assert refused(needs.give, **told_more) is ServiceRefusal.NOT_ACCEPTED
        needs.offer(service, **told)
        assert Service.objects.get().state == ServiceState.OFFERED


def test_nothing_was_given_tomorrow():
    there, plan = planned()
    with there.supporting():
        service, told = accepted(there, plan)
        assert refused(needs.give, service=service, given=later(1), **TWO_MEALS, **told) is PlanRefusal.FUTURE


@pytest.mark.parametrize("kind", [ServiceKind.APPOINTMENT, ServiceKind.TEST])
def test_medical_care_takes_a_consent_that_holds(kind):
    there, plan = planned()
    told = {"by": there.caseworker, "on": today()}
    with there.supporting():
        service = needs.need(plan, kind=kind, **told)
        needs.offer(service, **told)
        assert refused(needs.accept, service=service, **told) is ServiceRefusal.NO_MEDICAL_CONSENT
    consent = consented(there, plan.case, ConsentPurpose.MEDICAL, there.organisation)
    with there.supporting():
        needs.accept(service, **told)
    with there.identifying():
        Consent.objects.filter(pk=consent.pk).update(withdrawn=today(), withdrawn_by=there.officer)
    once = {"given": today(), "quantity": 1, "measure": ServiceUnit.TIMES, "cost": None}
    with there.supporting():
        assert refused(needs.give, service=service, **once, **told) is ServiceRefusal.NO_MEDICAL_CONSENT
    consented(there, plan.case, ConsentPurpose.MEDICAL, there.organisation)
    with there.supporting():
        needs.give(service, **once, **told)
    assert given(service.pk).service == "medical"


@pytest.mark.parametrize("why", [{"purpose": ConsentPurpose.SUPPORT}, {"expires": days_ago(1)}])
def test_another_consent_or_one_that_expired_is_none_to_medical_care(why):
    there, plan = planned()
    purpose = why.pop("purpose", ConsentPurpose.MEDICAL)
    consented(there, plan.case, purpose, there.organisation, **why)
    told = {"by": there.caseworker, "on": today()}
    with there.supporting():
        service = needs.need(plan, kind=ServiceKind.TEST, **told)
        needs.offer(service, **told)
        assert refused(needs.accept, service=service, **told) is ServiceRefusal.NO_MEDICAL_CONSENT


def test_an_interpreter_is_looked_for_by_reporting_and_the_service_points_there():
    there, plan = planned()
    told = {"by": there.caseworker, "on": today()}
    with there.supporting():
        asked = {"language": "fil", "way": Interpreting.VIDEO, "wanted": later(2)}
        service = needs.need_interpreter(plan, **asked, **told)
        booking = InterpreterBooking.objects.get(pk=service.booking)
    assert (booking.found, booking.file_id, booking.wanted_for) == (Found.SEARCHING, plan.file_id, later(2))


def test_what_is_needed_no_more_is_dropped_and_taken_up_by_offering_it():
    there, plan = planned()
    with there.supporting():
        service, told = accepted(there, plan)
        needs.drop(service, by=there.caseworker)
        assert refused(needs.drop, service=service, by=there.caseworker) is ServiceRefusal.SETTLED
        needs.offer(service, **told)
        assert Service.objects.get().state == ServiceState.OFFERED
