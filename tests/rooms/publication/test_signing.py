"""An edition: checked, signed by two others, published at once or not at all, corrected in the open."""

import hashlib
from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused
from opennrm.publication import actions, comparing, rules, signing, writing
from opennrm.publication.models import Draft, Edition, EditionFile, FrozenTable
from opennrm.publication.terms import OPEN_STATES, DraftState, Refusal
from opennrm.vault.models import AuditLine
from tests.desk import body, official
from tests.editions import bare

NONE = Text("", "")
WHY = Text("A late fact came in.", "遅れて届いた事実を反映した。")


class Room:
    """A statistician who builds, and three editors who sign."""

    def __init__(self, report):
        self.report = report
        self.statistician = official(roles=["statistician"])
        self.editors = [official(roles=["editor"]) for _each in range(3)]

    def sent(self, report=None, reason=NONE):
        draft = signing.build(report or self.report, by=self.statistician, reason=reason)
        return signing.send(draft.pk, by=self.statistician)

    def published(self, report=None, reason=NONE):
        draft = self.sent(report, reason)
        for state, by in zip(("asked", "first"), self.editors):
            draft = signing.sign(draft.pk, seen=state, by=by)
        return draft.edition


@pytest.fixture
def room(db, report, monkeypatch):
    """Files small: what is set in them is tested elsewhere."""
    monkeypatch.setattr(actions, "prepare", lambda made: bare(made, actions.next_number(made.year)))
    monkeypatch.setattr(signing, "prepare", actions.prepare)
    return Room(report)


def refusal(call, *args, **named):
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    return refused.value.reason


def other(report):
    """The same report with one victim more in one cell."""
    table = report.table("victims_by_sex")
    line = table.rows[0]
    more = replace(line, values=(line.values[0], line.values[1] + 1, *line.values[2:]))
    tables = tuple(replace(t, rows=(more, *t.rows[1:])) if t is table else t for t in report.tables)
    return replace(report, tables=tables)


@pytest.mark.parametrize("state", DraftState)
def test_nobody_signs_their_own_work_twice_late_or_unseen(state):
    free = rules.why_not_sign(seen=state, state=state, author=False, gave_first=False)
    assert (free is None) == (state in OPEN_STATES)
    assert rules.why_not_sign(seen=state, state=state, author=True, gave_first=False) is not None
    assert rules.why_not_sign(seen=state, state=state, author=False, gave_first=True) is not None
    assert rules.why_not_sign(seen="first", state="asked", author=False, gave_first=False) is Refusal.MOVED_ON


def test_two_others_sign_and_it_is_published_with_every_digest(room):
    edition = room.published()
    files = {f.name: f for f in EditionFile.objects.filter(edition=edition)}
    sums = bytes(files[actions.SUMS].content)
    assert hashlib.sha256(sums).hexdigest() == edition.manifest
    for line in sums.decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(bytes(files[name].content)).hexdigest() == digest == files[name].sha256
    assert set(files) == {*(line.split("  ")[1] for line in sums.decode().splitlines()), actions.SUMS}
    assert AuditLine.objects.filter(subject=f"edition:2020-1.{edition.manifest[:16]}").exists()
    held = Draft.objects.get()
    assert (held.state, held.report, held.edition) == ("published", "", edition)


def test_who_wrote_a_text_is_an_author_too(room):
    writing.write(2020, "definition", seen=0, title=NONE, text=Text("Act.", "行為。"), by=room.editors[0])
    draft = room.sent()
    assert refusal(signing.sign, draft.pk, seen="asked", by=room.editors[0]) is Refusal.OWN_WORK
    assert refusal(signing.sign, draft.pk, seen="asked", by=room.statistician) is Refusal.OWN_WORK
    signing.sign(draft.pk, seen="asked", by=room.editors[1])
    assert refusal(signing.sign, draft.pk, seen="first", by=room.editors[1]) is Refusal.GAVE_FIRST
    assert not Edition.objects.exists()


def test_of_two_who_sign_first_at_once_the_second_does_not_publish_by_it(room):
    draft = room.sent()
    signing.sign(draft.pk, seen="asked", by=room.editors[0])
    assert refusal(signing.sign, draft.pk, seen="asked", by=room.editors[1]) is Refusal.MOVED_ON
    signing.sign(draft.pk, seen="first", by=room.editors[1])
    assert refusal(signing.sign, draft.pk, seen="first", by=room.editors[2]) is Refusal.DECIDED
    assert Edition.objects.count() == 1


