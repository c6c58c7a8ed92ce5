"""What waits for an official: requests for a release, and drafts to sign."""

from opennrm.agencies.models import Official
from opennrm.publication.models import Draft, ReleaseRequest


def releases_waiting(official: Official) -> int:
    """Requests this official may approve."""
    return ReleaseRequest.objects.waiting_for(official).count()


def editions_waiting(official: Official) -> int:
    """Drafts this official may sign."""
    return Draft.objects.waiting_for(official).count()
