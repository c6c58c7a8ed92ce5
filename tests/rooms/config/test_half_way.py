"""A migration stopped half-way, on both engines: the next command ends it, and the tables are as if nothing had been.

Run by ``make faults`` and ``make test-long``.
"""

import subprocess
import sys
from contextlib import closing

import psycopg
import pytest

from tests.machine import CHECKOUT, environment, run_opennrm, run_python
from tests.migrated import beside, migrated

pytestmark = pytest.mark.long  # some ten seconds each
ENGINES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]
# A child for each place, which begins where the one before was killed: so many statements on, or so many commits on,
# just before the last of them or just after.
KILLED = """
import os, signal
from django.core.management import call_command
from django.db import connection

def fall():
    os.kill(os.getpid(), signal.SIGKILL)

def killed(*, statements=None, before=None, after=None):
    done = {"statements": 0, "commits": 0}
    def statement(execute, *asked):
        done["statements"] += 1
        if done["statements"] == statements:
            fall()
        return execute(*asked)
    def keep(kept=connection._commit):
        done["commits"] += 1
        if done["commits"] == before:
            fall()
        kept()
        if done["commits"] == after:
            fall()
    connection._commit = keep
    with connection.execute_wrapper(statement):
        call_command("migrate", verbosity=0)

for place in PLACES:
    connection.close()
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, -signal.SIGKILL), (place, code)
        print(code, flush=True)
        if code == 0:
            break
    else:
        try:
            killed(**place)
            os._exit(0)
        finally:
            os._exit(1)
"""
FEW = [
    {"statements": 40},
    {"after": 3},
    {"before": 4},
    {"after": 8},
    {"statements": 150},
    {"after": 12},
    {"before": 2},
    {"after": 1},
]
TABLES = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(ASKED)
    for row in sorted(map(str, cursor.fetchall())):
        print(row)
"""
ON_SQLITE = "SELECT type, name, sql FROM sqlite_master UNION ALL SELECT 'done', app, name FROM django_migrations"
ON_POSTGRESQL = """
SELECT 'column', table_name::text, column_name::text, data_type::text, is_nullable::text FROM information_schema.columns
 WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename::text, indexname::text, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), ''
 FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname::text, '', '' FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'policy', tablename::text, policyname::text, qual, with_check FROM pg_policies
UNION ALL SELECT 'done', app::text, name::text, '', '' FROM django_migrations
"""


@pytest.fixture(params=ENGINES)
def places(request, home):
    """An empty home and database, and a home and database that were migrated in one go."""
    url = request.getfixturevalue("postgres_url") if request.param else None
    whole = {"home": home.with_name("whole"), "database_url": url and beside(url, "whole_" + url.rpartition("_")[2])}
    home.mkdir()
    migrated(**whole)
    yield {"home": home, "database_url": url}, whole
    if url:
        with closing(psycopg.connect(beside(url, "postgres"), autocommit=True)) as admin:
            admin.execute(f"DROP DATABASE {whole['database_url'].rpartition('/')[2]} WITH (FORCE)")


def tables(place):
    asked = ON_POSTGRESQL if place["database_url"] else ON_SQLITE
    done = run_python(TABLES.replace("ASKED", repr(asked)), **place)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def killed(place, where):
    done = run_python(KILLED.replace("PLACES", repr(where)), **place, timeout=900)
    assert done.returncode == 0, done.stderr
    return [int(code) for code in done.stdout.split()]


def ended_by_the_next_command(place, whole):
    done = run_opennrm(["audit", "verify"], **place)
    assert done.returncode == 0 and "whole" in done.stdout, done.stderr
    assert tables(place) == tables(whole)


@pytest.mark.fault("half-way")
def test_killed_at_a_few_places_the_next_command_ends_it(places):
    place, whole = places
    assert killed(place, FEW) == [-9] * len(FEW)
    ended_by_the_next_command(place, whole)


@pytest.mark.fault("half-way")
def test_killed_before_and_after_each_commit_the_next_command_ends_it(places):
    place, whole = places
    ends = killed(place, [{when: 2 if when == "before" else 1} for _ in range(150) for when in ("before", "after")])
    assert len(ends) > 40 and ends[-1] == 0
    ended_by_the_next_command(place, whole)


@pytest.mark.fault("half-way")
def test_two_commands_at_once_make_the_tables_once(places):
    place, whole = places
    command = [sys.executable, "-m", "opennrm.config.cli", "audit", "verify"]
    both = [
        subprocess.Popen(command, env=environment(**place), cwd=CHECKOUT, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=300)[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert tables(place) == tables(whole)
