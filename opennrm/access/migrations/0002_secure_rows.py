"""Row-level security on access's own tables, and the functions that policies ask."""

from django.db import migrations

from opennrm.access.security import FUNCTIONS, SecureRows


def make_functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for function in FUNCTIONS:
            schema_editor.execute(function)


def drop_functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION access_owner_of(uuid), access_served(uuid, varchar[])")


class Migration(migrations.Migration):

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunPython(make_functions, drop_functions),
        SecureRows("File"),
        SecureRows("Grant"),
        SecureRows("BreakGlass"),
    ]
