"""How reports and contacts go when their time is over. SQLite here, PostgreSQL again (test_engines)."""

from datetime import date

import pytest
from django.apps import apps

from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.reporting import receipts
from opennrm.reporting.actions import consultations, desk, door, intake
from opennrm.reporting.actions.consultations import Contact, record_contact
from opennrm.reporting.models import Box, Consultation, Reply, Report
from opennrm.reporting.terms import ContactWay, Interpreting, Outcome, Topic
from opennrm.retention import actions, schedule, sweeps
from opennrm.retention.models import Proposal, Tombstone
from opennrm.retention.terms import State
from opennrm.understanding.facts import ContactReceived
from opennrm.understanding.models import ROWS
from opennrm.vault.actions import verify
from opennrm.vault.models import AuditLine, Key
from tests.desk import body, official
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything
from tests.rooms.reporting.world import TODAY, answers, sent, shelter, taken_in

LONG_AGO = date(2012, 4, 2)
OPAQUE = {"vault.auditline", "retention.proposal", "retention.tombstone", "retention.passage", "retention.hold"}
RULES = '[[rule]]\ncode = "report"\nkeep = "P5Y"\nbecause = "made up for a test"\n'


@pytest.fixture(params=WALLS)
def there(db, settings, tmp_path, request):
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    settings.RETENTION_FILE, settings.RETENTION_UNDO_DAYS = str(path), 0
    schedule.forget()
    raise_walls(request.param)
    yield shelter()
    schedule.forget()


@pytest.fixture
def two(there):
    secretariat = body("secretariat")
    return [official(secretariat, roles=["data_protection_officer"]) for _ in range(2)]


def ended(report, on=LONG_AGO):
    """As if it had ended long ago."""
    with running(everything()):
        Report.objects.filter(pk=report.pk).update(ended=on, received=on)


def answered(there, **more):
    """A report with a file's notes, an assignment, an interpreter and a reply, all of it long ago; and its receipt."""
    receipt, report = taken_in(at=there, **more)
    with there.acting():
        desk.assign(report, to=there.official, by=there.official, on=TODAY)
        desk.note(report, text="a note for colleagues", by=there.official, on=LONG_AGO)
        file = File.objects.get(pk=report.file_id)
        told = {"way": Interpreting.TELEPHONE, "wanted_for": LONG_AGO, "by": there.official, "on": LONG_AGO}
        consultations.book_interpreter(file, language="my", **told)
        desk.reply(report, text="come on Monday", language="en", by=there.official, on=LONG_AGO)
    ended(report)
    return receipt, report


def needles(report):
    """What tells that a report was here: its ids, those of its box and messages, the receipt's digest, sealed bytes."""
    with running(everything()):
        report = Report.objects.select_related("box").get(pk=report.pk)
        messages = list(report.messages.all())
        found = {report.pk, report.box_id, *(each.pk for each in messages), *(each.pk for each in report.notes.all())}
        replies = Reply.objects.filter(box=report.box_id)
        sealed = {bytes(each.body) for each in messages} | {bytes(each.sealed) for each in replies}
        return {*map(str, found), report.box.lookup, *(repr(each) for each in sealed)}


def holding(words):
    """The models that hold one of these words in some row."""
    found = set()
    with running(everything()):
        for model in apps.get_models():
            names = [each.attname for each in model._meta.concrete_fields]
            for values in model._base_manager.values_list(*names):
                said = {repr(bytes(each)) if isinstance(each, bytes | memoryview) else str(each) for each in values}
                if said & words:
                    found.add(model._meta.label_lower)
    return found


def approve_all(two):
    for pk in Proposal.objects.open().values_list("pk", flat=True):
        for by in two:
            actions.approve(pk, by=by)


def go(two):
    sweeps.propose()
    approve_all(two)
    return sweeps.carry_out()


def test_nothing_of_a_report_stays_but_the_audit_and_a_tombstone(there, two):
    receipt, report = answered(there)
    other = answered(there, what="another report")[1]
    ended(other, TODAY)
    words = needles(report)
    assert {"reporting.report", "reporting.message", "reporting.box", "reporting.reply"} <= holding(words)
    assert go(two) == 1
    assert holding(words) <= OPAQUE
    assert Tombstone.objects.get().row == str(report.pk)
    assert AuditLine.objects.filter(subject=report.word).exists() and verify().ok
    assert Key.objects.get(name=str(report.file_id)).wrapped is None
    assert not Box.objects.filter(lookup=receipts.opened(receipt).lookup).exists()
    assert holding(needles(other)) - OPAQUE


def test_the_receipt_of_a_report_that_went_opens_nothing(there, two):
    receipt, _report = answered(there)
    assert door.come_back(receipt.written).replies
    go(two)
    assert door.come_back(receipt.written) is None


def test_no_grant_holds_on_what_is_no_longer_there_and_the_fact_stays(there, two):
    _receipt, report = answered(there)
    go(two)
    with running(everything()):
        assert not Grant.objects.holding().filter(file=report.file_id).exists()
        assert Grant.objects.filter(file=report.file_id).exists()
    assert ROWS[ContactReceived].objects.count() == 1


