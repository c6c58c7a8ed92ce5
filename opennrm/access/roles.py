"""SQL of PostgreSQL's roles: who owns, who works at the desk, who stands at the public door, who counts.

All of it comes from what is declared elsewhere: rights of the rooms (``rights``), models, and the triggers that keep a
table as it is. The owner applies it again after each migration.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from opennrm.access import rights
from opennrm.access.rights import PUBLIC, READER

WORK = ("SELECT", "INSERT", "UPDATE", "DELETE")
PLAIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
# Triggers that refuse, for every row and on no condition: what they refuse is no right of the desk either.
REFUSED = """
SELECT c.relname, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND t.tgtype & 1 = 0 AND p.proname LIKE '%\\_refuse'
AND c.relnamespace = 'public'::regnamespace
"""
BITS = {"DELETE": 8, "UPDATE": 16}  # of pg_trigger.tgtype
MAY = """
SELECT rolname, rolsuper, rolbypassrls, pg_has_role(rolname, (SELECT tableowner FROM pg_tables
  WHERE schemaname = 'public' AND tablename = 'vault_auditline'), 'MEMBER') FROM pg_roles WHERE rolname = ANY (%s)
"""


@dataclass(frozen=True)
class Names:
    """What the roles are called on this server."""

    owner: str = "opennrm_owner"
    desk: str = "opennrm_desk"
    public: str = "opennrm_public"
    reader: str = "opennrm_reader"

    @property
    def working(self) -> tuple[str, ...]:
        """All but the owner."""
        return (self.desk, self.public, self.reader)


def made(names: Names, database: str) -> list[str]:
    """Statements for an administrator of the server, once: the roles without passwords, and the database."""
    owner, working = _name(names.owner), ", ".join(map(_name, names.working))
    return [
        *(f"CREATE ROLE {_name(name)} {PLAIN}" for name in (names.owner, *names.working)),
        f"CREATE DATABASE {_name(database)} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0",
        f"REVOKE ALL ON DATABASE {_name(database)} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {_name(database)} TO {working}",
    ]


def granted(names: Names, connection: Any) -> list[str]:
    """Statements for the owner, after each migration: each role has what is declared, and nothing from before."""
    working = ", ".join(map(_name, names.working))
    return [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {working}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {working}",
        f"GRANT USAGE ON SCHEMA public TO {working}",
        *_of_desk(_name(names.desk), _refused(connection)),
        *_of_declared(_name(names.public), PUBLIC),
        *_of_declared(_name(names.reader), READER),
    ]


def faults(names: Names, connection: Any) -> list[str]:
    """Roles that stand above the walls: superusers, those past row-level security, and the owner's kin."""
    with connection.cursor() as cursor:
        cursor.execute(MAY, [list(names.working)])
        found = cursor.fetchall()
    absent = sorted(set(names.working) - {name for name, *_powers in found})
    words = ("is superuser", "has BYPASSRLS", "is the owner of the tables or belongs to it")
    return [f"{name} does not exist" for name in absent] + [
        f"{name} {word}" for name, *powers in found for word, has in zip(words, powers) if has
    ]


def _of_desk(desk: str, refused: dict[str, set[str]]) -> Iterable[str]:
    models = apps.get_models(include_auto_created=True)
    for table in sorted({model._meta.db_table for model in models if model._meta.managed}):
        verbs = [verb for verb in WORK if verb not in refused.get(table, ())]
        yield f"GRANT {', '.join(verbs)} ON {_name(table)} TO {desk}"
    yield f"GRANT SELECT ON {_name(MigrationRecorder.Migration._meta.db_table)} TO {desk}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {desk}"


def _of_declared(role: str, declared: str) -> Iterable[str]:
    for table, columns in sorted(rights.of(declared).items()):
        if columns.reads:
            listed = ", ".join(map(_name, sorted(columns.reads)))
            yield f"GRANT SELECT ({listed}) ON {_name(table)} TO {role}"
        if columns.adds:
            yield f"GRANT INSERT ON {_name(table)} TO {role}"


def _refused(connection: Any) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(REFUSED)
        found: dict[str, set[str]] = {}
        for table, bits in cursor.fetchall():
            found.setdefault(table, set()).update(verb for verb, bit in BITS.items() if bits & bit)
    return found


def _name(name: str) -> str:
    return sql.Identifier(name).as_string(None)
