"""What waits in investigations for an official, as a number: for the menu. Enters the scope it needs."""

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.investigation_reads import SOON
from opennrm.eradication.suspects import Charge


def limits_ending(official: Official) -> int:
    """How many limits of the law end within two days, or have ended; 0 for whoever investigates nothing."""
    if Purpose.INVESTIGATION not in purposes_of(official):
        return 0
    with acting(scope_shown(official, purpose=Purpose.INVESTIGATION)):
        return Charge.objects.due_by(timezone.localdate() + SOON).order_by().count()
