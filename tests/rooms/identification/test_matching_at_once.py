"""Two officers who settle the same pair at once, on both engines: one wins, the other is told, and the count holds."""

import subprocess
import sys
import time

import pytest

from tests.machine import CHECKOUT, environment, run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]

OPEN = """
from tests.rooms.identification.test_matching import OTHER, confirmed, matcher, pairs
from tests.rooms.identification.world import days_ago, desk, shelter
confirmed(desk(), on=days_ago(5)), confirmed(shelter(), on=days_ago(3), **OTHER)
confirmed(desk("made-up-police"), on=days_ago(1))
print(matcher().pk, *(each.pk for each in pairs()))
"""
SETTLE = """
import pathlib, sys, time
import django; django.setup()
from django.utils import timezone
from opennrm.agencies.models import Official
from opennrm.identification.actions import matching
from opennrm.page.refusals import Refused
go, officer, pair = sys.argv[1:]
by = Official.objects.get(pk=officer)
print("ready", flush=True)
while not pathlib.Path(go).exists():
    time.sleep(0.001)
try:
    matching.same(pair, reason="made up", by=by, on=timezone.localdate())
    print("won")
except Refused as told:
    print(told.reason)
"""
STANDING = """
from opennrm.access.actions import running
from opennrm.identification.actions import matching
from opennrm.identification.models import Merge, Person
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.national import NAME
from opennrm.understanding.register import standing_keys
with running(matching.MATCHING):
    keys = set(Person.objects.values_list("key", flat=True))
assert standing_keys(VictimIdentified, collection=NAME) == keys
print(len(keys), Merge.objects.count())
"""


@pytest.fixture
def there(request, home):
    """A home and a database; one made-up person confirmed by three bodies; an officer and the pairs."""
    url = request.getfixturevalue("postgres_url") if request.param else None
    installation = {"home": home, "database_url": url}
    migrated(**installation)
    opened = run_python(OPEN, **installation)
    assert opened.returncode == 0, opened.stderr
    return installation, opened.stdout.split()


def at_once(installation, go, officer, *pairs):
    """What each of several processes was told that settled a pair at the same moment."""
    command = [sys.executable, "-c", SETTLE, str(go), officer]
    started = [
        subprocess.Popen(
            [*command, pair], env=environment(**installation), cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
        )
        for pair in pairs
    ]
    try:
        assert [each.stdout.readline() for each in started] == ["ready\n"] * len(pairs)
        time.sleep(0.1)
        go.touch()
        return sorted(each.communicate(timeout=300)[0].strip() for each in started)
    finally:
        for each in started:
            each.kill()
            each.wait(timeout=60)


@pytest.mark.parametrize("there", ENGINES, indirect=True)
def test_two_who_settle_at_once_do_not_lose_a_key_or_a_fact(there, tmp_path):
    installation, (officer, pair, *others) = there
    assert at_once(installation, tmp_path / "go", officer, pair, pair) == ["settled", "won"]
    stands = run_python(STANDING, **installation)
    assert stands.stdout.split() == ["2", "1"], stands.stderr
    # The other two pairs make one chain: whoever comes second finds it closed already.
    assert at_once(installation, tmp_path / "again", officer, *others) == ["settled", "won"]
    stands = run_python(STANDING, **installation)
    assert stands.stdout.split() == ["1", "2"], stands.stderr
