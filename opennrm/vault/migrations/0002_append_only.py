"""Triggers: a line is never changed or removed, and the chain grows by one at a time.

SQLite's INSERT OR REPLACE removes a row without asking the triggers of DELETE, so the triggers of INSERT look too.
"""

from django.db import migrations

REFUSAL = "the audit only grows, by one line at a time; run: opennrm audit verify"

SQLITE = {
    "vault_auditline_update": ("UPDATE ON vault_auditline", "1"),
    "vault_auditline_delete": ("DELETE ON vault_auditline", "1"),
    "vault_auditline_insert": (
        "INSERT ON vault_auditline",
        "NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM vault_auditline)",
    ),
    "vault_audithead_update": ("UPDATE ON vault_audithead", "NEW.id <> 1 OR NEW.seq <> OLD.seq + 1"),
    "vault_audithead_delete": ("DELETE ON vault_audithead", "1"),
    "vault_audithead_insert": ("INSERT ON vault_audithead", "EXISTS (SELECT 1 FROM vault_audithead)"),
}

POSTGRESQL = f"""
CREATE FUNCTION vault_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;

CREATE FUNCTION vault_next_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM vault_auditline) THEN
    RAISE EXCEPTION '{REFUSAL}';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER vault_auditline_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON vault_auditline
  FOR EACH STATEMENT EXECUTE FUNCTION vault_refuse();
CREATE TRIGGER vault_auditline_insert BEFORE INSERT ON vault_auditline
  FOR EACH ROW EXECUTE FUNCTION vault_next_line();
CREATE TRIGGER vault_audithead_kept BEFORE DELETE OR TRUNCATE ON vault_audithead
  FOR EACH STATEMENT EXECUTE FUNCTION vault_refuse();
CREATE TRIGGER vault_audithead_update BEFORE UPDATE ON vault_audithead
  FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION vault_refuse();
"""

POSTGRESQL_BACK = """
DROP TRIGGER vault_audithead_update ON vault_audithead;
DROP TRIGGER vault_audithead_kept ON vault_audithead;
DROP TRIGGER vault_auditline_insert ON vault_auditline;
DROP TRIGGER vault_auditline_kept ON vault_auditline;
DROP FUNCTION vault_next_line();
DROP FUNCTION vault_refuse();
"""


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, (event, condition) in SQLITE.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [("vault", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, drop_triggers)]
