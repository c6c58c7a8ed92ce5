"""A crowd waits and is not turned away; who came is kept nowhere."""

from opennrm.reporting import floods
from opennrm.reporting.floods import Allowance, Buckets, is_machine


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def buckets(clock, burst=2, seconds=10.0):
    return Buckets(Allowance(burst, seconds), clock)


def test_after_a_burst_one_waits_and_then_is_let_in():
    clock = Clock()
    of = buckets(clock)
    assert [of.wait("a"), of.wait("a"), of.wait("a")] == [0, 0, 10]
    clock.now = 4
    assert of.wait("a") == 6
    clock.now = 10
    assert of.wait("a") == 0


def test_one_crowd_does_not_make_another_wait():
    of = buckets(Clock())
    assert [of.wait("a") for _ in range(3)] == [0, 0, 10]
    assert of.wait("b") == 0


def test_no_address_is_kept_and_the_key_is_made_anew_each_hour():
    clock = Clock()
    of = buckets(clock)
    of.wait("203.0.113.9")
    key, names = of._key, list(of._buckets)
    assert "203.0.113.9" not in repr(vars(of))
    clock.now = floods.HOUR
    of.wait("203.0.113.9")
    assert of._key != key and list(of._buckets) != names


def test_memory_does_not_grow_with_the_crowd(monkeypatch):
    monkeypatch.setattr(floods, "MOST_BUCKETS", 10)
    of = buckets(Clock())
    for number in range(100):
        of.wait(str(number))
    assert len(of._buckets) <= 10


def test_only_a_machine_fills_the_field_nobody_sees():
    assert is_machine({"website": "https://example.org"})
    assert not is_machine({"what": "help", "website": ""})
