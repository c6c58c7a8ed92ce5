"""Which tables are protected, and by which predicate: collected from the models once, at start.

A model says so by ``class Scoped: file = "case.file"``, the way over foreign keys to its file, or by a tuple of ways
that must all be open. The hidden table of a many-to-many relation is protected at each end that is. ``Scoped.classes``
says which fields hold what a purpose may be refused (``terms.FieldClass``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Field, Model

from opennrm.access.predicate import MARK, ROW, both, gathered, granted, of, served

FILE, GRANT, BREAK_GLASS = "access_file", "access_grant", "access_breakglass"


class Misdeclared(RuntimeError):
    """A ``class Scoped`` does not lead to a file; the text says where."""


@dataclass(frozen=True)
class Wall:
    """What guards a table: templates of which rows are seen, which may be changed, and which may be entered.

    ``columns`` are what ``entered`` speaks of. ``fixed`` columns are set once; a system scope alone changes them.
    ``gathered`` says the same as ``seen``, in the form for few grants; "" where there is none.
    """

    table: str
    seen: str
    changed: str
    entered: str
    columns: tuple[str, ...]
    fixed: frozenset[str] = frozenset()
    gathered: str = ""


def _file() -> Wall:
    owned = served(f'{ROW}."owner_id"')
    seen = f"{owned} OR " + granted(f'{ROW}."id"')
    return Wall(FILE, seen, owned, owned, ("owner_id",), frozenset({"owner_id", "kind"}))


def _grant() -> Wall:
    """Whoever owns a file says who else sees it. A grantee sees its own grants and changes none."""
    owned = served(f'{ROW}."owner_id"')
    seen = f"{owned} OR " + served(f'{ROW}."organisation_id"')
    entered = f'{owned} AND {ROW}."owner_id" = {{owner_of:{ROW}."file_id"}}'
    fixed = frozenset({"file_id", "owner_id", "organisation_id", "official_id", "purpose", "classes", "basis"})
    return Wall(GRANT, seen, owned, entered, ("owner_id", "file_id"), fixed)


def _break_glass() -> Wall:
    """Read by both organisations; entered and reviewed under a system scope only."""
    seen = served(f'{ROW}."owner_id"') + " OR " + served(f'{ROW}."organisation_id"')
    return Wall(BREAK_GLASS, seen, "1 = 0", "1 = 0", ("id",))


OWN = {wall.table: wall for wall in (_file(), _grant(), _break_glass())}

_walls: dict[str, Wall] = dict(OWN)


def wall_of(table: str | None) -> Wall | None:
    """The wall of a table; None where it is not protected."""
    return _walls.get(table) if table else None


def tables() -> frozenset[str]:
    """Every protected table."""
    return frozenset(_walls)


@lru_cache(maxsize=2048)
def mentions(sql: str) -> bool:
    """Whether SQL names a protected table where the compiler did not write it. A column's qualifier is no mention."""
    return _pattern().search(sql) is not None


def collect(models: Iterable[type[Model]]) -> None:
    """Learn the protected tables from the models, all anew. Raises Misdeclared."""
    found = dict(OWN)
    for model in models:
        table = model._meta.db_table
        if table not in OWN and not model._meta.proxy and (paths := declared(model)):
            found[table] = content(table, [way(model, path) for path in paths])
    _walls.clear()
    _walls.update(found)
    _pattern.cache_clear()
    mentions.cache_clear()


def declared(model: type[Model]) -> tuple[str, ...]:
    """The ways to a file a model declares; the hidden table of a many-to-many relation takes those of its ends."""
    if model._meta.auto_created:
        ends: list[Any] = [field for field in model._meta.local_concrete_fields if _points(field)]
        return tuple(path for end in ends for path in _beyond(end))
    file = getattr(getattr(model, "Scoped", None), "file", ())
    return (file,) if isinstance(file, str) else tuple(file)


def content(table: str, ways: Iterable["Way"]) -> Wall:
    """The wall of a table with a file, from its ways there."""
    taken = list(ways)
    sight = both(each.seen for each in taken)
    columns = tuple(dict.fromkeys(each.column for each in taken))
    return Wall(table, sight, sight, sight, columns, gathered=both(each.gathered for each in taken))


class Way(NamedTuple):
    """A way to a file: the first column, and that it is open, asked of the row or of all grants first."""

    column: str
    seen: str
    gathered: str


def way(model: type[Model], path: str) -> Way:
    """A dotted path as a way. Raises Misdeclared where it does not end at a file."""
    name = f"{model.__module__}.{model.__name__}: class Scoped says {path!r}"
    first, _dot, rest = path.partition(".")
    field = _foreign_key(model, first)
    if field is None:
        raise Misdeclared(f"{name}, but {first!r} is no foreign key of this model's own table")
    target, column = field.related_model, f'{ROW}."{field.column}"'
    if rest:
        beyond = way(target, rest)
        return Way(field.column, *_through(target._meta, column, beyond))
    if target._meta.db_table != FILE:
        raise Misdeclared(f"{name}, which ends at {target.__name__}, not at access.File")
    return Way(field.column, granted(column), gathered(column))


def _through(target: Any, column: str, beyond: Way) -> tuple[str, str]:
    """That the row a column points to is open, in both forms."""
    depth = 1 + max((int(number) for number in re.findall(r"\bscope_(\d+)\b", beyond.seen)), default=0)
    hop = f"scope_{depth}"
    table, key = f"{{table:{target.db_table}}} {hop}", f'{hop}."{target.pk.column}"'
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE {key} = {column} AND {of(beyond.seen, hop)})",  # noqa: S608
        f"{column} IN (SELECT {key} FROM {table} WHERE {of(beyond.gathered, hop)})",  # noqa: S608
    )


def undeclared(models: Iterable[type[Model]]) -> list[str]:
    """Models from which foreign keys lead to a file, though they declare no ``class Scoped``: each an open door."""
    return sorted(
        f"{model.__module__}.{model.__name__}"
        for model in models
        if model._meta.managed
        and not model._meta.proxy
        and wall_of(model._meta.db_table) is None
        and any(wall_of(target._meta.db_table) for target in _targets(model))
    )


def _beyond(end: Any) -> list[str]:
    """The ways to a file that begin with a foreign key."""
    if end.related_model._meta.db_table == FILE:
        return [str(end.name)]
    return [f"{end.name}.{path}" for path in declared(end.related_model)]


def _targets(model: type[Model]) -> list[Any]:
    return [field.related_model for field in model._meta.concrete_fields if _points(field)]


def _points(field: Any) -> bool:
    return bool(field.is_relation and field.related_model and field.concrete)


def _foreign_key(model: type[Model], name: str) -> Any:
    own: dict[str, Field[Any, Any]] = {field.name: field for field in model._meta.local_concrete_fields}
    field = own.get(name)
    return field if field is not None and _points(field) else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(table) for table in sorted(_walls, key=len, reverse=True))
    quote = r"[\"'`\]]?"
    return re.compile(rf"\b(?:{names})\b(?!{quote}\s*\.)(?!{quote}{re.escape(MARK)})", re.IGNORECASE)
