"""What of residence, return and follow-up waits for an official, as numbers for the menu. Enters the scope it needs."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from opennrm.access.actions import scope_shown
from opennrm.access.read import purposes_of
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.protection.firewall import why_not_residence
from opennrm.protection.followups import FollowUp
from opennrm.protection.residence import Expiry
from opennrm.protection.returns import ReintegrationStep

SOON = timedelta(days=30)


def stays_ending(official: Official) -> int:
    """How many stays end within a month, or have ended; 0 behind the firewall."""
    return _counted(official, _stays_ending)


def steps_due(official: Official) -> int:
    """How many steps of reintegration are due."""
    return _counted(official, lambda today: ReintegrationStep.objects.due_by(today).count())


def follow_ups_due(official: Official) -> int:
    """How many follow-ups are due."""
    return _counted(official, lambda today: FollowUp.objects.due_by(today).count())


def _stays_ending(today: date) -> int:
    return 0 if why_not_residence() else Expiry.objects.within(today + SOON).count()


def _counted(official: Official, count: Callable[[date], int]) -> int:
    if Purpose.SUPPORT not in purposes_of(official):
        return 0
    with acting(scope_shown(official, purpose=Purpose.SUPPORT)):
        return count(timezone.localdate())
