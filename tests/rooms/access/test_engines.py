"""The tests of access, and of officials, on PostgreSQL: with the compiler alone, and with row-level security behind."""

from pathlib import Path

import pytest

from tests.machine import CHECKOUT
from tests.postgres import again_on_postgres

HERE = Path(__file__).parent
AGAIN = (
    *(
        HERE / f"test_{name}.py"
        for name in ("bypasses", "doors", "grants", "handing_over", "oracle", "reveal", "second_wall")
    ),
    CHECKOUT / "tests/rooms/agencies/test_officials.py",
)


@pytest.mark.postgres
def test_access_holds_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(*AGAIN, home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
