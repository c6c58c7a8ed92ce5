"""The narrow door (docs/adr/0007): with a passage of retention for this very row, open in this very transaction, a fact's
keys may be replaced by fresh ones and its days by the first of their month. Nothing else, and once.
"""

from django.db import migrations

REFUSAL = "facts and figures are only added: correct one by a later one that supersedes it"
# The tables of facts, with the columns that are keys: «key» and those that name another counting unit.
TABLES = {
    "understanding_victim_identified": (),
    "understanding_victim_protected": (),
    "understanding_offence_cleared": (),
    "understanding_related_offence_cleared": (),
    "understanding_suspect_arrested": ("offence",),
    "understanding_suspect_disposed": (),
    "understanding_residence_granted": ("person",),
    "understanding_service_given": ("person",),
    "understanding_returned": ("person",),
    "understanding_contact_received": (),
    "understanding_employer_examined": (),
    "understanding_intern_case_handled": (),
    "understanding_session_held": (),
    "understanding_exchange_held": (),
    "understanding_campaign_begun": (),
    "understanding_campaign_heard": ("campaign",),
    "understanding_material_distributed": (),
    "understanding_information_exchanged": (),
    "understanding_perpetrators_reported": (),
}
DAYS = ("day", "precision", "recorded_on")
OPEN = 'EXISTS (SELECT 1 FROM retention_passage WHERE "table" = \'{table}\' AND "row" = OLD.id AND unspent_id = 0)'

# A day is blurred to its month with its precision, or not at all; a key becomes another one, never an empty one.
SQLITE_DAYS = """(NEW.day IS OLD.day AND NEW.precision = OLD.precision
  OR OLD.precision = 'day' AND NEW.precision = 'month' AND NEW.day = date(OLD.day, 'start of month'))
  AND (NEW.recorded_on = OLD.recorded_on OR NEW.recorded_on = date(OLD.recorded_on, 'start of month'))"""
POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION understanding_narrow_door() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  is_now jsonb := to_jsonb(NEW);
  named text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM retention_passage
      WHERE "table" = TG_TABLE_NAME AND "row" = OLD.id AND unspent_id = 0) THEN
    RAISE EXCEPTION '{REFUSAL}';
  END IF;
  IF NOT ((NEW.day IS NOT DISTINCT FROM OLD.day AND NEW.precision = OLD.precision)
      OR (OLD.precision = 'day' AND NEW.precision = 'month' AND NEW.day = date_trunc('month', OLD.day)::date))
    OR NOT (NEW.recorded_on = OLD.recorded_on OR NEW.recorded_on = date_trunc('month', OLD.recorded_on)::date)
  THEN
    RAISE EXCEPTION '{REFUSAL}';
  END IF;
  was := was - 'day' - 'precision' - 'recorded_on';
  is_now := is_now - 'day' - 'precision' - 'recorded_on';
  FOREACH named IN ARRAY TG_ARGV LOOP
    IF (was ->> named = '') <> (is_now ->> named = '') THEN
      RAISE EXCEPTION '{REFUSAL}';
    END IF;
    was := was - named;
    is_now := is_now - named;
  END LOOP;
  IF was <> is_now THEN
    RAISE EXCEPTION '{REFUSAL}';
  END IF;
  UPDATE retention_passage SET unspent_id = NULL
    WHERE "table" = TG_TABLE_NAME AND "row" = OLD.id AND unspent_id = 0;
  RETURN NEW;
END $$
"""


def keys(table):
    return ("key", *TABLES[table])


def sqlite_condition(table, columns):
    """When an UPDATE is refused: no passage, a column that never changes, a day not blurred to its month."""
    fixed = [name for name in columns if name not in {*DAYS, *keys(table)}]
    kept = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in fixed)
    named = " AND ".join(f'(NEW."{name}" = \'\') = (OLD."{name}" = \'\')' for name in keys(table))
    return f"NOT COALESCE({OPEN.format(table=table)} AND {kept} AND {named} AND {SQLITE_DAYS}, 0)"


def open_door(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
        for table in TABLES:
            named = ", ".join(f"'{name}'" for name in keys(table))
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION understanding_refuse()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_door BEFORE UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION understanding_narrow_door({named})"
            )
        return
    for table in TABLES:
        model = next(m for m in apps.get_app_config("understanding").get_models() if m._meta.db_table == table)
        columns = [field.column for field in model._meta.concrete_fields]
        schema_editor.execute(f"DROP TRIGGER {table}_update")
        schema_editor.execute(
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} WHEN {sqlite_condition(table, columns)} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_spent AFTER UPDATE ON {table} BEGIN UPDATE retention_passage SET unspent_id = NULL "
            f'WHERE "table" = \'{table}\' AND "row" = OLD.id AND unspent_id = 0; END'
        )


def shut_door(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_door ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table}")
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION understanding_refuse()"
            )
        schema_editor.execute("DROP FUNCTION understanding_narrow_door()")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_spent")
        schema_editor.execute(f"DROP TRIGGER {table}_update")
        schema_editor.execute(
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} WHEN 1 "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


class Migration(migrations.Migration):

    dependencies = [("understanding", "0002_append_only"), ("retention", "0002_append_only")]

    operations = [migrations.RunPython(open_door, shut_door)]
