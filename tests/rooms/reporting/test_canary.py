"""Secret words told at the door, then looked for in everything written: database, its log, keys, what was said."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.machine import run_python
from tests.migrated import migrated

WORDS = {
    "what": "旅券のカナリア", "place": "canary-place-寮", "how": "canary-how-到達", "say": "canary-say-ひそかに",
    "more": "canary-more-မြန်မာ", "letter": "canary-letter-ខ្មែរ", "file": "canary-in-the-file", "name": "canary-name",
    "reply": "canary-reply-สวัสดี", "typed": "canary-typed-as-receipt",
}  # fmt: skip
LANGUAGE = "zh-Hant-x-made-up"  # plainly kept, and found: the search works
TOLD = """
import logging, os, sys
from django.db import connection, transaction
from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.reporting import attachments, carried, receipts
from opennrm.reporting.actions import desk, door, intake
from opennrm.reporting.answers import Answers, Contact
from opennrm.reporting.boxes import Posted
from opennrm.reporting.models import Message, Report
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.vault import phrases
from opennrm.vault.phrases import Cost
from tests.rooms.reporting.world import TODAY, shelter

phrases.COST = receipts.COST = Cost(memory=8, passes=1, lanes=1)
there, W = shelter(), WORDS
contact = Contact(may=True, how=W["how"], say=W["say"])
answers = Answers(ReportKind.HELP, LANGUAGE, W["what"], frozenset({Topic.HOME}), place=W["place"], contact=contact,
                  more={"note": W["more"]})
draft = carried.begin({"what": W["what"]})
file = attachments.cleaned(W["file"].encode(), name=W["name"] + ".txt", keep_original=True)
receipt = door.submit(answers, draft=carried.draft(draft.sealed()), attachments=[file], on=TODAY)
logging.warning("%s %r %r %s %r", answers, answers, draft, receipt, vars(Posted.objects.first()).keys())
print(answers, draft, receipt, file=sys.stderr)
intake.take_in()
with acting(scope_for(there.official, purpose="reception")):
    report = Report.objects.get()
    opened = desk.open_report(report, unlocked=there.unlocked, by=there.official)
    assert opened.said[0][1]["what"] == W["what"]
    desk.reply(report, text=W["reply"], language="th", by=there.official, on=TODAY)
view = door.come_back(receipt.written)
assert view.replies[0].text == W["reply"]
logging.warning("%r %s", view, view.ticket)
door.write_again(view.ticket, W["letter"], on=TODAY)
door.add_file(view.ticket, file, on=TODAY)
for act in (
    lambda: door.come_back(W["typed"]),
    lambda: carried.draft(W["typed"]),
    lambda: desk.reply(report, text=W["reply"], language="th", by=there.official, on=TODAY),
):
    try:
        act()
    except Exception as wrong:
        logging.warning("refused: %s", wrong, exc_info=wrong)
    else:
        raise AssertionError(act)
intake.take_in()
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        print("folder", cursor.fetchone()[0])
print("digits", receipt.digits, flush=True)
os._exit(0)  # nothing is closed or tidied: what is on the disk stays there
"""


def tell(**installation):
    """Tell the words at the door; what the process printed by name, and all it said besides."""
    migrated(**installation)
    done = run_python(TOLD.replace("WORDS", repr(WORDS)).replace("LANGUAGE", repr(LANGUAGE)), **installation)
    assert done.returncode == 0, done.stderr
    return dict(line.split() for line in done.stdout.splitlines()), done.stderr


def written_in(folder):
    """What lies in every file; a server at work takes some away while they are looked at."""
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if file.is_file():
                yield file.read_bytes()


def found_in(folder, *words):
    """Of some words those that lie anywhere in a folder, in any coding a database or a log might use."""
    codings = {word: [word.encode(way) for way in ("utf-8", "utf-16-le", "utf-16-be")] for word in words}
    found = set()
    for data in written_in(folder):
        found |= {word for word, ways in codings.items() if any(way in data for way in ways)}
    return found


def secrets(digits):
    """The words, ends of those in no Latin script, and the receipt in two writings."""
    groups = " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return [*WORDS.values(), *(word[-4:] for word in WORDS.values() if not word.isascii()), digits, groups]


def test_on_sqlite_no_word_told_at_the_door_is_written_anywhere(home):
    printed, said = tell(home=home)
    assert "opennrm.sqlite3-wal" in {file.name for file in home.iterdir()}
    assert found_in(home, LANGUAGE, *secrets(printed["digits"])) == {LANGUAGE}
    assert [word for word in (*WORDS.values(), printed["digits"]) if word in said] == []
    assert "<receipt>" in said


@pytest.mark.postgres
def test_on_postgresql_no_word_told_at_the_door_is_written_anywhere(home, postgres_url):
    printed, _said = tell(home=home, database_url=postgres_url)
    assert found_in(Path(printed["folder"]), LANGUAGE, *secrets(printed["digits"])) == {LANGUAGE}
