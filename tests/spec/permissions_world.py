"""A small made-up room for the matrix: somebody of every role in one organisation, its objects, and another's."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File
from opennrm.accounts.models import Account, Recovery
from opennrm.agencies.models import ContactPoint, DutyTurn, Official, Organisation, Suspension
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Evidence
from opennrm.foundations.models import Distribution, Feedback, Material, MaterialFile
from opennrm.foundations.terms import State
from tests.desk import account_of, signed_in
from tests.rooms.access.world import everything, file, granted, official, organisation

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
        with running(everything()):
            self.files = file(self.own), file(self.foreign)
            self.grants = granted(self.files[0], self.foreign), granted(self.files[1], self.foreign)
            self.broken = self._broken(self.files[0]), self._broken(self.files[1])

        self.turns = self._turn(self.officials["counsellor"]), self._turn(self.stranger)
        self.points = self._point(self.own, 1), self._point(self.foreign, 2)
        self.languages = tuple(each.languages.create(language="vi") for each in self.points)

    def _turn(self, of: Official) -> DutyTurn:
        """A night of somebody."""
        return DutyTurn.objects.create(
            organisation=of.organisation, official=of, weekday=4, starts=time(22), ends=time(6)
        )

    def _point(self, operator: Organisation, position: int) -> ContactPoint:
        """A contact point of an organisation; everybody may look every one up."""
        return ContactPoint.objects.create(
            code=f"{operator.pk}-line", position=position, operator=operator, evidence=Evidence.NOT_FOUND
        )

    def _broken(self, of: File) -> BreakGlass:
        """Emergency access of the other organisation to a file."""
        now = timezone.now()
        given = granted(of, self.foreign, days=1, official=self.stranger)
        told = {"organisation": self.foreign, "owner_id": of.owner_id, "opened": now}
        return BreakGlass.objects.create(grant=given, official=self.stranger, **told)

    def draft(self) -> Material:
        """A draft, whose file is no PDF: nothing prints it."""
        return Material.objects.filter(state=State.DRAFT).first() or self._material(state=State.DRAFT)

    def leaflet(self) -> Material:
        """The released one."""
        return Material.objects.released().first() or self._material(
            state=State.RELEASED, released_on=timezone.localdate()
        )

    def _material(self, **fields: Any) -> Material:
        """A version of a leaflet."""
        days = {"made_on": timezone.localdate(), "review_due": timezone.localdate() + timedelta(days=365)}
        said = {"kind": "leaflet", "language": "ja", "version": Material.objects.count() + 1}
        made = Material.objects.create(address="https://nrm.example.jp/", digest="made up", **said, **days, **fields)
        MaterialFile.objects.create(material=made, content=b"made up", sha256="made up")
        return made

    def orders(self) -> tuple[Distribution, ...]:
        """An order of each organisation."""
        asked = {"material": self.leaflet(), "ordered": 5, "ordered_on": timezone.localdate()}
        return tuple(Distribution.objects.create(organisation=each, **asked) for each in self.bodies())

    def comment(self) -> Feedback:
        """What the own organisation said of the draft."""
        said = {"said": "made up", "said_on": timezone.localdate()}
        return Feedback.objects.create(material=self.draft(), organisation=self.own, **said)

    def accounts(self) -> tuple[Account, Account]:
        """An account in the officials' own organisation, and one in another."""
        return account_of(self.officials["counsellor"]), account_of(self.stranger)

    def recoveries(self) -> tuple[Recovery, ...]:
        """A recovery of each, ended."""
        ended = {"ended": timezone.now(), "outcome": "cancelled"}
        return tuple(Recovery.objects.create(account=each, **ended) for each in self.accounts())

    def bodies(self) -> tuple[Organisation, Organisation]:
        """The officials' own organisation, and another."""
        return self.own, self.foreign

    def client(self, who: str) -> Client:
        """A browser of somebody: signed in past every factor, or nobody's."""
        return Client() if who == "anonymous" else signed_in(self.officials[who])

    def objects(self, word: str) -> "Made":
        """What stands for an argument of a URL: an own object and a foreign one, or ``=`` and the value itself."""
        return (word[1:], word[1:]) if word.startswith("=") else OBJECTS[word](self)


Made = tuple[Any, ...]

# What stands for an argument of a URL, by its word in a row's ``args``: an own object and a foreign one.
OBJECTS: dict[str, Callable[[World], Made]] = {
    "organisation": lambda w: (w.own.pk, w.foreign.pk),
    "file": lambda w: tuple(each.pk for each in w.files),
    "grant": lambda w: tuple(each.pk for each in w.grants),
    "break_glass": lambda w: tuple(each.pk for each in w.broken),
    "account": lambda w: tuple(each.pk for each in w.accounts()),
    "recovery": lambda w: tuple(each.pk for each in w.recoveries()),
    "turn": lambda w: tuple(each.pk for each in w.turns),
    "contact_point": lambda w: tuple(each.pk for each in w.points),
    "contact_language": lambda w: tuple(each.pk for each in w.languages),
    "draft": lambda w: (w.draft().pk,) * 2,
    "order": lambda w: tuple(each.pk for each in w.orders()),
    "feedback": lambda w: (w.comment().pk,) * 2,
    "leaflet_kind": lambda w: (w.leaflet().kind,) * 2,
    "leaflet_language": lambda w: (w.leaflet().language,) * 2,
    "official": lambda w: (w.officials["counsellor"].pk, w.stranger.pk),
}
