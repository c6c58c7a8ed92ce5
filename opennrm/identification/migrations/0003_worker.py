"""Who works on a case now stands on the case too: counts of what is mine and what is nobody's look at one row each."""

import django.db.models.deletion
from django.db import migrations, models

from opennrm.access.security import forced, unforced

FILL = (
    "UPDATE identification_case SET worker_id = (SELECT official_id FROM identification_caseassignment "
    "WHERE case_id = identification_case.id AND until IS NULL)"
)


def fill(apps, schema_editor):
    """On PostgreSQL the owner of the tables is held to their policies: let past them for this one statement."""
    walled = ("identification_case", "identification_caseassignment")
    if schema_editor.connection.vendor != "postgresql":
        return schema_editor.execute(FILL)
    for table in walled:
        schema_editor.execute(unforced(table))
    schema_editor.execute(FILL)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in walled:
        schema_editor.execute(forced(table))


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0005_changes_only_grow"),
        ("identification", "0002_secure_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="worker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.official",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed__isnull", True)), fields=["worker", "due"], name="identification_worker"
            ),
        ),
    ]
