"""Triggers: what went out, what withdrew it, and what was declared and spent is only added to.

SQLite's INSERT OR REPLACE removes a row without asking the triggers of DELETE, so a trigger of INSERT looks too.
"""

from django.db import migrations

REFUSAL = "what was published and spent is only added to: withdraw a release, publish another edition"
TABLES = [
    "publication_budget", "publication_spending", "publication_release", "publication_withdrawal",
    "publication_edition", "publication_frozentable", "publication_editionfile", "publication_sectiontext",
    "publication_textapproval",
]  # fmt: skip


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION publication_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION publication_refuse()"
            )
        return
    for table in TABLES:
        there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        for event, condition in (("UPDATE", "1"), ("DELETE", "1"), ("INSERT", there)):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def drop_triggers(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
            continue
        for event in ("update", "delete", "insert"):
            schema_editor.execute(f"DROP TRIGGER {table}_{event}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION publication_refuse()")


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, drop_triggers)]