def test_a_report_that_waits_or_was_handed_to_identification_is_never_proposed(there, two):
    unread = taken_in("unread", at=there)[1]
    requested = answered(there)[1]
    with there.acting():
        desk.ask_identification(requested, by=there.official, on=LONG_AGO)
        assert not Report.objects.filter(pk__in=[unread.pk, requested.pk], ended__isnull=False).exists()
    assert sweeps.propose() == 0


def test_a_letter_that_comes_after_a_proposal_lapses_it_and_the_report_is_open_again(there, two):
    receipt, report = answered(there)
    sweeps.propose()
    door.write_again(door.come_back(receipt.written).ticket, "I write again", on=TODAY)
    approvable = Proposal.objects.get()
    assert not actions.is_as_proposed(approvable, by=None)
    intake.take_in()
    assert (sweeps.propose(), Proposal.objects.get().state) == (0, State.LAPSED)
    with there.acting():
        assert Report.objects.get(pk=report.pk).ended is None


@pytest.mark.parametrize("on_the_file", [True, False])
def test_a_hold_stops_a_report_until_it_is_lifted(there, two, on_the_file):
    _receipt, report = answered(there)
    on = {"file": report.file_id} if on_the_file else {"kind": "reporting.report", "row": str(report.pk)}
    actions.hold(**on, why="a court asks", by=two[0])
    assert go(two) == 0
    with there.acting():
        assert Report.objects.filter(pk=report.pk).exists()


def test_a_withdrawn_report_ends_on_the_day_it_was_withdrawn(there):
    receipt, report = taken_in(at=there)
    door.withdraw(door.come_back(receipt.written).ticket, on=TODAY)
    intake.take_in()
    with there.acting():
        assert Report.objects.get(pk=report.pk).ended == TODAY


def test_a_merged_report_ends_with_the_other_which_goes_after_it(there, two):
    kept, merged = answered(there)[1], answered(there, what="the same again")[1]
    with there.acting():
        desk.merge(merged, into=kept, by=there.official, on=LONG_AGO)
    ended(kept, TODAY)
    assert sweeps.propose() == 0
    ended(kept)
    assert sweeps.propose() == 2
    main = Proposal.objects.get(row=str(kept.pk)).pk
    for by in two:
        actions.approve(main, by=by)
    assert sweeps.carry_out() == 0
    approve_rest(two, main)
    assert sweeps.carry_out() + sweeps.carry_out() == 2
    with running(everything()):
        assert not Report.objects.exists()


def approve_rest(two, *but):
    for pk in Proposal.objects.open().exclude(pk__in=but).values_list("pk", flat=True):
        for by in two:
            actions.approve(pk, by=by)


def contact(there, outcome, *, on=LONG_AGO, **more):
    told = Contact(
        way=ContactWay.TELEPHONE, language="ne", interpreting=Interpreting.TELEPHONE, topic=Topic.LABOUR,
        outcome=outcome, outline="asked about unpaid wages",
    )  # fmt: skip
    with there.acting():
        return record_contact(told, by=there.official, on=on, **more).consultation


def test_a_contact_goes_with_its_key_and_its_search_for_an_interpreter(there, two):
    held = contact(there, Outcome.ANSWERED)
    with there.acting():
        told = {"way": Interpreting.TELEPHONE, "wanted_for": LONG_AGO, "by": there.official, "on": LONG_AGO}
        booking = consultations.book_interpreter(File.objects.get(pk=held.file_id), language="ne", **told)
    was = ROWS[ContactReceived].objects.get()
    assert go(two) == 1
    assert holding({str(held.pk), str(booking.pk), was.key}) <= OPAQUE
    cut = ROWS[ContactReceived].objects.get()
    assert (cut.channel, cut.key == was.key, cut.day.day) == (was.channel, False, 1)
    assert Key.objects.get(name=str(held.file_id)).wrapped is None


def test_a_contact_that_waits_for_identification_stays(there, two):
    contact(there, Outcome.REQUESTED)
    assert sweeps.propose() == 0


def test_a_contact_that_became_a_report_ends_with_it_and_goes_before_it(there, two):
    held = contact(there, Outcome.REPORTED, on=TODAY, report=answers("told by telephone"))
    assert held.report is not None
    assert sweeps.propose() == 0
    with there.acting():
        desk.reply(held.report, text="come on Monday", language="en", by=there.official, on=TODAY)
    ended(held.report)
    assert go(two) == 2
    with running(everything()):
        assert not Report.objects.exists() and not Consultation.objects.exists()


def test_nothing_goes_while_nobody_has_set_how_long(there, two, settings):
    answered(there)
    settings.RETENTION_FILE = None
    schedule.forget()
    assert sweeps.propose() == 0


def test_a_box_whose_report_was_never_taken_in_stays_until_it_is(there, two):
    sent("on its way")
    assert go(two) == 0
    assert Box.objects.exists()
