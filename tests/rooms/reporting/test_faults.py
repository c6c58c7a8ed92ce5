"""Killed, no room left, locked: a report is kept whole or not at all, and a receipt in hand always opens one."""

import pytest

from tests.machine import run_python
from tests.migrated import migrated

ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
READY = """
import os, signal, sqlite3
from django.db import OperationalError, connection
from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.agencies.models import Official
from opennrm.reporting import carried, receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.boxes import Box, Posted, PostedKey, Recipient
from opennrm.reporting.models import Report
from opennrm.vault import inboxes, phrases
from opennrm.vault.models import Inbox
from tests.rooms.reporting import world

for module in (phrases, receipts):
    module.COST = phrases.Cost(memory=8, passes=1, lanes=1)

def send(what, draft):
    return door.submit(world.answers(what), draft=draft, on=world.TODAY)

def readable():
    intake.take_in()
    who = Official.objects.get(organisation="womens-support-centers")
    unlocked = inboxes.unlock(Inbox.objects.get(organisation=who.organisation_id), member=who.word, phrase=world.PHRASE)
    said = []
    with acting(scope_for(who, purpose="reception")):
        for report in Report.objects.order_by("id"):
            opened = desk.open_report(report, unlocked=unlocked, by=who)
            assert not opened.shut
            said += [content["what"] for _message, content in opened.said]
    return sorted(said)

def rows():
    return [model.objects.count() for model in (Box, Recipient, Posted, PostedKey)]
"""
# A child a step: killed before the statement of that number, or before or after what keeps them all.
KILLED = """
def killed_at(step, draft):
    done = 0
    def fall(*_args):
        nonlocal done
        done += 1
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)
    def statement(execute, *asked):
        fall()
        return execute(*asked)
    def keep(kept=connection._commit):
        fall()
        kept()
        fall()
    connection._commit = keep
    with connection.execute_wrapper(statement):
        send(f"killed at {step}", draft)

drafts, shown, ended = {step: carried.begin() for step in range(1, 30)}, [], 0
for step, draft in drafts.items():
    connection.close()
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, -signal.SIGKILL), code
        shown += [f"killed at {step}"] * (code == 0)
    else:
        try:
            killed_at(step, draft)
            os._exit(0)
        finally:
            os._exit(1)
kept = readable()
assert 1 < len(shown) < len(kept) < len(drafts), (shown, kept)  # some were killed before all was kept, some after
assert set(shown) <= set(kept)
for step, draft in drafts.items():
    send(f"killed at {step}", draft)
assert readable() == sorted(f"killed at {step}" for step in drafts)
assert rows()[2:] == [0, 0]
"""
FULL = """
send("before", carried.begin())
before, draft, refused = rows(), carried.begin(), 0
page = connection.connection.execute("PRAGMA page_count").fetchone()[0]
for room in range(40):
    connection.connection.execute(f"PRAGMA max_page_count = {page + room}")
    try:
        send("no room" * 2000, draft)
    except OperationalError as full:
        assert "full" in str(full)
        assert rows() == before
        refused += 1
    else:
        break
assert refused, room
connection.connection.execute("PRAGMA max_page_count = 100000")
assert readable() == ["before", "no room" * 2000]
"""
LOCKED = """
before, draft = rows(), carried.begin()
held = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
connection.connection.execute("PRAGMA busy_timeout = 100")
try:
    send("locked", draft)
except OperationalError as locked:
    print(locked, flush=True)
assert rows() == before
held.rollback()
send("locked", draft)
assert readable() == ["locked"]
"""


@pytest.fixture
def installation(request, home):
    """A home and a database with its tables, and a body with an inbox."""
    param = getattr(request, "param", None)
    made = {"home": home, "database_url": request.getfixturevalue("postgres_url") if param else None}
    migrated(**made)
    said("world.shelter()", made)
    return made


def said(code, installation):
    done = run_python(READY + code, **installation)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("installation", ENGINES, indirect=True)
@pytest.mark.fault("killed")
def test_killed_at_any_step_a_report_is_kept_whole_or_not_at_all(installation):
    said(KILLED, installation)


@pytest.mark.fault("full")
def test_where_no_room_is_left_nothing_is_kept_and_the_same_form_goes_through_later(installation):
    said(FULL, installation)


@pytest.mark.fault("locked")
def test_a_locked_database_keeps_nothing_and_the_same_form_goes_through_later(installation):
    assert said(LOCKED, installation) == "database is locked"
