"""A lease has one holder, and ends by itself."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.worker.leases import release, renew, take
from opennrm.worker.models import Lease

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = timedelta(milliseconds=80)


def test_a_lease_is_taken_once():
    assert take("a", holder="one")
    assert not take("a", holder="two")
    assert not take("a", holder="one")
    assert take("b", holder="two")


def test_a_lease_runs_out_by_itself():
    assert take("a", holder="one", length=SHORT)
    time.sleep(0.1)
    assert take("a", holder="two")
    assert not renew("a", holder="one")
    assert not release("a", holder="one")
    assert Lease.objects.get().holder == "two"


def test_a_renewed_lease_does_not_run_out():
    assert take("a", holder="one", length=SHORT)
    assert renew("a", holder="one")
    time.sleep(0.1)
    assert not take("a", holder="two")


def test_a_lease_given_back_is_free():
    assert take("a", holder="one")
    assert not release("a", holder="two")
    assert release("a", holder="one")
    assert take("a", holder="two")


@pytest.mark.fault("clock")
def test_a_lease_of_a_clock_that_was_set_back_since_is_free():
    Lease.objects.create(name="a", holder="one", until=timezone.now() + timedelta(days=1))
    assert take("a", holder="two")
    assert not take("a", holder="three")
