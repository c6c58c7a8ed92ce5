"""A bed from its reservation to the day somebody left. For the purpose of support; raises Refused.

No bed is taken twice: reservations of a shelter come one after the other, and a constraint stands behind them. Who
comes too late is told which other shelters take the person for the same nights.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.access import actions as access
from opennrm.access.models import File
from opennrm.access.terms import Basis, FileKind, Purpose
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import housing
from opennrm.protection.actions.plans import KEPT, going_on_still
from opennrm.protection.actions.shelters import held_shelter
from opennrm.protection.counting import settle_stay
from opennrm.protection.finding import beds_of, elsewhere, free_bed, offer_of
from opennrm.protection.housing import Need, StayRefusal, StayState, Who, nights_of
from opennrm.protection.models import Bed, BedNight, ProtectionPlan, Shelter, Stay
from opennrm.protection.terms import PlanRefusal
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record


@dataclass(frozen=True)
class Full:
    """The refusal of a bed that is taken: ``elsewhere`` are the code names of shelters that fit instead."""

    elsewhere: tuple[str, ...]
    value: str = "full"

    @property
    def label(self) -> str:
        """What to do instead, in the language of the page."""
        if not self.elsewhere:
            return _("No bed is free here for all these nights, and no other shelter fits. Choose other nights.")
        names = ", ".join(self.elsewhere)
        return _("No bed is free here for all these nights. These fit: %(names)s.") % {"names": names}


@transaction.atomic
def reserve(plan: ProtectionPlan, shelter: Shelter, need: Need, *, by: Official, on: date) -> Stay:
    """Keep a bed for all the nights asked for. Those who run the shelter see the nights and needs, not who comes."""
    held, there = going_on_still(plan), held_shelter(shelter)
    shut = there.closed is not None and there.closed < need.until
    refuse(housing.why_not_reserve(since=need.since, until=need.until, today=on, closed=shut))
    refuse(_unfit(there, need))
    same = Stay.objects.holding().filter(plan=held, since__lt=need.until, until__gt=need.since)
    refuse(StayRefusal.ALSO_THERE if same.exists() else None)
    bed = free_bed(there, need)
    if bed is None:
        raise Refused(Full(tuple(elsewhere(need, but=there))))
    stay = Stay(
        file=_opened(held, there, by=by),
        plan=held,
        owner=held.owner,
        shelter=there,
        bed=bed,
        reserved_on=on,
        reserved_by=by,
        cost_night=there.cost_night,
        until=need.until,
        **_told(need),
    )
    stay.save(force_insert=True)
    _take(stay, bed, nights_of(need.since, need.until))
    record("stay.reserved", stay.word, by=by.word)
    return stay


@transaction.atomic
def arrive(stay: Stay, *, by: Official, on: date) -> None:
    """They came."""
    held = held_stay(stay)
    refuse(None if held.state == StayState.RESERVED else StayRefusal.NOT_RESERVED)
    refuse(StayRefusal.EARLY if on < held.since else None)
    Stay.objects.filter(pk=held.pk).update(state=StayState.ARRIVED, arrived=on)
    record("stay.arrived", held.word, by=by.word)


@transaction.atomic
def extend(stay: Stay, *, until: date, by: Official, on: date) -> None:
    """Keep the same bed for more nights; where it is taken by then, the answer says what else fits."""
    held = held_stay(stay)
    refuse(None if held.state in (StayState.RESERVED, StayState.ARRIVED) else StayRefusal.NOT_STAYING)
    refuse(None if until > held.until else StayRefusal.LATER)
    refuse(StayRefusal.NIGHTS if (until - held.since).days > housing.LONGEST else None)
    _take(held, held.bed, nights_of(held.until, until))
    Stay.objects.filter(pk=held.pk).update(until=until)
    record("stay.extended", held.word, by=by.word)


@transaction.atomic
def leave(stay: Stay, *, left: date, by: Official, on: date) -> None:
    """They left: the nights to come are free, and the nights they slept there fall into the register."""
    held = held_stay(stay)
    refuse(housing.why_not_leave(state=held.state, since=held.since, until=held.until, left=left, today=on))
    _end(held, StayState.LEFT, free_from=left, left=left)
    settle_stay(held, reason=Reason.NEW_INFORMATION, by=by, on=on)
    record("stay.left", held.word, by=by.word)


@transaction.atomic
def put_right(stay: Stay, *, left: date, by: Official, on: date) -> None:
    """Correct the day somebody left; the fact is superseded."""
    held = held_stay(stay)
    refuse(None if held.state == StayState.LEFT else StayRefusal.NOT_LEFT)
    refuse(housing.why_not_left_on(since=held.since, until=held.until, left=left, today=on))
    if held.left and left > held.left:
        _take(held, held.bed, nights_of(held.left, left))
    _end(held, StayState.LEFT, free_from=left, left=left)
    settle_stay(held, reason=Reason.ENTRY_ERROR, by=by, on=on)
    record("stay.put-right", held.word, by=by.word)


@transaction.atomic
def take_back_leaving(stay: Stay, *, by: Official, on: date) -> None:
    """They stay after all: the bed is kept as before, where nobody took it meanwhile; the fact is withdrawn."""
    held = held_stay(stay)
    if held.state != StayState.LEFT or held.left is None:
        raise Refused(StayRefusal.NOT_LEFT)
    _take(held, held.bed, nights_of(held.left, held.until))
    held.state, held.left = StayState.ARRIVED, None
    held.save(update_fields=["state", "left"])
    settle_stay(held, reason=Reason.ENTRY_ERROR, by=by, on=on)
    record("stay.leaving-taken-back", held.word, by=by.word)


@transaction.atomic
def no_show(stay: Stay, *, by: Official, on: date) -> None:
    """Nobody came: the bed is free again."""
    held = held_stay(stay)
    refuse(None if held.state == StayState.RESERVED else StayRefusal.NOT_RESERVED)
    refuse(StayRefusal.EARLY if on < held.since else None)
    _end(held, StayState.NO_SHOW, free_from=held.since)
    record("stay.no-show", held.word, by=by.word)


@transaction.atomic
def cancel(stay: Stay, *, by: Official, on: date) -> None:
    """Give a reserved bed back."""
    held = held_stay(stay)
    refuse(None if held.state == StayState.RESERVED else StayRefusal.NOT_RESERVED)
    _end(held, StayState.CANCELLED, free_from=held.since)
    record("stay.cancelled", held.word, by=by.word)


def held_stay(stay: Stay) -> Stay:
    """The stay as it is now, held; refused where it is out of the scope. The plan is not opened with it."""
    held = Stay.objects.select_for_update(of=("self",)).select_related("shelter", "bed").filter(pk=stay.pk).first()
    if held is None:
        raise Refused(PlanRefusal.NOT_HERE)
    held_shelter(held.shelter)
    return held


def need_of(stay: Stay, since: date, until: date) -> Need:
    """What a stay needs, for other nights."""
    nights = max((until - since).days, 1)
    return Need(Who(stay.who), since, nights, stay.children, stay.language, disability=stay.disability, pet=stay.pet)


def _told(need: Need) -> dict[str, object]:
    same = ("who", "since", "children", "language", "disability", "pet")
    return {name: getattr(need, name) for name in same}


def _unfit(shelter: Shelter, need: Need) -> StayRefusal | None:
    offer = offer_of(shelter, beds_of([shelter], need.since)[shelter.pk])
    return StayRefusal.UNFIT if housing.misfits(offer, need) else None


def _take(stay: Stay, bed: Bed, nights: list[date]) -> None:
    """Enter the nights, or refuse: the constraint says which bed is taken, whoever came first."""
    try:
        with transaction.atomic():
            BedNight.objects.bulk_create(BedNight(bed=bed, night=each, stay=stay.pk) for each in nights)
    except IntegrityError:
        need = need_of(stay, nights[0], nights[-1] + timedelta(days=1))
        raise Refused(Full(tuple(elsewhere(need, but=stay.shelter)))) from None


def _end(held: Stay, state: StayState, *, free_from: date, left: date | None = None) -> None:
    held.state, held.left = state, left
    held.save(update_fields=["state", "left"])
    BedNight.objects.filter(stay=held.pk, night__gte=free_from).delete()


def _opened(plan: ProtectionPlan, shelter: Shelter, *, by: Official) -> File:
    until, duty, why = timezone.now() + KEPT, Basis.LEGAL_DUTY, "bed reserved"
    support = Purpose.SUPPORT
    file = access.open_file(
        FileKind.PROTECTION, owner=plan.owner, purpose=support, basis=duty, until=until, reason=why, by=by
    )
    if shelter.operator_id != plan.owner_id:
        access.grant(file, to=shelter.operator, purpose=support, basis=duty, until=until, reason=why, by=by)
    return file
