"""The public door, the desk and the worker, kept alive together."""

import os
import threading
from collections.abc import Sequence
from contextlib import suppress

from django.db import connections

from opennrm.config.listening import PUBLIC_DATABASE, Place, taken, why_not_listen, why_not_open
from opennrm.config.processes import Child, free, keep_alive, python
from opennrm.page.refusals import refuse
from opennrm.vault import master
from opennrm.vault.keys import key_for
from opennrm.vault.terms import KeyKind

PARTS = ("public", "desk", "worker")
NOT_THE_PUBLICS = ("OPENNRM_MAIL_URL", "OPENNRM_CHECKPOINTS", "OPENNRM_RETENTION_FILE", PUBLIC_DATABASE)


class PortTaken(Exception):
    """A port is another program's; the text says which, and what to do."""


def serve(public: Place, desk: Place, stop: threading.Event) -> None:
    """Serve until ``stop`` is set. Refused on a public address with a demonstration's keys; PortTaken."""
    look_at([public, desk])
    refuse(why_not_open(public))
    hold_key()
    connections.close_all()
    keep_alive([child("public", public), child("desk", desk), child("worker")], stop)


def become(part: str, place: Place | None) -> None:
    """Turn this process into one part, for a service manager. It does not come back."""
    if place:
        look_at([place])
    if part == "public" and place:
        refuse(why_not_open(place))
    if part != "public":
        hold_key()
    connections.close_all()
    one = child(part, place)
    os.execve(one.command[0], list(one.command), dict(one.environment))  # noqa: S606 - our own program


def look_at(places: Sequence[Place]) -> None:
    """Raise where one may not listen, or cannot."""
    refuse(why_not_listen(places))
    are_free = [free(place.address, place.port) for place in places]
    if not all(are_free):
        raise PortTaken(taken(places, are_free))


def hold_key() -> None:
    """Raise Refused at once where the master key cannot be read; a first start makes the demonstration's.

    The public door, which reads no key, is told by its mark whose it is. A folder that this process may not write to
    is marked by «opennrm keys state» under an account that may.
    """
    key_for(KeyKind.CHECKPOINT, "audit")
    with suppress(OSError):
        master.set_mark()


def child(part: str, place: Place | None = None) -> Child:
    """The process of one part."""
    if place is None:
        return Child(part, python("opennrm.config.cli", "worker"), dict(os.environ))
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    if part == "public":
        if own := env.get(PUBLIC_DATABASE):
            env["OPENNRM_DATABASE_URL"] = own
        env = {name: value for name, value in env.items() if name not in NOT_THE_PUBLICS}
    at = python("opennrm.config.door", part, place.address, str(place.port))
    return Child(part, at, env, at=(place.address, place.port))
