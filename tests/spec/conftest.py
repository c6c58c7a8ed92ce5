"""One made-up world for all tests of a file: each test begins from it as it was made."""

import pytest
from django.db import transaction

from tests.desk import at_the_desk
from tests.spec.permissions_world import World


@pytest.fixture(scope="module")
def made_up(django_db_setup, django_db_blocker):
    """The world, in a transaction that is never committed; each test stands in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with at_the_desk():
            world = World()
            world.sign_in()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def w(made_up, db):
    return made_up
