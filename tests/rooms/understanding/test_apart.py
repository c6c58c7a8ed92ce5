"""Reading the register of an SQLite file takes nothing from whoever writes to it in the same process."""

import sqlite3

import pytest

from opennrm.understanding.engines.duck import Database, DuckEngine
from tests.machine import run_python
from tests.migrated import migrated

READ_THEN_WRITTEN = """
import os, signal
from datetime import date
from django.db import connection
from opennrm.understanding import address
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.models import Collection
Collection.objects.create(name="national", kind="national", producer="made up", made_on=date(2026, 4, 1))
asked = engine("duckdb", folder=None, database=address.database())
asked.years("victim_protected")
asked.close()
Collection.objects.create(name="afterwards", kind="demo", producer="made up", made_on=date(2026, 4, 1))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.fault("killed")
def test_what_is_committed_after_the_register_was_read_outlives_a_kill(home):
    migrated(home=home)
    killed = run_python(READ_THEN_WRITTEN, home=home)
    assert killed.returncode == -9, killed.stderr
    (file,) = home.glob("*.sqlite3")
    with sqlite3.connect(file) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM understanding_collection")}
    connection.close()
    assert names >= {"national", "afterwards"}


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database " * 400)
    with pytest.raises(RuntimeError, match=r"broken\.sqlite3 could not be read: .*not a database"):
        DuckEngine.from_database(Database(str(broken), "national", "national", "made up"))
