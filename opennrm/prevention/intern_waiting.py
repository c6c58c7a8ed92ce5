"""What waits of technical interns for an official, as numbers for the menu. Enters the scope it needs."""

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.prevention.intern_terms import RequestState
from opennrm.prevention.interns import InternCase, InternRequest
from opennrm.reporting.actions.desk import organisations_served


def cases_late(official: Official) -> int:
    """How many cases of an official have a step past its day; 0 for whoever examines nobody."""
    if Purpose.EXAMINATION not in purposes_of(official):
        return 0
    today = timezone.localdate()
    with acting(scope_shown(official, purpose=Purpose.EXAMINATION)):
        return InternCase.objects.late(today).worked_on_by(official, today).count()


def requests_waiting(official: Official) -> int:
    """How many requests of Labour Bureaus wait for the official's organisation, for every purpose."""
    found = 0
    for purpose in purposes_of(official):
        if purpose in (Purpose.EXAMINATION, Purpose.INVESTIGATION):
            with acting(scope_shown(official, purpose=purpose)):
                asked = InternRequest.objects.filter(to__in=organisations_served(), purpose=purpose)
                found += asked.filter(state=RequestState.ASKED).count()
    return found
