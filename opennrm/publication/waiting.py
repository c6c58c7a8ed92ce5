"""How many requests for a release wait for an official."""

from opennrm.agencies.models import Official
from opennrm.publication.models import ReleaseRequest


def releases_waiting(official: Official) -> int:
    """Requests this official may approve."""
    return ReleaseRequest.objects.waiting_for(official).count()
