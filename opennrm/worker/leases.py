"""Leases: one holder at a time, on both engines, and free again by themselves when the holder is killed.

One statement takes a lease, so two takers cannot both have it. Time is the database's, not the taker's.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, ExpressionWrapper, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from opennrm.worker.models import Lease

LENGTH = timedelta(minutes=1)


def take(name: str, *, holder: str, length: timedelta = LENGTH) -> bool:
    """Take a lease that is free or has run out; whether it was taken.

    One that lasts longer than any is taken for is of a clock that was set back since: nobody would have it till then.
    """
    over = Q(until__lte=Now()) | Q(until__gt=in_(max(length, LENGTH) + LENGTH))
    if Lease.objects.filter(over, name=name).update(holder=holder, until=in_(length)):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=in_(length))
    except IntegrityError:  # another was first
        return False
    return True


def renew(name: str, *, holder: str, length: timedelta = LENGTH) -> bool:
    """Hold on to a lease; False where it ran out."""
    return bool(Lease.objects.filter(name=name, holder=holder, until__gt=Now()).update(until=in_(length)))


def release(name: str, *, holder: str) -> bool:
    """Give a lease back; False where it had run out and may be another's by now."""
    return bool(Lease.objects.filter(name=name, holder=holder, until__gt=Now()).update(until=Now()))


def in_(length: timedelta) -> Combinable:
    """So long from now, by the database's clock."""
    return ExpressionWrapper(Now() + Value(length), output_field=DateTimeField())
