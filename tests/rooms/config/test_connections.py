"""A door keeps its connection from one request to the next, and finds a new one where the old one died."""

import pytest

from tests.machine import run_python

NEXT_REQUEST = """
from django.core.signals import request_finished, request_started
from django.db import connection
def request():
    request_started.send(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    request_finished.send(None)
    return connection.connection
kept = request()
assert kept is not None and request() is kept
"""
CUT = """
import psycopg
with psycopg.connect(os.environ["OPENNRM_DATABASE_URL"], autocommit=True) as other:
    other.execute("SELECT pg_terminate_backend(%s)", [kept.info.backend_pid])
assert request() is not kept
"""


def test_on_sqlite_the_schema_is_read_once_and_not_at_each_request(home):
    home.mkdir()
    done = run_python(NEXT_REQUEST, home=home)
    assert done.returncode == 0, done.stderr


@pytest.mark.postgres
def test_on_postgresql_a_connection_is_kept_and_one_that_was_cut_is_made_anew(home, postgres_url):
    home.mkdir()
    done = run_python("import os" + NEXT_REQUEST + CUT, home=home, database_url=postgres_url)
    assert done.returncode == 0, done.stderr
