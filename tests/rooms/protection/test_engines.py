"""Meetings, and how plans go, again on PostgreSQL: with the compiler alone, and with row-level security behind it."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_plans_go_and_seats_open_on_postgresql_as_on_sqlite(home, postgres_url):
    tests = [HERE / f"test_{each}.py" for each in ("kept", "meetings")]
    run = again_on_postgres(*tests, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
