"""What becomes of facts when the person behind them is erased: the key is another one, days become months."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from opennrm.retention.models import Tombstone
from opennrm.retention.passages import open_passage
from opennrm.understanding.attributes import Kind
from opennrm.understanding.facts import Fact, new_id
from opennrm.understanding.models import ROWS, FactRow
from opennrm.understanding.terms import Precision
from opennrm.vault.actions import record


def forget(keys: Iterable[str], *, tombstone: Tombstone) -> int:
    """Cut the link from these opaque keys to their facts, in the caller's transaction. Answers how many facts changed.

    Every fact of one key gets the same fresh key: persons are counted as before, and nobody can tell any more who
    they were. Days become the first of their month, so yearly and monthly tables stay as they are. Called by a room as
    ``Keeping.also``, with the tombstone of the record that held the keys.
    """
    fresh = {key: new_id() for key in keys if key}
    changed = 0
    for fact, model in ROWS.items():
        columns = key_columns(fact)
        held = Q(pk__in=[])
        for column in columns:
            held |= Q(**{f"{column}__in": list(fresh)})
        for row in model._default_manager.filter(held):
            open_passage(row, tombstone=tombstone)
            values: dict[str, Any] = {name: fresh.get(getattr(row, name), getattr(row, name)) for name in columns}
            model._default_manager.filter(pk=row.pk).update(**values, **_blurred(row))
            changed += 1
    if changed:
        record("facts.forgotten", tombstone.word)
    return changed


def key_columns(fact: type[Fact]) -> tuple[str, ...]:
    """The columns of a fact that hold an opaque key."""
    return ("key", *(attribute.name for attribute in fact.attributes() if attribute.kind is Kind.KEY))


def _blurred(row: FactRow) -> dict[str, Any]:
    days: dict[str, Any] = {"recorded_on": row.recorded_on.replace(day=1)}
    if row.day and row.precision == Precision.DAY:
        days |= {"day": row.day.replace(day=1), "precision": Precision.MONTH}
    return days
