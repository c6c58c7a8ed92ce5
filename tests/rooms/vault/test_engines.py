"""Several writers at once, and the tests of the audit on PostgreSQL."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import CHECKOUT, environment, run_opennrm
from tests.postgres import again_on_postgres

WRITER = """
import django; django.setup()
from django.db import transaction
from opennrm.vault.actions import record
for number in range(25):
    with transaction.atomic():
        record("edition.built", f"edition:{number}", by="writer:%d")
"""


def two_writers(home: Path, database_url: str | None = None) -> str:
    """Let two processes write 25 lines each; what ``audit verify`` says then."""
    assert run_opennrm(["migrate", "-v0"], home=home, database_url=database_url).returncode == 0
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER % number],
            env=environment(home=home, database_url=database_url),
            cwd=CHECKOUT,
        )
        for number in range(2)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    return run_opennrm(["audit", "verify"], home=home, database_url=database_url).stdout


def test_two_writers_keep_one_chain_on_sqlite(home):
    assert "whole: 50 lines" in two_writers(home)


@pytest.mark.postgres
def test_two_writers_keep_one_chain_on_postgresql(home, postgres_url):
    assert "whole: 50 lines" in two_writers(home, postgres_url)


@pytest.mark.postgres
def test_the_audit_holds_on_postgresql_as_on_sqlite(home, postgres_url):
    run = again_on_postgres(Path(__file__).with_name("test_audit.py"), home=home, database_url=postgres_url)
    assert run.returncode == 0, run.stdout
    assert "skipped" not in run.stdout
