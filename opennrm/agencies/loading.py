"""Bringing rows of a table to what is declared: add what is missing, change what differs, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Loaded:
    """What a load did to the database, in rows. A second load of the same declarations gives all zeros."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


def bring_to(
    rows: Iterable[models.Model], *, among: "models.QuerySet[models.Model]", by: tuple[str, ...], prune: bool
) -> Loaded:
    """Make the rows of ``among`` what ``rows`` say, known by the fields ``by``; run it in a transaction.

    Rows that are as declared are not written. With ``prune`` the rows of ``among`` that are not declared go.
    """
    model = among.model
    rest = [field for field in model._meta.concrete_fields if field.attname not in by and not field.primary_key]
    present = {tuple(getattr(row, name) for name in by): row for row in among.select_for_update()}
    added, changed = [], []
    for row in rows:
        old = present.pop(tuple(getattr(row, name) for name in by), None)
        if old is None:
            added.append(row)
        elif any(getattr(old, field.attname) != getattr(row, field.attname) for field in rest):
            row.pk = old.pk
            changed.append(row)
    removed = list(present.values()) if prune else []
    among.filter(pk__in=[row.pk for row in removed]).delete()
    if changed:
        among.bulk_update(changed, [field.name for field in rest])
    among.bulk_create(added)
    return Loaded(len(added), len(changed), len(removed))
