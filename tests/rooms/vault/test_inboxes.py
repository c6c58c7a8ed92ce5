"""Inboxes and their slots. Runs on SQLite, and again on PostgreSQL from test_engines."""

import copy
import pickle

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from opennrm.page.refusals import Refused
from opennrm.vault import inboxes, phrases
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import AuditLine, InboxKey, Share, Slot
from opennrm.vault.refusals import Lock
from opennrm.vault.terms import SlotKind

pytestmark = pytest.mark.usefixtures("locks", "cheap")
FIRST, SECOND = "kanesu-morito-yugabe-nijoha", "tarumi-sokeba-fuzoya-himune"
LEAD, CLERK = "official:1", "official:2"


@pytest.fixture
def founded(locks, cheap):
    return inboxes.found("npa", member=LEAD, phrase=FIRST, by=LEAD)


@pytest.fixture
def inbox(founded):
    return founded.inbox


def unlock(inbox, member=LEAD, phrase=FIRST):
    return inboxes.unlock(inbox, member=member, phrase=phrase)


def message(inbox, text=b"help"):
    return inboxes.seal_to(inbox, text, about="report:1")


def refusal(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.reason


def last_line():
    line = AuditLine.objects.last()
    return line.act, line.subject, line.by


def test_a_message_opens_by_the_phrase_of_a_member(inbox):
    sealed = message(inbox)
    assert b"help" not in sealed
    assert unlock(inbox).open(sealed, about="report:1") == b"help"
    assert last_line() == ("inbox.unlocked", f"inbox:{inbox.pk}", LEAD)


def test_a_wrong_phrase_opens_nothing_and_leaves_a_line(inbox):
    assert refusal(unlock, inbox, phrase=SECOND) is Lock.WRONG_PHRASE
    assert last_line() == ("inbox.refused", f"inbox:{inbox.pk}.wrong_phrase", LEAD)
    assert unlock(inbox)


def test_who_is_no_member_opens_nothing_and_leaves_a_line(inbox):
    assert refusal(unlock, inbox, member=CLERK) is Lock.NO_SLOT
    assert last_line() == ("inbox.refused", f"inbox:{inbox.pk}.no_slot", CLERK)


def test_inside_a_transaction_no_inbox_opens_since_the_line_could_be_rolled_back(founded):
    for call in (
        lambda: unlock(founded.inbox),
        lambda: inboxes.recover(founded.inbox, recovery_key=founded.recovery_key, by=LEAD),
        lambda: inboxes.rotate(founded.unlocked, by=LEAD),
    ):
        with pytest.raises(TransactionManagementError, match="outside"), transaction.atomic():
            call()


@pytest.mark.parametrize("change", ["bit", "cut", "generation", "about", "inbox", "nothing"])
def test_a_message_changed_or_moved_does_not_open(inbox, change):
    sealed, other = message(inbox), inboxes.found("moj", member=LEAD, phrase=FIRST, by=LEAD)
    bad = {
        "bit": sealed[:-1] + bytes([sealed[-1] ^ 1]),
        "cut": sealed[:30],
        "generation": b"\0\0\0\x09" + sealed[4:],
        "nothing": b"",
    }.get(change, sealed)
    opened = other.unlocked if change == "inbox" else unlock(inbox)
    assert refusal(opened.open, bad, about="report:2" if change == "about" else "report:1") is Lock.BROKEN


def test_an_added_member_opens_by_a_phrase_of_their_own(founded):
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    sealed = message(founded.inbox)
    assert unlock(founded.inbox, CLERK, SECOND).open(sealed, about="report:1") == b"help"
    assert refusal(unlock, founded.inbox, CLERK, FIRST) is Lock.WRONG_PHRASE
    again = {"member": CLERK, "phrase": SECOND, "by": LEAD}
    assert refusal(inboxes.add_member, founded.unlocked, **again) is Lock.HAS_SLOT


@pytest.mark.fault("revoked")
def test_a_removed_member_opens_nothing_and_the_key_is_marked_for_rotation(founded):
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    with transaction.atomic():
        inboxes.remove_member(founded.inbox, member=CLERK, by=LEAD)
    assert refusal(unlock, founded.inbox, CLERK, SECOND) is Lock.NO_SLOT
    assert InboxKey.objects.get().known_to_leaver
    assert Share.objects.count() == 2
    assert refusal(inboxes.remove_member, founded.inbox, member=CLERK, by=LEAD) is Lock.NO_SLOT
    inboxes.rotate(unlock(founded.inbox), by=LEAD)
    assert not InboxKey.objects.get(retired_at=None).known_to_leaver


def test_a_member_who_kept_their_slot_does_not_open_what_came_after_the_rotation(founded):
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    kept = unlock(founded.inbox, CLERK, SECOND)
    inboxes.remove_member(founded.inbox, member=CLERK, by=LEAD)
    after = inboxes.rotate(unlock(founded.inbox), by=LEAD)
    sealed = message(founded.inbox)
    assert refusal(kept.open, sealed, about="report:1") is Lock.BROKEN
    assert after.open(sealed, about="report:1") == b"help"


def test_a_slot_moved_to_another_member_does_not_open(founded):
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    Slot.objects.filter(member=CLERK).update(member="official:3")
    assert refusal(unlock, founded.inbox, "official:3", SECOND) is Lock.WRONG_PHRASE


def test_after_a_rotation_old_and_new_messages_open_for_all_without_their_phrases(founded):
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    old = message(founded.inbox, b"old")
    inboxes.rotate(founded.unlocked, by=LEAD)
    new = message(founded.inbox, b"new")
    assert old[:4] != new[:4]
    recovered = inboxes.recover(founded.inbox, recovery_key=founded.recovery_key, by=LEAD)
    for opened in (unlock(founded.inbox), unlock(founded.inbox, CLERK, SECOND), recovered):
        assert [opened.open(each, about="report:1") for each in (old, new)] == [b"old", b"new"]


def test_an_old_key_is_forgotten_once_its_messages_are_sealed_anew(founded):
    old = message(founded.inbox)
    after = inboxes.rotate(founded.unlocked, by=LEAD)
    fresh = inboxes.resealed(after, old, about="report:1")
    inboxes.forget_key(founded.inbox, generation=1, by=LEAD)
    opened = unlock(founded.inbox)
    assert opened.open(fresh, about="report:1") == b"help"
    assert refusal(opened.open, old, about="report:1") is Lock.BROKEN
    assert refusal(inboxes.forget_key, founded.inbox, generation=2, by=LEAD) is Lock.STILL_IN_USE


def test_an_inbox_opened_before_a_rotation_changes_nothing_after_it(founded):
    inboxes.rotate(founded.unlocked, by=LEAD)
    stale = {"member": CLERK, "phrase": SECOND, "by": LEAD}
    assert refusal(inboxes.add_member, founded.unlocked, **stale) is Lock.ROTATED
    assert refusal(inboxes.rotate, founded.unlocked, by=LEAD) is Lock.ROTATED


def test_a_rotation_hands_nothing_to_a_slot_that_nobody_vouched_for(founded):
    intruder = Slot(inbox=founded.inbox, kind=SlotKind.RECOVERY, member="intruder", public=public_of(new_private()))
    intruder.made_at = founded.inbox.keys.get().made_at
    intruder.save()
    assert refusal(inboxes.rotate, founded.unlocked, by=LEAD) is Lock.FORGED
    share = Share.objects.first()
    Share.objects.create(slot=intruder, key=share.key, envelope=share.envelope, vouch=share.vouch)
    assert refusal(inboxes.rotate, founded.unlocked, by=LEAD) is Lock.FORGED
    assert last_line() == ("inbox.refused", f"inbox:{founded.inbox.pk}.forged", LEAD)
    assert InboxKey.objects.count() == 1


def test_a_slot_whose_public_key_was_exchanged_is_not_vouched_for(founded):
    Slot.objects.filter(kind=SlotKind.RECOVERY).update(public=public_of(new_private()))
    assert refusal(inboxes.rotate, founded.unlocked, by=LEAD) is Lock.FORGED


def test_a_public_key_exchanged_in_the_database_is_told_when_the_inbox_opens(inbox):
    InboxKey.objects.update(public=public_of(new_private()))
    assert refusal(unlock, inbox) is Lock.BROKEN
    assert last_line()[1] == f"inbox:{inbox.pk}.broken"


@pytest.mark.fault("lost")
def test_the_recovery_key_opens_the_inbox_and_gives_a_member_a_new_phrase(founded):
    sealed = message(founded.inbox)
    opened = inboxes.recover(founded.inbox, recovery_key=founded.recovery_key.lower(), by="official:9")
    assert last_line() == ("inbox.recovered", f"inbox:{founded.inbox.pk}", "official:9")
    inboxes.change_phrase(opened, member=LEAD, phrase=SECOND, by="official:9")
    assert unlock(founded.inbox, phrase=SECOND).open(sealed, about="report:1") == b"help"
    assert refusal(unlock, founded.inbox, phrase=FIRST) is Lock.WRONG_PHRASE


@pytest.mark.fault("lost")
def test_a_wrong_recovery_key_opens_nothing_and_leaves_a_line(founded):
    other = inboxes.found("moj", member=LEAD, phrase=FIRST, by=LEAD)
    for wrong in (other.recovery_key, founded.recovery_key[:-1], "", FIRST):
        found = refusal(inboxes.recover, founded.inbox, recovery_key=wrong, by=LEAD)
        assert found is Lock.WRONG_RECOVERY_KEY
        assert last_line() == ("inbox.refused", f"inbox:{founded.inbox.pk}.wrong_recovery_key", LEAD)


def test_a_new_recovery_key_opens_all_and_the_old_one_nothing(founded):
    sealed = message(founded.inbox)
    paper = inboxes.replace_recovery_key(founded.unlocked, by=LEAD)
    opened = inboxes.recover(founded.inbox, recovery_key=paper, by=LEAD)
    assert opened.open(sealed, about="report:1") == b"help"
    old = {"recovery_key": founded.recovery_key, "by": LEAD}
    assert refusal(inboxes.recover, founded.inbox, **old) is Lock.WRONG_RECOVERY_KEY
    assert inboxes.rotate(opened, by=LEAD)


def test_an_organisation_has_one_inbox(founded):
    assert refusal(inboxes.found, "npa", member=CLERK, phrase=SECOND, by=CLERK) is Lock.HAS_INBOX


@pytest.mark.parametrize("cost", [{"memory": 1 << 30}, {"passes": 0}, {"lanes": 0}, {"salt": b""}])
def test_a_slot_whose_cost_was_changed_is_refused_before_it_takes_the_machine(inbox, cost):
    Slot.objects.filter(member=LEAD).update(**cost)
    assert refusal(unlock, inbox) is Lock.BROKEN
    assert last_line()[1] == f"inbox:{inbox.pk}.broken"


def test_a_weak_phrase_is_refused_before_anything_is_made(founded):
    weak = {"member": CLERK, "phrase": "secret", "by": LEAD}
    assert refusal(inboxes.add_member, founded.unlocked, **weak) is Lock.WEAK_PHRASE
    assert refusal(inboxes.change_phrase, founded.unlocked, **weak | {"member": LEAD}) is Lock.WEAK_PHRASE
    assert Slot.objects.count() == 2


def test_each_slot_keeps_the_cost_it_was_made_at(founded, monkeypatch):
    monkeypatch.setattr(phrases, "COST", phrases.Cost(memory=16, passes=2, lanes=1))
    inboxes.add_member(founded.unlocked, member=CLERK, phrase=SECOND, by=LEAD)
    costs = Slot.objects.exclude(salt=None).order_by("memory").values_list("memory", "passes", "lanes")
    assert list(costs) == [(8, 1, 1), (16, 2, 1)]
    assert unlock(founded.inbox)
    assert unlock(founded.inbox, CLERK, SECOND)


def test_at_its_real_cost_a_phrase_opens_too(locks, monkeypatch):
    monkeypatch.undo()
    real = inboxes.found("moj", member=LEAD, phrase=FIRST, by=LEAD).inbox
    assert real.slots.get(kind=SlotKind.MEMBER).memory == 64 * 1024
    assert unlock(real)


def test_an_open_inbox_shows_and_gives_away_nothing(founded):
    said = repr(founded) + repr(founded.unlocked)
    assert founded.recovery_key not in said
    for leak in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="not serialised"):
            leak(founded.unlocked)


def test_no_phrase_private_key_or_recovery_key_lies_in_the_database(founded):
    rows = [*Slot.objects.values_list(), *InboxKey.objects.values_list(), *Share.objects.values_list()]
    held = b"".join(bytes(value) for row in rows for value in row if isinstance(value, bytes | memoryview))
    secrets = [*founded.unlocked._privates.values(), FIRST.encode(), phrases.typed(FIRST).encode()]
    secrets.append(inboxes.recovery.read(founded.recovery_key))
    assert held
    assert not any(secret in held for secret in secrets)
