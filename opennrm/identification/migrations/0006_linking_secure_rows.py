"""PostgreSQL's second wall round the digests by which records are linked, and what was asked of the officer."""

from django.db import migrations

from opennrm.access.security import SecureRows


class Migration(migrations.Migration):
    dependencies = [("identification", "0005_linking"), ("access", "0003_classes_of_a_grant")]

    operations = [
        SecureRows("LinkKey", file="person.file"),
        SecureRows("MatchQuestion", file="person.file"),
    ]
