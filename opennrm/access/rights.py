"""What a role of the database may do, declared once by the rooms: PostgreSQL's grants and SQLite's "
"seatbelt come of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from opennrm.access.walls import tables as protected

ALL = ("*",)
PUBLIC, READER = "public", "reader"  # the public door; whoever counts in the register


class TooMuch(RuntimeError):
    """A declared right would open a protected table past its walls; the text names it."""


@dataclass(frozen=True)
class Right:
    """Fields of a model that may be read (``ALL``: every one), and whether rows may be added. None is ever changed."""

    model: type[Model]
    reads: tuple[str, ...] = ()
    adds: bool = False


@dataclass(frozen=True)
class Columns:
    """The same on a table: columns that may be read."""

    reads: frozenset[str]
    adds: bool


@lru_cache(maxsize=4)
def of(role: str) -> Mapping[str, Columns]:
    """By table, what a role may do, as the rooms named in settings RIGHTS declare it. Raises TooMuch."""
    return gathered(right for path in settings.RIGHTS[role] for right in import_string(path))


def gathered(rights: Iterable[Right]) -> Mapping[str, Columns]:
    """Rights by table, several of one added up. Raises TooMuch."""
    found: dict[str, Columns] = {}
    for right in rights:
        meta = right.model._meta
        if meta.db_table in protected():
            raise TooMuch(f"{meta.label} is protected by file: no role but the desk's may have a right to it")
        every = {field.name for field in meta.concrete_fields}
        names = every if right.reads == ALL else set(right.reads)
        if names - every:
            raise TooMuch(f"{meta.label} has no {', '.join(sorted(names - every))}: correct the declared right")
        columns = frozenset(str(field.column) for field in meta.concrete_fields if field.name in names)
        before = found.get(meta.db_table, Columns(frozenset(), adds=False))
        found[meta.db_table] = Columns(before.reads | columns, before.adds or right.adds)
    return found
