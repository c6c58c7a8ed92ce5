"""Who is a member of an organisation's inbox, and how one comes to be: phrases are made here and shown once.

The words and the recovery key pass through the one answer that shows them; nothing keeps them.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.accounts import rules
from opennrm.agencies.models import Official
from opennrm.agencies.names import shown_many
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.refusals import refuse
from opennrm.vault import inboxes
from opennrm.vault.models import Inbox
from opennrm.vault.phrases import new_phrase
from opennrm.vault.terms import SlotKind
from opennrm.vault.unlocked import Unlocked

WORD = "official:"


@dataclass(frozen=True)
class Member:
    """Somebody with a phrase: how they are called, since when, and whether they still read what comes in."""

    pk: UUID
    called: str
    since: datetime
    reads: bool


@dataclass(frozen=True)
class Made:
    """What was made just now, to be shown once and kept nowhere; "" where there was none to make."""

    opened: Unlocked
    phrase: str = ""
    recovery_key: str = ""

    def __repr__(self) -> str:
        return "<Made>"


def found(*, by: Official) -> Made:
    """The inbox of an official's organisation, with a phrase for them and a recovery key for paper."""
    refuse(rules.why_not_found(by.place(), on=timezone.localdate()))
    phrase = new_phrase()
    founded = inboxes.found(by.organisation_id, member=by.word, phrase=phrase, by=by.word)
    return Made(founded.unlocked, phrase, founded.recovery_key)


def recover(inbox: Inbox, *, recovery_key: str, by: Official) -> Made:
    """A new phrase for an official by the key on paper, where no member is left who knows theirs."""
    refuse(rules.why_not_found(by.place(), on=timezone.localdate()))
    opened = inboxes.recover(inbox, recovery_key=recovery_key, by=by.word)
    return Made(opened, _phrase(opened, inbox, by, by=by))


def give(opened: Unlocked, inbox: Inbox, who: Official, *, by: Official) -> Made:
    """A phrase for a colleague, who is a member from then on; a new one for whoever lost theirs."""
    refuse(rules.why_not_give(who.place(), by.place(), on=timezone.localdate()))
    return Made(opened, _phrase(opened, inbox, who, by=by))


@transaction.atomic
def remove(inbox: Inbox, who: Official, *, by: Official) -> None:
    """Take a member's phrase away. They may have kept the key in use: the page asks for a new one.

    The others are counted under the inbox's lock: of two who remove each other at once the second is refused.
    """
    inbox = Inbox.objects.select_for_update().get(pk=inbox.pk)
    refuse(rules.why_not_remove(others=sum(each.reads for each in members(inbox) if each.pk != who.pk)))
    inboxes.remove_member(inbox, member=who.word, by=by.word)


def members(inbox: Inbox) -> list[Member]:
    """Everybody with a phrase, by name."""
    slots = {slot.member.removeprefix(WORD): slot.made_at for slot in inbox.slots.filter(kind=SlotKind.MEMBER)}
    found = Official.objects.with_posts().filter(pk__in=slots)
    called = shown_many(found)
    rows = [Member(each.pk, called[each.pk], slots[str(each.pk)], _reads(each)) for each in found]
    return sorted(rows, key=lambda each: each.called)


def who_may_join(inbox: Inbox) -> list[tuple[str, str]]:
    """Officials of the organisation who read reports and have no phrase yet, to choose from."""
    there = {str(each.pk) for each in members(inbox)}
    serving = Official.objects.with_posts().filter(organisation=inbox.organisation)
    found = [each for each in serving if str(each.pk) not in there and _reads(each)]
    called = shown_many(found)
    return sorted(((str(each.pk), called[each.pk]) for each in found), key=lambda each: each[1])


def _phrase(opened: Unlocked, inbox: Inbox, who: Official, *, by: Official) -> str:
    phrase = new_phrase()
    is_there = inbox.slots.filter(kind=SlotKind.MEMBER, member=who.word).exists()
    (inboxes.change_phrase if is_there else inboxes.add_member)(opened, member=who.word, phrase=phrase, by=by.word)
    return phrase


def _reads(official: Official) -> bool:
    return may(official.place(), Power.RECEIVE, timezone.localdate())
