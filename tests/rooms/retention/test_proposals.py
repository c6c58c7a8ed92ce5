"""From a time that is over to a tombstone: who proposes, who decides, what stops it. SQLite here, PostgreSQL again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused
from opennrm.retention import actions, sweeps
from opennrm.retention.models import Hold, Proposal, Tombstone
from opennrm.retention.terms import Refusal, State, Then
from opennrm.vault import keys
from opennrm.vault.actions import verify
from opennrm.vault.models import AuditLine, Key
from opennrm.vault.sealing import seal
from opennrm.vault.terms import KeyKind
from tests.rooms.access.madeup.models import Case, Note, Person
from tests.rooms.access.world import everything

KIND = "madeup.case"
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


def refused(expected, act, *args, **named):
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(*args, **named)
    assert caught.value.reason is expected


def proposed():
    sweeps.propose()
    return Proposal.objects.get(kind=KIND, state__in=[State.WAITING, State.SECOND, State.APPROVED])


def approved(officers):
    pk = proposed().pk
    actions.approve(pk, by=officers.first)
    actions.approve(pk, by=officers.second)
    return pk


def state(pk):
    return Proposal.objects.get(pk=pk).state


def there(case):
    with running(everything()):
        return [model.objects.filter(**how).exists() for model, how in (
            (Case, {"pk": case.pk}), (Person, {"case": case}), (Note, {"case": case}),
        )]  # fmt: skip


def change(case):
    with running(everything()):
        Note.objects.create(case=case, body="something new")


def test_a_sweep_proposes_what_is_due_once_and_nothing_else(w):
    assert sweeps.propose() == 1
    found = Proposal.objects.get()
    assert (found.row, found.rule, found.then) == (str(w.mine.pk), "case", Then.ERASE)
    assert (found.began, found.due, found.proposed_by) == (date(2012, 5, 31), date(2017, 5, 31), None)
    assert sweeps.propose() == 0
    assert there(w.mine) == [True] * 3


def test_what_two_approved_goes_with_its_parts_and_leaves_a_tombstone_alone(w, officers):
    pk = approved(officers)
    assert sweeps.carry_out() == 1
    assert (there(w.mine), there(w.theirs)) == ([False] * 3, [True] * 3)
    tombstone = Tombstone.objects.get()
    assert (tombstone.kind, tombstone.row, tombstone.rule, tombstone.keep) == (KIND, str(w.mine.pk), "case", "P5Y")
    assert {tombstone.first, tombstone.second} == {officers.first, officers.second}
    assert state(pk) == State.CARRIED
    assert (sweeps.propose(), sweeps.carry_out()) == (0, 0)
    assert AuditLine.objects.filter(act="record.erased", subject=tombstone.word).count() == 1
    assert verify().ok


def test_the_key_goes_with_the_record_and_only_that_one(w, officers):
    with running(everything()):
        for each in (w.mine, w.theirs):
            person = Person.objects.get(case=each)
            seal(person, "full_name", "山田 花子")
            person.save()
    approved(officers)
    sweeps.carry_out()
    assert Key.objects.get(name=str(w.mine.file_id)).wrapped is None
    assert keys.key_of(KeyKind.CASE, str(w.theirs.file_id))


def test_one_official_approves_once_and_not_what_they_proposed_themselves(w, officers):
    pk = actions.propose(KIND, str(w.theirs.pk), why="the person asks", by=officers.first).pk
    refused(Refusal.OWN_PROPOSAL, actions.approve, pk, by=officers.first)
    refused(Refusal.NOT_YOURS, actions.approve, pk, by=officers.other)
    actions.approve(pk, by=officers.second)
    refused(Refusal.SAME_OFFICIAL, actions.approve, pk, by=officers.second)
    assert (state(pk), sweeps.carry_out()) == (State.SECOND, 0)
    actions.approve(pk, by=officers.third)
    refused(Refusal.NOT_OPEN, actions.approve, pk, by=officers.third)
    assert sweeps.carry_out() == 1
    assert Tombstone.objects.get().keep == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": State.APPROVED},
        {"state": State.CARRIED, "closed_at": timezone.now()},
        {"first": "first", "first_at": timezone.now(), "second": "first", "second_at": timezone.now()},
        {"proposed_by": "first", "first": "first", "first_at": timezone.now()},
        {"first": "first"},
        {"second": "first", "second_at": timezone.now()},
        {"state": State.REFUSED},
    ],
)
def test_the_database_refuses_what_two_did_not_approve(w, officers, wrong):
    pk = proposed().pk
    values = {name: getattr(officers, value) if value == "first" else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=pk).update(**values)


def test_a_record_that_changes_lapses_its_proposal_and_is_left_alone_for_a_while(w, officers, settings):
    pk = proposed().pk
    actions.approve(pk, by=officers.first)
    change(w.mine)
    refused(Refusal.CHANGED, actions.approve, pk, by=officers.second)
    assert (sweeps.propose(), state(pk)) == (0, State.LAPSED)
    settings.RETENTION_SETTLE_DAYS = 0
    assert sweeps.propose() == 1


def test_a_record_that_changes_after_both_approvals_stays(w, officers):
    pk = approved(officers)
    change(w.mine)
    assert (sweeps.carry_out(), state(pk)) == (0, State.LAPSED)
    assert there(w.mine) == [True] * 3


def test_within_the_days_of_grace_one_official_stops_what_two_approved(w, officers, settings):
    settings.RETENTION_UNDO_DAYS = 7
    pk = approved(officers)
    assert sweeps.carry_out() == 0
    refused(Refusal.NO_REASON, actions.keep, pk, until=TOMORROW, reason=" ", by=officers.third)
    refused(Refusal.NO_DAY, actions.keep, pk, until=None, reason="wait", by=officers.third)
    refused(Refusal.NOT_YOURS, actions.keep, pk, until=TOMORROW, reason="wait", by=officers.other)
    actions.keep(pk, until=TOMORROW, reason="wait", by=officers.third)
    settings.RETENTION_UNDO_DAYS = 0
    assert (sweeps.carry_out(), sweeps.propose(), state(pk)) == (0, 0, State.STOPPED)


def test_a_record_that_was_kept_is_proposed_again_when_its_day_has_come(w, officers):
    pk = proposed().pk
    actions.keep(pk, until=TOMORROW, reason="a trial goes on", by=officers.first)
    assert (sweeps.propose(), state(pk)) == (0, State.REFUSED)
    Proposal.objects.filter(pk=pk).update(until=TODAY)
    assert sweeps.propose() == 1


@pytest.mark.parametrize("of_a_file", [True, False])
def test_a_hold_stops_everything_until_two_have_lifted_it(w, officers, of_a_file):
    pk = approved(officers)
    on = {"file": w.mine.file_id} if of_a_file else {"kind": KIND, "row": str(w.mine.pk)}
    held = actions.hold(**on, why="a court asks", by=officers.first).pk
    assert (state(pk), sweeps.propose(), sweeps.carry_out()) == (State.STOPPED, 0, 0)
    refused(Refusal.HELD, actions.propose, KIND, str(w.mine.pk), why="x", by=officers.first)
    refused(Refusal.NOT_ASKED, actions.lift, held, by=officers.first)
    actions.ask_to_lift(held, why="the court is done", by=officers.first)
    refused(Refusal.SAME_OFFICIAL, actions.lift, held, by=officers.first)
    actions.lift(held, by=officers.second)
    refused(Refusal.LIFTED, actions.ask_to_lift, held, why="again", by=officers.third)
    assert sweeps.propose() == 1


def test_nothing_is_proposed_or_held_that_is_not_there(w, officers):
    for row in ("0b7c2f6e-0000-4000-8000-000000000000", "no id", ""):
        refused(Refusal.GONE, actions.propose, KIND, row, why="x", by=officers.first)
        refused(Refusal.GONE, actions.hold, kind=KIND, row=row, why="x", by=officers.first)
    refused(Refusal.GONE, actions.propose, "madeup.nothing", "1", why="x", by=officers.first)
    refused(Refusal.NOT_YOURS, actions.hold, kind=KIND, row=str(w.mine.pk), why="x", by=officers.other)
    assert not Hold.objects.exists()


def test_an_official_who_left_is_made_anonymous_and_not_asked_about_again(w, officers):
    gone = Official.objects.create(
        organisation=w.shelter, since=date(2015, 4, 1), left=date(2016, 3, 31), title="made up"
    )
    seal(gone, "name", "佐藤 一郎")
    gone.save()
    sweeps.propose()
    pk = Proposal.objects.get(kind="agencies.official").pk
    actions.approve(pk, by=officers.first)
    actions.approve(pk, by=officers.second)
    sweeps.carry_out()
    gone.refresh_from_db()
    assert (gone.name, gone.name_index, gone.title) == (None, None, "")
    assert Key.objects.get(name=str(gone.pk)).wrapped is None
    sweeps.propose()
    assert Proposal.objects.filter(kind="agencies.official").count() == 1


def test_a_record_that_something_still_points_at_stays_whole_and_the_others_go(w, officers, monkeypatch):
    first = approved(officers)
    second = actions.propose(KIND, str(w.theirs.pk), why="asked", by=officers.third).pk
    for by in (officers.first, officers.second):
        actions.approve(second, by=by)
    real = sweeps.let_go

    def protected(carrying):
        if carrying.row.pk == w.mine.pk:
            raise sweeps.ProtectedError("made up", set())
        real(carrying)

    monkeypatch.setattr(sweeps, "STEPS", (*sweeps.STEPS[:-1], protected))
    with pytest.raises(sweeps.NotCarriedOut, match=str(first)):
        sweeps.carry_out()
    assert (there(w.mine), there(w.theirs)) == ([True] * 3, [False] * 3)
    assert (state(first), state(second)) == (State.APPROVED, State.CARRIED)
    assert Proposal.objects.get(pk=first).stuck_since
    monkeypatch.undo()
    assert sweeps.carry_out() == 1


@pytest.mark.parametrize("broken", range(len(sweeps.STEPS) + 1))
def test_a_fault_at_any_step_leaves_everything_as_it_was(w, officers, monkeypatch, broken):
    pk = approved(officers)

    def fault(*_args, **_named):
        raise OSError("no space left")

    steps = list(sweeps.STEPS)
    if broken < len(steps):
        real = steps[broken]
        steps[broken] = lambda carrying: (real(carrying), fault())
        monkeypatch.setattr(sweeps, "STEPS", tuple(steps))
    else:
        monkeypatch.setattr(sweeps, "close", fault)
    with pytest.raises(sweeps.NotCarriedOut):
        sweeps.carry_out()
    monkeypatch.undo()
    assert there(w.mine) == [True] * 3
    assert not Tombstone.objects.exists() and not Key.objects.filter(wrapped=None).exists()
    acts = set(AuditLine.objects.values_list("act", flat=True))
    assert "proposal.stuck" in acts and not acts & {"record.erased", "key.erased", "facts.forgotten"}
    assert (sweeps.carry_out(), state(pk)) == (1, State.CARRIED)
    assert there(w.mine) == [False] * 3
