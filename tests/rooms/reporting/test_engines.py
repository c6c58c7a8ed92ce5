"""How reports go, again on PostgreSQL: with the compiler alone, and with row-level security behind it."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_reports_go_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(HERE / "test_kept.py", home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
