"""How the worker stands, for a page, a command and ``/readyz``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now

from opennrm.worker.models import Beat, Lease, Letter, Sweep
from opennrm.worker.sweeps import declared

LATE = timedelta(seconds=90)  # a worker beats every 15 seconds


@dataclass(frozen=True)
class SweepState:
    """One sweep: None or "" where there is nothing to tell yet."""

    name: str
    period: timedelta
    due: datetime | None
    ended: datetime | None
    failures: int
    failed_as: str
    running: bool


@dataclass(frozen=True)
class WorkerState:
    """All of it. ``beat`` is the last sign of life."""

    beat: datetime | None
    alive: bool
    sweeps: tuple[SweepState, ...]
    letters_waiting: int
    letters_given_up: int


def state() -> WorkerState:
    """How the worker stands now."""
    held = set(Lease.objects.filter(until__gt=Now()).values_list("name", flat=True))
    known = Sweep.objects.in_bulk(list(declared()))
    last = Beat.objects.order_by("-at").first()
    return WorkerState(
        beat=last.at if last else None,
        alive=alive(),
        sweeps=tuple(_of(name, period, known.get(name), name in held) for name, period in declared().items()),
        letters_waiting=Letter.objects.waiting().count(),
        letters_given_up=Letter.objects.filter(failed__isnull=False).count(),
    )


def alive() -> bool:
    """Whether a worker gave a sign of life in the last minute and a half; one from times to come is none."""
    return Beat.objects.filter(at__gt=Now() - LATE, at__lt=Now() + LATE).exists()


def _of(name: str, period: timedelta, row: Sweep | None, running: bool) -> SweepState:
    if row is None:
        return SweepState(name, period, None, None, 0, "", running)
    return SweepState(name, period, row.due, row.ended, row.failures, row.failed_as, running)
