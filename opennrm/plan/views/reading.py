"""What the views of progress read of whoever asks, and what they may see."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from opennrm.agencies.doors import official_of
from opennrm.agencies.models import Official
from opennrm.agencies.rules import Post
from opennrm.agencies.terms import Power
from opennrm.plan import progress_rules as rules
from opennrm.plan.models import BodyProgress, BodyProgressQuerySet

READS = (Power.REPORT_PROGRESS, Power.COORDINATE, Power.PUBLISH)
WRITES = (Power.REPORT_PROGRESS, Power.COORDINATE)


@dataclass(frozen=True)
class Asking:
    """Who asks, as today."""

    official: Official
    post: Post
    today: date

    @property
    def secretariat(self) -> bool:
        """Whether they coordinate the plan."""
        return rules.is_secretariat(self.post, on=self.today)

    @property
    def reads_all(self) -> bool:
        """Whether they see what every body sent."""
        return rules.reads_all(self.post, on=self.today)

    def writes_for(self, body: str) -> bool:
        """Whether they write a body's progress."""
        return rules.reports_for(self.post, body, on=self.today)

    def seen(self) -> BodyProgressQuerySet:
        """The progress they may see."""
        return BodyProgress.objects.seen_by(self.official, all_bodies=self.reads_all)


def asking(request: HttpRequest) -> Asking:
    """Whoever asks, by what this request read of them."""
    official = official_of(request)
    return Asking(official, official.place(), timezone.localdate())


def progress_or_404(asked: Asking, pk: int) -> BodyProgress:
    """A body's progress this official may see; another's and what is not there are the same 404."""
    rows = asked.seen().select_related("measure", "year", "organisation")
    found = get_object_or_404(rows, pk=pk)
    if not (asked.reads_all or asked.writes_for(found.organisation_id)):
        raise Http404
    return found
