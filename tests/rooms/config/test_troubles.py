"""No room, a lock, a database that is away, no right, a clock set back: each is told, and nothing is lost."""

import resource
import sqlite3
import subprocess
import sys
import threading

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from django.test import RequestFactory
from django.utils import translation

from opennrm.config.troubles import Trouble, TroublePages, trouble_of
from tests.machine import CHECKOUT, environment, run_opennrm, run_python
from tests.migrated import migrated
from tests.rooms.backup.house import digest

WRITE = """
from django.db import transaction
from opennrm.vault.actions import record
with transaction.atomic():
    for number in range(NUMBER):
        record("edition.built", f"edition:{number}")
"""
LIMITED = """
from django.db import connection
connection.ensure_connection()
pages = connection.connection.execute("PRAGMA page_count").fetchone()[0]
connection.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
"""
POST = """
from django.test import Client
from django.urls import path
from opennrm.config import urls_public
from opennrm.vault.actions import record
from django.db import transaction
from django.http import HttpResponse
def keep(request):
    with transaction.atomic():
        for number in range(2000):
            record("edition.built", f"edition:{number}")
    return HttpResponse("kept")
urls_public.urlpatterns.insert(0, path("keep", keep))
answer = Client(SERVER_NAME="localhost").post("/keep")
said = answer.content.decode()
print(answer.status_code, answer.headers["Retry-After"], "send it again" in said and 'href="/leave"' in said)
"""

READY = """
from django.test import Client
answer = Client(SERVER_NAME="localhost").get("/readyz").content.decode().splitlines()
print(next(line for line in answer if line.startswith("clock")))
"""


@pytest.fixture
def installation(home):
    migrated(home=home)
    assert run_python(WRITE.replace("NUMBER", "3"), home=home).returncode == 0
    return home


def lines(home):
    done = run_opennrm(["audit", "verify"], home=home)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.partition("whole: ")[2].split()[0])


@pytest.mark.fault("full")
def test_where_a_database_has_no_room_left_the_page_says_that_nothing_was_stored(installation):
    done = run_python(LIMITED + POST, home=installation)
    assert done.stdout.split() == ["503", "60", "True"], done.stderr
    assert lines(installation) == 3


@pytest.mark.fault("full")
def test_a_backup_that_finds_no_room_leaves_no_file_and_says_what_to_do(installation, tmp_path):
    run_opennrm(["backup", "key", tmp_path / "key"], home=installation)
    run_python(WRITE.replace("NUMBER", "1500"), home=installation)
    command = ["backup", "--to", str(tmp_path / "file"), "--key", str(tmp_path / "key.public")]
    done = subprocess.run(
        [sys.executable, "-c", "from opennrm.config.cli import main; main()", *command],
        env=environment(home=installation), cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )  # fmt: skip
    assert done.returncode == 1 and "No backup was made" in done.stderr and "Make room" in done.stderr
    assert not (tmp_path / "file").exists() and not (tmp_path / "file.part").exists()
    assert lines(installation) == 1503


