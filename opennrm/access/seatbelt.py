"""What SQLite lets a role do: it asks of each table and column when it prepares a statement.

A seatbelt, not a wall: it holds the program to its declared rights; whoever runs other code in the process, or opens
the file, is past it. PostgreSQL's roles are the wall.
"""

import sqlite3
from functools import lru_cache

from django.apps import apps

from opennrm.access import rights

SCHEMA = ("sqlite_master", "sqlite_schema")  # which tables there are is no secret: the program is public
FREE = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)


def lets(role: str, action: int, table: str | None, column: str | None) -> bool:
    """Whether a role may do this; ``column`` is "" where a table is counted and no column read."""
    if action in FREE:
        return True
    if table in SCHEMA:
        return action == sqlite3.SQLITE_READ
    right = rights.of(role).get(table or "")
    if action == sqlite3.SQLITE_READ:
        read = right.reads if right else frozenset()
        return (bool(read) if not column else column in read) or (table, column) in _looked_at(role)
    return action == sqlite3.SQLITE_INSERT and right is not None and right.adds


@lru_cache(maxsize=4)
def _looked_at(role: str) -> frozenset[tuple[str, str]]:
    """Columns that point to a table the role adds to: SQLite looks there whether a new row was waited for."""
    added = {table for table, right in rights.of(role).items() if right.adds}
    return frozenset(
        (model._meta.db_table, str(field.column))
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.related_model and field.related_model._meta.db_table in added
    )
