"""Inboxes: who can open one, and how a new key pair takes an old one's place.

Each member's slot holds a key pair of the member's own, its private half under their phrase. The inbox's private
keys lie in envelopes for these, so that a rotation needs one member's phrase and not everybody's.
"""

import os
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from opennrm.page.refusals import Refused
from opennrm.vault import phrases, recovery
from opennrm.vault.actions import record, refuse_inside_a_transaction
from opennrm.vault.cipher import Broken, bind, open_bytes, seal_bytes
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import Inbox, InboxKey, Share, Slot
from opennrm.vault.phrases import Cost
from opennrm.vault.refusals import Lock
from opennrm.vault.terms import SlotKind
from opennrm.vault.unlocked import Unlocked, opened_share, sealed_message

SALT = 16


@dataclass(frozen=True)
class Founded:
    """A new inbox, open, and the text of its recovery key: print it, keep it offline, store it nowhere."""

    inbox: Inbox
    unlocked: Unlocked
    recovery_key: str

    def __repr__(self) -> str:
        return f"<{self.inbox}, founded>"


def found(organisation: str, *, member: str, phrase: str, by: str) -> Founded:
    """Make the inbox of an organisation with its first member and its recovery key."""
    slot, offline, private = _slot(member, phrase), new_private(), new_private()
    with transaction.atomic():
        if Inbox.objects.filter(organisation=organisation).exists():
            raise Refused(Lock.HAS_INBOX)
        inbox = Inbox.objects.create(organisation=organisation)
        unlocked = Unlocked(inbox.pk, {1: private})
        _put_key(inbox, 1, private)
        for each in (slot, _offline_slot(offline)):
            _put_slot(inbox, each, unlocked)
        record("inbox.founded", str(inbox), by=by)
    return Founded(inbox, unlocked, recovery.written(offline))


def unlock(inbox: Inbox, *, member: str, phrase: str) -> Unlocked:
    """Open an inbox by a member's phrase. Either way one line stands in the audit: so not inside a transaction."""
    refuse_inside_a_transaction("an inbox is opened with a line in the audit")
    slot = inbox.slots.filter(kind=SlotKind.MEMBER, member=member).first()
    if slot is None:
        raise _noted(inbox, Lock.NO_SLOT, by=member)
    try:
        private = _private_of(slot, phrase)
    except Broken:
        raise _noted(inbox, Lock.WRONG_PHRASE, by=member) from None
    except ValueError:  # a cost that no slot was ever made at
        raise _noted(inbox, Lock.BROKEN, by=member) from None
    return _open(inbox, slot, private, act="inbox.unlocked", by=member)


def recover(inbox: Inbox, *, recovery_key: str, by: str) -> Unlocked:
    """Open an inbox by its recovery key, to give members new phrases. Not inside a transaction."""
    refuse_inside_a_transaction("an inbox is opened with a line in the audit")
    slot = inbox.slots.get(kind=SlotKind.RECOVERY)
    private = recovery.read(recovery_key)
    if private is None or public_of(private) != bytes(slot.public):
        raise _noted(inbox, Lock.WRONG_RECOVERY_KEY, by=by)
    return _open(inbox, slot, private, act="inbox.recovered", by=by)


def add_member(unlocked: Unlocked, *, member: str, phrase: str, by: str) -> Slot:
    """Give a member a slot of their own: they open all that this open inbox opens."""
    slot = _slot(member, phrase)
    with transaction.atomic():
        inbox = _held(unlocked)
        if inbox.slots.filter(member=member).exists():
            raise Refused(Lock.HAS_SLOT)
        _put_slot(inbox, slot, unlocked)
        record("inbox.member-added", str(inbox), by=by)
    return slot


def change_phrase(unlocked: Unlocked, *, member: str, phrase: str, by: str) -> Slot:
    """Put a new slot in the place of a member's own: after a lost phrase, or one that somebody saw."""
    slot = _slot(member, phrase)
    with transaction.atomic():
        inbox = _held(unlocked)
        _take_slot(inbox, member)
        _put_slot(inbox, slot, unlocked)
        record("inbox.phrase-changed", str(inbox), by=by)
    return slot


@transaction.atomic
def replace_recovery_key(unlocked: Unlocked, *, by: str) -> str:
    """Put a new recovery key in the old one's place, which opens nothing from then on; its text, to print once."""
    inbox, offline = _held(unlocked), new_private()
    inbox.slots.filter(kind=SlotKind.RECOVERY).delete()
    _put_slot(inbox, _offline_slot(offline), unlocked)
    record("inbox.recovery-key-replaced", str(inbox), by=by)
    return recovery.written(offline)


@transaction.atomic
def remove_member(inbox: Inbox, *, member: str, by: str) -> None:
    """Take a member's slot away; it needs no phrase, so it can stand in the transaction in which they leave.

    They may know the keys from before: the key in use is marked so, until somebody rotates the inbox.
    """
    inbox = Inbox.objects.select_for_update().get(pk=inbox.pk)
    _take_slot(inbox, member)
    inbox.keys.filter(retired_at__isnull=True).update(known_to_leaver=True)
    record("inbox.member-removed", str(inbox), by=by)


