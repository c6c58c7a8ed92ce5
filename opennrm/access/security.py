"""The second wall: PostgreSQL's row-level security, generated from the predicate the compiler uses."""

import hashlib
from typing import Any

from django.db.migrations.operations.base import Operation

from opennrm.access.predicate import as_function, of, settled
from opennrm.access.walls import OWN, Wall, content, tables, wall_of, way

# A file's policy reads grants: a grant's policy asks for the owner by a function, or the two would go round for ever.
# A session that acts for nobody serves nobody. PL/pgSQL keeps the plans, which are long.
FUNCTIONS = (
    """
CREATE OR REPLACE FUNCTION access_owner_of(wanted uuid) RETURNS varchar LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN (SELECT owner_id FROM access_file WHERE id = wanted); END $$
""",
    f"""
CREATE OR REPLACE FUNCTION access_served(wanted uuid, listed varchar[]) RETURNS varchar[] LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN ARRAY({as_function()}); END $$
""",
)


class SecureRows(Operation):
    """Migration operation: policies on a model's table, forced on its owner too. On SQLite it does nothing.

    ``file`` repeats the ways of the model's ``class Scoped``; use the operation again when they change. The hidden
    table of a many-to-many relation takes the ways of its ends, as in ``("from_case.file", "to_case.file")``.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, file: str | tuple[str, ...] = ()) -> None:
        self.model_name = model_name
        self.file = (file,) if isinstance(file, str) else tuple(file)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.model_name, self.file], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in policies(self._wall(app_label, to_state)):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in lifted(self._wall(app_label, from_state).table):
                schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Secure the rows of {self.model_name}"

    def _wall(self, app_label: str, state: Any) -> Wall:
        model = state.apps.all_models[app_label][self.model_name.lower()]
        table = model._meta.db_table
        return OWN[table] if table in OWN else content(table, [way(model, path) for path in self.file])


def policies(wall: Wall) -> list[str]:
    """Statements that put a wall's policies in place of any before, with a fingerprint to tell them by."""
    name, row = f'"{wall.table}"', f'"{wall.table}"'
    seen, changed, entered = (settled(of(template, row)) for template in (wall.seen, wall.changed, wall.entered))
    reads, writes = _listed("seen", wall.table), _listed("written", wall.table)
    rows = {
        "read": f"FOR SELECT USING ({reads} OR {seen})",
        "change": f"FOR UPDATE USING ({writes} OR {changed}) WITH CHECK ({writes} OR {changed})",
        "remove": f"FOR DELETE USING ({writes} OR {changed})",
        "enter": f"FOR INSERT WITH CHECK ({writes} OR {entered})",
    }
    made = [f'CREATE POLICY "access_{act}" ON {name} {rule}' for act, rule in rows.items()]
    return [
        *(f'DROP POLICY IF EXISTS "access_{act}" ON {name}' for act in rows),
        *made,
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"COMMENT ON POLICY \"access_read\" ON {name} IS '{fingerprint(wall)}'",
    ]


def lifted(table: str) -> list[str]:
    """Statements that take a wall's policies away."""
    return [
        *(f'DROP POLICY IF EXISTS "access_{act}" ON "{table}"' for act in ("read", "change", "remove", "enter")),
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
    ]


def unforced(table: str) -> str:
    """A statement that lets the owner of a table past its policies, for a restore inside one transaction."""
    return f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY'


def forced(table: str) -> str:
    """… and one that holds the owner to them again."""
    return f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'


def fingerprint(wall: Wall) -> str:
    """What the policies of a wall say, in short."""
    said = "\n".join([*FUNCTIONS, *(settled(template) for template in (wall.seen, wall.changed, wall.entered))])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def unsecured(connection: Any) -> list[str]:
    """Protected tables whose policies are missing, not forced, or say another thing than the compiler does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_class c "
            "JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'access_read' "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = 'public'::regnamespace"
        )
        there = dict(cursor.fetchall())
    walls = {table: wall for table in tables() if (wall := wall_of(table))}
    return sorted(table for table, wall in walls.items() if there.get(table) != fingerprint(wall))


def _listed(setting: str, table: str) -> str:
    named = f"string_to_array(current_setting('opennrm.{setting}', true), ',')"
    return f"(SELECT COALESCE('{table}' = ANY ({named}), false))"
