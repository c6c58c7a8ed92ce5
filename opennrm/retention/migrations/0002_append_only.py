"""Triggers: tombstones only grow; a passage is born unspent and spent once; no hold or proposal vanishes.

A passage that is unspent at commit breaks a foreign key that is asked then: it can be open in one transaction alone.
SQLite's INSERT OR REPLACE removes a row without asking the triggers of DELETE, so triggers of INSERT look too.
"""

from django.db import migrations

REFUSAL = "what was decided on a record stays: tombstones, passages, holds and proposals are never removed or rewritten"
TABLES = ("retention_tombstone", "retention_passage", "retention_hold", "retention_proposal")

SPENT_ONCE = """NOT (OLD.unspent_id = 0 AND NEW.unspent_id IS NULL AND NEW.id = OLD.id AND NEW."table" = OLD."table"
  AND NEW."row" = OLD."row" AND NEW.tombstone_id = OLD.tombstone_id)"""
BORN_UNSPENT = "NEW.unspent_id IS NULL"

POSTGRESQL = f"""
CREATE FUNCTION retention_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE TRIGGER retention_tombstone_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_tombstone
  FOR EACH STATEMENT EXECUTE FUNCTION retention_refuse();
CREATE TRIGGER retention_passage_kept BEFORE DELETE OR TRUNCATE ON retention_passage
  FOR EACH STATEMENT EXECUTE FUNCTION retention_refuse();
CREATE TRIGGER retention_hold_kept BEFORE DELETE OR TRUNCATE ON retention_hold
  FOR EACH STATEMENT EXECUTE FUNCTION retention_refuse();
CREATE TRIGGER retention_proposal_kept BEFORE DELETE OR TRUNCATE ON retention_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION retention_refuse();
CREATE TRIGGER retention_passage_update BEFORE UPDATE ON retention_passage
  FOR EACH ROW WHEN ({SPENT_ONCE}) EXECUTE FUNCTION retention_refuse();
CREATE TRIGGER retention_passage_insert BEFORE INSERT ON retention_passage
  FOR EACH ROW WHEN ({BORN_UNSPENT}) EXECUTE FUNCTION retention_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER retention_passage_insert ON retention_passage;
DROP TRIGGER retention_passage_update ON retention_passage;
DROP TRIGGER retention_proposal_kept ON retention_proposal;
DROP TRIGGER retention_hold_kept ON retention_hold;
DROP TRIGGER retention_passage_kept ON retention_passage;
DROP TRIGGER retention_tombstone_kept ON retention_tombstone;
DROP FUNCTION retention_refuse();
"""


def sqlite_triggers():
    for table in TABLES:
        yield f"{table}_delete", f"DELETE ON {table}", "1"
        yield f"{table}_insert", f"INSERT ON {table}", f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    yield "retention_tombstone_update", "UPDATE ON retention_tombstone", "1"
    yield "retention_passage_update", "UPDATE ON retention_passage", f"COALESCE({SPENT_ONCE}, 1)"
    yield "retention_passage_born", "INSERT ON retention_passage", BORN_UNSPENT


def set_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, event, condition in sqlite_triggers():
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for name, _event, _condition in sqlite_triggers():
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [("retention", "0001_initial")]

    operations = [migrations.RunPython(set_triggers, drop_triggers)]
