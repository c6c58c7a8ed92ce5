"""The tests of this room that need a database, again on PostgreSQL: with the compiler alone, and both walls."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent
IN_A_DATABASE = ("proposals", "passages")


@pytest.mark.postgres
def test_retention_holds_on_postgresql_as_on_sqlite(home, postgres_url):
    files = [HERE / f"test_{name}.py" for name in IN_A_DATABASE]
    run = again_on_postgres(*files, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
