"""The audit line in a database. Runs on SQLite, and again on PostgreSQL from test_engines."""

import os

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from opennrm.vault.actions import record, verify
from opennrm.vault.models import AuditHead, AuditLine
from opennrm.vault.rules import Head
from opennrm.vault.terms import Fault
from tests.conftest import triggers_lifted


@pytest.fixture
def five(db):
    return [record("edition.built", f"edition:{number}", by="official:3") for number in range(5)]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement, *values):
    with triggers_lifted():
        run(statement, *values)


def test_this_run_stands_on_the_engine_it_was_given(db):
    assert connection.vendor == ("postgresql" if "OPENNRM_TESTS_DATABASE_URL" in os.environ else "sqlite")


def test_lines_are_numbered_from_one_without_gaps_and_chained(five):
    assert [line.seq for line in five] == [1, 2, 3, 4, 5]
    assert [line.prev for line in five[1:]] == [line.hash for line in five[:-1]]
    assert verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_auditline SET subject = 'edition:9' WHERE seq = 3",
        "DELETE FROM vault_auditline WHERE seq = 3",
        "DELETE FROM vault_auditline",
        "INSERT INTO vault_auditline SELECT 9, act, subject, at, by, prev, 'x' FROM vault_auditline",
        "UPDATE vault_audithead SET seq = 2",
        "UPDATE vault_audithead SET hash = 'x'",
        "DELETE FROM vault_audithead",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(five, statement):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        run(statement)
    assert verify().lines == 5


def test_the_other_ways_round_are_refused_too(five):
    ways = {
        "sqlite": "INSERT OR REPLACE INTO vault_auditline "
        "SELECT seq, act, 'edition:9', at, by, prev, hash FROM vault_auditline WHERE seq = 3",
        "postgresql": "TRUNCATE vault_auditline",
    }
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        run(ways[connection.vendor])
    assert verify().ok


@pytest.mark.parametrize(("field", "value"), [("subject", "edition:9"), ("act", "a.b"), ("by", "x:1")])
def test_a_line_changed_by_the_databases_owner_is_named(five, field, value):
    tamper(f"UPDATE vault_auditline SET {field} = %s WHERE seq = 3", value)
    assert (verify().first_bad, verify().fault) == (3, Fault.CHANGED)


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_line_removed_by_the_databases_owner_is_named_even_the_last(five, seq):
    tamper("DELETE FROM vault_auditline WHERE seq = %s", seq)
    assert (verify().first_bad, verify().fault) == (seq, Fault.MISSING)


def test_an_emptied_audit_does_not_pass_for_a_new_one(five):
    tamper("DELETE FROM vault_auditline")
    assert verify().first_bad == 1


def test_after_a_cut_nothing_more_is_written_over_the_trace(five):
    tamper("DELETE FROM vault_auditline WHERE seq = 5")
    with pytest.raises(DatabaseError, match="audit verify"), transaction.atomic():
        record("edition.built", "edition:6")


def test_an_end_kept_elsewhere_shows_a_tail_cut_together_with_its_head(five):
    noted = Head(five[4].seq, five[4].hash)
    tamper("DELETE FROM vault_auditline WHERE seq = 5")
    tamper("UPDATE vault_audithead SET seq = 4, hash = %s", five[3].hash)
    assert verify().ok
    assert verify(seen=noted).first_bad == 5


def test_a_rolled_back_act_leaves_no_line(five):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("edition.built", "edition:6")
        1 / 0  # noqa: B018
    assert AuditLine.objects.count() == 5
    assert AuditHead.objects.get().seq == 5
    assert record("edition.built", "edition:7").seq == 6


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(TransactionManagementError, match=r"transaction\.atomic"):
        record("edition.built", "edition:1")
    with transaction.atomic():
        record("edition.built", "edition:1")
    assert verify().lines == 1


def test_a_value_in_place_of_an_id_is_refused(db):
    with pytest.raises(ValueError, match="kind:id"):
        record("edition.built", "Jane Doe")


def test_the_command_says_whole_and_prints_an_end_it_takes_back(five, capsys):
    call_command("audit", "verify")
    said = capsys.readouterr().out
    end = f"5:{five[4].hash}"
    assert "whole: 5 lines" in said
    assert end in said
    call_command("audit", "verify", f"--seen={end}")


def test_the_command_names_the_bad_line_and_leaves_with_one(five, capsys):
    tamper("UPDATE vault_auditline SET subject = 'edition:9' WHERE seq = 2")
    with pytest.raises(SystemExit, match="1"):
        call_command("audit", "verify")
    assert "line 2 was changed" in capsys.readouterr().err
