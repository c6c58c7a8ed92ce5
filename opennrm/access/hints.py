"""Which of two equal questions to ask. Wrong or old, a hint makes a query slow, and shows nothing more.

For a page in some order, looking at each row for its grant is quick where many rows are seen, and gathering the granted
files first is quick where few are. SQLite takes a query as it is written; PostgreSQL knows too little of the scope.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In
from django.db.models.sql.where import AND, WhereNode

from opennrm.access.guard import compiled
from opennrm.access.predicate import marked
from opennrm.access.scope import Scope

# A page of 50 among N rows looks at 50 N / G of them where G are seen; gathering takes G steps, each a half longer.
# So gather while G² is below some 30 N. The highest number of a grant stands for N: two or three grants a file.
PER_GRANT, SECONDS = 12, 60.0

# A count of all there is looks at every row of a table, at each for its grant; gathering, at the grants alone.
PER_FILE = 3

_known: dict[tuple[tuple[str, ...], str], tuple[float, int, int]] = {}
_counting: ContextVar[bool] = ContextVar("opennrm_counting", default=False)


def is_list(query: Any) -> bool:
    """Whether a query reads some rows in an order, and no key or foreign key narrows it first."""
    ordered = bool(query.order_by or query.extra_order_by or query.get_meta().ordering)
    return bool(query.is_sliced and ordered and not _narrowed(query.where, _is_key))


def grants_are_few(scope: Scope, connection: Any) -> bool:
    """Whether a scope's grants are few enough to gather; looked up once a minute."""
    seen, highest = _grants(scope, connection)
    return seen * seen <= PER_GRANT * highest


@contextmanager
def grants_first() -> Iterator[None]:
    """For counts over a large table that no key narrows: gather the granted files first, where they are not most."""
    token = _counting.set(True)
    try:
        yield
    finally:
        _counting.reset(token)


def gathers(query: Any, scope: Scope, connection: Any) -> bool:
    """Whether a query that no key narrows gathers the granted files first."""
    if is_list(query):
        return grants_are_few(scope, connection)
    if not _counting.get() or _narrowed(query.where, _is_key):
        return False
    seen, highest = _grants(scope, connection)
    return PER_FILE * seen <= highest


def _grants(scope: Scope, connection: Any) -> tuple[int, int]:
    """How many grants a scope has, and the highest number of any; looked up once a minute."""
    key, now = (scope.organisations, scope.purpose), time.monotonic()
    until, seen, highest = _known.get(key, (0.0, 0, 0))
    if until < now:
        seen, highest = _counted(scope, connection)
        if len(_known) > 10_000:
            _known.clear()
        _known[key] = (now + SECONDS, seen, highest)
    return seen, highest


def _counted(scope: Scope, connection: Any) -> tuple[int, int]:
    grants, places = marked("access_grant"), ", ".join(["%s"] * len(scope.organisations)) or "NULL"
    sql = (
        f"SELECT (SELECT COUNT(*) FROM {grants} WHERE organisation_id IN ({places}) AND purpose = %s "  # noqa: S608
        f"AND revoked IS NULL), (SELECT MAX(id) FROM {grants})"
    )
    with connection.cursor() as cursor:
        cursor.execute(compiled(sql), [*scope.organisations, str(scope.purpose)])
        seen, highest = cursor.fetchone()
    return seen, highest or 0


def by_key(where: WhereNode) -> bool:
    """Whether a query asks for one row by a unique column."""
    return _narrowed(where, _is_unique)


def _narrowed(where: WhereNode, narrows: Callable[[Any], bool]) -> bool:
    if where.negated or where.connector != AND:
        return False
    return any(
        _narrowed(child, narrows) if isinstance(child, WhereNode) else narrows(child) for child in where.children
    )


def _is_unique(lookup: Any) -> bool:
    column = getattr(lookup, "lhs", None)
    return isinstance(lookup, Exact) and isinstance(column, Col) and bool(_unique(column.target))


def _is_key(lookup: Any) -> bool:
    column = getattr(lookup, "lhs", None)
    if not isinstance(lookup, Exact | In) or not isinstance(column, Col):
        return False
    return bool(_unique(column.target) or column.target.is_relation)


def _unique(field: Any) -> bool:
    return bool(field.primary_key or field.unique)
