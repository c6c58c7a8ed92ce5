"""What SQLite lets a role do: it asks of each table and column when it prepares a statement.

A seatbelt, not a wall: it holds the program to its declared rights, and whoever runs other code in the process, or opens
the file, is past it. PostgreSQL's roles are the wall.
"""

import sqlite3
from collections.abc import Mapping

from opennrm.access.rights import Columns

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


def lets(rights: Mapping[str, Columns], action: int, table: str | None, column: str | None) -> bool:
    """Whether a role with these rights may do this; ``column`` is "" where a table is counted and no column read."""
    if action in FREE:
        return True
    if table in SCHEMA:
        return action == sqlite3.SQLITE_READ
    right = rights.get(table or "")
    if right is None:
        return False
    if action == sqlite3.SQLITE_READ:
        return not column or column in right.reads
    return action == sqlite3.SQLITE_INSERT and right.adds
