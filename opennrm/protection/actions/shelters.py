"""Shelters and their beds, and who may know where they stand. For the purpose of support; raises Refused."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access import actions as access
from opennrm.access.models import Grant
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused, refuse
from opennrm.protection.actions.plans import KEPT
from opennrm.protection.housing import ShelterKind, StayRefusal
from opennrm.protection.models import Bed, BedNight, Shelter, ShelterAddress
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Described:
    """What caseworkers look up of a shelter. ``takes`` are codes of ``Takes``, ``languages`` BCP 47 tags."""

    code: str
    kind: ShelterKind
    takes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessible: bool = False
    pets: bool = False
    prefecture: str = ""
    entrusted_by: Organisation | None = None
    cost_night: int | None = None


@dataclass(frozen=True)
class Location:
    """Where a shelter stands. What is empty stays as it was."""

    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@transaction.atomic
def open_shelter(described: Described, *, location: Location, by: Official, on: date) -> Shelter:
    """Enter a shelter that one's organisation runs. Its address opens to that organisation alone."""
    operator = Organisation.objects.get(pk=by.organisation_id)
    shelter = Shelter(operator=operator, **_columns(described))
    _keep(shelter)
    file = access.open_file(
        FileKind.SHELTER,
        owner=operator,
        purpose=Purpose.SUPPORT,
        basis=Basis.LEGAL_DUTY,
        until=timezone.now() + KEPT,
        reason="shelter opened",
        by=by,
    )
    there = ShelterAddress(file=file, shelter=shelter)
    _locate(there, location)
    there.save(force_insert=True)
    record("shelter.opened", shelter.word, by=by.word)
    return shelter


@transaction.atomic
def change(shelter: Shelter, described: Described, *, location: Location, by: Official) -> None:
    """Put right what is said of a shelter, and where it stands; one's own organisation runs it."""
    held = operated(shelter, by=by)
    for name, value in _columns(described).items():
        setattr(held, name, value)
    _keep(held)
    there = ShelterAddress.objects.get(shelter=held)
    _locate(there, location)
    there.save()
    record("shelter.changed", held.word, by=by.word)


@transaction.atomic
def close(shelter: Shelter, *, closed: date | None, by: Official) -> None:
    """Close a shelter from a day on; None opens it again. Who stays there stays until they leave."""
    held = operated(shelter, by=by)
    Shelter.objects.filter(pk=held.pk).update(closed=closed)
    record("shelter.closed" if closed else "shelter.reopened", held.word, by=by.word)


@transaction.atomic
def add_bed(shelter: Shelter, *, name: str, sleeps: int, by: Official) -> Bed:
    """Add a bed, or a room that several sleep in."""
    held = operated(shelter, by=by)
    bed = Bed(shelter=held, name=name.strip(), sleeps=sleeps)
    try:
        with transaction.atomic():
            bed.save(force_insert=True)
    except IntegrityError:
        raise Refused(StayRefusal.NAME_TAKEN) from None
    record("bed.added", held.word, by=by.word)
    return bed


@transaction.atomic
def close_bed(bed: Bed, *, closed: date | None, by: Official, on: date) -> None:
    """Take a bed out of use, where nobody has it for a night to come; None takes it in again."""
    held = operated(bed.shelter, by=by)
    taken = closed is not None and BedNight.objects.filter(bed=bed, night__gte=on).exists()
    refuse(StayRefusal.BED_IN_USE if taken else None)
    Bed.objects.filter(pk=bed.pk, shelter=held).update(closed=closed)
    record("bed.closed" if closed else "bed.reopened", held.word, by=by.word)


@transaction.atomic
def let_know(shelter: Shelter, *, to: Organisation, until: datetime, reason: str, by: Official) -> Grant:
    """Let another organisation open the address until a moment, saying why."""
    held = operated(shelter, by=by)
    there = ShelterAddress.objects.select_related("file").get(shelter=held)
    known = Grant.objects.holding().filter(file=there.file_id, organisation=to, purpose=Purpose.SUPPORT)
    refuse(StayRefusal.KNOWS if known.exists() else None)
    duty = Basis.LEGAL_DUTY
    return access.grant(there.file, to=to, purpose=Purpose.SUPPORT, basis=duty, until=until, reason=reason, by=by)


@transaction.atomic
def know_no_more(shelter: Shelter, given: Grant, *, by: Official) -> None:
    """Shut an organisation out from the address again."""
    there = ShelterAddress.objects.get(shelter=operated(shelter, by=by))
    refuse(None if given.file_id == there.file_id else StayRefusal.NOT_OPERATOR)
    access.revoke(given, reason="need not know the address any more", by=by)


def operated(shelter: Shelter, *, by: Official) -> Shelter:
    """The shelter as it is now, held; refused where another organisation runs it."""
    held = held_shelter(shelter)
    refuse(None if held.operator_id == by.organisation_id else StayRefusal.NOT_OPERATOR)
    return held


def held_shelter(shelter: Shelter) -> Shelter:
    """The shelter as it is now, held until the transaction ends: reservations in it come one after the other."""
    return Shelter.objects.select_for_update(of=("self",)).get(pk=shelter.pk)


def _columns(described: Described) -> dict[str, object]:
    same = ("code", "kind", "accessible", "pets", "prefecture", "entrusted_by", "cost_night")
    lists = {"takes": sorted(described.takes), "languages": list(described.languages)}
    return {name: getattr(described, name) for name in same} | lists


def _keep(shelter: Shelter) -> None:
    try:
        with transaction.atomic():
            shelter.save()
    except IntegrityError:
        raise Refused(StayRefusal.NAME_TAKEN) from None


def _locate(there: ShelterAddress, location: Location) -> None:
    for name in ("address", "phone"):
        if text := getattr(location, name).strip():
            seal(there, name, text)
