"""PostgreSQL whose queries are compiled in the scope, and whose session is told the scope for row-level security."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, features, operations, schema
from psycopg.pq import TransactionStatus

from opennrm.access.guard import Guarded, GuardedDebug, by_compiler, touches_protected
from opennrm.access.predicate import MARK
from opennrm.access.scope import Scope, System, active

UNKNOWN = object()  # a rolled back transaction takes the session's settings back too
TELL = (
    "SELECT set_config('opennrm.official', %s, false), set_config('opennrm.organisations', %s, false), "
    "set_config('opennrm.purpose', %s, false), set_config('opennrm.seen', %s, false), "
    "set_config('opennrm.written', %s, false)"
)


class DatabaseFeatures(features.DatabaseFeatures):
    """Django's, but for what PostgreSQL knows of a table and not of the rows that stand for it."""

    allows_group_by_selected_pks = False


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with the scoping compiler."""

    connection: Any

    compiler_module = "opennrm.access.compiler"

    def for_update_sql(self, nowait: Any = False, skip_locked: Any = False, of: Any = (), no_key: Any = False) -> str:
        """FOR UPDATE OF names aliases: the compiler's own words."""
        return super().for_update_sql(nowait, skip_locked, tuple(f"{name}{MARK}" for name in of), no_key)

    def execute_sql_flush(self, sql_list: Any) -> None:
        """Emptying the tables of a test is the schema's business, not a scope's."""
        with self.connection.opened():
            super().execute_sql_flush(sql_list)


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Migrations move whole tables, whoever may see their rows."""

    connection: Any

    def execute(self, sql: Any, params: Any = None) -> Any:
        with self.connection.opened():
            return super().execute(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that tells its session on whose behalf the next statement on protected tables runs."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = SchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open = 0
        self._told: object = UNKNOWN

    def get_connection_params(self) -> dict[str, Any]:
        """Without just-in-time compilation: policies make a short query look long, and it compiles for longer yet."""
        params: dict[str, Any] = super().get_connection_params()
        params["options"] = f"{params.get('options', '')} -c jit=off".strip()
        return params

    def init_connection_state(self) -> None:
        self._told = UNKNOWN
        super().init_connection_state()

    def make_cursor(self, cursor: Any) -> Any:
        return Guarded(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return GuardedDebug(cursor, self)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """For migrations: let statements through that speak of whole tables."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    @contextmanager
    def looked_at(self, sql: Any) -> Iterator[None]:
        """Run a statement after telling the session, where the compiler wrote it. Raises OutOfScope."""
        if not self._open:
            by_compiler(sql)
            if touches_protected(sql):
                self._tell(active())
        yield

    def forget_scope(self) -> None:
        """Tell the session that nobody acts, where it can still be told."""
        if self.connection is None or self.connection.closed or self._told is None:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            self._told = UNKNOWN
        else:
            self._tell(None)

    def _tell(self, scope: Scope | System | None) -> None:
        if self._told is scope:
            return
        self._told = UNKNOWN
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(TELL, _settings(scope))
        self._told = scope

    def _rollback(self) -> Any:
        self._told = UNKNOWN
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._told = UNKNOWN
        super()._savepoint_rollback(sid)  # type: ignore[misc]


def _settings(scope: Scope | System | None) -> tuple[str, str, str, str, str]:
    if isinstance(scope, Scope):
        return str(scope.official), ",".join(scope.organisations), str(scope.purpose), "", ""
    if isinstance(scope, System):
        return "", "", "", ",".join(sorted(scope.seen)), ",".join(sorted(scope.writes))
    return "", "", "", "", ""
