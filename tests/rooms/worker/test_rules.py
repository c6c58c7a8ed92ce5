"""When things are next due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opennrm.worker.rules import LETTER_TRIES, LONGEST_RETRY, next_due, next_try

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_sweep_that_ended_well_is_due_a_period_after_it_began():
    assert next_due(NOW, period=HOUR, failures=0) == NOW + HOUR


def test_a_sweep_that_failed_is_tried_sooner_and_then_less_and_less_often():
    waits = [next_due(NOW, period=HOUR, failures=n) - NOW for n in range(1, 12)]
    assert waits[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60)]
    assert waits == sorted(waits)
    assert waits[-1] == HOUR


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=30)), st.integers(1, 10_000))
def test_a_failing_sweep_is_never_forgotten(period, failures):
    wait = next_due(NOW, period=period, failures=failures) - NOW
    assert timedelta() < wait <= max(period, LONGEST_RETRY)


def test_a_letter_is_given_up_after_about_three_days():
    waits = [next_try(NOW, tries=tries) - NOW for tries in range(1, LETTER_TRIES)]
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=4)
    assert next_try(NOW, tries=LETTER_TRIES) is None
