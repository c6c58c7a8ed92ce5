"""Columns that hold sealed text, and columns that hold its blind index."""

import re
from typing import TYPE_CHECKING, Any, NoReturn

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Contains
from django.db.models.query_utils import DeferredAttribute

if TYPE_CHECKING:
    BytesColumn = models.BinaryField[Any, Any]
    TextColumn = models.TextField[Any, Any]
else:
    BytesColumn, TextColumn = models.BinaryField, models.TextField

TABLE = re.compile("[a-z][a-z_]*")
FREELY = "freely"


class Sealed:
    """What the ORM gives for a sealed field. It has no text: that takes a grant and a line in the audit."""

    __slots__ = ("_frame",)

    def __init__(self, frame: bytes) -> None:
        self._frame = bytes(frame)

    def __str__(self) -> str:
        return "<sealed>"

    __repr__ = __str__

    def _refuse(self, *_args: object) -> NoReturn:
        raise TypeError("a sealed value has no text: reveal it, or search by its blind index")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __iter__ = __len__ = __getitem__ = __contains__ = __add__ = __radd__ = __bytes__ = _refuse
    __format__ = __reduce__ = __reduce_ex__ = _refuse
    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return True

    def __copy__(self) -> "Sealed":
        return self

    def __deepcopy__(self, memo: object) -> "Sealed":
        return self


def frame_of(sealed: Sealed) -> bytes:
    """The ciphertext, for this room and for backups."""
    return sealed._frame


class Tokens(str):
    """A blind index: keyed digests, in which equal names are equal and nothing else can be read."""

    __slots__ = ()


class _Guarded(DeferredAttribute):
    """Refuses plain text where a sealed value belongs, at the moment somebody puts it there."""

    def __set__(self, row: models.Model, value: object) -> None:
        if value is not None and not hasattr(value, "resolve_expression"):
            self.field.get_prep_value(value)
        row.__dict__[self.field.attname] = value


class SealedField(BytesColumn):
    """Text sealed under the key that ``under`` names, bound to table, column and row.

    ``under`` is an attribute of the row, dotted where it leads further (``"file_id"``, ``"case.file_id"``), whose
    text is the name of the key. Put text in with ``sealing.seal``; assigning text raises TypeError.
    ``looked_at="freely"`` is for names of colleagues alone: they open without a line in the audit for each look.
    """

    descriptor_class = _Guarded
    empty_values: list[Any] = []  # a sealed value is never compared, not even with nothing

    def __init__(self, *args: Any, under: str, looked_at: str = "", **options: Any) -> None:
        self.under, self.looked_at = under, looked_at
        super().__init__(*args, **options | {"editable": False})

    def deconstruct(self) -> Any:
        """The field as migrations write it."""
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        freely = {"looked_at": self.looked_at} if self.looked_at else {}
        return name, path, args, options | {"under": self.under} | freely

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """The key must be named by something the row has, and the table by letters, as the audit names things."""
        found = super().check(**options)
        if not hasattr(self.model, self.under.split(".")[0]):
            found.append(checks.Error(f"under={self.under!r} is no attribute of the model", obj=self, id="vault.E001"))
        if self.looked_at not in {"", FREELY}:
            found.append(checks.Error(f"looked_at is {FREELY!r} or left out", obj=self, id="vault.E004"))
        if not TABLE.fullmatch(self.model._meta.db_table):
            found.append(
                checks.Error("a table with sealed fields is named by letters alone", obj=self, id="vault.E003")
            )
        return found

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Sealed | None:
        """Bytes of the database as a sealed value."""
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        """Sealed values and nothing else."""
        return self.get_prep_value(value)

    def get_prep_value(self, value: Any) -> Any:
        """Sealed values and nothing else."""
        if value is None or isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        raise TypeError(f"{self.name} takes no plain value: put it in with opennrm.vault.sealing.seal")

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The ciphertext as the engine wants it."""
        value = self.get_prep_value(value)
        return connection.Database.Binary(frame_of(value)) if isinstance(value, Sealed) else value  # type: ignore[attr-defined]

    def value_to_string(self, obj: models.Model) -> NoReturn:
        """Refused: a fixture is no place for a name."""
        raise TypeError(f"{self.name} is sealed and cannot be serialised")

    def formfield(self, **options: Any) -> None:
        """No form is made of it."""

    def get_lookup(self, lookup_name: str) -> Any:
        """``isnull`` alone."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: search by its blind index (opennrm.vault.blind.matches)")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        """None."""
        raise FieldError(f"{self.name} is sealed: nothing can be reckoned from it")


class BlindIndexField(TextColumn):
    """Keyed digests of the sealed field ``of`` on the same row; ``sealing.seal`` writes them.

    One digest of the whole folded name, found by an index; or with ``pairs`` one of every two letters side by side,
    which finds 田中 in 田中太郎, reads the whole scope, and tells whoever holds the database more about the names.
    """

    descriptor_class = _Guarded

    def __init__(self, *args: Any, of: str, pairs: bool = False, **options: Any) -> None:
        self.of, self.pairs = of, pairs
        super().__init__(*args, **{"null": True} | options | {"editable": False, "db_index": not pairs})

    def deconstruct(self) -> Any:
        """The field as migrations write it."""
        name, path, args, options = super().deconstruct()
        for implied in ("editable", "db_index"):
            options.pop(implied, None)
        return name, path, args, options | {"of": self.of, "pairs": self.pairs}

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """It indexes a sealed field of its own model."""
        return [*super().check(**options), *self._check_of()]

    def _check_of(self) -> list[checks.CheckMessage]:
        try:
            sealed = isinstance(self.model._meta.get_field(self.of), SealedField)
        except FieldDoesNotExist:
            sealed = False
        if sealed:
            return []
        return [checks.Error(f"of={self.of!r} is no sealed field of the model", obj=self, id="vault.E002")]

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Tokens | None:
        """Text of the database as tokens."""
        return None if value is None else Tokens(value)

    def to_python(self, value: Any) -> Any:
        """Tokens and nothing else."""
        return self.get_prep_value(value)

    def get_prep_value(self, value: Any) -> Any:
        """Tokens and nothing else: comparing with plain text would find nobody and say so to nobody."""
        if value is None or isinstance(value, Tokens) or hasattr(value, "resolve_expression"):
            return value
        raise TypeError(f"{self.name} takes no plain text: search with opennrm.vault.blind.matches")

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether the digests are these, hold this one, or are absent."""
        if lookup_name not in {"exact", "in", "isnull", "holds"}:
            raise FieldError(f"{self.name} holds digests: search with opennrm.vault.blind.matches")
        return super().get_lookup(lookup_name)

    def formfield(self, **options: Any) -> None:
        """No form is made of it."""


class Holds(Contains):
    """Whether a digest is among those of a pair index."""

    def get_prep_lookup(self) -> Any:
        """Tokens and nothing else."""
        return self.lhs.output_field.get_prep_value(self.rhs)


BlindIndexField.register_lookup(Holds, "holds")
