"""Sweeps: functions without arguments that may run at any time and any number of times, each under its lease.

``settings.SWEEPS`` names them with how often each runs. A sweep that fails is tried again, later each time; what is
kept and logged of its failure is the exception's name and nothing it says.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from opennrm.worker import leases
from opennrm.worker.models import Sweep
from opennrm.worker.rules import longest_wait, next_due

log = logging.getLogger("opennrm.worker")

Hold = Callable[[str], AbstractContextManager[object]]


def declared() -> dict[str, timedelta]:
    """Every sweep by its place in the code, with its period."""
    return dict(settings.SWEEPS)


def run_due(holder: str, *, hold: Hold = nullcontext, length: timedelta = leases.LENGTH) -> list[str]:
    """Run what is due and free, one after the other; the names of those that failed.

    ``hold`` keeps a lease alive while its sweep runs.
    """
    return [name for name in _due() if not _run(name, holder, hold, length)]


def _due() -> list[str]:
    """Sweeps that are due, those waiting longest first."""
    known = set(Sweep.objects.values_list("name", flat=True))
    new = [Sweep(name=name, due=Now()) for name in declared() if name not in known]
    Sweep.objects.bulk_create(new, ignore_conflicts=True)
    waiting = Sweep.objects.filter(name__in=declared()).order_by("due", "name").values_list("name", flat=True)
    return [name for name in waiting if _is_due(name).exists()]


def _is_due(name: str) -> QuerySet[Sweep]:
    """The sweep, if it is due, or put off further than it ever is."""
    too_far = leases.in_(longest_wait(declared()[name]) + leases.LENGTH)
    return Sweep.objects.filter(Q(due__lte=Now()) | Q(due__gt=too_far), name=name)


def _run(name: str, holder: str, hold: Hold, length: timedelta) -> bool:
    """Run one sweep under its lease; False where it failed. Nothing where another has it or has just done it."""
    if not leases.take(name, holder=holder, length=length):
        return True
    began, failed_as = timezone.now(), ""
    if not _is_due(name).update(began=began):
        leases.release(name, holder=holder)
        return True
    with hold(name):
        try:
            import_string(name)()
        except Exception as wrong:
            failed_as = type(wrong).__name__
            log.error("sweep.failed", extra={"subject": f"sweep:{name}"}, exc_info=True)
            _leave_no_transaction_open()
    with transaction.atomic():
        if leases.release(name, holder=holder):
            _note(name, began, failed_as)
        else:
            log.warning("sweep.overtaken", extra={"subject": f"sweep:{name}"})
    return not failed_as


def _note(name: str, began: datetime, failed_as: str) -> None:
    sweep = Sweep.objects.get(name=name)
    sweep.failures = sweep.failures + 1 if failed_as else 0
    sweep.failed_as = failed_as[:80]
    sweep.ended = sweep.ended if failed_as else timezone.now()
    sweep.due = next_due(began, period=declared()[name], failures=sweep.failures)
    sweep.save()


def _leave_no_transaction_open() -> None:
    """A connection that a sweep left broken is made anew."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
