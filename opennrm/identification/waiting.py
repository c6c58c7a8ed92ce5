"""What waits in identification, for the menu of the desk."""

from opennrm.agencies.models import Official
from opennrm.identification.models import MatchState


def pairs_waiting(_official: Official) -> int:
    """Pairs and questions before the matching officer: one number that is kept, so no scope is entered for a menu."""
    return MatchState.objects.filter(id=1).values_list("waiting", flat=True).first() or 0
