"""Where facts fall from the rooms of this installation: the nation's own collection; in a demonstration, its own.

A demonstration is the master key's, and the made-up collection that lies there: whoever looks at one sees what they
did counted with what was made up, and none of it ever counts for a nation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from opennrm.understanding.models import Collection
from opennrm.vault import master

NAME = "national"

_falling: ContextVar[str] = ContextVar("opennrm_falling", default="")


def national(on: date) -> str:
    """Its name; the nation's is made when the first fact falls."""
    if name := _falling.get() or _demonstrated():
        return name
    Collection.objects.get_or_create(
        name=NAME, defaults={"kind": Collection.Kind.NATIONAL, "producer": "OpenNRM", "made_on": on}
    )
    return NAME


def _demonstrated() -> str:
    """The made-up collection of a demonstration; empty where this is none."""
    made_up = Collection.objects.filter(kind=Collection.Kind.DEMO).order_by("made_on", "name")
    return made_up.values_list("name", flat=True).first() or "" if master.is_demo() else ""


@contextmanager
def falling_into(collection: str) -> Iterator[None]:
    """Let the facts of acts fall into another collection that is there: made-up acts never count for the nation."""
    token = _falling.set(collection)
    try:
        yield
    finally:
        _falling.reset(token)
