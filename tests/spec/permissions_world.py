"""A small made-up room for the matrix: somebody of every role in one organisation, its objects, and another's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation, Suspension
from opennrm.agencies.roles import ROLES
from tests.desk import signed_in
from tests.rooms.access.world import official, organisation

OWN, FOREIGN = "made-up-own", "made-up-foreign"


class World:
    """Officials by who they are in the matrix (``permissions.OFFICIALS``), and two organisations."""

    def __init__(self) -> None:
        self.own, self.foreign = organisation(OWN), organisation(FOREIGN)
        suspended = organisation("made-up-suspended")
        Suspension.objects.create(organisation=suspended, since=timezone.now(), reason="made up")
        self.officials: dict[str, Official] = {role: official(self.own, role) for role in ROLES}
        self.officials["lead"] = official(self.own, lead=True)
        self.officials["left"] = official(self.own, *ROLES, lead=True)
        self.officials["suspended"] = official(suspended, *ROLES, lead=True)
        self.officials["left"].left = timezone.localdate() - timedelta(days=1)
        self.officials["left"].save()
        self.stranger = official(self.foreign, *ROLES, lead=True)

    def bodies(self) -> tuple[Organisation, Organisation]:
        """The officials' own organisation, and another."""
        return self.own, self.foreign

    def client(self, who: str) -> Client:
        """A browser of somebody: signed in past every factor, or nobody's."""
        return Client() if who == "anonymous" else signed_in(self.officials[who])

    def objects(self, word: str) -> "Made":
        """What stands for an argument of a URL: an own object and a foreign one, or ``=`` and the value itself."""
        return (word[1:], word[1:]) if word.startswith("=") else OBJECTS[word](self)


Made = tuple[Any, Any]

# What stands for an argument of a URL, by its word in a row's ``args``: an own object and a foreign one.
OBJECTS: dict[str, Callable[[World], Made]] = {
    "organisation": lambda w: (w.own.pk, w.foreign.pk),
    "official": lambda w: (w.officials["counsellor"].pk, w.stranger.pk),
}
