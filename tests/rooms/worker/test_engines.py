"""The tests of this room that need a database, again on PostgreSQL."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_the_worker_holds_on_postgresql_as_on_sqlite(home, postgres_url):
    files = [HERE / f"test_{name}.py" for name in ("leases", "sweeps", "letters")]
    run = again_on_postgres(*files, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