@pytest.mark.fault("full")
def test_a_restore_that_finds_no_room_leaves_nothing_and_says_what_to_do(installation, tmp_path):
    run_opennrm(["backup", "key", tmp_path / "key"], home=installation)
    made = run_opennrm(["backup", "--to", tmp_path / "file", "--key", tmp_path / "key.public"], home=installation)
    assert made.returncode == 0, made.stderr
    command = ["restore", str(tmp_path / "file"), "--key", str(tmp_path / "key"), "--into", str(tmp_path / "other")]
    done = subprocess.run(
        [sys.executable, "-c", "from opennrm.config.cli import main; main()", *command],
        env=environment(home=installation), cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )  # fmt: skip
    assert done.returncode == 1 and "Make room" in done.stderr, done.stderr
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.fault("locked")
def test_a_database_another_program_holds_is_told_and_nothing_is_changed(installation):
    held = sqlite3.connect(installation / "opennrm.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    before = digest(installation / "opennrm.sqlite3")
    done = run_opennrm(["keys", "rotate"], home=installation)
    held.rollback()
    assert done.returncode == 1 and "Another process holds the database" in done.stderr, done.stderr
    assert digest(installation / "opennrm.sqlite3") == before
    assert lines(installation) == 3


@pytest.mark.fault("locked")
def test_a_writer_waits_for_a_short_lock_and_goes_through(installation):
    held = sqlite3.connect(installation / "opennrm.sqlite3", isolation_level=None, check_same_thread=False)
    held.execute("BEGIN IMMEDIATE")
    threading.Timer(2, held.rollback).start()
    assert run_python(WRITE.replace("NUMBER", "1"), home=installation).returncode == 0
    assert lines(installation) == 4


@pytest.mark.fault("clock")
def test_a_clock_set_back_loses_nothing_and_is_told(installation):
    tomorrow = "from datetime import timedelta\nfrom django.utils import timezone\nnow = timezone.now\n"
    tomorrow += "timezone.now = lambda: now() + timedelta(days=1)\n" + WRITE.replace("NUMBER", "1")
    assert run_python(tomorrow, home=installation).returncode == 0
    assert run_python(READY, home=installation, settings="settings_desk").stdout.split() == ["clock:", "no"]
    assert run_python(WRITE.replace("NUMBER", "1"), home=installation).returncode == 0
    said = run_opennrm(["audit", "verify"], home=installation)
    assert said.returncode == 0 and "whole: 5 lines" in said.stdout
    assert "clock was set back before line 5" in said.stdout
    assert run_python(READY, home=installation, settings="settings_desk").stdout.split() == ["clock:", "ok"]


@pytest.mark.fault("locked")
def test_a_database_that_is_away_is_told(tmp_path):
    done = run_opennrm(["audit", "verify"], home=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1 and "does not answer at the address" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.postgres
def test_a_role_that_may_not_make_tables_is_told_who_may(home, postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS made_up_desk")
        connection.execute("CREATE ROLE made_up_desk LOGIN")
    url = postgres_url.replace("//opennrm@", "//made_up_desk@")
    done = run_opennrm(["audit", "verify"], home=home, database_url=url)
    assert done.returncode == 1 and "brought up to date by their owner" in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OperationalError("database or disk is full"), Trouble.FULL),
        (OperationalError("database is locked"), Trouble.BUSY),
        (OperationalError("attempt to write a readonly database"), Trouble.SHUT),
        (OperationalError("no such table: made_up"), None),
        (DatabaseError("malformed"), None),
        (OSError(28, "No space left on device"), Trouble.FULL),
        (FileNotFoundError(2, "made up"), None),
        (ValueError("made up"), None),
    ],
)
def test_a_trouble_is_told_from_a_mistake_of_ours(error, trouble):
    assert trouble_of(error) is trouble


@pytest.mark.parametrize(
    ("state", "trouble"),
    [("DiskFull", Trouble.FULL), ("LockNotAvailable", Trouble.BUSY), ("DeadlockDetected", Trouble.BUSY),
     ("InsufficientPrivilege", Trouble.SHUT), ("AdminShutdown", Trouble.AWAY), ("UniqueViolation", None)],
)  # fmt: skip
def test_a_trouble_of_postgresql_is_told_by_its_code(state, trouble):
    error = OperationalError("made up")
    error.__cause__ = getattr(psycopg.errors, state)()
    assert trouble_of(error) is trouble


def test_a_mistake_of_ours_gets_no_page_that_calms():
    request = RequestFactory().get("/")
    assert TroublePages(lambda request: None).process_exception(request, ValueError("made up")) is None


def locked():
    """The page of a trouble, made without a database: a test that asks for none has none."""
    request, error = RequestFactory().get("/", HTTP_HOST="localhost"), OperationalError("database is locked")
    answer = TroublePages(lambda request: None).process_exception(request, error)
    assert answer.status_code == 503
    return answer.content.decode()


def test_the_page_of_a_trouble_at_the_desk_says_what_was_not_kept(desk):
    assert "Nothing of it was stored" in locked()


@pytest.mark.parametrize(("language", "leave"), [("my", "အမြန်ထွက်ရန်"), ("en", "Leave quickly")])
def test_the_page_of_a_trouble_at_the_door_is_a_page_of_the_door(language, leave):
    with translation.override(language):
        said = locked()
    assert leave in said and 'href="tel:110"' in said
    assert "trafficking" not in said.lower()  # nobody who looks over a shoulder learns what the page is about