def test_an_edition_that_came_out_meanwhile_is_not_numbered_twice(room, monkeypatch):
    draft = room.sent()
    signing.sign(draft.pk, seen="asked", by=room.editors[0])
    late = bare(room.report)
    actions.keep_edition(other(room.report), prepared=bare(other(room.report)))
    monkeypatch.setattr(signing, "prepare", lambda _made: late)
    assert refusal(signing.sign, draft.pk, seen="first", by=room.editors[1]) is Refusal.MOVED_ON
    assert Draft.objects.get().state == "first"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "after", ["opennrm.publication.actions.FrozenTable", "opennrm.publication.actions.vault.record"]
)
def test_a_crash_leaves_a_draft_and_nothing_of_an_edition(room, monkeypatch, after):
    draft = room.sent()
    signing.sign(draft.pk, seen="asked", by=room.editors[0])

    def crash(*_args, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(after, crash)
        with pytest.raises((KeyboardInterrupt, AttributeError)):
            signing.sign(draft.pk, seen="first", by=room.editors[1])
    assert (Edition.objects.count(), EditionFile.objects.count(), FrozenTable.objects.count()) == (0, 0, 0)
    assert Draft.objects.get().state == "first"
    assert signing.sign(draft.pk, seen="first", by=room.editors[1]).state == "published"


def test_a_draft_is_sent_only_with_its_checks_clean_or_noted(room):
    bare_of_notes = replace(room.report, findings=tuple(replace(f, note=None) for f in room.report.findings))
    finding = replace(bare_of_notes.findings[0], arithmetic="1 + 1 = 3")
    draft = signing.build(replace(bare_of_notes, findings=(finding,)), by=room.statistician)
    assert refusal(signing.send, draft.pk, by=room.statistician) is Refusal.OPEN_FINDINGS
    named = {"check": finding.check, "text": Text("Known.", "確認済み。"), "by": room.statistician}
    assert refusal(signing.note, draft.pk, arithmetic="2 + 2 = 5", **named) is Refusal.MOVED_ON
    signing.note(draft.pk, arithmetic="1 + 1 = 3", **named)
    assert signing.send(draft.pk, by=room.statistician).state == "asked"
    assert refusal(signing.note, draft.pk, arithmetic="1 + 1 = 3", **named) is Refusal.NOT_A_DRAFT


def test_remarks_and_numbers_that_differ_keep_a_draft_from_being_sent(room):
    by = room.statistician
    draft = signing.build(room.report, by=by)
    made = writing.remark(2020, "definition", text="Which article?", by=room.editors[0])
    assert refusal(signing.send, draft.pk, by=by) is Refusal.OPEN_REMARKS
    writing.resolve(2020, "definition", pk=made.pk, by=by)
    writing.write(2020, "definition", seen=0, title=NONE, text=Text("In 2 cases.", "3件。"), by=by)
    assert refusal(signing.send, draft.pk, by=by) is Refusal.NUMBERS_DIFFER
    writing.write(2020, "definition", seen=1, title=NONE, text=Text("In 3 cases.", "3件。"), by=by)
    signing.send(draft.pk, by=by)
    writing.write(2020, "definition", seen=2, title=NONE, text=Text("In 4 cases.", "4件。"), by=by)
    assert "3件" in Draft.objects.get().report and "4件" not in Draft.objects.get().report


def test_a_correction_says_why_and_lists_old_and_new(room):
    room.published()
    assert refusal(signing.build, other(room.report), by=room.statistician) is Refusal.NO_REASON_TO_CORRECT
    edition = room.published(other(room.report), WHY)
    assert edition.name == "2020-2"
    old, new = (actions.Report.from_json(e.report) for e in Edition.objects.order_by("number"))
    (cell,) = new.correction.cells
    assert (new.correction.edition, new.correction.reason) == ("2020-1", WHY)
    assert (cell.table, cell.row, cell.column, cell.new) == ("victims_by_sex", "female", "2020", cell.old + 1)
    assert comparing.changed(old, new) == (cell,) and comparing.changed(old, old) == ()
    assert old.correction is None


def test_what_says_nothing_new_is_no_new_edition(room):
    room.published()
    draft = signing.build(room.report, by=room.statistician, reason=WHY)
    assert refusal(signing.send, draft.pk, by=room.statistician) is Refusal.NOTHING_NEW


def test_one_draft_of_a_year_at_a_time_and_a_sent_back_one_keeps_nothing(room):
    draft = room.sent()
    assert refusal(signing.build, room.report, by=room.statistician) is Refusal.DRAFT_OPEN
    assert refusal(signing.send_back, draft.pk, reason=" ", by=room.editors[0]) is Refusal.NO_REASON
    signing.send_back(draft.pk, reason="Count anew.", by=room.editors[0])
    assert Draft.objects.get().report == ""
    assert refusal(signing.sign, draft.pk, seen="asked", by=room.editors[0]) is Refusal.DECIDED
    elsewhere = official(body("moj"), roles=["editor"])
    assert refusal(signing.sign, draft.pk, seen="asked", by=elsewhere) is Refusal.DECIDED
    room.sent()


def test_the_database_keeps_the_rule_and_what_was_published(room):
    edition = room.published()
    held = Draft.objects.get()
    for change in ({"second": held.first}, {"first": held.asked_by}, {"edition": None}, {"report": "more"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.filter(pk=held.pk).update(**change)
    for rows in (Edition.objects.filter(pk=edition.pk), EditionFile.objects.all(), FrozenTable.objects.all()):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            rows.update(id=0)


def test_an_edition_is_read_verified_and_compared_under_its_own_address(room):
    room.published()
    room.published(other(room.report), WHY)
    visitor = Client(HTTP_HOST="localhost")

    def read(path):
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    first, newest = read("/en/statistics/2020-1/"), read("/en/statistics/2020/")
    assert "A newer edition replaces this one" in first and "A newer edition" not in newest
    assert "/en/statistics/2020-1/table/victims_by_sex/" in first
    assert "A late fact came in." in read("/en/report/2020-2/")
    frozen = visitor.get("/en/statistics/2020-1/files/report.json").content
    assert hashlib.sha256(frozen).hexdigest() in read(
        f"/en/verify/?sha256={hashlib.sha256(frozen).hexdigest()}+report.json"
    )
    assert "this is a published file, unchanged" in read(f"/en/verify/?sha256={hashlib.sha256(frozen).hexdigest()}")
    assert "No published file has this digest" in read(f"/en/verify/?sha256={'0' * 64}")
    assert visitor.get("/en/verify/?sha256=abc").status_code == 422
    assert "1 cell differs" in read("/en/compare/?old=2020-1&new=2020-2")
    rows = read("/en/compare/?old=2020-1&new=2020-2&format=csv").strip().splitlines()
    assert len(rows) == 2 and rows[1].startswith("victims_by_sex,female,")
    assert visitor.get("/en/statistics/2020-3/").status_code == 404
