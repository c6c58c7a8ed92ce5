"""What waits in protection for an official, as a number: for the menu. Enters the scope it needs."""

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.protection.models import Task


def overdue_for(official: Official) -> int:
    """How many tasks of an official are past their day; 0 for whoever supports nobody."""
    if Purpose.SUPPORT not in purposes_of(official):
        return 0
    with acting(scope_shown(official, purpose=Purpose.SUPPORT)):
        return Task.objects.overdue(timezone.localdate()).of(official).count()
