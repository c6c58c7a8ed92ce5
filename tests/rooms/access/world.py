"""A small made-up world: three organisations, their officials, and files granted to this one or that."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.scope import Scope, System
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.access.walls import tables
from opennrm.agencies.models import Official, OfficialRole, Organisation
from opennrm.agencies.terms import OrganisationKind
from tests.rooms.access.madeup.models import Area, Case, Label, Note, Person

LONG_AGO = date(2019, 4, 1)
MADE_UP = (File, Grant, BreakGlass, Case, Person, Note, Case.linked.through, Case.labels.through)


def everything(name: str = "made-up-everything") -> System:
    return System(name, reads=tables(), writes=tables())


def organisation(code: str, kind: OrganisationKind = OrganisationKind.WOMENS_SUPPORT_CENTER) -> Organisation:
    return Organisation.objects.create(code=code, kind=kind, source="made up for a test")


def official(body: Organisation, *roles: str, lead: bool = False, since: date = LONG_AGO) -> Official:
    made = Official.objects.create(organisation=body, lead=lead, since=since)
    OfficialRole.objects.bulk_create(OfficialRole(official=made, role=role) for role in roles)
    return made


def scope(who: Official, purpose: str = Purpose.SUPPORT) -> Scope:
    return Scope(who.pk, (who.organisation_id,), purpose)


def file(owner: Organisation) -> File:
    return File.objects.create(kind=FileKind.EXAMINATION, owner=owner)


def granted(to: File, body: Organisation, *, purpose: str = Purpose.SUPPORT, days: int = 30, **more) -> Grant:
    now = timezone.now()
    return Grant.objects.create(
        file=to,
        owner_id=to.owner_id,
        organisation=body,
        purpose=purpose,
        basis=Basis.CONSENT,
        since=now - timedelta(days=100),
        until=now + timedelta(days=days),
        reason="made up",
        **more,
    )


@dataclass
class World:
    """«mine» is granted to the caseworker's organisation for support, «theirs» is not."""

    shelter: Organisation
    other: Organisation
    caseworker: Official
    stranger: Official
    mine: Case
    theirs: Case
    grant: Grant
    area: Area

    @property
    def scope(self) -> Scope:
        return scope(self.caseworker)


def case(of: File, area: Area, title: str, **more) -> Case:
    made = Case.objects.create(file=of, area=area, title=title, **more)
    person = Person.objects.create(case=made, name=f"{title} person")
    Note.objects.create(case=made, about=person, body=f"{title} note")
    return made


def world() -> World:
    """Two cases side by side, linked both ways, with the same label and area."""
    shelter, other = organisation("shelter"), organisation("other")
    caseworker, stranger = official(shelter, "caseworker"), official(other, "caseworker")
    area, label = Area.objects.create(name="north"), Label.objects.create(name="urgent")
    with running(everything()):
        files = file(other), file(other)
        grant = granted(files[0], shelter)
        granted(files[1], other)
        granted(files[0], other)
        mine = case(files[0], area, "mine", opened=date(2020, 3, 1))
        theirs = case(files[1], area, "theirs", opened=date(2021, 3, 1))
        mine.linked.add(theirs)
        theirs.linked.add(mine)
        mine.labels.add(label)
        theirs.labels.add(label)
    return World(shelter, other, caseworker, stranger, mine, theirs, grant, area)
