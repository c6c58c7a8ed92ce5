"""Triggers: a fact or a published figure is never changed or removed; what is wrong is superseded.

SQLite's INSERT OR REPLACE removes a row without asking the triggers of DELETE, so a trigger of INSERT looks too.
"""

from django.db import migrations

REFUSAL = "facts and figures are only added: correct one by a later one that supersedes it"

TABLES = [
    "understanding_victim_identified",
    "understanding_victim_protected",
    "understanding_offence_cleared",
    "understanding_related_offence_cleared",
    "understanding_suspect_arrested",
    "understanding_suspect_disposed",
    "understanding_residence_granted",
    "understanding_service_given",
    "understanding_returned",
    "understanding_contact_received",
    "understanding_employer_examined",
    "understanding_intern_case_handled",
    "understanding_session_held",
    "understanding_exchange_held",
    "understanding_campaign_begun",
    "understanding_campaign_heard",
    "understanding_material_distributed",
    "understanding_information_exchanged",
    "understanding_perpetrators_reported",
    "understanding_figure",
]


def sqlite_triggers(table):
    return {
        f"{table}_update": ("UPDATE", "1"),
        f"{table}_delete": ("DELETE", "1"),
        f"{table}_insert": ("INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
    }


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION understanding_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION understanding_refuse()"
            )
        return
    for table in TABLES:
        for name, (event, condition) in sqlite_triggers(table).items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
        schema_editor.execute("DROP FUNCTION understanding_refuse()")
        return
    for table in TABLES:
        for name in sqlite_triggers(table):
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [("understanding", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, drop_triggers)]
