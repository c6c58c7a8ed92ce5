"""Django's SQL compilers with the scope in FROM, UPDATE, DELETE and INSERT: every query of the ORM ends here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models.sql import compiler
from django.db.models.sql.where import AND, WhereNode

from opennrm.access.guard import compiled
from opennrm.access.hints import by_key, gathers, is_list
from opennrm.access.predicate import MARK, SERVED, as_uuid, bound, marked, of
from opennrm.access.scope import OutOfScope, Scope, System, current
from opennrm.access.walls import Wall, wall_of

Sql = tuple[str, tuple[Any, ...]]


class SQLCompiler(compiler.SQLCompiler):
    """Reads: each protected table in FROM becomes the rows the scope may see."""

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, params = super().as_sql(*args, **kwargs)
        return compiled(sql), params

    def get_from_clause(self) -> Any:
        """Django's clauses, table by table; a protected one under a name the compiler does not know is refused."""
        clauses: list[str] = []
        params: list[Any] = []
        tables: dict[str, Any] = self.query.alias_map
        for alias, table in tuple(tables.items()):
            if not self.query.alias_refcount[alias]:
                continue
            sql, own = self.compile(table)
            wall = wall_of(table.table_name)
            if wall is not None:
                sql, seen = self._scoped(wall, table, sql)
                params.extend(seen)
            clauses.append(sql)
            params.extend(own)
        if self.query.extra_tables:
            raise OutOfScope("extra(tables=…) is refused: write the join with the ORM")
        return clauses, params

    def _scoped(self, wall: Wall, table: Any, sql: str) -> Sql:
        """A clause with its table replaced; its parameters come before those of the clause."""
        name = self.connection.ops.quote_name(wall.table)
        head = f"{table.join_type} {name}" if table.join_type else name
        if not sql.startswith(head):
            raise OutOfScope(f"the compiler does not know how to scope {type(table).__name__}")
        alias = f" {marked(wall.table)}" if table.table_alias == wall.table else ""
        before = f"{table.join_type} " if table.join_type else ""
        scope = current()
        if isinstance(scope, System):
            _listed(wall, scope.seen, scope)
            return f"{before}{marked(wall.table)}{sql[len(head) :]}", ()
        lists = bool(wall.gathered) and is_list(self.query)
        few = bool(wall.gathered) and gathers(self.query, scope, self.connection)
        template = of(wall.gathered if few else wall.seen, f'"{wall.table}"')
        apart = (lists and not few) or by_key(self.query.where)
        seen, params = bound(template, scope, self.connection, apart=apart)
        rows = f"(SELECT * FROM {marked(wall.table)} WHERE {seen})"  # noqa: S608 - names from the models, values as parameters
        return f"{before}{rows}{alias}{sql[len(head) :]}", params


class SQLAggregateCompiler(compiler.SQLAggregateCompiler, SQLCompiler):
    """Aggregates over a query that its own compiler scopes."""

    def as_sql(self) -> Any:  # type: ignore[override]
        sql, params = compiler.SQLAggregateCompiler.as_sql(self)
        return compiled(sql), params


class Changed:
    """The condition that a row may be changed, as a node of a query's WHERE."""

    contains_aggregate = False
    contains_over_clause = False

    def __init__(self, sql: str, params: tuple[object, ...]) -> None:
        self.sql, self.params = sql, params

    def as_sql(self, compiler: Any = None, connection: Any = None) -> tuple[str, list[object]]:
        return f"({self.sql})", list(self.params)


def narrowed(query: Any, wall: Wall, connection: Any) -> Any:
    """A query's WHERE, and that the scope may change the row."""
    scope = current()
    if isinstance(scope, System):
        _listed(wall, scope.writes, scope)
        return query.where
    node = Changed(*bound(of(wall.changed, f'"{wall.table}"'), scope, connection))
    return WhereNode([query.where, node], connector=AND)  # type: ignore[list-item]


class SQLDeleteCompiler(compiler.SQLDeleteCompiler, SQLCompiler):
    """Deletes only what the scope may change."""

    def as_sql(self) -> Any:  # type: ignore[override]
        sql, params = compiler.SQLDeleteCompiler.as_sql(self)
        return compiled(sql), params

    def _as_sql(self, query: Any) -> Any:
        wall = wall_of(query.base_table)
        if wall is None:
            return super()._as_sql(query)  # type: ignore[misc]
        query = query.clone()
        query.where = narrowed(query, wall, self.connection)
        sql, params = super()._as_sql(query)  # type: ignore[misc]
        head = f"DELETE FROM {self.connection.ops.quote_name(wall.table)}"  # noqa: S608
        return _marked(sql, head), params


