"""What the worker does by the clock (``settings.SWEEPS``): what was posted comes in, what waits unread is told."""

from django.conf import settings
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.reporting.actions import intake
from opennrm.worker import letters
from opennrm.worker.terms import LetterKind


def take_in() -> None:
    """Bring in what was posted at the door."""
    intake.take_in()


def escalate() -> None:
    """Tell of what waits unread past its time, by a letter that says no more than that something waits."""
    intake.escalate(at=timezone.now(), tell=_write)


def _write(official: Official, _thing: str) -> None:
    """Of which report, and how urgent, a letter never says; its language is the first of the desk's menu."""
    letters.leave(LetterKind.WAITING, to=official.word, language=settings.LANGUAGES[0][0])
