"""Secret words put in, then looked for in everything that was written: database, its log, keys, what was said."""

import sqlite3
from contextlib import closing

import pytest

from tests.machine import run_python
from tests.migrated import migrated

CANARY, ALIAS, CONTROL = "秘密のカナリア", "canary-in-the-mine", "case-that-may-be-seen"
KEPT = """
import logging, os, pathlib, sys
from django.db import connection, transaction
from opennrm.vault import inboxes, keys, phrases
from opennrm.vault.blind import matches
from opennrm.vault.models import Key
from opennrm.vault.sealing import open_sealed, seal
from tests.rooms.vault.madeup import TABLES, Guest, guest, look, text_of

CANARY, ALIAS, CONTROL = sys.stdin.read().split("|")
with connection.schema_editor() as editor:
    for model in TABLES:
        editor.create_model(model)
row = guest(CANARY, case=CONTROL, alias=ALIAS)
assert text_of(row, "name") == CANARY and Guest.objects.get(matches(Guest.name_pairs, CANARY)) == row
logging.warning("%s %r %s", row.name, vars(row), Guest.objects.values())
print(row.name, repr(vars(row)), Guest.objects.values(), file=sys.stderr)
try:
    Guest(name=CANARY)
except TypeError as wrong:
    logging.warning("refused", exc_info=wrong)
    print(wrong, file=sys.stderr)
Guest.objects.create(case="case-2", name=row.name)
try:
    text_of(Guest.objects.get(case="case-2"), "name")
except Exception as wrong:
    logging.warning("refused: %s", wrong)
    print(wrong, file=sys.stderr)
phrases.COST = phrases.Cost(memory=8, passes=1, lanes=1)
inbox = inboxes.found("npa", member="official:1", phrase=ALIAS * 2, by="official:1").inbox
inboxes.unlock(inbox, member="official:1", phrase=ALIAS * 2)
inboxes.seal_to(inbox, CANARY.encode(), about="report:1")
print(bytes(Key.objects.get(kind="case", name=CONTROL).wrapped).hex(), flush=True)
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        print(cursor.fetchone()[0], flush=True)
os._exit(0)  # nothing is closed or tidied: what is on the disk stays there
"""
ERASED = """
import os
from django.db import transaction
from opennrm.vault import keys
from opennrm.vault.sealing import blank
from tests.rooms.vault.madeup import Guest
with transaction.atomic():
    keys.erase("case-that-may-be-seen", by="official:2")
os._exit(0)  # not closed: what SQLite does at the end of a connection does not count
"""


def keep(**installation):
    """Put the words in; what the process printed, and all it said."""
    migrated(**installation)
    code = KEPT.replace("sys.stdin.read()", repr("|".join((CANARY, ALIAS, CONTROL))))
    done = run_python(code, **installation)
    assert done.returncode == 0, done.stderr
    assert "<sealed>" in done.stderr
    assert "does not open" in done.stderr
    return done.stdout.split(), done.stdout + done.stderr


def holding(folder, word):
    """Files that hold a word, in any coding a database or a log might use."""
    ways = [word] if isinstance(word, bytes) else [word.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return sorted(file.name for file in files if any(way in read(file) for way in ways))


def read(file):
    """What a file holds: nothing, where the server took it away meanwhile."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def test_on_sqlite_no_secret_word_is_written_anywhere(home):
    _printed, said = keep(home=home)
    assert "opennrm.sqlite3-wal" in {file.name for file in home.iterdir()}
    assert [holding(home, word) for word in (CANARY, ALIAS, CANARY[:4])] == [[], [], []]
    assert holding(home, CONTROL)
    assert CANARY not in said
    assert ALIAS not in said


@pytest.mark.postgres
def test_on_postgresql_no_secret_word_is_written_anywhere(home, postgres_url, tmp_path):
    (_wrapped, folder), _said = keep(home=home, database_url=postgres_url)
    data = tmp_path.__class__(folder)
    assert [holding(data, word) for word in (CANARY, ALIAS, CANARY[:4])] == [[], [], []]
    assert holding(data, CONTROL)


def test_an_erased_key_is_gone_from_sqlites_file_and_its_log(home):
    (wrapped,), _said = keep(home=home)
    assert holding(home, bytes.fromhex(wrapped))
    with closing(sqlite3.connect(home / "opennrm.sqlite3")) as door:  # a door keeps its connection meanwhile
        door.execute("SELECT COUNT(*) FROM vault_key").fetchall()
        assert run_python(ERASED, home=home).returncode == 0
        assert holding(home, bytes.fromhex(wrapped)) == []
