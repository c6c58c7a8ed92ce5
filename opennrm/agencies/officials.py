"""Verbs upon officials and organisations: each one transaction and one audit line. ``by`` None is the system.

Raises ``Refused`` where a rule says why not. A room above ends access with ``access.actions.end_access``, which
calls ``leave`` in its own transaction; nothing here calls up.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from opennrm.agencies import rules
from opennrm.agencies.history import enter
from opennrm.agencies.models import DutyTurn, Official, OfficialRole, Organisation, Suspension
from opennrm.agencies.terms import Refusal
from opennrm.page.refusals import refuse
from opennrm.vault.actions import record
from opennrm.vault.sealing import blank, seal


@transaction.atomic
def appoint(
    organisation: Organisation,
    *,
    roles: Iterable[str],
    by: Official | None,
    on: date,
    lead: bool = False,
    name: str = "",
    title: str = "",
) -> Official:
    """Make somebody an official of an organisation from a day on. The name is sealed under a key of their own."""
    codes = sorted(set(roles))
    refuse(rules.why_not_appoint(post_of(by), organisation=organisation.pk, roles=codes, on=on))
    refuse(Refusal.SUSPENDED if is_suspended(organisation) else None)
    official = Official(organisation=organisation, lead=lead, since=on, title=title)
    if name.strip():
        seal(official, "name", name.strip())
    official.save(force_insert=True)
    OfficialRole.objects.bulk_create(OfficialRole(official=official, role=code) for code in codes)
    record("official.appointed", official.word, by=name_of(by))
    return official


@transaction.atomic
def change_roles(official: Official, *, roles: Iterable[str], lead: bool, by: Official | None, on: date) -> None:
    """Give an official these roles and no other, and make or unmake them lead."""
    codes = sorted(set(roles))
    refuse(rules.why_not_appoint(post_of(by), organisation=official.organisation_id, roles=codes, on=on))
    official = _locked(official)
    if official.lead and not lead:
        refuse(None if _other_leads(official, on) else Refusal.LAST_LEAD)
    official.held.all().delete()
    OfficialRole.objects.bulk_create(OfficialRole(official=official, role=code) for code in codes)
    Official.objects.filter(pk=official.pk).update(lead=lead)
    record("official.roles-changed", official.word, by=name_of(by))


@transaction.atomic
def call(official: Official, *, name: str, title: str, by: Official | None) -> None:
    """Write an official's name and title anew; "" takes the name off."""
    official = _locked(official)
    refuse(rules.why_not_change(post_of(by), official.post(), on=timezone.localdate()))
    if name.strip():
        seal(official, "name", name.strip())
    else:
        blank(official)
    official.title = title.strip()
    official.save(update_fields=["name", "name_index", "title"])
    record("official.named", official.word, by=name_of(by))


@transaction.atomic
def leave(official: Official, *, by: Official | None, on: date) -> Official:
    """End an official's service: from ``on`` they open nothing. Answers with the lead who takes their open work.

    Their turns of duty go to that lead, and whom they stood in for is answered for by a lead.
    """
    official = _locked(official)
    refuse(rules.why_not_change(post_of(by), official.post(), on=timezone.localdate()))
    leads = _other_leads(official, on)
    refuse(rules.why_not_leave(official.post(), on=on, other_leads=len(leads)))
    heir = leads[0]
    Official.objects.filter(pk=official.pk).update(
        left=on, handed_to=heir, substitute=None, away_since=None, away_until=None
    )
    Official.objects.filter(handed_to=official).update(handed_to=heir)
    record("official.left", official.word, by=name_of(by))
    return heir


@transaction.atomic
def stay(official: Official, *, by: Official | None) -> None:
    """Take back a leaving whose day has not come: the official serves on, and keeps their turns."""
    official, today = _locked(official), timezone.localdate()
    refuse(rules.why_not_change(post_of(by), official.post(), on=today))
    refuse(rules.why_not_stay(official.post(), on=today))
    Official.objects.filter(pk=official.pk).update(left=None, handed_to=None)
    record("official.stayed", official.word, by=name_of(by))


