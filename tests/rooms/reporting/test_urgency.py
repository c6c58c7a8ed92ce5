"""How urgent, when told, when read: an honest answer, or none."""

from datetime import date, datetime, time, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.agencies.rules import Turn
from opennrm.reporting.terms import Urgency
from opennrm.reporting.urgency import PATIENCE, Reading, first_alarm, next_alarm, read_by, urgency_of

DAY = date(2026, 4, 6)  # a Monday
JAPAN = timezone(timedelta(hours=9))
TURNS = st.lists(
    st.builds(Turn, st.just(UUID(int=1)), st.integers(0, 6), st.times(), st.times()).filter(
        lambda turn: turn.starts != turn.ends
    ),
    max_size=4,
)


def at(hour, day=6):
    return datetime(2026, 4, day, hour, tzinfo=JAPAN)


MOMENTS = st.integers(0, 365 * 24 * 3600).map(lambda seconds: at(0) + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("danger", "child", "answer_by", "urgency"),
    [
        (True, True, None, Urgency.NOW),
        (False, True, None, Urgency.SOON),
        (False, False, DAY + timedelta(days=3), Urgency.SOON),
        (False, False, DAY - timedelta(days=9), Urgency.SOON),
        (False, False, DAY + timedelta(days=4), Urgency.ORDINARY),
        (False, False, None, Urgency.ORDINARY),
    ],
)
def test_how_urgent_a_report_is(danger, child, answer_by, urgency):
    assert urgency_of(danger=danger, child=child, answer_by=answer_by, on=DAY) is urgency


def test_danger_is_told_at_once_and_again_and_the_rest_when_it_has_waited():
    assert first_alarm(Urgency.NOW, at=at(9)) == at(9)
    assert next_alarm(Urgency.NOW, at=at(9)) == at(9) + timedelta(minutes=15)
    assert first_alarm(Urgency.SOON, at=at(9)) == at(13)
    assert list(PATIENCE.values()) == sorted(PATIENCE.values())


def test_on_duty_now_next_turn_or_not_said():
    night = Turn(UUID(int=1), 0, time(22), time(6))
    assert read_by([night], at=at(23)).reading is Reading.ON_DUTY
    assert read_by([night], at=at(9)) == read_by([night], at=at(10))
    assert read_by([night], at=at(9)).at == at(22)
    assert read_by([night], at=at(7, day=7)).at == at(22, day=13)
    assert read_by([], at=at(9)).reading is Reading.NOT_SAID


@given(TURNS, MOMENTS)
def test_at_the_moment_that_is_said_somebody_is_on_duty(turns, moment):
    said = read_by(turns, at=moment)
    assert (said.reading is Reading.NOT_SAID) == (not turns)
    if said.at is not None:
        assert moment <= said.at <= moment + timedelta(days=7)
        assert any(turn.covers(said.at) for turn in turns)
