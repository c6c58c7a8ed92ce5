"""The master key and what lies under it. Runs on SQLite, and again on PostgreSQL from test_engines."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.page.refusals import Refused
from opennrm.vault import keys, master
from opennrm.vault.models import AuditLine, Key
from opennrm.vault.refusals import Lock
from opennrm.vault.terms import KeyKind, Mark
from tests.rooms.vault.madeup import guest, text_of

CASE = KeyKind.CASE


def refusal(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.reason


def test_the_master_key_is_made_on_first_use_for_its_owner_alone_and_marked_demo(locks):
    assert master.is_demo()
    keys.key_for(CASE, "case-1")
    assert (locks / "master").stat().st_mode & 0o777 == 0o600
    assert master.read().mark is Mark.DEMO
    assert master.is_demo()
    assert sorted(file.name for file in locks.iterdir()) == ["master", "master.mark"]


def test_a_key_stays_the_same_and_every_name_and_kind_has_its_own(locks):
    made = [keys.key_for(kind, name) for kind in (CASE, KeyKind.COLUMN) for name in ("a", "b")]
    again = [keys.key_for(kind, name) for kind in (CASE, KeyKind.COLUMN) for name in ("a", "b")]
    assert made == again
    assert len(set(made)) == 4
    assert keys.key_of(CASE, "c") is None


def test_no_key_lies_in_the_database_in_clear(locks):
    secret = keys.key_for(CASE, "case-1")
    wrapped = bytes(Key.objects.get().wrapped)
    assert secret not in wrapped
    assert master.read().newest.secret not in wrapped


def test_a_wrapped_key_put_under_another_name_does_not_open(locks):
    for name in ("a", "b"):
        keys.key_for(CASE, name)
    Key.objects.filter(name="b").update(wrapped=bytes(Key.objects.get(name="a").wrapped))
    assert refusal(keys.key_of, CASE, "b") is Lock.BROKEN


def test_a_lost_master_key_is_never_replaced_by_chance(locks):
    keys.key_for(CASE, "case-1")
    (locks / "master").rename(locks / "elsewhere")
    for call, name in ((keys.key_of, "case-1"), (keys.key_for, "case-2")):
        assert refusal(call, CASE, name) is Lock.MASTER_MISSING
    assert not (locks / "master").exists()


def test_another_master_key_is_told_from_the_right_one(locks):
    keys.key_for(CASE, "case-1")
    (locks / "master").unlink()
    master.make(locks / "master", mark=Mark.OPERATOR)
    assert refusal(keys.key_of, CASE, "case-1") is Lock.MASTER_OTHER
    assert refusal(keys.rotate, by="official:2") is Lock.MASTER_OTHER


def test_a_master_key_that_others_can_read_is_refused(locks):
    keys.key_for(CASE, "case-1")
    (locks / "master").chmod(0o640)
    assert refusal(keys.key_of, CASE, "case-1") is Lock.MASTER_READABLE


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_master_key_cut_anywhere_is_refused_and_not_half_read(locks, data):
    keys.key_for(CASE, "case-1")
    whole = (locks / "master").read_bytes()
    (locks / "master").write_bytes(whole[: data.draw(st.integers(0, len(whole.rstrip()) - 1))])
    assert refusal(keys.key_of, CASE, "case-1") is Lock.MASTER_DAMAGED
    (locks / "master").write_bytes(whole)
    assert keys.key_of(CASE, "case-1")


SHORT, WHOLE = "A" * 22 + "==", "A" * 43 + "="
DAMAGED = {
    "no key": 'mark = "demo"',
    "a short secret": f'mark = "demo"\n[[key]]\ngeneration = 1\nsecret = "{SHORT}"',
    "two of a generation": 'mark = "demo"' + f'\n[[key]]\ngeneration = 1\nsecret = "{WHOLE}"' * 2,
    "an unknown mark": f'mark = "x"\n[[key]]\ngeneration = 1\nsecret = "{WHOLE}"',
    "no text": b"\xff\xfe",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_master_key_is_told_and_left_as_it_is(locks, damage):
    text = DAMAGED[damage] if isinstance(DAMAGED[damage], bytes) else DAMAGED[damage].encode()
    locks.mkdir()
    (locks / "master").touch(0o600)
    (locks / "master").write_bytes(text)
    assert refusal(keys.key_for, CASE, "case-1") is Lock.MASTER_DAMAGED
    assert (locks / "master").read_bytes() == text


def test_a_file_named_by_the_operator_is_used_and_never_made(locks, monkeypatch, tmp_path):
    named = tmp_path / "safe" / "master"
    monkeypatch.setenv("OPENNRM_MASTER_KEY_FILE", str(named))
    assert refusal(keys.key_for, CASE, "case-1") is Lock.MASTER_MISSING
    call_command("keys", "make", named)
    assert keys.key_for(CASE, "case-1")
    assert not master.is_demo()
    assert not locks.exists()
    with pytest.raises(CommandError, match="never written over"):
        call_command("keys", "make", named)


def test_who_made_the_key_stands_beside_it_for_everybody_on_the_machine(locks):
    assert master.marked() is None
    keys.key_for(CASE, "case-1")
    assert master.marked() is Mark.DEMO
    keys.rotate(by="official:2")
    assert master.marked() is Mark.OPERATOR
    assert (locks / "master.mark").stat().st_mode & 0o777 == 0o644
    assert (locks / "master.mark").read_text() == "operator\n"


def test_a_key_from_before_there_were_marks_gets_its_own(locks):
    keys.key_for(CASE, "case-1")
    for stale in (None, "operator\n", "no word of ours"):
        (locks / "master.mark").unlink() if stale is None else (locks / "master.mark").write_text(stale)
        master.set_mark()
        assert master.marked() is Mark.DEMO


def test_a_process_kept_from_the_key_believes_the_mark_and_opens_nothing(locks, settings):
    keys.key_for(CASE, "case-1")
    settings.KEYLESS = True
    assert refusal(master.read) is refusal(keys.key_of, CASE, "case-1") is Lock.MASTER_SHUT
    assert refusal(keys.key_for, CASE, "case-2") is Lock.MASTER_SHUT
    assert master.is_demo()
    (locks / "master.mark").write_text("operator\n")
    assert not master.is_demo()
    (locks / "master.mark").unlink()
    assert master.is_demo()


def test_an_account_that_may_not_read_the_key_is_told_so(locks, monkeypatch):
    keys.key_for(CASE, "case-1")

    def shut(file, *args, **options):
        raise PermissionError(file) if file.name == "master" else FileNotFoundError(file)

    monkeypatch.setattr("pathlib.Path.read_text", shut)
    assert refusal(master.read) is Lock.MASTER_SHUT
    assert master.is_demo()  # nothing says otherwise


def test_a_rotation_changes_every_wrapping_and_no_key(locks):
    names = [f"case-{number}" for number in range(7)]
    before = {name: (keys.key_for(CASE, name), bytes(Key.objects.get(name=name).wrapped)) for name in names}
    old = (locks / "master").read_bytes()
    done = keys.rotate(by="official:2")
    assert (done.generation, done.rewrapped) == (2, 7)
    assert {name: keys.key_of(CASE, name) for name in names} == {name: key for name, (key, _) in before.items()}
    assert not any(bytes(row.wrapped) == before[row.name][1] for row in Key.objects.all())
    assert master.read().newest.secret not in old
    assert not master.is_demo()
    assert AuditLine.objects.filter(act="master.rotated", by="official:2").count() == 1


def test_a_rotation_goes_through_more_keys_than_one_batch(locks, monkeypatch):
    monkeypatch.setattr(keys, "BATCH", 3)
    made = {f"case-{number}": keys.key_for(CASE, f"case-{number}") for number in range(7)}
    assert keys.rotate(by="official:2").rewrapped == 7
    assert {name: keys.key_of(CASE, name) for name in made} == made


def test_a_backup_from_before_a_rotation_opens_with_the_retired_key(locks):
    secret = keys.key_for(CASE, "case-1")
    backup = Key.objects.get()
    retired = keys.rotate(by="official:2").retired
    backup.save()
    assert refusal(keys.key_of, CASE, "case-1") is Lock.MASTER_OTHER
    assert retired.stat().st_mode & 0o777 == 0o600
    retired.replace(locks / "master")
    assert keys.key_of(CASE, "case-1") == secret


def test_a_rotation_inside_a_transaction_is_refused_since_no_file_rolls_back(locks):
    keys.key_for(CASE, "case-1")
    with pytest.raises(TransactionManagementError, match="rolled back"), transaction.atomic():
        keys.rotate(by="official:2")
    assert len(master.read().masters) == 1


def test_a_rotation_that_was_overtaken_takes_no_newer_master_away(locks, monkeypatch):
    secret, real = keys.key_for(CASE, "case-1"), master.keep_retired

    def overtaken(old):
        monkeypatch.setattr(master, "keep_retired", real)
        for _ in range(2):
            keys.rotate(by="official:3")
        return real(old)

    monkeypatch.setattr(master, "keep_retired", overtaken)
    keys.rotate(by="official:2")
    assert master.read().newest.generation == 3
    assert keys.key_of(CASE, "case-1") == secret


class Stopped(BaseException):
    """Stands for the plug pulled out."""


STEPS = ["os.fsync", "replace", "_rewrap_all", "record", "_wrap", "bulk_update", "keep_retired", "last replace"]


def stop_at(step, monkeypatch):
    """Let the process end where a step begins, or right after a file is in place."""

    def stopped(*_args, **_options):
        raise Stopped

    def second_time(*args):
        calls.append(args)
        return stopped() if len(calls) == 2 else real(*args)

    calls, real = [], master.replace
    place, value = {
        "os.fsync": (master.os, stopped),
        "replace": (master, stopped),
        "last replace": (master, second_time),
        "keep_retired": (master, stopped),
        "bulk_update": (type(Key.objects.all()), stopped),
    }.get(step, (keys, stopped))
    monkeypatch.setattr(place, step.split(".")[-1].removeprefix("last "), value)


@pytest.mark.parametrize("step", STEPS)
def test_a_rotation_broken_off_at_any_step_leaves_every_key_readable_and_is_ended_later(locks, monkeypatch, step):
    made = {f"case-{number}": keys.key_for(CASE, f"case-{number}") for number in range(3)}
    keys.erase("gone", by="official:2")
    with monkeypatch.context() as patched:
        stop_at(step, patched)
        with pytest.raises(Stopped):
            keys.rotate(by="official:2")
    assert {name: keys.key_of(CASE, name) for name in made} == made
    made["meanwhile"] = keys.key_for(CASE, "meanwhile")
    assert keys.rotate(by="official:2").generation == 2
    assert {name: keys.key_of(CASE, name) for name in made} == made
    assert set(Key.objects.exclude(wrapped=None).values_list("master", flat=True)) == {master.read().newest.name}
    assert len(master.read().masters) == 1


def test_a_key_read_while_a_rotation_ends_is_found_at_the_second_look(locks, monkeypatch):
    secret, real = keys.key_for(CASE, "case-1"), master.read

    def rotated_meanwhile():
        monkeypatch.setattr(master, "read", real)
        keys.rotate(by="official:2")
        return real()

    monkeypatch.setattr(master, "read", rotated_meanwhile)
    assert keys.key_of(CASE, "case-1") == secret


def test_an_erased_key_leaves_a_tombstone_and_one_line_however_often(locks):
    row = guest()
    erased = [keys.erase("case-1", by="official:2") for _ in range(2)]
    stone = Key.objects.get(kind=CASE)
    assert (stone.wrapped, stone.erased_at) == (None, erased[0].erased_at)
    assert [line.subject for line in AuditLine.objects.filter(act="key.erased")] == [f"key:{stone.pk}"]
    assert refusal(text_of, row, "name") is Lock.ERASED
    assert refusal(keys.key_for, CASE, "case-1") is Lock.ERASED


def test_a_case_that_never_sealed_anything_can_be_erased_too(locks):
    keys.erase("case-1", by="official:2")
    assert refusal(keys.key_for, CASE, "case-1") is Lock.ERASED
    assert AuditLine.objects.filter(act="key.erased").count() == 1


def test_an_erasure_that_is_rolled_back_destroys_nothing(locks):
    row = guest("田中")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keys.erase("case-1", by="official:2")
        1 / 0  # noqa: B018
    assert text_of(row, "name") == "田中"


def test_the_database_holds_a_key_or_its_tombstone_and_never_both(locks):
    keys.key_for(CASE, "case-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.objects.update(wrapped=None)


def test_the_command_says_how_the_keys_stand_and_rotates(locks, capsys):
    with pytest.raises(CommandError, match="not where it should be"):
        call_command("keys", "state")
    keys.key_for(CASE, "case-1")
    call_command("keys", "state")
    assert "made by itself" in capsys.readouterr().out
    call_command("keys", "rotate")
    assert f"generation 2); keys rewrapped under it: 1. Backups from before need the retired key in {locks}" in (
        capsys.readouterr().out
    )
    call_command("keys", "state")
    assert capsys.readouterr().out.split("\n")[:2] == [
        "The master key was made by the operator.",
        "Under it: 1 keys; erased for good: 0.",
    ]


def test_the_command_tells_an_unfinished_rotation(locks, capsys, monkeypatch):
    keys.key_for(CASE, "case-1")
    with monkeypatch.context() as patched:
        stop_at("record", patched)
        with pytest.raises(Stopped):
            keys.rotate(by="official:2")
    call_command("keys", "state")
    assert "broke off" in capsys.readouterr().out
