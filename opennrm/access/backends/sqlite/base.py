"""SQLite whose queries are compiled in the scope, and whose engine itself denies protected tables to any other."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base, operations, schema

from opennrm.access.guard import Guarded, GuardedDebug, by_compiler, harmless
from opennrm.access.seatbelt import lets
from opennrm.access.walls import tables

WATCHED = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with the scoping compiler."""

    connection: Any

    compiler_module = "opennrm.access.compiler"

    def execute_sql_flush(self, sql_list: Any) -> None:
        """Emptying the tables of a test is the schema's business, not a scope's."""
        with self.connection.opened():
            super().execute_sql_flush(sql_list)


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Migrations move whole tables, whoever may see their rows."""

    connection: Any

    def execute(self, sql: Any, params: Any = ()) -> None:
        with self.connection.opened():
            super().execute(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with a door: open while a statement of the compiler, or of a migration, runs.

    Where the settings name a ROLE, its declared rights alone (``rights``) hold besides.
    """

    ops_class = DatabaseOperations
    SchemaEditorClass = SchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open = 0

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.set_authorizer(self._authorise)
        return connection

    def make_cursor(self, cursor: Any) -> Any:
        return Guarded(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return GuardedDebug(cursor, self)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """For migrations and a backup: let statements through that speak of whole tables."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    @contextmanager
    def looked_at(self, sql: Any) -> Iterator[None]:
        """Run a statement with the door open where the compiler wrote it. Raises OutOfScope."""
        if self._open:
            yield
        elif by_compiler(sql) or harmless(sql):
            with self.opened():
                yield
        else:
            yield

    def check_constraints(self, table_names: Any = None) -> None:
        with self.opened():
            super().check_constraints(table_names)

    def _authorise(self, action: int, first: str | None, *rest: str | None) -> int:
        """SQLite asks for each table and column when it prepares a statement, through views and odd quoting too."""
        role = self.settings_dict.get("ROLE")
        if role and not lets(role, action, first, rest[0]):
            return sqlite3.SQLITE_DENY
        if action in WATCHED and not self._open and first is not None and first.lower() in tables():
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK
