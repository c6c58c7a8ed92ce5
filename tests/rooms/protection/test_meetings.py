"""Meetings: each organisation opens what was agreed with it, by the person's consent, and nothing else."""

import pytest

from opennrm.access.models import Grant
from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.identification.models import ConsentGrant
from opennrm.identification.terms import ConsentPurpose
from opennrm.page.refusals import Refused
from opennrm.protection.actions import meetings
from opennrm.protection.models import Aim, Meeting, ProtectionPlan, Seat
from opennrm.protection.terms import MeetingState, MeetingWay, WorkRefusal
from tests.rooms.identification.world import desk, today
from tests.rooms.protection.test_plans import refused, worked_on
from tests.rooms.protection.world import consented, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    there, plan = planned()
    worked_on(there, plan)
    others = [desk(f"made-up-{each}", kind="ngo") for each in ("one", "two")]
    for other in others:
        consented(there, plan.case, ConsentPurpose.SUPPORT, other.organisation)
    with there.supporting():
        told = {"day": today(), "way": MeetingWay.VIDEO, "agenda": "今後の住まい（作り話）"}
        meeting = meetings.plan_meeting(plan, **told, by=there.caseworker, on=today())
        seats = [_seat(there, meeting, other) for other in others]
    return there, meeting, others, seats


def _seat(there, meeting, other):
    return meetings.invite(meeting, other.organisation, agenda="住まい", by=there.caseworker, on=today())


@pytest.mark.django_db(transaction=True)
def test_a_participant_sees_what_was_agreed_with_it_and_nothing_else(world):
    there, meeting, (one, two), (seat, other_seat) = world
    with there.supporting():
        meetings.hold(meeting, text="全体の記録", by=there.caseworker)
        meetings.share(seat, text="一号が部屋を探す", by=there.caseworker, on=today())
        meetings.share(other_seat, text="二号が通訳を手配", by=there.caseworker, on=today())
    with one.supporting():
        assert Seat.objects.get() == seat
        assert reveal(seat, "agreed", purpose=Purpose.SUPPORT) == "一号が部屋を探す"
        with pytest.raises(Refused):
            reveal(other_seat, "agreed", purpose=Purpose.SUPPORT)
        for model in (Meeting, ProtectionPlan, Aim):
            assert not model.objects.exists()
    with two.identifying():
        assert not Seat.objects.exists()


def test_without_consent_nobody_takes_part():
    there, plan = planned()
    stranger = desk("made-up-stranger", kind="ngo").organisation
    with there.supporting():
        told = {"day": today(), "way": MeetingWay.VIDEO, "agenda": "made up", "by": there.caseworker}
        meeting = meetings.plan_meeting(plan, **told, on=today())
        asked = {"meeting": meeting, "agenda": "", "by": there.caseworker, "on": today()}
        assert refused(meetings.invite, organisation=stranger, **asked) is WorkRefusal.NO_CONSENT
        assert refused(meetings.invite, organisation=there.organisation, **asked) is WorkRefusal.ITSELF


def test_a_seat_rests_on_the_consent_and_is_given_once(world):
    there, meeting, (one, _two), (seat, _other) = world
    with there.supporting():
        grant = Grant.objects.get(file=seat.file_id, organisation=one.organisation)
        assert ConsentGrant.objects.get(grant=grant).consent.recipient == one.organisation
        told = {"meeting": meeting, "organisation": one.organisation, "agenda": "", "by": there.caseworker}
        assert refused(meetings.invite, **told, on=today()) is WorkRefusal.INVITED


def test_who_takes_part_no_more_sees_nothing_from_the_next_query_on(world):
    there, meeting, (one, two), (seat, _other) = world
    with there.supporting():
        meetings.uninvite(seat, by=there.caseworker, on=today())
    with one.supporting():
        assert not Seat.objects.exists()
    with two.supporting():
        assert Seat.objects.count() == 1
    with there.supporting():
        _seat(there, meeting, one)
    with one.supporting():
        assert Seat.objects.count() == 1


def test_what_was_agreed_is_told_once_the_meeting_was_held(world):
    there, meeting, _others, (seat, _other) = world
    told = {"seat": seat, "text": "made up", "by": there.caseworker, "on": today()}
    with there.supporting():
        assert refused(meetings.share, **told) is WorkRefusal.NOT_HELD
        meetings.hold(meeting, text="made up", by=there.caseworker)
        meetings.share(**told)
        assert refused(meetings.cancel, meeting=meeting, by=there.caseworker) is WorkRefusal.CHANGED


def test_a_participant_cannot_write_what_was_agreed(world):
    _there, _meeting, (one, _two), (seat, _other) = world
    told = {"seat": seat, "text": "another thing", "by": one.caseworker, "on": today()}
    with one.supporting():
        assert refused(meetings.share, **told) is WorkRefusal.CHANGED


def test_a_meeting_that_is_called_off_shows_so_to_those_invited(world):
    there, meeting, (one, _two), _seats = world
    with there.supporting():
        meetings.cancel(meeting, by=there.caseworker)
    with one.supporting():
        assert Seat.objects.get().state == MeetingState.CANCELLED
