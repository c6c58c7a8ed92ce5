"""What may be restored where, over names of migrations; how values travel; keys and lines as they are written."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from opennrm.backup import form, keys, rules
from opennrm.backup.form import Lines, Manifest, TableHead, Unreadable
from opennrm.backup.refusals import Shut
from opennrm.backup.values import to_engine, to_json
from opennrm.page.refusals import Refused

ONE, TWO, OTHER = ("vault", "0001"), ("vault", "0002"), ("access", "0001")
PARENTS = {ONE: [], TWO: [ONE], OTHER: [TWO]}
MADE = Manifest("made-up", "2026-04-06T00:00:00+00:00", "0.1.0", "sqlite", [], {"a": 2}, {}, [0, "0" * 64], [])
ID = UUID(int=17)


def test_migrations_nobody_here_knows_are_a_newer_versions():
    assert rules.unknown([ONE, ("vault", "9999")], PARENTS) == [("vault", "9999")]
    assert rules.unknown([ONE], PARENTS) == []


def test_the_end_of_a_room_is_its_last_migration_whoever_stands_on_it():
    assert rules.ends([ONE, TWO, OTHER], PARENTS) == [OTHER, TWO]
    assert rules.ends([ONE], PARENTS) == [ONE]


@pytest.mark.parametrize(
    ("kind", "read", "travels", "sqlite"),
    [
        ("uuid", ID.hex, ID.hex, ID.hex),
        ("uuid", ID, ID.hex, ID.hex),
        ("bytes", b"\0\xff", "AP8=", b"\0\xff"),
        ("bool", 1, True, 1),
        ("json", {"a": "あ"}, '{"a": "あ"}', '{"a": "あ"}'),
        ("day", date(2026, 4, 6), "2026-04-06", "2026-04-06"),
        ("time", time(9, 30), "09:30:00", "09:30:00"),
        (
            "moment",
            datetime(2026, 4, 6, 1, 2, 3, 4),  # noqa: DTZ001 - as SQLite gives it
            "2026-04-06T01:02:03.000004+00:00",
            "2026-04-06 01:02:03.000004",
        ),
        ("moment", datetime(2026, 4, 6, tzinfo=UTC), "2026-04-06T00:00:00+00:00", "2026-04-06 00:00:00"),
        ("plain", "あ", "あ", "あ"),
        ("plain", None, None, None),
    ],
)
def test_a_value_travels_by_its_kind(kind, read, travels, sqlite):
    assert to_json(kind, read) == travels
    assert to_engine(kind, travels, "sqlite") == sqlite


def test_a_value_without_a_form_is_told_at_once():
    with pytest.raises(TypeError, match="add its kind"):
        to_json("plain", object())


def written(*lines, whole=True):
    parts = []
    out = Lines(parts.append)
    for line in lines:
        out.put(line)
    out.finish()
    return parts if whole else [b"".join(parts)[:-8]]


def test_lines_come_back_however_they_were_cut_into_parts():
    head, rows = TableHead("a", ["id", "text"], ["plain", "plain"]), [[1, "あ" * 400_000], [2, None]]
    whole = b"".join(written(MADE, head, *rows))
    for size in (1, 7, 1000, len(whole)):
        parts = (whole[at : at + size] for at in range(0, len(whole), size))
        assert list(form.read(parts)) == [MADE, head, *rows]


def test_lines_without_their_end_are_not_taken_for_whole():
    with pytest.raises(Unreadable):
        list(form.read(written(MADE, whole=False)))
    with pytest.raises(Unreadable):
        form.manifest([b"made up"])


def test_a_key_is_read_from_its_file_and_from_paper(tmp_path):
    name, beside = keys.make(tmp_path / "key")
    letters = (tmp_path / "key").read_text().split()[1]
    assert keys.private(letters.lower().replace("-", " ")) == keys.private(str(tmp_path / "key"))
    assert len(name) == 32 and keys.public(str(beside)) != keys.private(letters)
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("typed", ["", "made up", "opennrm-backup-private AAAA", "ABCD-" * 14])
def test_a_mistyped_key_is_told(typed):
    with pytest.raises(Refused) as met:
        keys.private(typed)
    assert met.value.reason is Shut.NOT_A_KEY


def test_a_key_is_never_written_over(tmp_path):
    keys.make(tmp_path / "key")
    with pytest.raises(Refused) as met:
        keys.make(tmp_path / "key")
    assert met.value.reason is Shut.KEY_THERE
