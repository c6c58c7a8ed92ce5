"""Verbs upon campaigns, and the count of contacts that named a code. Each act one transaction, one audit line.

A contact that names a code is counted apart from it: the fact CampaignHeard has a key nothing else has, and no more
of the day than its month; no row says which contact it was, and no line in the audit either.
"""

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.foundations import actions, chapter_rules, rules, sheets
from opennrm.foundations.chapter_terms import ChapterRefusal
from opennrm.foundations.models import Campaign, Material
from opennrm.foundations.terms import Refusal
from opennrm.page.refusals import refuse
from opennrm.understanding import register
from opennrm.understanding.facts import CampaignBegun, CampaignHeard, new_id
from opennrm.understanding.models import ROWS
from opennrm.understanding.national import national
from opennrm.understanding.terms import Channel, Precision, Reason
from opennrm.vault.actions import record

DOOR = "k"  # the short path printed on materials: /k/CODE/


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    title: str,
    aim: str,
    media: list[str],
    starts: date,
    ends: date,
    by: Official | None,
    on: date,
) -> Campaign:
    """Keep a campaign under a new code; its fact falls on its first day."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    refuse(chapter_rules.why_not_campaign(starts=starts, ends=ends, media=media))
    made = Campaign.objects.create(
        code=_new_code(),
        organisation=organisation,
        title=title,
        aim=aim,
        media=";".join(sorted(media)),
        starts=starts,
        ends=ends,
        recorded_on=on,
    )
    _fall(made, on)
    record("campaign.recorded", made.word, by=name_of(by))
    return made


@transaction.atomic
def correct_campaign(
    campaign: Campaign,
    *,
    title: str,
    aim: str,
    media: list[str],
    starts: date,
    ends: date,
    reason: str,
    by: Official | None,
    on: date,
) -> None:
    """Put right what was told of a campaign, saying why; its code stays, since it is printed."""
    held = _held(campaign, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    refuse(chapter_rules.why_not_campaign(starts=starts, ends=ends, media=media))
    refuse(ChapterRefusal.NOT_YET if held.fact and starts > on else None)
    told = {"title": title, "aim": aim, "media": ";".join(sorted(media)), "starts": starts, "ends": ends}
    changed = {name for name, value in told.items() if getattr(held, name) != value}
    refuse(None if changed else ChapterRefusal.NOTHING_CHANGED)
    for name, value in told.items():
        setattr(held, name, value)
    held.corrected_on, held.why = on, reason.strip()
    if held.fact and changed & {"media", "starts"}:
        held.fact = register.supersede(
            held.fact, _fact(held, on), reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
        ).id
    held.save()
    _fall(held, on)
    record("campaign.corrected", held.word, by=name_of(by))


@transaction.atomic
def withdraw_campaign(campaign: Campaign, *, reason: str, by: Official | None, on: date) -> None:
    """Take a campaign back: it counts no more, and its code is given to no other."""
    held = _held(campaign, by, on)
    refuse(None if reason.strip() else ChapterRefusal.NO_REASON)
    if held.fact:
        held.fact = register.supersede(
            held.fact, None, reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
        ).id
    held.withdrawn_on, held.why = on, reason.strip()
    held.save(update_fields=["withdrawn_on", "why", "fact"])
    record("campaign.withdrawn", held.word, by=name_of(by))


def begin_due() -> None:
    """What the worker does by the clock: facts of campaigns whose first day has come."""
    today = timezone.localdate()
    for pk in Campaign.objects.begun(today).filter(fact="").values_list("pk", flat=True):
        with transaction.atomic():
            _fall(Campaign.objects.select_for_update().get(pk=pk), today)


@transaction.atomic
def hear(code: str, channel: Channel, *, on: date) -> bool:
    """Count that a contact named a code, within the caller's transaction; a code nobody gave counts as nothing."""
    campaign = Campaign.objects.begun(on).filter(code=chapter_rules.read_code(code)).first()
    if campaign is None:
        return False
    month = on.replace(day=1)
    fact = CampaignHeard(
        key=new_id(),
        day=month,
        precision=Precision.MONTH,
        recorded_on=month,
        campaign=campaign.pk.hex,
        channel=channel,
    )
    register.record(fact, collection=national(on))
    return True


def heard() -> dict[str, int]:
    """How many contacts named the code of each campaign, by its key; in every collection, a demonstration's too."""
    rows: Any = ROWS[CampaignHeard]._default_manager.order_by()
    return dict(rows.values_list("campaign").annotate(n=Count("id")))


def address_of(campaign: Campaign, door: str) -> str:
    """The short address that is printed for a campaign; ``door`` is the public site's."""
    return f"{door.rstrip('/')}/{DOOR}/{campaign.code}/"


def printed(campaign: Campaign, material: Material, *, on: date) -> bytes:
    """A released material as PDF, with the campaign's address in place of the door's; all else is as released.

    Refused where what it would say is not what was released any more: then a new version is due first.
    """
    over = campaign.withdrawn_on is not None or campaign.ends < on
    refuse(ChapterRefusal.NOT_BEGUN if over else None)
    refuse(None if material.released else Refusal.NOT_RELEASED)
    refuse(None if sheets.digest(actions.content(material, on=on)) == material.digest else Refusal.SAYS_SOMETHING_ELSE)
    material.leads_to = address_of(campaign, material.leads_to)
    return sheets.pdf(actions.content(material, on=on), now=sheets.morning(material.made_on))


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(chapter_rules.LETTERS) for _each in range(4))
        if not Campaign.objects.filter(code=code).exists():
            return code


def _held(campaign: Campaign, by: Official | None, on: date) -> Campaign:
    held = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse(rules.why_not_speak_for(post_of(by), held.organisation_id, on=on))
    refuse(ChapterRefusal.WITHDRAWN if held.withdrawn_on else None)
    return held


def _fall(held: Campaign, on: date) -> None:
    if held.fact or held.withdrawn_on or held.starts > on:
        return
    fact = _fact(held, on)
    register.record(fact, collection=national(on))
    held.fact = fact.id
    held.save(update_fields=["fact"])


def _fact(held: Campaign, on: date) -> CampaignBegun:
    return CampaignBegun(key=held.pk.hex, day=held.starts, recorded_on=on, media=frozenset(held.media.split(";")))