@transaction.atomic
def suspend(organisation: Organisation, *, reason: str, by: Official | None) -> Suspension:
    """From the next query on, no official of the organisation opens a file."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = is_suspended(organisation)
    refuse(
        rules.why_not_suspend(
            post_of(by), organisation=organisation.pk, suspended=held, reason=reason, on=timezone.localdate()
        )
    )
    suspension = Suspension.objects.create(organisation=organisation, since=timezone.now(), reason=reason.strip())
    enter(organisation.word, {"suspended": ""}, {"suspended": reason.strip()}, by=by)
    record("organisation.suspended", organisation.word, by=name_of(by))
    return suspension


@transaction.atomic
def reinstate(organisation: Organisation, *, by: Official | None, reason: str = "") -> None:
    """End a suspension; what was granted to the organisation and has not run out holds again."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = is_suspended(organisation)
    refuse(rules.why_not_reinstate(post_of(by), suspended=held, on=timezone.localdate()))
    suspension = organisation.suspensions.get(lifted__isnull=True)
    suspension.lifted, suspension.why_lifted = timezone.now(), reason.strip()
    suspension.save(update_fields=["lifted", "why_lifted"])
    enter(organisation.word, {"suspended": suspension.reason}, {"suspended": ""}, by=by, note=reason)
    record("organisation.reinstated", organisation.word, by=name_of(by))


@transaction.atomic
def stand_in(official: Official, *, substitute: Official, since: date, until: date, by: Official | None) -> None:
    """Let ``substitute`` answer for ``official`` from ``since`` to ``until``, both included."""
    official = _locked(official)
    refuse(rules.why_not_change(post_of(by), official.post(), on=timezone.localdate()))
    refuse(rules.why_not_stand_in(official.post(), substitute.post(), since=since, until=until))
    Official.objects.filter(pk=official.pk).update(substitute=substitute, away_since=since, away_until=until)
    record("official.substituted", official.word, by=name_of(by))


@transaction.atomic
def come_back(official: Official, *, by: Official | None) -> None:
    """End an absence before its time, or take it back."""
    official = _locked(official)
    refuse(rules.why_not_change(post_of(by), official.post(), on=timezone.localdate()))
    Official.objects.filter(pk=official.pk).update(substitute=None, away_since=None, away_until=None)
    record("official.came-back", official.word, by=name_of(by))


@transaction.atomic
def give_turn(official: Official, *, weekday: int, starts: time, ends: time, by: Official | None) -> DutyTurn:
    """Give an official a weekly turn of duty in their organisation."""
    today = timezone.localdate()
    refuse(rules.why_not_change(post_of(by), official.post(), on=today))
    refuse(rules.why_not_take_turn(official.post(), starts=starts, ends=ends, on=today))
    there = official.duty.filter(organisation=official.organisation, weekday=weekday, starts=starts).exists()
    refuse(Refusal.TURN_THERE if there else None)
    turn = DutyTurn.objects.create(
        organisation=official.organisation, official=official, weekday=weekday, starts=starts, ends=ends
    )
    record("duty.given", official.word, by=name_of(by))
    return turn


@transaction.atomic
def drop_turn(turn: DutyTurn, *, by: Official | None) -> None:
    """Take a weekly turn of duty back."""
    refuse(rules.why_not_change(post_of(by), turn.official.post(), on=timezone.localdate()))
    turn.delete()
    record("duty.dropped", turn.official.word, by=name_of(by))


def on_duty(organisation: Organisation, *, at: datetime) -> list[Official]:
    """Who answers for an organisation at an aware moment: those on duty, else the leads, in that order."""
    here = timezone.localtime(at)
    day = here.date()
    wanted = rules.answering(
        [turn.turn() for turn in organisation.duty.all()],
        at=here,
        serving=frozenset(Official.objects.serving(day).values_list("pk", flat=True)),
        instead=Official.objects.replaced(day),
        leads=Official.objects.leads(organisation, day).values_list("pk", flat=True),
    )
    found = Official.objects.in_bulk(wanted)
    return [found[official] for official in wanted]


def is_suspended(organisation: Organisation) -> bool:
    """Whether the organisation is suspended now."""
    return organisation.suspensions.filter(lifted__isnull=True).exists()


def is_enforcement(organisation: Organisation) -> bool:
    """Whether the body, or one above it, arrests, removes or charges."""
    line, body = [(organisation.pk, organisation.kind)], organisation
    while body.parent is not None:
        body = body.parent
        line.append((body.pk, body.kind))
    return rules.enforces(line)


def name_of(by: Official | None) -> str:
    """How the audit names who did it."""
    return by.word if by else "system"


def post_of(official: Official | None) -> rules.Post | None:
    """The place of whoever acts, read anew: one who has just left acts no more."""
    return Official.objects.with_posts().get(pk=official.pk).post() if official else None


def _locked(official: Official) -> Official:
    """The row as it is now, held with its organisation until the transaction ends: of two leads, one leaves first."""
    Organisation.objects.select_for_update().get(pk=official.organisation_id)
    return Official.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=official.pk)


def _other_leads(official: Official, on: date) -> list[Official]:
    leads = Official.objects.leads(official.organisation, max(on, timezone.localdate()))
    return list(leads.exclude(pk=official.pk))
