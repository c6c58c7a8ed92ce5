"""Sealing a field of a row, and opening one: the only way back to its text."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from operator import attrgetter
from threading import Lock as Mutex
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from opennrm.page.refusals import Refused
from opennrm.vault import blind
from opennrm.vault.actions import record, refuse_inside_a_transaction
from opennrm.vault.cipher import Broken, bind, open_bytes, pad, seal_bytes, unpad
from opennrm.vault.fields import FREELY, BlindIndexField, Sealed, SealedField, frame_of
from opennrm.vault.keys import key_for, key_of, keys_of
from opennrm.vault.models import AuditLine
from opennrm.vault.refusals import Lock, NotAudited
from opennrm.vault.terms import KeyKind

T = TypeVar("T")

REVEALED = "field.revealed"
COARSENED = "field.coarsened"
FRESH = timedelta(minutes=1)  # how long a line in the audit lets its field be opened, once

_spent: dict[int, datetime] = {}  # lines this process opened a field by, oldest first, while they are fresh
_spending = Mutex()


def seal(row: models.Model, field: str, text: str) -> None:
    """Put text into a sealed field of a row, and its digests into the blind indexes; saving is the caller's.

    The row needs its id first: the text is bound to it. Refused where the key of the case was erased.
    """
    declared, key = _declared(row, field), _key_name(row, field)
    place = _place(row, declared)
    setattr(row, declared.attname, Sealed(seal_bytes(key_for(KeyKind.CASE, key), pad(text), bound=place)))
    blind.index(row, field, text)


def blank(row: models.Model) -> list[str]:
    """Empty every sealed field of a row and every blind index; the names of the columns, for ``update_fields``.

    An erased key leaves the blind indexes behind, which still tell that a name is there: empty them with it.
    """
    columns = [each for each in row._meta.concrete_fields if isinstance(each, SealedField | BlindIndexField)]
    for each in columns:
        setattr(row, each.attname, None)
    return [each.name for each in columns]


def subject_of(row: models.Model, field: str) -> str:
    """The field of this row as the audit names it, as in ``identification-person:17.name``."""
    return f"{row_subject(row)}.{_declared(row, field).column}"


def row_subject(row: models.Model) -> str:
    """The row as the audit names it; «who looked» at it takes in all its fields."""
    return f"{row._meta.db_table.replace('_', '-')}:{_row_id(row)}"


def open_sealed(row: models.Model, field: str, *, audited: AuditLine) -> str | None:
    """The text of a sealed field, or None where it is empty. Whether this person may is for ``access`` to say.

    ``audited`` is the line «field.revealed» on ``subject_of(row, field)``, committed within the last minute; it
    opens its field once. NotAudited where there is none, TransactionManagementError inside a transaction (the line
    could still be rolled back). Refused, with a line of its own, where the content was changed, moved or truncated.
    """
    refuse_inside_a_transaction(f"{field} can be opened only after its audit line is committed")
    _spend(audited, subject_of(row, field))
    sealed = getattr(row, _declared(row, field).attname)
    if sealed is None:
        return None
    try:
        return _opened(row, field, sealed)
    except Broken:
        with transaction.atomic():
            record("field.broken", subject_of(row, field), by=audited.by)
        raise Refused(Lock.BROKEN) from None


def coarsen(row: models.Model, field: str, *, to: Callable[[str], T], by: str) -> T | None:
    """What the register keeps of a sealed field: ``to`` of its text, which nobody is shown; None where it is empty.

    For facts alone (an age in years of a day of birth, a code of a list): inside the caller's transaction, with a line
    «field.coarsened» in the audit. Refused where the content was changed or moved, or its key erased.
    """
    record(COARSENED, subject_of(row, field), by=by)
    sealed = getattr(row, _declared(row, field).attname)
    try:
        return None if sealed is None else to(_opened(row, field, sealed))
    except Broken:
        raise Refused(Lock.BROKEN) from None


def open_freely(rows: Sequence[models.Model], field: str) -> dict[str, str]:
    """The texts of a field declared ``looked_at="freely"``, by the row's id, without a line in the audit.

    TypeError for every other field: this way leads to the names of colleagues and to nothing else. A row that is
    empty, whose key was erased, or whose content does not open is left out.
    """
    for row in rows:
        if _declared(row, field).looked_at != FREELY:
            raise TypeError(f"{field} of {row._meta.label} opens only with a line in the audit: open_sealed")
    keys = keys_of(KeyKind.CASE, [_key_name(row, field) for row in rows])
    texts = {}
    for row in rows:
        sealed, key = getattr(row, _declared(row, field).attname), keys.get(_key_name(row, field))
        if sealed is not None and key is not None:
            with suppress(Broken):
                texts[_row_id(row)] = unpad(open_bytes(key, frame_of(sealed), bound=_place(row, _declared(row, field))))
    return texts


def _opened(row: models.Model, field: str, sealed: Sealed) -> str:
    key = key_of(KeyKind.CASE, _key_name(row, field))
    if key is None:
        raise Broken("no key was ever made under this name: the row was moved to another case")
    return unpad(open_bytes(key, frame_of(sealed), bound=_place(row, _declared(row, field))))


def _spend(line: AuditLine, subject: str) -> None:
    """Use up a line: it stands in the audit, speaks of this field, is fresh, and was not used before."""
    now = timezone.now()
    written = AuditLine.objects.filter(seq=line.seq, hash=line.hash, act=REVEALED, subject=subject).first()
    if written is None or not now - FRESH <= written.at:
        raise NotAudited(f"no fresh line {REVEALED} on {subject}: write one, commit, then open")
    with _spending:
        while _spent and _spent[oldest := next(iter(_spent))] < now - FRESH:
            del _spent[oldest]
        if written.seq in _spent:
            raise NotAudited(f"line {written.seq} opened its field already: each look has a line of its own")
        _spent[written.seq] = written.at


def _declared(row: models.Model, field: str) -> SealedField:
    declared = row._meta.get_field(field)
    if not isinstance(declared, SealedField):
        raise TypeError(f"{field} of {row._meta.label} is not sealed")
    return declared


def _key_name(row: models.Model, field: str) -> str:
    name = attrgetter(_declared(row, field).under)(row)
    if name is None or not str(name):
        raise ValueError(f"{row._meta.label} names no key for {field} yet: set {_declared(row, field).under} first")
    return str(name)


def _row_id(row: models.Model) -> str:
    """The id as the database gives it back, whichever way it was put in."""
    if row.pk is None:
        raise ValueError(f"{row._meta.label} has no id yet: save it, or give it one of its own, before sealing")
    return str(row._meta.pk.to_python(row.pk))


def _place(row: models.Model, field: SealedField) -> bytes:
    return bind("opennrm.sealed.1", field.model._meta.db_table, str(field.column), _row_id(row))
