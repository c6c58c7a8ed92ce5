"""Bad input (tests/spec/test_bad_input.py), again on PostgreSQL."""

import pytest

from tests.machine import CHECKOUT
from tests.postgres import again_on_postgres


@pytest.mark.postgres
def test_bad_input_is_met_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(CHECKOUT / "tests/spec/test_bad_input.py", home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
