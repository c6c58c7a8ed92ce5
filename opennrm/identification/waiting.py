"""What waits in identification for an official: counts for the menu. Each enters the scope it needs."""

from django.db.models import Q
from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.identification import reads
from opennrm.identification.models import Case, Export


def cases_due(official: Official) -> int:
    """How many cases are due that this official works on, or nobody does; 0 for whoever identifies nobody."""
    if Purpose.IDENTIFICATION not in purposes_of(official):
        return 0
    today = timezone.localdate()
    with acting(scope_for(official, purpose=Purpose.IDENTIFICATION)):
        mine = Q(reads.worked_on_by(official, today)) | ~Q(reads.assigned())
        return Case.objects.due_by(today).filter(mine).order_by().count()


def exports_to_approve(official: Official) -> int:
    """How many exports wait for a second official who may be this one."""
    if Purpose.IDENTIFICATION not in purposes_of(official):
        return 0
    waiting = Export.objects.undecided().filter(owner=official.organisation_id)
    return waiting.exclude(requested_by=official).count()