class SQLUpdateCompiler(compiler.SQLUpdateCompiler, SQLCompiler):
    """Updates only what the scope may change, and moves no row into a file it may not enter."""

    query: Any

    def pre_sql_setup(self, *args: Any, **kwargs: Any) -> Any:
        """Django settles here which rows are meant; the scope narrows them last."""
        prepared = super().pre_sql_setup(*args, **kwargs)
        wall = wall_of(self.query.base_table)
        if wall is not None and self.query.values:
            self._check_move(wall)
            self.query.where = narrowed(self.query, wall, self.connection)
        return prepared

    def as_sql(self) -> Any:  # type: ignore[override]
        where = self.query.where
        try:
            sql, params = compiler.SQLUpdateCompiler.as_sql(self)
        finally:
            self.query.where = where
        wall = wall_of(self.query.base_table)
        if wall is not None and sql:
            sql = _marked(sql, f"UPDATE {self.connection.ops.quote_name(wall.table)}")
        return compiled(sql), params

    def _check_move(self, wall: Wall) -> None:
        scope = current()
        values = {field.column: (field, value) for field, _model, value in self.query.values}
        if isinstance(scope, System):
            return
        if moved := sorted(wall.fixed & values.keys()):
            raise OutOfScope(f"{wall.table}: {', '.join(moved)} is set once and not changed by an official")
        if not values.keys() & set(wall.columns):
            return
        if not values.keys() >= set(wall.columns):
            raise OutOfScope(f"{wall.table}: set {' and '.join(wall.columns)} together")
        row = [values[column] for column in wall.columns]
        check_entry(wall, {tuple(_plain(field, value) for field, value in row)}, scope, self.connection)


class SQLInsertCompiler(compiler.SQLInsertCompiler, SQLCompiler):
    """Enters rows only where the scope may."""

    query: Any

    def as_sql(self) -> Any:  # type: ignore[override]
        statements = compiler.SQLInsertCompiler.as_sql(self)
        wall = wall_of(self.query.get_meta().db_table)
        if wall is None:
            return [(compiled(sql), params) for sql, params in statements]
        scope = current()
        if self.query.on_conflict is not None and self.query.update_fields:
            raise OutOfScope(f"{wall.table}: update_conflicts=True could change a hidden row; update, then create")
        if isinstance(scope, System):
            _listed(wall, scope.writes, scope)
        else:
            check_entry(wall, self._entries(wall), scope, self.connection)
        head = self.connection.ops.insert_statement(on_conflict=self.query.on_conflict)
        head = f"{head} {self.connection.ops.quote_name(wall.table)}"
        return [(compiled(_marked(sql, head)), params) for sql, params in statements]

    def _entries(self, wall: Wall) -> set[tuple[Any, ...]]:
        fields = {field.column: field for field in self.query.get_meta().concrete_fields}
        guarded = [fields[column] for column in wall.columns]
        return {tuple(_plain(field, getattr(row, field.attname)) for field in guarded) for row in self.query.objs}


def check_entry(wall: Wall, rows: Iterable[tuple[Any, ...]], scope: Scope, connection: Any) -> None:
    """Ask the database whether rows with these values in ``wall.columns`` may be entered. Raises OutOfScope."""
    wanted = list(rows)
    if any(value is None for row in wanted for value in row):
        raise OutOfScope(f"{wall.table}: a row without a file is nobody's and is refused")
    template = of(wall.entered, "scope_new")
    for start in range(0, len(wanted), 200):
        part = wanted[start : start + 200]
        columns = ", ".join(f'%s AS "{column}"' for column in wall.columns)
        values = " UNION ALL ".join([f"SELECT {columns}"] * len(part))
        entered, params = bound(template, scope, connection)
        flat = tuple(_adapted(value, connection) for row in part for value in row)
        with connection.cursor() as cursor:
            sql = f"SELECT COUNT(*) FROM ({values}) scope_new WHERE {entered}"  # noqa: S608
            cursor.execute(compiled(sql), (*flat, *params))
            allowed = cursor.fetchone()[0]
        if allowed != len(part):
            raise OutOfScope(f"{wall.table}: a row for a file that this scope may not open is refused")


def served(scope: Scope, connection: Any) -> frozenset[str]:
    """Of a scope's organisations, those the official serves at this moment."""
    sql, params = bound(SERVED, scope, connection)
    with connection.cursor() as cursor:
        cursor.execute(compiled(sql), params)
        return frozenset(organisation for (organisation,) in cursor.fetchall())


def _plain(field: Any, value: Any) -> Any:
    """A value as Python has it; an expression hides where it would lead."""
    if hasattr(value, "resolve_expression"):
        raise OutOfScope(f"{field.name} leads to a file: give it as a value, not as an expression (nor bulk_update)")
    if hasattr(value, "_meta"):
        value = getattr(value, field.target_field.attname)
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def _adapted(value: Any, connection: Any) -> Any:
    return as_uuid(value, connection) if isinstance(value, UUID) else value


def _listed(wall: Wall, tables: frozenset[str], scope: System) -> None:
    if wall.table not in tables:
        raise OutOfScope(f"the system scope {scope.name!r} does not list {wall.table}")


def _marked(sql: str, head: str) -> str:
    if not sql.startswith(head):
        raise OutOfScope(f"the compiler does not know this statement: {head}")
    return head + MARK + sql[len(head) :]
