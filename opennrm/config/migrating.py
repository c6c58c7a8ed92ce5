"""Bringing a database to this version's tables: one process at a time, and each migration whole with its own note."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

MIGRATOR = 7215  # the number of PostgreSQL's advisory lock that one who migrates holds


class WholeMigrations(MigrationExecutor):
    """Notes each migration in the transaction that makes its tables.

    Django notes one whose tables point at each other after that transaction: killed in between, the next run finds
    the tables there and stops, then and for good.
    """

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Run a migration forwards; what no transaction holds, or is only noted, is left to Django."""
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, False)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            self.record_migration(migration)  # type: ignore[call-arg, arg-type]  # as Django has it, not its stubs
        if self.progress_callback:
            self.progress_callback("apply_success", migration, False)
        return state


@contextmanager
def one_at_a_time(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Wait until nobody else migrates this database; it is free again when this process ends, however it ends."""
    if connection.vendor == "postgresql":
        with _advisory_lock(connection):
            yield
        return
    folder = Path(str(connection.settings_dict["NAME"])).parent
    if connection.is_in_memory_db() or not folder.is_dir():  # type: ignore[attr-defined]
        yield
        return
    held = os.open(folder, os.O_RDONLY)  # of the folder: a lock on SQLite's own file would take SQLite's away
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


@contextmanager
def _advisory_lock(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATOR])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATOR])
