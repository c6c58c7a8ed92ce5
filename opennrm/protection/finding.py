"""Which shelter takes this person, from which night, and what is free on which night."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from django.db.models import Count

from opennrm.protection.housing import HORIZON, Misfit, Need, Offer, earliest, misfits, nights_of
from opennrm.protection.models import Bed, BedNight, Shelter


@dataclass(frozen=True)
class Place:
    """A shelter as an answer: why it does not take them, or the first of the nights asked for that is free."""

    shelter: Shelter
    misfits: tuple[Misfit, ...]
    first: date | None
    speaks: bool
    at_once: bool

    @property
    def fits(self) -> bool:
        """Whether it takes them, now or within the horizon."""
        return not self.misfits and self.first is not None


@dataclass(frozen=True)
class Night:
    """What is free in a shelter on one night, of how many beds."""

    night: date
    free: int
    beds: int


def offer_of(shelter: Shelter, beds: Iterable[Bed]) -> Offer:
    """What a shelter takes, as the rules read it."""
    return Offer(
        takes=frozenset(shelter.takes),
        sleeps=max((each.sleeps for each in beds), default=0),
        accessible=shelter.accessible,
        pets=shelter.pets,
    )


def takers(need: Need, *, horizon: int = HORIZON) -> list[Place]:
    """Every open shelter: first those that take them, the soonest first; who speaks the language before others."""
    shelters = list(Shelter.objects.open(need.since))
    beds = beds_of(shelters, need.since)
    every = (each.pk for each in chain.from_iterable(beds.values()))
    taken = _taken(every, need.since, need.until + timedelta(days=horizon))
    found = []
    for shelter in shelters:
        why = tuple(misfits(offer_of(shelter, beds[shelter.pk]), need))
        large = [each.pk for each in beds[shelter.pk] if each.sleeps >= need.persons]
        soon = None if why else earliest({pk: taken[pk] for pk in large}, need, horizon=horizon)
        first = soon[1] if soon else None
        speaks = bool(need.language) and need.language in shelter.languages
        found.append(Place(shelter, why, first, speaks, first == need.since))
    return sorted(found, key=lambda each: (not each.fits, each.first or date.max, not each.speaks, each.shelter.code))


def elsewhere(need: Need, *, but: Shelter) -> list[str]:
    """The code names of other shelters that take them for these very nights, at most three."""
    return [each.shelter.code for each in takers(need, horizon=0) if each.fits and each.shelter.pk != but.pk][:3]


def free_bed(shelter: Shelter, need: Need) -> Bed | None:
    """The smallest bed of a shelter that is free on all nights; None where there is none."""
    beds = [each for each in beds_of([shelter], need.since)[shelter.pk] if each.sleeps >= need.persons]
    taken = _taken((each.pk for each in beds), need.since, need.until)
    return next((each for each in beds if not taken[each.pk]), None)


def overview(shelters: Iterable[Shelter], first: date, nights: int) -> list[tuple[Shelter, list[Night]]]:
    """For each shelter what is free on each of the nights from ``first`` on."""
    rows = list(shelters)
    beds = beds_of(rows, first)
    asked = nights_of(first, first + timedelta(days=nights))
    counted = BedNight.objects.filter(night__in=asked, bed__in=[each.pk for each in chain.from_iterable(beds.values())])
    taken = {
        (shelter, night): number
        for shelter, night, number in counted.values_list("bed__shelter", "night").annotate(n=Count("pk"))
    }
    return [
        (
            each,
            [Night(night, len(beds[each.pk]) - taken.get((each.pk, night), 0), len(beds[each.pk])) for night in asked],
        )
        for each in rows
    ]


def beds_of(shelters: Iterable[Shelter], on: date) -> dict[UUID, list[Bed]]:
    """The beds in use by shelter, the smallest first."""
    found: dict[UUID, list[Bed]] = defaultdict(list)
    rows = Bed.objects.filter(shelter__in=list(shelters), closed__isnull=True).order_by("sleeps", "name", "id")
    for bed in rows:
        found[bed.shelter_id].append(bed)
    return found


def _taken(beds: Iterable[UUID], first: date, until: date) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = BedNight.objects.filter(bed__in=list(beds), night__gte=first, night__lt=until)
    for bed, night in rows.values_list("bed", "night"):
        found[bed].add(night)
    return found
