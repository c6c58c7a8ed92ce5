"""The text of languages leaves the model (its column, empty from now on, goes in a later release); the history of
changes only grows, by triggers on both engines."""

import django.db.models.deletion
from django.db import migrations, models

REFUSAL = "the history of changes only grows"

POSTGRESQL = f"""
CREATE FUNCTION agencies_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE TRIGGER agencies_change_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON agencies_change
  FOR EACH STATEMENT EXECUTE FUNCTION agencies_refuse();
"""
POSTGRESQL_BACK = "DROP TRIGGER agencies_change_kept ON agencies_change; DROP FUNCTION agencies_refuse();"


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER agencies_change_{event.lower()} BEFORE {event} ON agencies_change "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER agencies_change_{event}")


class Migration(migrations.Migration):

    dependencies = [("agencies", "0004_languages_by_date")]

    operations = [
        migrations.AlterField(
            "contactpoint", "languages", models.CharField(max_length=300, null=True, default=None, blank=True)
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("contactpoint", "languages")],
        ),
        migrations.AlterField(
            "contactlanguage",
            "contact_point",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="languages", to="agencies.contactpoint"
            ),
        ),
        migrations.RunPython(set_triggers, drop_triggers),
    ]
