"""Matching again on PostgreSQL: what is found, merged and unmerged there is the same."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_matching_goes_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(HERE / "test_matching.py", HERE / "test_linking.py", home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
