"""Verbs upon copies: order, hand out, correct, take back. Each one transaction, one audit line.

When copies reach an organisation, the fact MaterialDistributed falls in the same transaction.
"""

from datetime import date

from django.db import transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.foundations import rules
from opennrm.foundations.models import Campaign, Distribution, Material
from opennrm.foundations.terms import Refusal, State
from opennrm.page.refusals import refuse
from opennrm.understanding import register
from opennrm.understanding.facts import MaterialDistributed
from opennrm.understanding.national import national
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record


@transaction.atomic
def order(
    material: Material,
    *,
    organisation: Organisation,
    copies: int,
    by: Official | None,
    on: date,
    campaign: Campaign | None = None,
) -> Distribution:
    """Ask for copies of a released version, for a campaign or for every day."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    held = Material.objects.select_for_update().get(pk=material.pk)
    refuse(rules.why_not_order(State(held.state), copies))
    made = Distribution.objects.create(
        material=held, organisation=organisation, ordered=copies, ordered_on=on, campaign=campaign
    )
    record("material.ordered", made.word, by=name_of(by))
    return made


@transaction.atomic
def take_back(distribution: Distribution, *, by: Official | None, on: date) -> None:
    """Drop an order that was not handed out; the audit keeps that there was one."""
    refuse(rules.why_not_speak_for(post_of(by), distribution.organisation_id, on=on))
    held = Distribution.objects.select_for_update().get(pk=distribution.pk)
    refuse(Refusal.HANDED_OUT if held.handed_on else None)
    word = held.word
    held.delete()
    record("material.order-taken-back", word, by=name_of(by))


@transaction.atomic
def hand_out(distribution: Distribution, *, copies: int, day: date, by: Official | None, on: date) -> None:
    """Keep that copies of an order reached the organisation on a day; fewer or more than it asked for."""
    refuse(rules.why_not_keep(post_of(by), on=on))
    held = Distribution.objects.select_for_update().get(pk=distribution.pk)
    refuse(Refusal.HANDED_OUT if held.handed_on else None)
    _receive(held, copies=copies, day=day, on=on)
    record("material.handed-out", held.word, by=name_of(by))


@transaction.atomic
def keep_own(
    material: Material,
    *,
    organisation: Organisation,
    copies: int,
    day: date,
    by: Official | None,
    on: date,
    campaign: Campaign | None = None,
) -> Distribution:
    """Keep that an organisation printed copies of a released version itself, and handed them out on a day."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    held = Material.objects.select_for_update().get(pk=material.pk)
    refuse(rules.why_not_order(State(held.state), copies))
    made = Distribution(
        material=held, organisation=organisation, ordered=copies, ordered_on=min(day, on), campaign=campaign
    )
    _receive(made, copies=copies, day=day, on=on)
    record("material.handed-out", made.word, by=name_of(by))
    return made


@transaction.atomic
def correct(distribution: Distribution, *, copies: int, by: Official | None, on: date) -> None:
    """Correct how many copies were handed out: the fact is superseded, and the old one stays. None is 0."""
    refuse(rules.why_not_keep(post_of(by), on=on))
    held = Distribution.objects.select_for_update().get(pk=distribution.pk)
    refuse(None if held.handed_on else Refusal.NOT_HANDED_OUT)
    refuse(Refusal.SAME_NUMBER if held.copies == copies else None)
    held.copies = copies
    entered = register.supersede(
        held.fact, _fact(held, on=on), reason=Reason.ENTRY_ERROR, recorded_on=on, collection=national(on)
    )
    held.fact = entered.id
    held.save(update_fields=["copies", "fact"])
    record("material.copies-corrected", held.word, by=name_of(by))


def _receive(held: Distribution, *, copies: int, day: date, on: date) -> None:
    released = held.material.released_on or held.material.made_on
    refuse(rules.why_not_hand_out(copies=copies, day=day, ordered=held.ordered_on, released=released, on=on))
    held.copies, held.handed_on = copies, day
    fact = _fact(held, on=on)
    register.record(fact, collection=national(on))
    held.fact = fact.id
    held.save()


def _fact(held: Distribution, *, on: date) -> MaterialDistributed:
    return MaterialDistributed(
        key=held.pk.hex, day=held.handed_on, recorded_on=on, spoken=held.material.language, copies=held.copies
    )
