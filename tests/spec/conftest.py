"""One made-up world for all tests of a file: each test begins from it as it was made."""

from time import monotonic

import pytest
from django.db import transaction

from tests.desk import at_the_desk
from tests.spec.permissions_world import World

LASTS = 60.0  # seconds; a page that asks again does so after minutes


@pytest.fixture(scope="module")
def made_up(django_db_setup, django_db_blocker):
    """The world, in a transaction that is never committed; each test stands in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with at_the_desk():
            world = World()
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def signed_in(made_up, django_db_blocker):
    """Everybody's session, kept so young on a slow machine too that no page asks anybody for their proof again."""
    last = -LASTS

    def lately():
        nonlocal last
        if monotonic() - last >= LASTS:
            with django_db_blocker.unblock(), at_the_desk():
                made_up.sign_in()
            last = monotonic()

    return lately


@pytest.fixture
def somebody(signed_in):
    signed_in()  # before the savepoint of ``db``, which takes back what a test did


@pytest.fixture
def w(made_up, somebody, db):
    return made_up