def rotate(unlocked: Unlocked, *, by: str) -> Unlocked:
    """Give the inbox a new key pair; the old one is retired and still opens what came before.

    The new private key goes to the slots alone that somebody vouched for who held the key in use. Refused, with a
    line in the audit, where another slot is there: so not inside a transaction.
    """
    refuse_inside_a_transaction("a rotation leaves a line even where it is refused")
    private = new_private()
    with transaction.atomic():
        inbox = _held(unlocked)
        slots = list(inbox.slots.all())
        honest = all(_is_vouched(unlocked, slot) for slot in slots)
        if honest:
            inbox.keys.filter(retired_at__isnull=True).update(retired_at=timezone.now())
            after = unlocked.with_key(unlocked.newest + 1, private)
            key = _put_key(inbox, after.newest, private)
            for slot in slots:
                _put_share(slot, key, after)
            record("inbox.rotated", str(inbox), by=by)
    if not honest:
        raise _noted(inbox, Lock.FORGED, by=by)
    return after


@transaction.atomic
def forget_key(inbox: Inbox, *, generation: int, by: str) -> None:
    """Destroy a retired key pair, once every message under it has been sealed anew (``resealed``)."""
    inbox = Inbox.objects.select_for_update().get(pk=inbox.pk)
    key = inbox.keys.get(generation=generation)
    if key.retired_at is None:
        raise Refused(Lock.STILL_IN_USE)
    key.delete()
    record("inbox.key-forgotten", str(inbox), by=by)


def seal_to(inbox: Inbox, data: bytes, *, about: str) -> bytes:
    """A message that the members of an inbox can open, and nobody else; ``about`` says what it belongs to."""
    key = inbox.keys.get(retired_at__isnull=True)
    return sealed_message(inbox.pk, key.generation, bytes(key.public), data, about=about)


def resealed(unlocked: Unlocked, message: bytes, *, about: str) -> bytes:
    """The same message under the key in use now."""
    return seal_to(Inbox.objects.get(pk=unlocked.inbox), unlocked.open(message, about=about), about=about)


def _held(unlocked: Unlocked) -> Inbox:
    """The inbox, locked until the transaction ends; Refused where it has moved on since it was opened."""
    inbox = Inbox.objects.select_for_update().get(pk=unlocked.inbox)
    if inbox.keys.get(retired_at__isnull=True).generation != unlocked.newest:
        raise Refused(Lock.ROTATED)
    return inbox


def _open(inbox: Inbox, slot: Slot, private: bytes, *, act: str, by: str) -> Unlocked:
    privates = {}
    try:
        for share in slot.shares.select_related("key"):
            secret = opened_share(inbox.pk, share.key.generation, slot.pk, private, bytes(share.envelope))
            if public_of(secret) != bytes(share.key.public):
                raise Broken("the public key in the database is not the one this private key belongs to")
            privates[share.key.generation] = secret
    except Broken:
        raise _noted(inbox, Lock.BROKEN, by=by) from None
    if not privates:
        raise _noted(inbox, Lock.BROKEN, by=by)
    with transaction.atomic():
        record(act, str(inbox), by=by)
    return Unlocked(inbox.pk, privates)


def _noted(inbox: Inbox, reason: Lock, *, by: str) -> Refused:
    """The refusal to raise, once its line stands in the audit."""
    with transaction.atomic():
        record("inbox.refused", f"{inbox}.{reason.value}", by=by)
    return Refused(reason)


def _slot(member: str, phrase: str) -> Slot:
    """A slot under a phrase, unsaved. Argon2 takes its time: never call it inside a transaction."""
    if phrases.is_weak(phrase):
        raise Refused(Lock.WEAK_PHRASE)
    salt, cost, private = os.urandom(SALT), phrases.COST, new_private()
    slot = Slot(
        kind=SlotKind.MEMBER, member=member, public=public_of(private), salt=salt,
        memory=cost.memory, passes=cost.passes, lanes=cost.lanes,
    )  # fmt: skip
    slot.private = seal_bytes(phrases.stretch(phrase, salt=salt, cost=cost), private, bound=_slot_place(slot))
    return slot


def _offline_slot(private: bytes) -> Slot:
    return Slot(kind=SlotKind.RECOVERY, member=SlotKind.RECOVERY, public=public_of(private))


def _private_of(slot: Slot, phrase: str) -> bytes:
    cost = Cost(slot.memory or 0, slot.passes or 0, slot.lanes or 0)
    key = phrases.stretch(phrase, salt=bytes(slot.salt or b""), cost=cost)
    return open_bytes(key, bytes(slot.private or b""), bound=_slot_place(slot))


def _slot_place(slot: Slot) -> bytes:
    return bind("opennrm.inbox.slot.1", str(slot.pk), slot.member, bytes(slot.public).hex())


def _put_key(inbox: Inbox, generation: int, private: bytes) -> InboxKey:
    return InboxKey.objects.create(
        inbox=inbox, generation=generation, public=public_of(private), made_at=timezone.now()
    )


def _put_slot(inbox: Inbox, slot: Slot, unlocked: Unlocked) -> None:
    slot.inbox, slot.made_at = inbox, timezone.now()
    slot.save(force_insert=True)
    for key in inbox.keys.filter(generation__in=unlocked.generations()):
        _put_share(slot, key, unlocked)


def _put_share(slot: Slot, key: InboxKey, unlocked: Unlocked) -> None:
    envelope, vouch = unlocked.share(key.generation, slot.pk, bytes(slot.public))
    Share.objects.create(slot=slot, key=key, envelope=envelope, vouch=vouch)


def _take_slot(inbox: Inbox, member: str) -> None:
    taken, _rows = inbox.slots.filter(kind=SlotKind.MEMBER, member=member).delete()
    if not taken:
        raise Refused(Lock.NO_SLOT)


def _is_vouched(unlocked: Unlocked, slot: Slot) -> bool:
    share = slot.shares.filter(key__generation=unlocked.newest).first()
    return share is not None and unlocked.vouches(unlocked.newest, slot.pk, bytes(slot.public), bytes(share.vouch))
