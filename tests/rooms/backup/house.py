"""A made-up installation with rows in many rooms, its database read row by row, and commands run on it."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.machine import run_opennrm, run_python

NAME = "山田 花子（架空）"
FILL = f"""
from django.contrib.auth.models import Group
from datetime import date
from opennrm.publication import composing, reference
from opennrm.publication.actions import keep_edition
from opennrm.reporting.actions import desk
from opennrm.vault import phrases
from tests import made_up
from tests.editions import bare
from tests.rooms.reporting.world import TODAY, shelter, police, taken_in
phrases.COST = phrases.Cost(memory=8, passes=1, lanes=1)
reference.load(lambda step: None)
made_up.load()
report = composing.count(2020, collection=made_up.COLLECTION, on=date(2021, 6, 1))
keep_edition(report, prepared=bare(report))
Group.objects.create(name="made up, and gone").delete()
there, other = shelter(), police()
_receipt, report = taken_in("made up: somebody keeps my passport", at=there, danger=True)
with there.acting():
    desk.open_report(report, unlocked=there.unlocked, by=there.official)
    desk.reply(report, text="made up", language="ja", by=there.official, on=TODAY)
    print(desk.note(report, text={NAME!r}, by=there.official, on=TODAY).pk)
"""
READ = """
import sys
from opennrm.access.actions import scope_for
from opennrm.access.reveal import reveal
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.reporting.models import Note
who = Official.objects.get(organisation="womens-support-centers")
with acting(scope_for(who, purpose=Purpose.RECEPTION)):
    print(reveal(Note.objects.get(), "text", purpose=Purpose.RECEPTION))
"""
LINES = "from opennrm.vault.models import AuditLine\nprint(*AuditLine.objects.values_list('act', flat=True))"
WRITE = """
from django.db import transaction
from opennrm.vault.actions import record
with transaction.atomic():
    record("edition.built", "edition:2020-2")
"""


@dataclass(frozen=True)
class Place:
    """An installation: its home and, on PostgreSQL, the address of its database."""

    home: Path
    database_url: str | None = None

    @property
    def engine(self) -> str:
        """Which."""
        return "postgresql" if self.database_url else "sqlite"

    def run(self, *args: object) -> Any:
        """A command, as a person would run it."""
        return run_opennrm(args, home=self.home, database_url=self.database_url)

    def python(self, code: str) -> str:
        """What a few lines print; they must not fail."""
        done = run_python(code, home=self.home, database_url=self.database_url)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def acts(self) -> list[str]:
        """The acts in the audit, in order."""
        return self.python(LINES).split()

    @property
    def file(self) -> Path:
        """SQLite's."""
        return self.home / "opennrm.sqlite3"

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table as the driver gives it, in an order of its own: nothing of ours reads it."""
        if self.database_url is None:
            with sqlite3.connect(self.file) as connection:
                tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                read = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for (table,) in tables}
        else:
            with psycopg.connect(self.database_url) as connection:
                tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
                read = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for (table,) in tables}
        return {table: sorted(map(_said, rows)) for table, rows in read.items() if table != "sqlite_sequence"}

    def tables(self) -> int:
        """How many there are: 0 in a database nobody touched."""
        if self.database_url is None:
            return len(self.rows()) if self.file.exists() else 0
        with psycopg.connect(self.database_url) as connection:
            return connection.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0]


def _said(row: tuple[Any, ...]) -> str:
    return json.dumps([each.hex() if isinstance(each, bytes) else str(each) for each in row], ensure_ascii=False)


def digest(path: Path) -> str:
    """Of a file, to see that nobody touched it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
