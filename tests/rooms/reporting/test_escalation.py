"""What waits unread is told: who is on duty, then the leads, then the body above; with no word of what is in it."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from opennrm.agencies.models import DutyTurn, Organisation
from opennrm.reporting.actions import desk, intake
from opennrm.reporting.duty import when_read
from opennrm.reporting.models import Alarm
from opennrm.reporting.urgency import Reading
from tests.desk import body, official
from tests.rooms.reporting.world import police, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)


def turn(who, at):
    here = timezone.localtime(at)
    return DutyTurn.objects.create(
        organisation=who.organisation, official=who, weekday=here.weekday(), starts=time(0), ends=time(23, 59, 59)
    )


def noon():
    return datetime(2099, 4, 6, 12, tzinfo=timezone.get_default_timezone())


def test_danger_unread_is_told_to_whoever_is_on_duty_then_to_leads_then_above():
    there, above = shelter(), official(body("mhlw", kind="ministry"), lead=True)
    Organisation.objects.filter(pk=there.organisation.pk).update(parent=above.organisation)
    on_duty = official(there.organisation, roles=["counsellor"])
    turn(on_duty, noon())
    _receipt, report = taken_in(at=there, danger=True)
    told = []
    for step in range(3):
        intake.escalate(at=noon() + timedelta(minutes=20 * step), tell=lambda who, what: told.append((who, what)))
    assert [who for who, _what in told] == [on_duty, on_duty, there.official, on_duty, there.official, above]
    assert {what for _who, what in told} == {report.word}


def test_what_is_not_due_or_was_read_is_told_to_nobody():
    there = shelter()
    _receipt, report = taken_in(at=there)
    assert intake.escalate(at=timezone.now()) == 0
    with there.acting():
        desk.open_report(report, unlocked=there.unlocked, by=there.official)
    assert intake.escalate(at=noon()) == 0


def test_the_page_shows_an_official_their_alarms():
    there, other = shelter(), police()
    taken_in(at=there, child=True)
    assert intake.escalate(at=noon()) == 1
    with there.acting():
        assert Alarm.objects.get().official == there.official
    with other.acting():
        assert not Alarm.objects.exists()


def test_when_somebody_reads_is_said_from_the_turns_alone():
    there = shelter()
    assert when_read("womens-support-centers", at=noon()).reading is Reading.NOT_SAID
    turn(there.official, noon())
    assert when_read("womens-support-centers", at=noon()).reading is Reading.ON_DUTY
    assert when_read("womens-support-centers", at=noon() + timedelta(days=1)).at.date().isoformat() == "2099-04-13"
