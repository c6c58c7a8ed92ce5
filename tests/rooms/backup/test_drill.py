"""The restore drill, on both engines: fill, back up, destroy, restore, and everything is as it was."""

import pytest

from tests.rooms.backup.house import NAME, READ, WRITE

AUDIT = {"vault_auditline", "vault_audithead"}
NEXT_NUMBER = "from django.contrib.auth.models import Group; print(Group.objects.create(name='b').pk)"


@pytest.mark.fault("restored")
def test_every_row_of_every_table_is_as_it_was(kept, restored):
    before, after = kept.source.rows(), restored[0].rows()
    assert sum(map(bool, before.values())) > 30 and sum(map(len, before.values())) > 2000
    assert {table for table in before | after if before.get(table) != after.get(table)} == AUDIT


def test_a_backup_and_a_restore_leave_one_line_each(kept, restored):
    here, there = (set(place.rows()["vault_auditline"]) for place in (kept.source, restored[0]))
    assert ["backup.made" in line for line in here - there] == [True]
    assert ["backup.restored" in line for line in there - here] == [True]


@pytest.mark.fault("restored")
def test_a_sealed_field_opens_with_the_masters_file_and_the_audit_is_whole(restored):
    there, said = restored
    assert there.python(READ) == NAME
    assert "The audit is whole to" in said and "whole" in there.run("audit", "verify").stdout


@pytest.mark.fault("restored")
def test_work_goes_on_and_the_number_of_a_row_that_is_gone_is_not_given_again(restored):
    there, _said = restored
    there.python(WRITE)
    assert there.acts()[-1] == "edition.built"
    assert there.python(NEXT_NUMBER) == "2"


@pytest.mark.fault("restored")
def test_whoever_restores_is_told_what_came_back_what_is_missing_and_that_nobody_is_signed_in(restored):
    _there, said = restored
    assert "erased by retention after" in said and "is here again" in said
    assert "is not here, and nobody is signed in" in said


@pytest.mark.postgres
@pytest.mark.fault("restored")
def test_a_backup_of_one_engine_is_restored_on_the_other(kept, fresh):
    other = fresh("sqlite" if kept.source.database_url else "postgresql")
    into = ["--into", other.home] if kept.source.database_url else []
    done = other.run("restore", kept.file, "--key", kept.key, *into)
    assert done.returncode == 0, done.stderr
    counted = {table: len(rows) for table, rows in kept.source.rows().items() if table not in AUDIT}
    assert {table: len(rows) for table, rows in other.rows().items() if table not in AUDIT} == counted
    assert other.python(READ) == NAME


def test_the_backup_holds_no_master_key_and_nothing_in_clear(kept):
    sealed = kept.file.read_bytes()
    master = (kept.source.home / "keys" / "master").read_text().partition('secret = "')[2].partition('"')[0]
    words = [master, NAME, "womens-support-centers", "vault_auditline", "report.opened"]
    assert master and all(word.encode() not in sealed for word in words)
    assert [path.name for path in kept.file.parent.iterdir() if path.name.startswith("file")] == ["file.backup"]
