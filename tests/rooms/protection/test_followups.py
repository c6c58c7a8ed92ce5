"""Ending a plan, asking months later how somebody fares, and reopening."""

import pytest

from opennrm.identification.models import Case
from opennrm.page.refusals import Refused
from opennrm.protection.actions import followups
from opennrm.protection.endings import EndingRefusal, Fares
from opennrm.protection.followups import FollowUp
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.terms import Ending
from tests.rooms.identification.world import again, desk, today
from tests.rooms.protection.residing import ago, supported

pytestmark = pytest.mark.django_db


def ended(s, why=Ending.SETTLED, **more):
    with s.supporting():
        followups.end(s.plan, **({"why": why, "close_case": True, "by": s.by, "on": ago(1)} | more))


def test_a_plan_that_ended_is_followed_up_after_three_six_and_twelve_months():
    s = supported()
    ended(s)
    with s.supporting():
        assert [each.months for each in FollowUp.objects.waiting()] == [3, 6, 12]
        assert not FollowUp.objects.due_by(today()).exists()
    assert again(s.case, s.at).closing == "settled"


def test_nobody_asks_after_a_plan_begun_by_mistake_and_the_case_goes_on():
    s = supported()
    ended(s, Ending.MISTAKE)
    with s.supporting():
        assert not FollowUp.objects.exists()
    assert again(s.case, s.at).closed is None


def test_a_case_of_another_organisation_goes_on_when_a_plan_ends():
    s = supported()
    other = desk("made-up-owner")
    with s.supporting():
        Case.objects.update(owner=other.organisation)
    ended(s)
    assert again(s.case, s.at).closed is None


def test_who_needs_support_has_plan_and_case_reopened_in_the_same_act():
    s = supported()
    ended(s)
    with s.supporting():
        first = FollowUp.objects.waiting().first()
        followups.follow_up(first, fares=Fares.NEEDS_SUPPORT, note="made up", by=s.by, on=today())
        assert ProtectionPlan.objects.get().ended is None
        assert not FollowUp.objects.waiting().exists()
        assert str(FollowUp.objects.get(done=today()).note) == "<sealed>"
    assert again(s.case, s.at).closed is None


def test_a_plan_reopened_and_ended_again_is_followed_up_anew():
    s = supported()
    ended(s)
    with s.supporting():
        followups.reopen(s.plan, by=s.by, on=today())
    ended(s, on=today())
    with s.supporting():
        assert FollowUp.objects.waiting().count() == 3
        assert FollowUp.objects.filter(dropped=today()).count() == 3


@pytest.mark.parametrize("fares", [Fares.WELL, Fares.OUT_OF_REACH])
def test_other_outcomes_are_kept_and_the_plan_stays_ended(fares):
    s = supported()
    ended(s)
    with s.supporting():
        first = FollowUp.objects.waiting().first()
        followups.follow_up(first, fares=fares, note="", by=s.by, on=today())
        assert ProtectionPlan.objects.get().ended == ago(1)
        with pytest.raises(Refused) as said:
            followups.follow_up(first, fares=fares, note="", by=s.by, on=today())
    assert said.value.reason == EndingRefusal.DONE


def test_ending_twice_or_reopening_what_goes_on_is_refused():
    s = supported()
    with s.supporting(), pytest.raises(Refused) as said:
        followups.reopen(s.plan, by=s.by, on=today())
    assert said.value.reason == EndingRefusal.NOT_ENDED
    ended(s)
    with pytest.raises(Refused) as said:
        ended(s)
    assert said.value.reason == EndingRefusal.ENDED
