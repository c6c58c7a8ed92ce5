"""Behind the compiler the engine itself refuses: what reaches it without Django sees nothing.

Runs on SQLite, and again on PostgreSQL from test_engines; each test says what the engine it runs on must do.
"""

import sqlite3

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from opennrm.access.actions import running
from opennrm.access.backends.postgresql.base import TELL, _settings
from opennrm.access.scope import acting
from opennrm.access.security import policies, unsecured
from opennrm.access.walls import tables, wall_of
from tests.rooms.access.madeup.models import Case, Note
from tests.rooms.access.walls_up import raise_walls
from tests.rooms.access.world import MADE_UP, everything, scope, world

SPELLINGS = ["madeup_note", "MADEUP_NOTE", '"madeup_note"', "main.[madeup_note]", "`madeup_note`", "'madeup_note'"]
GRANT = (
    "INSERT INTO access_grant (file_id, owner_id, organisation_id, purpose, basis, since, until, reason, why_revoked) "
    "VALUES ('{{file}}', '{owner}', 'shelter', 'support', 'consent', now(), now() + interval '1 day', 'x', '')"
)
on_sqlite = connection.vendor == "sqlite"


@pytest.fixture
def w(db):
    raise_walls("compiler" if on_sqlite else "both")
    return world()


def raw():
    """The driver's own connection, past every wrapper of Django's."""
    connection.ensure_connection()
    return connection.connection


def count(table):
    try:
        return raw().execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    except sqlite3.DatabaseError as error:
        assert "prohibited" in str(error) or "not authorized" in str(error)
        return "denied"


def test_every_protected_table_is_secured(db):
    if on_sqlite:
        assert {model._meta.db_table for model in MADE_UP} <= tables()
    else:
        assert unsecured(connection) == []


def test_a_policy_taken_away_or_grown_old_is_told(db):
    if not on_sqlite:
        with connection.opened(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE madeup_note NO FORCE ROW LEVEL SECURITY")
            cursor.execute("COMMENT ON POLICY access_read ON madeup_case IS 'of old'")
        assert unsecured(connection) == ["madeup_case", "madeup_note"]


def test_the_drivers_own_connection_sees_nothing_without_a_scope(w):
    for table in sorted(tables()):
        assert count(table) == ("denied" if on_sqlite else 0)


def test_the_drivers_own_connection_is_denied_in_every_spelling(w):
    if on_sqlite:
        with acting(w.scope):
            assert [count(spelling) for spelling in SPELLINGS] == ["denied"] * len(SPELLINGS)


def test_a_view_opens_no_way_round(w):
    if on_sqlite:
        with connection.opened():
            raw().execute("CREATE TEMPORARY VIEW seen AS SELECT * FROM madeup_note")
        assert count("seen") == "denied"
        raw().execute("DROP VIEW seen")


def test_the_drivers_own_connection_changes_nothing(w):
    statements = [
        "UPDATE madeup_note SET body = 'x'",
        "DELETE FROM madeup_note",
        "UPDATE access_grant SET until = since",
    ]
    for statement in statements:
        if on_sqlite:
            with pytest.raises(sqlite3.DatabaseError):
                raw().execute(statement)
        else:
            assert raw().execute(statement).rowcount == 0
    with running(everything()):
        assert sorted(Note.objects.values_list("body", flat=True)) == ["mine note", "theirs note"]


def test_told_the_scope_the_session_sees_what_the_compiler_sees_and_no_more(w):
    scopes = [w.scope, scope(w.stranger), scope(w.caseworker, "investigation"), scope(w.stranger, "nothing")]
    for each in scopes if not on_sqlite else []:
        with acting(each):
            by_orm = {model._meta.db_table: model.objects.count() for model in MADE_UP}
        raw().execute(TELL, _settings(each))
        assert {table: count(table) for table in by_orm} == by_orm
        raw().execute(TELL, _settings(None))


def test_told_a_system_scope_the_session_sees_its_tables_only(w):
    if not on_sqlite:
        listed = everything()
        raw().execute(TELL, ("", "", "", "madeup_case,access_file", ""))
        assert (count("madeup_case"), count("access_file"), count("madeup_note")) == (2, 2, 0)
        assert raw().execute("UPDATE madeup_case SET title = 'x'").rowcount == 0
        raw().execute(TELL, _settings(listed))
        assert raw().execute("UPDATE madeup_case SET title = 'x'").rowcount == 2


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO madeup_note (id, case_id, body) SELECT gen_random_uuid(), '{theirs}', 'x'",
        "UPDATE madeup_note SET case_id = '{theirs}'",
        "INSERT INTO access_file (id, kind, owner_id) VALUES (gen_random_uuid(), 'case', 'other')",
        GRANT.format(owner="shelter"),
        GRANT.format(owner="other"),
    ],
)
def test_told_the_scope_the_session_enters_nothing_in_another_file(w, statement):
    if not on_sqlite:
        raw().execute(TELL, _settings(w.scope))
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), transaction.atomic():
            raw().execute(statement.format(theirs=w.theirs.pk, file=w.theirs.file_id))


def test_after_a_rollback_the_session_is_told_anew(w):
    with acting(w.scope):
        assert Case.objects.count() == 1
        for _ in range(2):
            with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(scope(w.stranger)):
                assert Case.objects.count() == 2
                raise ZeroDivisionError
            assert [case.title for case in Case.objects.all()] == ["mine"]
    if not on_sqlite:
        assert count("madeup_case") == 0


def acted_for():
    return "" if on_sqlite else raw().execute("SELECT current_setting('opennrm.official', true)").fetchone()[0]


def rolled_back_within(outer, inner):
    with acting(outer):
        assert Case.objects.count() == 1
        with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(inner):
            assert Case.objects.count() == 2
            raise ZeroDivisionError


def test_a_savepoint_rolled_back_leaves_no_scope_in_the_session(w):
    rolled_back_within(w.scope, scope(w.stranger))
    assert not acted_for()


@pytest.mark.django_db(transaction=True)
def test_a_transaction_rolled_back_leaves_no_scope_in_the_session():
    made = world()
    rolled_back_within(made.scope, scope(made.stranger))
    assert not acted_for()


def test_the_second_wall_can_be_taken_down_and_put_up_again_by_its_migration(db):
    if not on_sqlite:
        call_command("migrate", "access", "0001", verbosity=0)
        assert set(unsecured(connection)) >= {"access_file", "access_grant", "access_breakglass"}
        call_command("migrate", verbosity=0)
        assert unsecured(connection) == []


def test_the_walls_of_sqlite_are_no_part_of_a_migration(db):
    made = "\n".join(policies(wall_of("madeup_note")))
    assert "FORCE ROW LEVEL SECURITY" in made
    assert "%s" not in made
