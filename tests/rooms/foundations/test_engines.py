"""Materials and copies on PostgreSQL, where constraints are written otherwise."""

from pathlib import Path

import pytest

from tests.postgres import again_on_postgres

HERE = Path(__file__).parent
AGAIN = [HERE / f"test_{name}.py" for name in ("materials", "distribution")]


@pytest.mark.postgres
def test_materials_hold_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(*AGAIN, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
