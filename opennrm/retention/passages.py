"""The narrow door in append-only tables: one row, once, in the transaction that lets a record go (docs/adr/0007)."""

from django.db import models

from opennrm.retention.models import Passage, Tombstone


def open_passage(row: models.Model, *, tombstone: Tombstone) -> Passage:
    """Let the next change of this row through, as far as its table's trigger lets anything through.

    The change must come in the same transaction: one that ends with a passage unspent is rolled back.
    """
    return Passage.objects.create(table=row._meta.db_table, row=str(row.pk), tombstone=tombstone, unspent_id=0)
