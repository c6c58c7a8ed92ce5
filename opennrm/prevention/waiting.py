"""What waits for an examiner, as a number: for the menu. Enters the scope it needs."""

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.prevention.models import Letter, Measure


def examinations_late(official: Official) -> int:
    """How many letters and measures are past their day; 0 for whoever examines nobody."""
    if Purpose.EXAMINATION not in purposes_of(official):
        return 0
    today = timezone.localdate()
    with acting(scope_shown(official, purpose=Purpose.EXAMINATION)):
        return Letter.objects.waiting().filter(due__lt=today).count() + Measure.objects.due_by(today).count()
