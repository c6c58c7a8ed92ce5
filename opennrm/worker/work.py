"""The worker: beats, holds its leases, runs what is due, and stops when told."""

import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.models.functions import Now

from opennrm.worker import leases, sweeps
from opennrm.worker.models import Beat

log = logging.getLogger("opennrm.worker")

LOOK = 1.0  # seconds between two looks at what is due
LOST = (DatabaseError, InterfaceError, OSError)


class Pulse(threading.Thread):
    """Beats on a connection of its own, and renews the leases in use, so that a long sweep keeps its own."""

    def __init__(self, holder: str, length: timedelta) -> None:
        super().__init__(name="pulse", daemon=True)
        self.holder, self.length = holder, length
        self.held: set[str] = set()
        self.ending = threading.Event()

    @contextmanager
    def holding(self, name: str) -> Iterator[None]:
        """Renew this lease for as long as the block runs."""
        self.held.add(name)
        try:
            yield
        finally:
            self.held.discard(name)

    def run(self) -> None:
        """Beat four times in the length of a lease, until told to end."""
        while not self.ending.wait(self.length.total_seconds() / 4):
            try:
                beat(self.holder)
                for name in tuple(self.held):
                    leases.renew(name, holder=self.holder, length=self.length)
            except LOST:
                log.error("worker.pulse-missed", exc_info=True)
                connection.close()
        connection.close()


def work(stop: threading.Event, *, once: bool = False, length: timedelta = leases.LENGTH) -> int:
    """Run what is due until ``stop`` is set, or once; how many sweeps failed.

    Set ``stop`` and the sweep under way is finished first: each is short.
    """
    holder = secrets.token_hex(8)
    beat(holder)
    pulse, failed = Pulse(holder, length), 0
    pulse.start()
    try:
        while True:
            failed += _turn(holder, pulse)
            if once or stop.wait(LOOK):
                return failed
    finally:
        pulse.ending.set()
        pulse.join()
        _gone(holder)


def beat(holder: str) -> None:
    """Say that this worker lives; forget those that have not said so for a day."""
    Beat.objects.update_or_create(holder=holder, defaults={"at": Now()})
    Beat.objects.filter(at__lt=Now() - timedelta(days=1)).delete()


def _turn(holder: str, pulse: Pulse) -> int:
    """One look; a database that does not answer is one failure, and is asked again."""
    try:
        return len(sweeps.run_due(holder, hold=pulse.holding, length=pulse.length))
    except LOST:
        log.error("worker.database-lost", exc_info=True)
        connection.close()
        return 1


def _gone(holder: str) -> None:
    try:
        Beat.objects.filter(holder=holder).delete()
    except LOST:
        log.warning("worker.left-silently")
