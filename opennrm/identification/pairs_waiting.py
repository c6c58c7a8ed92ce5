"""How much waits before the matching officer, for the menu of the desk."""

from opennrm.agencies.models import Official
from opennrm.identification.models import MatchState


def pairs_waiting(_official: Official) -> int:
    """Pairs and questions: one number that is kept, so that no scope is entered for a menu."""
    return MatchState.objects.filter(id=1).values_list("waiting", flat=True).first() or 0
