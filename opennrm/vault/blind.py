"""Finding a sealed name without opening any: keyed digests of the folded text (HMAC-SHA256, a key per column)."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.db.models.query_utils import DeferredAttribute

from opennrm.vault.fields import BlindIndexField, Tokens
from opennrm.vault.folding import fold, pairs
from opennrm.vault.keys import key_for, key_of
from opennrm.vault.terms import KeyKind

NOBODY = Q(pk__in=[])
PAIR = 10  # bytes of a pair's digest: 16 letters


def column_name(field: BlindIndexField) -> str:
    """The name of the column's key."""
    return f"{field.model._meta.db_table}.{field.column}"


def index(row: models.Model, sealed: str, text: str) -> None:
    """Set every blind index of a sealed field on the row, unsaved."""
    for field in row._meta.concrete_fields:
        if isinstance(field, BlindIndexField) and field.of == sealed:
            key = key_for(KeyKind.COLUMN, column_name(field))
            setattr(row, field.attname, _tokens(key, field, text))


def matches(column: object, text: str, *, via: str = "") -> Q:
    """The rows whose name is this one, however it is written; with ``pairs``, those that hold it somewhere.

    ``Person.objects.filter(matches(Person.name_index, "やまだ 花子"))``; across a relation name it in ``via``:
    ``Case.objects.filter(matches(Person.name_index, "…", via="person"))``. Nothing to look for finds nobody.
    Pairs may find a little too much: a name that has the pairs in another order.
    """
    field = column.field if isinstance(column, DeferredAttribute) else column
    if not isinstance(field, BlindIndexField):
        raise TypeError(f"{field!r} is no blind index")
    key = key_of(KeyKind.COLUMN, column_name(field)) if fold(text) else None
    if key is None:
        return NOBODY
    name = f"{via}__{field.name}" if via else field.name
    tokens = _tokens(key, field, text)
    if not field.pairs:
        return Q(**{name: tokens})
    found = Q()
    for token in tokens.split():
        found &= Q(**{f"{name}__holds": Tokens(token)})
    return found


def pair_digests(column: str, text: str) -> list[str]:
    """Digests of every two letters side by side, for a table that holds one a row and finds them by an index.

    ``column`` names the key, as in ``identification_namepair.digest``. Of a single letter, its own; of none, none.
    """
    return _digests(key_for(KeyKind.COLUMN, column), fold(text))


def numbers(column: str, texts: Iterable[str]) -> dict[str, int]:
    """A keyed 64-bit number for each text, as it stands: fold it first. For tables that link records by digests alone.

    ``column`` names the key. Signed, as databases keep them; two texts share one by chance once in 10¹⁹.
    """
    return numbered(key_for(KeyKind.COLUMN, column), texts)


def numbered(key: bytes, texts: Iterable[str]) -> dict[str, int]:
    """The same under a key at hand."""
    digests = {each: hmac.digest(key, b"number\0" + each.encode(), "sha256") for each in texts}
    return {each: int.from_bytes(digest[:8], signed=True) for each, digest in digests.items()}


def _tokens(key: bytes, field: BlindIndexField, text: str) -> Tokens:
    """The digests, in an order that says nothing of the order of the letters."""
    folded = fold(text)
    if not field.pairs:
        return Tokens(hmac.new(key, b"whole\0" + folded.encode(), hashlib.sha256).hexdigest())
    return Tokens(" ".join(_digests(key, folded)))


def _digests(key: bytes, folded: str) -> list[str]:
    """In an order that says nothing of the order of the letters."""
    digests = (hmac.new(key, b"pair\0" + each.encode(), hashlib.sha256).digest() for each in pairs(folded))
    return sorted(base64.b32encode(each[:PAIR]).decode().lower() for each in digests)
