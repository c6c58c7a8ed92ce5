"""Shelters: who takes whom, the last bed, nights that fall into the register, and an address few may open."""

import pytest
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import strategies as st

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.access.terms import Refusal as Shut
from opennrm.page.refusals import Refused
from opennrm.protection.actions import shelters, stays
from opennrm.protection.finding import overview, takers
from opennrm.protection.housing import Misfit, Need, Offer, StayRefusal, StayState, Takes, Who, earliest, misfits
from opennrm.protection.models import Bed, BedNight, ProtectionPlan, ShelterAddress, Stay
from tests.rooms.identification.world import days_ago, desk, today
from tests.rooms.protection.test_plans import refused
from tests.rooms.protection.world import ADDRESS, given, house, later, need, planned, rows

pytestmark = pytest.mark.django_db
needs = st.builds(
    Need, st.sampled_from(Who), st.just(today()), st.integers(1, 5), st.integers(0, 3), st.just(""),
    st.booleans(), st.booleans(),
)  # fmt: skip
offers = st.builds(
    Offer, st.frozensets(st.sampled_from(Takes)), st.integers(0, 5), accessible=st.booleans(), pets=st.booleans()
)
EVERYBODY = Offer(frozenset(Takes), 9, accessible=True, pets=True)


@drawn(needs)
def test_a_shelter_that_takes_everybody_takes_each(who):
    assert misfits(EVERYBODY, who) == []


@drawn(offers, needs)
def test_a_shelter_that_takes_more_never_fits_worse(offer, who):
    more = Offer(offer.takes | {Takes.FAMILIES}, offer.sleeps + 1, accessible=True, pets=True)
    assert set(misfits(more, who)) <= set(misfits(offer, who))


@drawn(st.sets(st.integers(0, 40)), st.integers(1, 5))
def test_the_earliest_nights_are_free_and_none_before_are(taken, nights):
    days = {later(each) for each in taken}
    found = earliest({"a": days}, need(nights=nights), horizon=30)
    free = [n for n in range(31) if not any(later(n + each) in days for each in range(nights))]
    assert found == (("a", later(free[0])) if free else None)


def test_who_takes_this_person_tonight_says_who_does_not_and_why():
    there, _plan = planned()
    house(there, "women", beds=1)
    house(there, "men", takes=("men",))
    house(there, "all", takes=tuple(Takes), beds=1, sleeps=3, languages=("fil",), pets=True)
    found = takers(need(children=1, language="fil"))
    assert [each.shelter.code for each in found if each.fits] == ["all"]
    assert found[0].speaks
    women = next(each for each in found if each.shelter.code == "women")
    assert set(women.misfits) == {Misfit.CHILDREN, Misfit.ROOM}


def test_who_finds_nothing_free_tonight_learns_the_earliest_night():
    there, plan = planned()
    made = house(there)
    with there.supporting():
        stays.reserve(plan, made, need(nights=3), by=there.caseworker, on=today())
    assert takers(need())[0].first == later(3)


def test_a_bed_is_reserved_somebody_comes_stays_longer_and_leaves_and_the_nights_are_counted():
    there, plan = planned(on=days_ago(40))
    made, by = house(there), there.caseworker
    with there.supporting():
        stay = stays.reserve(plan, made, need(days_ago(10), nights=5), by=by, on=days_ago(10))
        stays.arrive(stay, by=by, on=days_ago(10))
        stays.extend(stay, until=later(3), by=by, on=days_ago(6))
        assert BedNight.objects.filter(stay=stay.pk).count() == 13
        stays.leave(stay, left=days_ago(1), by=by, on=today())
        assert BedNight.objects.filter(stay=stay.pk).count() == 9
        assert Stay.objects.get().cost == 9 * 4000
    fact = given(stay.pk)
    assert (fact.service, fact.quantity, fact.day) == ("shelter_nights", 9, days_ago(1))
    with there.supporting():
        assert fact.person == ProtectionPlan.objects.get().case.person.key


def test_the_day_somebody_left_is_put_right_and_taken_back_and_the_fact_follows():
    there, plan = planned(on=days_ago(40))
    by = there.caseworker
    with there.supporting():
        stay = stays.reserve(plan, house(there), need(days_ago(5), nights=8), by=by, on=days_ago(5))
        stays.arrive(stay, by=by, on=days_ago(5))
        stays.leave(stay, left=days_ago(3), by=by, on=today())
        stays.put_right(stay, left=days_ago(1), by=by, on=today())
        assert (given(stay.pk).quantity, rows(stay.pk)) == (4, 2)
        stays.take_back_leaving(stay, by=by, on=today())
        assert given(stay.pk) is None
        assert BedNight.objects.filter(stay=stay.pk).count() == 8
        stays.leave(stay, left=today(), by=by, on=today())
    assert given(stay.pk).quantity == 5


@pytest.mark.parametrize("act", [stays.no_show, stays.cancel])
def test_a_bed_nobody_uses_is_free_again(act):
    there, plan = planned()
    with there.supporting():
        stay = stays.reserve(plan, house(there), need(), by=there.caseworker, on=today())
        act(stay, by=there.caseworker, on=today())
        assert not BedNight.objects.exists()
        assert Stay.objects.get().nights == 0
        told = {"stay": stay, "by": there.caseworker, "on": today()}
        assert refused(stays.arrive, **told) is StayRefusal.NOT_RESERVED


