"""The nation's own collection: where facts fall from the rooms of this installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from opennrm.understanding.models import Collection

NAME = "national"

_falling: ContextVar[str] = ContextVar("opennrm_falling", default=NAME)


def national(on: date) -> str:
    """Its name; it is made when the first fact falls."""
    name = _falling.get()
    if name == NAME:
        Collection.objects.get_or_create(
            name=NAME, defaults={"kind": Collection.Kind.NATIONAL, "producer": "OpenNRM", "made_on": on}
        )
    return name


@contextmanager
def falling_into(collection: str) -> Iterator[None]:
    """Let the facts of acts fall into another collection that is there: made-up acts never count for the nation."""
    token = _falling.set(collection)
    try:
        yield
    finally:
        _falling.reset(token)
