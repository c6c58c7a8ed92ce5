"""Signed checkpoints of the audit. Runs on SQLite, and again on PostgreSQL from test_engines."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.vault import checkpoints, keys
from opennrm.vault.actions import record, verify
from opennrm.vault.models import AuditHead, AuditLine
from opennrm.vault.rules import GENESIS, digest
from opennrm.vault.terms import Fault
from tests.conftest import triggers_lifted

pytestmark = pytest.mark.usefixtures("locks")


def lines(*subjects):
    for subject in subjects:
        with transaction.atomic():
            record("edition.built", subject, by="official:3")


@pytest.fixture
def file(locks, tmp_path):
    """Checkpoints at lines 2 and 5 of an audit of 6."""
    kept = tmp_path / "ministry.jsonl"
    lines("edition:1", "edition:2")
    call_command("audit", "checkpoint", f"--to={kept}")
    lines("edition:3", "edition:4", "edition:5")
    call_command("audit", "checkpoint", f"--to={kept}")
    lines("edition:6")
    return kept


def write_anew(since, subject="edition:9"):
    """Change a line and rehash everything after it, as whoever owns the database and the program could."""
    with triggers_lifted(), transaction.atomic():
        prev = AuditLine.objects.filter(seq=since - 1).values_list("hash", flat=True).first() or GENESIS
        for line in AuditLine.objects.filter(seq__gte=since):
            line.subject = subject if line.seq == since else line.subject
            line.prev = prev
            line.hash = prev = digest(
                seq=line.seq, act=line.act, subject=line.subject, at=line.at, by=line.by, prev=line.prev
            )
            line.save()
        AuditHead.objects.update(hash=prev)


def said_against(file, capsys):
    with pytest.raises(SystemExit, match="1"):
        call_command("audit", "verify", f"--against={file}")
    return capsys.readouterr().err


def heads(file):
    return [one.head for one in checkpoints.read(file)]


def test_an_untouched_audit_agrees_with_its_checkpoints(file, capsys):
    capsys.readouterr()
    call_command("audit", "verify", f"--against={file}")
    said = capsys.readouterr().out
    assert "whole: 6 lines" in said
    assert "agrees with all 2 checkpoints" in said
    assert checkpoints.key_name(checkpoints.read(file)[0].key) in said
    assert verify(signed=heads(file)).agreed == 5


def test_an_audit_written_anew_passes_from_inside_and_not_against_the_file(file, capsys):
    write_anew(4)
    call_command("audit", "verify")
    assert "line 5 differs from its checkpoint" in (said := said_against(file, capsys))
    assert "lines from 3 to it" in said
    verdict = verify(signed=heads(file))
    assert (verdict.first_bad, verdict.fault, verdict.agreed) == (5, Fault.NOT_AS_SIGNED, 2)


def test_the_first_checkpoint_that_differs_is_the_one_named(file, capsys):
    write_anew(1)
    assert "line 2 differs from its checkpoint" in said_against(file, capsys)


def test_a_tail_cut_off_together_with_its_head_is_named(file, capsys):
    with triggers_lifted():
        AuditLine.objects.filter(seq__gt=4).delete()
        AuditHead.objects.update(seq=4, hash=AuditLine.objects.get(seq=4).hash)
    assert verify().ok
    assert "line 5 is missing" in said_against(file, capsys)


def test_an_audit_that_is_not_the_files_is_not_signed(file):
    write_anew(4)
    before = file.read_bytes()
    with pytest.raises(CommandError, match="Nothing was signed"):
        call_command("audit", "checkpoint", f"--to={file}")
    assert file.read_bytes() == before


def test_an_empty_audit_is_not_signed(locks, tmp_path):
    with pytest.raises(CommandError, match="Nothing was signed"):
        call_command("audit", "checkpoint", f"--to={tmp_path / 'x'}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_changed_in_any_place_is_not_trusted(file, data):
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 2))
    with_change = whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 6))]) + whole[at + 1 :]
    file.write_bytes(with_change)
    try:
        assert heads(file) == [(each["seq"], each["hash"]) for each in map(json.loads, whole.splitlines())]
    except checkpoints.WrongFile:
        with pytest.raises(CommandError, match=r"Line [12] of the file"):
            call_command("audit", "verify", f"--against={file}")
    finally:
        file.write_bytes(whole)


@pytest.mark.parametrize("field", ["seq", "hash", "at", "key", "signature"])
def test_a_field_of_a_checkpoint_that_was_changed_is_told(file, field):
    first, second = file.read_text().splitlines()
    other = {"seq": 4, "hash": "0" * 64, "at": "2020-01-01T00:00:00+00:00"}
    forged = json.loads(second)
    forged[field] = other.get(field, forged["key" if field == "signature" else "signature"])
    file.write_text(f"{first}\n{json.dumps(forged)}\n")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("audit", "verify", f"--against={file}")


def test_a_checkpoint_by_another_key_is_told_even_if_its_signature_holds(file):
    last = checkpoints.read(file)[-1]
    checkpoints.append(file, checkpoints.sign(bytes(32), last.head, last.at))
    with pytest.raises(checkpoints.WrongFile) as wrong:
        checkpoints.read(file)
    assert wrong.value.line == 3


def test_checkpoints_put_in_another_order_are_told(file):
    file.write_text("".join(reversed(file.read_text().splitlines(keepends=True))))
    with pytest.raises(CommandError, match="Line 2"):
        call_command("audit", "verify", f"--against={file}")


def test_a_file_of_another_installation_is_not_signed(file, tmp_path):
    head = checkpoints.read(file)[0].head
    theirs = tmp_path / "theirs.jsonl"
    checkpoints.append(theirs, checkpoints.sign(bytes(32), head, AuditLine.objects.get(seq=1).at))
    with pytest.raises(CommandError, match="another installation"):
        call_command("audit", "checkpoint", f"--to={theirs}")


def test_what_a_crash_left_of_a_line_is_cut_away_by_the_next(file, capsys):
    with file.open("ab") as out:
        out.write(b'{"seq": 6, "ha')
    assert [head.seq for head in heads(file)] == [2, 5]
    call_command("audit", "checkpoint", f"--to={file}")
    assert [head.seq for head in heads(file)] == [2, 5, 6]


def test_the_key_that_signs_outlives_a_rotation_of_the_master_key(file):
    keys.rotate(by="official:2")
    call_command("audit", "checkpoint", f"--to={file}")
    assert len({one.key for one in checkpoints.read(file)}) == 1


@pytest.mark.parametrize(("name", "said"), [("absent", "cannot be opened"), (".", "cannot be opened")])
def test_a_file_that_cannot_be_read_is_told(locks, tmp_path, name, said):
    for verb, option in (("verify", "--against"), ("checkpoint", "--to")):
        if (verb, name) != ("checkpoint", "absent"):
            lines("edition:1")
            with pytest.raises(CommandError, match=said):
                call_command("audit", verb, f"{option}={tmp_path / name}")


def test_an_empty_file_is_told(locks, tmp_path):
    (tmp_path / "empty").touch()
    with pytest.raises(CommandError, match="no checkpoint yet"):
        call_command("audit", "verify", f"--against={tmp_path / 'empty'}")
