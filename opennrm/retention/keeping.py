"""How the rows of a room go when their time is over: each room says so in its own ``kept.py``.

    KEPT = (Keeping(Case, clock="closed_on", file="file_id", key="file_id", parts=(Part(Note, "case"),)),)

and settings name the tuple: ``RECORDS = ["opennrm.identification.kept.KEPT", …]``. Retention stands below these rooms
and imports none of them.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.access.scope import System
from opennrm.access.walls import tables
from opennrm.agencies.models import Official
from opennrm.page.bilingual import Text
from opennrm.retention import schedule
from opennrm.retention.models import Tombstone
from opennrm.vault.fields import Sealed, frame_of
from opennrm.vault.privacy import classified

Row = models.Model
Rows = "models.QuerySet[models.Model]"


@dataclass(frozen=True)
class Part:
    """Rows that go with a record: those of ``model`` whose ``via`` (a lookup) is the record's ``to`` (an attribute).

    They go before it, or after it where it points at them (``last``).
    """

    model: type[Row]
    via: str
    to: str = "pk"
    last: bool = False


@dataclass(frozen=True)
class Keeping:
    """How records of a model end.

    ``clock`` is the lookup of the day or moment that starts the clock, or an expression of it (NULL: not yet), ``file``
    the lookup of the file's id (a hold on the file stops it), ``key`` the attribute, dotted, that names the key to
    erase with it. ``parts`` go in their order. ``after`` names relations whose rows are records of their own and go
    first: while there are any, the record waits. ``anonymise`` takes out what is left open and saves (sealed columns
    are emptied before); ``also`` is called before anything goes, with the tombstone (blur facts here); both run in the
    one transaction. ``touches`` lists further models they reach. ``find`` gives the records an organisation of an
    official holds on the person of this name or address. ``title`` is how pages call one such record.
    """

    model: type[Row]
    clock: str | models.Case
    file: str = ""
    key: str = ""
    parts: tuple[Part, ...] = ()
    after: tuple[str, ...] = ()
    anonymise: Callable[[Any], None] | None = None
    also: Callable[[Any, Tombstone], None] | None = None
    touches: tuple[type[Row], ...] = ()
    find: "Callable[[str, Official], models.QuerySet[Any]] | None" = None
    title: Text | None = None

    @property
    def kind(self) -> str:
        """The opaque word for the model, as in ``accounts.account``."""
        return self.model._meta.label_lower

    @property
    def called(self) -> str:
        """What one such record is, in the language of the page."""
        return self.title.of(get_language()) if self.title else self.kind

    @property
    def rule(self) -> schedule.Rule:
        """The rule of the class of record. Raises KeyError where the model names none."""
        return schedule.rules()[classified(self.model).kept]

    @cached_property
    def system(self) -> System:
        """The scope in which records are looked for and let go: the tables concerned, and what points at them."""
        writes: set[str] = set()
        reads: set[str] = set()
        for model in (self.model, *(part.model for part in self.parts), *self.touches):
            _reached(model, writes, reads)
        walled = tables()
        return System(f"retention-{self.kind}", reads=frozenset(reads & walled), writes=frozenset(writes & walled))

    def rows(self) -> "models.QuerySet[Any]":
        """All records; evaluate them in ``system``."""
        return self.model._base_manager.all()

    def over(self, today: date) -> "models.QuerySet[Any]":
        """Records whose time may be over, the oldest first; ``due`` of each decides."""
        keep = self.rule.keep
        if keep is None:
            return self.rows().none()
        bound: date | datetime = keep.before(today)
        if isinstance(self._clock, models.DateTimeField):
            bound = timezone.make_aware(datetime.combine(bound, datetime.max.time()))
        return self._clocked().filter(clock_began__lte=bound).order_by("clock_began", "pk")

    def began(self, row: Row) -> date | None:
        """The day the clock started; None where it has not."""
        moment = self._clocked().filter(pk=row.pk).values_list("clock_began", flat=True).first()
        return timezone.localdate(moment) if isinstance(moment, datetime) else moment

    def file_of(self, row: Row) -> UUID | None:
        """The file's id, where records of this kind have one."""
        return self.rows().filter(pk=row.pk).values_list(self.file, flat=True).first() if self.file else None

    def key_of(self, row: Row) -> str | None:
        """The name of the key that goes with the record."""
        name = attrgetter(self.key)(row) if self.key else None
        return str(name) if name else None

    def part_rows(self, row: Row, *, last: bool | None = None) -> Iterator["models.QuerySet[Any]"]:
        """The rows that go with a record, by model, in the order in which they go; those before it or after it."""
        for part in self.parts:
            if last in (None, part.last):
                yield part.model._base_manager.filter(**{part.via: attrgetter(part.to)(row)}).order_by("pk")

    def waits_for(self, row: Row) -> int:
        """How many records of their own must go before this one."""
        return sum(getattr(row, name).count() for name in self.after)

    def content(self, row: Row) -> str:
        """A digest of the record and its parts: a new one says that something changed."""
        digest = hashlib.sha256()
        for rows in (self.rows().filter(pk=row.pk), *self.part_rows(row)):
            names = [field.attname for field in rows.model._meta.concrete_fields]
            for values in rows.values_list(*names):
                digest.update(repr((rows.model._meta.label, [_plain(value) for value in values])).encode())
        return digest.hexdigest()

    def _clocked(self) -> "models.QuerySet[Any]":
        began = F(self.clock) if isinstance(self.clock, str) else self.clock
        clocked: models.QuerySet[Any] = self.rows().annotate(clock_began=began)
        return clocked

    @cached_property
    def _clock(self) -> Any:
        if not isinstance(self.clock, str):
            return self.clock.output_field
        model: Any = self.model
        *path, last = self.clock.split("__")
        for step in path:
            model = model._meta.get_field(step).related_model
        return model._meta.get_field(last)


def _plain(value: Any) -> object:
    if isinstance(value, Sealed):
        return frame_of(value)
    return bytes(value) if isinstance(value, memoryview) else value


def _reached(model: type[Row], writes: set[str], reads: set[str]) -> None:
    """What a deletion of rows of a model writes (its own table, what cascades) and looks at (what protects)."""
    if model._meta.db_table in writes:
        return
    writes.add(model._meta.db_table)
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        target: Any = relation.related_model
        on_delete: Any = relation.on_delete  # type: ignore[union-attr]
        if on_delete is models.CASCADE:
            _reached(target, writes, reads)
        else:
            (reads if on_delete in (models.PROTECT, models.RESTRICT) else writes).add(target._meta.db_table)
    targets: list[Any] = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    reads.update(target._meta.db_table for target in targets)
