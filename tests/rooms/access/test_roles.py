"""What each role of PostgreSQL can do and cannot, each statement tried by that role; on SQLite the "
"public process alone."""

import psycopg
import pytest

from opennrm.access import rights
from opennrm.access.rights import ALL, Right, TooMuch
from opennrm.agencies.models import Organisation
from opennrm.reporting.boxes import Posted
from opennrm.reporting.models import Report
from tests.machine import run_opennrm, run_python
from tests.rooms.access.served import on_postgresql, on_sqlite

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
DOOR = """
from opennrm.reporting.actions import door
from opennrm.reporting import receipts
from tests.rooms.reporting.world import TODAY, sent
receipt = sent("made up: I may not leave")
view = door.come_back(receipt.written)
door.write_again(view.ticket, "made up: tonight", on=TODAY, danger=True)
door.withdraw(view.ticket, on=TODAY)
print(door.read_again(view.ticket).withdrawn)
"""
WAY = """
from django.conf import settings
settings.ALLOWED_HOSTS += ["testserver"]
from tests.rooms.reporting.visitor import Visitor
visitor = Visitor().asks_for_help("made up: I may not leave", danger={"danger": "yes"}).sends("help/", go="send")
number = visitor.receipt
visitor.sends("kept/", last=number[-4:])
print(visitor.page.status_code, end=" ")
back = Visitor("my").goes_to("receipt/").sends("receipt/", receipt=number)
print(back.page.status_code, end=" ")
print(Visitor("ja-simple").goes_to("contact-points/?language=vi&now=on").page.status_code, end=" ")
print(Visitor("ne").goes_to("leaflets/").page.status_code)
"""
PAGES = """
import re
from django.test import Client
client, met, wanted = Client(SERVER_NAME="localhost"), {}, ["/ja/", "/en/", "/en/statistics/2020/", "/en/published/"]
while wanted and len(met) < MANY:
    page = wanted.pop(0)
    answer = client.get(page)
    met[page] = answer.status_code
    if answer.get("Content-Type", "").startswith("text/html"):
        found = re.findall('"(/(?:en|ja)/[^"#?]*)', b"".join(answer).decode())
        wanted += [each for each in dict.fromkeys(found) if each not in met and each not in wanted]
print(sorted(page for page, status in met.items() if status >= 500), len(met))
print(client.get("/readyz").content.decode())
"""
READY = """
from django.test import Client
answer = Client(SERVER_NAME="localhost").get("/readyz").content.decode()
print(next(line for line in answer.splitlines() if line.startswith("walls")))
"""
TRIED = """
from django.db import DatabaseError, connection
for statement in STATEMENTS:
    try:
        with connection.opened(), connection.cursor() as cursor:
            cursor.execute(statement)
        print("ok")
    except DatabaseError as wrong:
        said = str(wrong)
        print("denied" if any(w in said for w in ("prohibited", "not authorized", "denied", "must be owner")) else said)
"""
NOT_FOR_THE_PUBLIC = [
    "SELECT body FROM reporting_posted",
    "SELECT hints FROM reporting_posted",
    "SELECT * FROM reporting_posted",
    "SELECT wrapped FROM reporting_postedkey",
    "SELECT COUNT(*) FROM reporting_postedkey",
    "SELECT id FROM reporting_report",
    "SELECT body FROM reporting_message",
    "SELECT id FROM access_file",
    "SELECT id FROM access_grant",
    "SELECT id FROM accounts_account",
    "SELECT session_key FROM django_session",
    "SELECT seq FROM vault_auditline",
    "SELECT wrapped FROM vault_key",
    "SELECT private FROM vault_slot",
    "SELECT envelope FROM vault_share",
    "SELECT id FROM agencies_official",
    "SELECT id FROM understanding_victim_identified",
    "UPDATE reporting_box SET closed = closed",
    "DELETE FROM reporting_box",
    "DELETE FROM reporting_posted",
    "UPDATE reporting_reply SET place = place",
    "INSERT INTO reporting_reply SELECT * FROM reporting_reply",
    "UPDATE publication_edition SET year = year",
    "CREATE TABLE made_up (id integer)",
    "DROP TABLE reporting_box",
]
FOR_THE_PUBLIC = [
    "SELECT id, box_id, kind FROM reporting_posted",
    "SELECT lookup, public, closed FROM reporting_box",
    "SELECT sealed FROM reporting_reply",
    "SELECT public FROM vault_inboxkey",
    "SELECT report FROM publication_edition",
]
ENGINE_ONLY = {"sqlite": ["ATTACH DATABASE ':memory:' AS other", "PRAGMA writable_schema = ON"], "postgresql": []}


