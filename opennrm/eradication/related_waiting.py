"""What waits in related offences and information exchange for an official: counts for the menu."""

from collections.abc import Callable

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication.models import (
    ConferenceDecision,
    InformationExchange,
    Package,
    PossibleVictim,
    RelatedOffence,
)


def signs_waiting(official: Official) -> int:
    """Offences with signs nobody has looked at."""
    return _counted(official, lambda: RelatedOffence.objects.with_signs().order_by().count())


def flags_open(official: Official) -> int:
    """Suspects who may be victims, whose case nobody has considered."""
    return _counted(official, lambda: PossibleVictim.objects.open().order_by().count())


def exchanges_late(official: Official) -> int:
    """Requests past their day, and decisions of conferences that are this official's and past theirs."""
    today = timezone.localdate()

    def count() -> int:
        late = InformationExchange.objects.open_requests().filter(due__lt=today).order_by().count()
        return late + ConferenceDecision.objects.open().filter(who=official, due__lt=today).order_by().count()

    return _counted(official, count)


def packages_waiting(official: Official) -> int:
    """Packages this official may approve, and those in quarantine."""

    def count() -> int:
        to_approve = Package.objects.to_approve().exclude(asked_by=official)
        mine = to_approve.exclude(first_by=official, first_by__isnull=False)
        return mine.order_by().count() + Package.objects.quarantined().order_by().count()

    return _counted(official, count)


def _counted(official: Official, count: Callable[[], int]) -> int:
    if Purpose.INVESTIGATION not in purposes_of(official):
        return 0
    with acting(scope_shown(official, purpose=Purpose.INVESTIGATION)):
        return count()
