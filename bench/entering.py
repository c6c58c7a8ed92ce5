"""Entering many rows by the driver, as a restore would: foreign keys unasked, indexes last."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID


def enter(cursor: Any, connection: Any, table: str, names: Sequence[str], records: list[tuple[Any, ...]]) -> None:
    """Enter records of a table by the driver: COPY on PostgreSQL, many at once on SQLite."""
    columns = ", ".join(f'"{column}"' for column in names)
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
            for record in records:
                copy.write_row(record)
        return
    places = ", ".join(["%s"] * len(names))
    cursor.execute("BEGIN")
    cursor.executemany(
        f'INSERT INTO "{table}" ({columns}) VALUES ({places})',
        [[_kept(value, connection) for value in record] for record in records],
    )
    cursor.execute("COMMIT")


def _kept(value: Any, connection: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value


def without_indexes(cursor: Any, vendor: str, tables: Sequence[str]) -> list[str]:
    """Drop what is built quicker at the end, and leave foreign keys unasked; the statements that put it back."""
    if vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename = ANY (%s) AND indexdef NOT LIKE '%% UNIQUE %%'",
            [list(tables)],
        )
    else:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '%% UNIQUE %%' "
            f"AND tbl_name IN ({', '.join(['%s'] * len(tables))})",
            list(tables),
        )
    found = cursor.fetchall()
    for name, _statement in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]


def settle(cursor: Any, vendor: str, indexes: Iterable[str]) -> None:
    """Put the indexes back and let the database learn what lies in it."""
    for statement in indexes:
        cursor.execute(statement)
    if vendor == "postgresql":
        cursor.execute("SET random_page_cost = 1.1")  # disks of today; the configuration page advises it
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    else:
        cursor.execute("ANALYZE")
