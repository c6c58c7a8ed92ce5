"""Made-up models with sealed fields, of the tests alone: no room is built of them."""

from uuid import uuid4

from django.db import models, transaction
from django.test.utils import isolate_apps

from opennrm.vault.actions import record
from opennrm.vault.fields import BlindIndexField, SealedField
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import open_sealed, seal, subject_of

with isolate_apps("opennrm.vault"):

    class Guest(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        case = models.CharField(max_length=80)
        name = SealedField(under="case", null=True)
        alias = SealedField(under="case", null=True)
        name_index = BlindIndexField(of="name")
        name_pairs = BlindIndexField(of="name", pairs=True)

        class Meta:
            app_label = "vault"
            db_table = "madeup_guest"

    class Stay(models.Model):
        guest = models.ForeignKey(Guest, on_delete=models.PROTECT)
        name = SealedField(under="guest.case", null=True)

        class Meta:
            app_label = "vault"
            db_table = "madeup_stay"


TABLES = (Guest, Stay)


def guest(name: str = "山田 花子", *, case: str = "case-1", alias: str | None = None) -> Guest:
    """A guest in the database."""
    row = Guest(case=case)
    seal(row, "name", name)
    if alias is not None:
        seal(row, "alias", alias)
    row.save(force_insert=True)
    return row


def look(row: models.Model, field: str, *, by: str = "official:1") -> AuditLine:
    """The line that lets a field be opened."""
    with transaction.atomic():
        return record("field.revealed", subject_of(row, field), by=by)


def text_of(row: models.Model, field: str) -> str | None:
    """The field's text, as it now stands in the database."""
    fresh = type(row)._default_manager.get(pk=row.pk)
    return open_sealed(fresh, field, audited=look(fresh, field))