def test_who_comes_too_late_for_the_last_bed_is_told_what_fits_instead():
    there, first = planned()
    _there, second = planned(there)
    made = house(there, "last")
    house(there, "spare")
    with there.supporting():
        stays.reserve(first, made, need(), by=there.caseworker, on=today())
        with pytest.raises(Refused) as caught:
            stays.reserve(second, made, need(), by=there.caseworker, on=today())
    assert "spare" in str(caught.value)


def test_a_stay_is_not_extended_into_the_nights_of_another():
    there, first = planned()
    _there, second = planned(there)
    made, by = house(there), there.caseworker
    with there.supporting():
        stay = stays.reserve(first, made, need(nights=2), by=by, on=today())
        stays.reserve(second, made, need(later(2)), by=by, on=today())
        assert isinstance(refused(stays.extend, stay=stay, until=later(3), by=by, on=today()), stays.Full)
        assert Stay.objects.get(pk=stay.pk).until == later(2)


def test_the_constraint_keeps_a_bed_from_being_taken_twice_whoever_forgets_to_ask():
    there, _plan = planned()
    bed = Bed.objects.get(shelter=house(there))
    BedNight.objects.create(bed=bed, night=today(), stay=bed.pk)
    with pytest.raises(IntegrityError):
        BedNight.objects.create(bed=bed, night=today(), stay=bed.pk)


def test_nobody_has_two_beds_for_a_night_nor_one_that_does_not_take_them():
    there, plan = planned()
    made, men = house(there, beds=2), house(there, "men", takes=("men",))
    told = {"plan": plan, "by": there.caseworker, "on": today()}
    with there.supporting():
        assert refused(stays.reserve, shelter=men, need=need(), **told) is StayRefusal.UNFIT
        stays.reserve(shelter=made, need=need(), **told)
        assert refused(stays.reserve, shelter=made, need=need(), **told) is StayRefusal.ALSO_THERE
        nights = {"shelter": made, "need": need(days_ago(1))}
        assert refused(stays.reserve, **nights, **told) is StayRefusal.NIGHTS


def test_those_who_run_the_shelter_see_that_somebody_comes_and_not_who():
    there, plan = planned()
    ngo = desk("made-up-ngo", kind="ngo")
    made = house(ngo, languages=("fil",))
    with there.supporting():
        stay = stays.reserve(plan, made, need(), by=there.caseworker, on=today())
    with ngo.supporting():
        seen = Stay.objects.get()
        assert (seen.who, seen.since) == (Who.WOMAN, today())
        assert not ProtectionPlan.objects.exists()
        stays.arrive(seen, by=ngo.caseworker, on=today())
        stays.leave(seen, left=today(), by=ngo.caseworker, on=today())
    assert given(stay.pk) is None  # no night was slept
    npa = desk("npa", kind="police")
    with npa.supporting():
        assert not Stay.objects.exists()


def test_the_beds_by_night_say_what_is_free():
    there, plan = planned()
    made = house(there, beds=3)
    with there.supporting():
        stays.reserve(plan, made, need(nights=2), by=there.caseworker, on=today())
    [(_shelter, nights)] = overview([made], today(), 4)
    assert [(each.free, each.beds) for each in nights] == [(2, 3), (2, 3), (3, 3), (3, 3)]


@pytest.mark.django_db(transaction=True)
def test_the_address_opens_to_those_it_lets_know_and_never_to_enforcement():
    there, _plan = planned()
    ngo, npa = desk("made-up-ngo", kind="ngo"), desk("npa", kind="police")
    made, far = house(there), timezone.now() + shelters.KEPT
    with ngo.supporting():
        assert not ShelterAddress.objects.exists()
    with there.supporting():
        where = ShelterAddress.objects.get()
        for other in (ngo, npa):
            shelters.let_know(made, to=other.organisation, until=far, reason="brings people there", by=there.caseworker)
    with ngo.supporting():
        assert reveal(where, "address", purpose=Purpose.SUPPORT) == ADDRESS
    with npa.supporting(), pytest.raises(Refused) as caught:
        reveal(where, "address", purpose=Purpose.SUPPORT)
    assert caught.value.reason is Shut.FIREWALL


def test_only_those_who_run_a_shelter_change_it():
    there, _plan = planned()
    made, ngo = house(there, beds=2), desk("made-up-ngo", kind="ngo")
    told = {"shelter": made, "by": ngo.caseworker}
    with ngo.supporting():
        assert refused(shelters.add_bed, name="9", sleeps=1, **told) is StayRefusal.NOT_OPERATOR
        assert refused(shelters.close, closed=today(), **told) is StayRefusal.NOT_OPERATOR
    with there.supporting():
        shelters.close_bed(Bed.objects.first(), closed=today(), by=there.caseworker, on=today())
    assert overview([made], today(), 1)[0][1][0].beds == 1


def test_a_bed_somebody_has_is_not_closed():
    there, plan = planned()
    made = house(there)
    with there.supporting():
        stay = stays.reserve(plan, made, need(), by=there.caseworker, on=today())
        told = {"bed": Bed.objects.get(), "closed": today(), "by": there.caseworker, "on": today()}
        assert refused(shelters.close_bed, **told) is StayRefusal.BED_IN_USE
        assert Stay.objects.get(pk=stay.pk).state == StayState.RESERVED