@pytest.fixture(scope="module", params=ENGINES)
def served(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("served") / "home"
    if request.param == "sqlite":
        yield on_sqlite(home)
        return
    with on_postgresql(request.getfixturevalue("postgres_cluster"), home) as there:
        yield there


on_the_server = pytest.mark.parametrize("served", [ENGINES[1]], indirect=True)


def test_the_public_process_does_what_the_door_needs(served):
    assert served.public(DOOR) == "True"


def test_somebody_goes_the_whole_way_through_the_pages_on_the_rights_of_the_public_process(served):
    assert served.public(WAY) == "200 200 200 200"


def test_the_public_pages_stand_on_the_rights_of_the_public_process(served):
    met, _newline, ready = served.public(f"MANY = 40\n{PAGES}").partition("\n")
    assert met == "[] 40"
    assert ready.split("\n")[:2] == ["database: ok", "migrations: ok"]


def test_the_public_process_may_do_nothing_else(served):
    engine = "postgresql" if served.urls else "sqlite"
    tried = [*NOT_FOR_THE_PUBLIC, *ENGINE_ONLY[engine]]
    said = served.public(f"STATEMENTS = {tried!r}\n{TRIED}").splitlines()
    assert {statement: word for statement, word in zip(tried, said, strict=True) if word != "denied"} == {}


def test_what_the_public_process_may_read_it_reads(served):
    assert served.public(f"STATEMENTS = {FOR_THE_PUBLIC!r}\n{TRIED}").split() == ["ok"] * len(FOR_THE_PUBLIC)


@on_the_server
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_auditline SET act = act",
        "DELETE FROM vault_auditline",
        "TRUNCATE vault_auditline",
        "ALTER TABLE vault_auditline DISABLE TRIGGER ALL",
        "ALTER TABLE access_grant NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE access_grant DISABLE ROW LEVEL SECURITY",
        "DROP POLICY access_read ON access_grant",
        "SET row_security = off; SELECT * FROM access_grant",
        "UPDATE retention_tombstone SET id = id",
        "DELETE FROM agencies_change",
        "DELETE FROM django_migrations",
        "CREATE TABLE made_up (id integer)",
        "SET session_replication_role = replica",
    ],
)
def test_the_desk_cannot_pass_the_walls_nor_rewrite_what_only_grows(served, statement):
    assert any(word in served.denied("desk", statement) for word in ("denied", "must be owner", "affected by row"))


@on_the_server
def test_the_desk_sees_no_protected_row_while_nobody_acts(served):
    assert served.rows("desk", "SELECT COUNT(*) FROM reporting_report") == [(0,)]
    assert served.rows("desk", "SELECT COUNT(*) FROM vault_auditline") != [(0,)]


@on_the_server
def test_the_owner_is_held_to_the_walls_too(served):
    assert served.rows("owner", "SELECT COUNT(*) FROM reporting_report") == [(0,)]


@on_the_server
def test_whoever_counts_reads_facts_and_nothing_that_names(served):
    assert served.rows("reader", "SELECT COUNT(*) FROM understanding_suspect_arrested") != [(0,)]
    for table in ("reporting_posted", "accounts_account", "vault_auditline", "access_file", "agencies_official"):
        assert "denied" in served.denied("reader", f"SELECT * FROM {table}")
    assert "denied" in served.denied("reader", "DELETE FROM understanding_figure")


@on_the_server
def test_a_role_above_the_walls_is_named_when_rights_are_applied(served, postgres_cluster):
    names = [f"--{role}={url.partition('//')[2].partition('@')[0]}" for role, url in served.urls.items()]
    named = [*names[:1], "--desk=opennrm", *names[2:]]
    done = run_opennrm(["roles", "--apply", *named], home=served.home, database_url=served.urls["owner"])
    assert done.returncode == 1 and "opennrm is superuser; opennrm has BYPASSRLS" in done.stderr


@on_the_server
def test_the_desk_is_not_ready_where_a_table_lacks_its_wall(served):
    def walls():
        said = run_python(READY, home=served.home, database_url=served.urls["desk"], settings="settings_desk")
        assert said.returncode == 0, said.stderr
        return said.stdout.strip()

    assert walls() == "walls: ok"
    with psycopg.connect(served.urls["owner"], autocommit=True) as owner:
        owner.execute("ALTER TABLE reporting_report NO FORCE ROW LEVEL SECURITY")
        try:
            assert walls() == "walls: no"
        finally:
            owner.execute("ALTER TABLE reporting_report FORCE ROW LEVEL SECURITY")
    assert walls() == "walls: ok"


@on_the_server
def test_who_does_not_own_the_tables_applies_nothing(served):
    done = run_opennrm(["roles", "--apply"], home=served.home, database_url=served.urls["desk"])
    assert done.returncode == 1 and "Nothing was changed" in done.stderr


def test_no_right_may_name_a_protected_table():
    with pytest.raises(TooMuch):
        rights.gathered([Right(Report, ALL)])


def test_rights_to_one_table_add_up():
    found = rights.gathered(
        [Right(Posted, ("id",)), Right(Posted, ("kind",), adds=True), Right(Organisation, ("code",))]
    )
    assert found["reporting_posted"] == rights.Columns(frozenset({"id", "kind"}), adds=True)
    assert not found["agencies_organisation"].adds
