"""The last look before a statement leaves for the database: was it compiled in the scope that runs it?"""

import re
from typing import Any

from django.db.backends.utils import CursorDebugWrapper, CursorWrapper

from opennrm.access.predicate import MARK
from opennrm.access.scope import OutOfScope, Scope, System, active
from opennrm.access.walls import mentions
from opennrm.page.once import forget

# Statements that give no row away and change none. One statement only: no semicolon inside.
READS = re.compile(r"\s*SELECT\b", re.IGNORECASE)
HARMLESS = re.compile(r"\s*(PRAGMA|ANALYZE|VACUUM|REINDEX|COMMENT)\b[^;]*;?\s*", re.IGNORECASE)
UNICODE_NAME = re.compile(r"\bU&\"", re.IGNORECASE)


class Compiled(str):
    """SQL the scoping compiler wrote, with the scope it wrote it for. Text joined to it by hand is a plain string."""

    __slots__ = ("scope",)
    scope: Scope | System | None


def compiled(sql: str) -> Compiled:
    """Mark SQL as written by the compiler for the scope in force."""
    statement = Compiled(sql)
    statement.scope = active()
    return statement


class Guarded(CursorWrapper):
    """A cursor that refuses SQL on protected tables unless the compiler wrote it here and now."""

    def _execute(self, sql: Any, params: Any, *ignored: Any) -> Any:
        if not READS.match(_text(sql)) and not harmless(sql):
            forget()
        with self.db.looked_at(sql):
            return super()._execute(_plain(sql), params, *ignored)  # type: ignore[misc]

    def _executemany(self, sql: Any, param_list: Any, *ignored: Any) -> Any:
        forget()
        with self.db.looked_at(sql):
            return super()._executemany(_plain(sql), param_list, *ignored)  # type: ignore[misc]

    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        """PostgreSQL's COPY, under the same look."""
        with self.db.looked_at(statement):
            return self.cursor.copy(_plain(statement), *args, **kwargs)

    def executescript(self, statements: Any) -> Any:
        """SQLite's script, under the same look."""
        with self.db.looked_at(statements):
            return self.cursor.executescript(_plain(statements))


class GuardedDebug(CursorDebugWrapper, Guarded):
    """The same, where Django logs statements."""


def by_compiler(sql: Any) -> bool:
    """Whether the compiler wrote a statement. Raises OutOfScope where it may not run as it stands."""
    text = _text(sql)
    if isinstance(sql, Compiled):
        if MARK in text and sql.scope is not active():
            raise OutOfScope("this statement was compiled in another scope: evaluate the query where you act")
        if mentions(text):
            raise OutOfScope("raw SQL inside this query names a protected table: write it with the ORM")
        return True
    if (mentions(text) or MARK in text or UNICODE_NAME.search(text)) and not HARMLESS.fullmatch(text):
        raise OutOfScope("raw SQL on a protected table is refused: write it with the ORM")
    return False


def touches_protected(sql: Any) -> bool:
    """Whether the compiler wrote a protected table into a statement."""
    return isinstance(sql, Compiled) and MARK in sql


def harmless(sql: Any) -> bool:
    """Whether a statement only tends the database."""
    return HARMLESS.fullmatch(_text(sql)) is not None


def _text(sql: Any) -> str:
    if isinstance(sql, str):
        return sql
    return sql.decode(errors="replace") if isinstance(sql, bytes) else _composed(sql)


def _composed(sql: Any) -> str:
    """psycopg's composed SQL as text: names come quoted."""
    return str(sql.as_string(None)) if hasattr(sql, "as_string") else str(sql)


def _plain(sql: Any) -> Any:
    return str.__str__(sql) if isinstance(sql, Compiled) else sql
