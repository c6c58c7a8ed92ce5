"""By the clock: what was posted comes in, and what waits unread is told by a letter without content."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from opennrm.reporting import sweeps
from opennrm.reporting.actions import desk
from opennrm.reporting.models import Alarm, Report
from opennrm.worker import letters
from opennrm.worker.models import Letter, Sweep
from opennrm.worker.sweeps import declared, run_due
from tests.desk import account_of, official
from tests.rooms.reporting.world import SECRET, sent, shelter, taken_in

pytestmark = pytest.mark.django_db(transaction=True)
OURS = ("opennrm.reporting.sweeps.take_in", "opennrm.reporting.sweeps.escalate")


def later(there, minutes):
    """As if the alarm had been set so many minutes ago."""
    with there.acting():
        Report.objects.update(alarm_at=timezone.now() - timedelta(minutes=minutes))


def test_the_worker_runs_both_every_minute():
    assert {declared()[name] for name in OURS} == {timedelta(minutes=1)}


def test_the_worker_takes_in_and_tells_of_danger(settings):
    there = shelter()
    settings.SWEEPS = {name: timedelta(minutes=1) for name in OURS}
    sent(danger=True)
    for _minute in range(2):
        assert run_due("a worker") == []
        Sweep.objects.update(due=timezone.now() - timedelta(seconds=1))
    assert Letter.objects.get().recipient == there.official.word


def test_the_letter_says_that_something_waits_and_nothing_of_it():
    there = shelter()
    account = account_of(there.official)
    report = taken_in(at=there, danger=True)[1]
    sweeps.escalate()
    letters.deliver()
    message = mail.outbox[0]
    assert message.to == [account.email]
    assert message.body.strip() == message.subject == "窓口システムに未処理の案件があります。"
    said = str(message.message())
    for secret in (SECRET, str(report.pk), "my", "danger", there.organisation.pk):
        assert secret not in said.replace(account.email, "").split()


def test_one_letter_for_many_reports():
    there = shelter()
    for what in "abc":
        taken_in(what, at=there, danger=True)
    sweeps.escalate()
    assert Letter.objects.count() == 1


def test_unread_it_goes_on_to_others_and_read_it_ends():
    there = shelter()
    other_lead = official(there.organisation, lead=True)
    report = taken_in(at=there, danger=True)[1]
    for _step in range(2):
        later(there, 16)
        sweeps.escalate()
    with there.acting():
        assert set(Alarm.objects.filter(step=2).values_list("official", flat=True)) == {
            there.official.pk,
            other_lead.pk,
        }
        desk.open_report(report, unlocked=there.unlocked, by=there.official)
        sweeps.escalate()
        assert set(Alarm.objects.values_list("step", flat=True)) == {1, 2}
