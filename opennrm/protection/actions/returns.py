"""What an official does about a return: wishes, risks, tracing, the journey, steps of reintegration. For support.

Nobody departs without their wish, asked anew before the journey, an assessment, and their consent. Raises ``Refused``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official, Organisation
from opennrm.identification.terms import ConsentPurpose
from opennrm.page.refusals import Refused, refuse
from opennrm.protection import returning
from opennrm.protection.actions.plans import going_on_still
from opennrm.protection.checklists import factors
from opennrm.protection.consenting import consent_for
from opennrm.protection.falling import settle_return
from opennrm.protection.journeys import (
    Escort,
    FactorAnswer,
    Funding,
    Programme,
    Receiver,
    ReturnAct,
    ReturnRefusal,
    ReturnState,
    RiskResult,
    StepKind,
    TracingState,
    TravelDocument,
    WishSays,
)
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.returns import FamilyTracing, ReintegrationStep, Return, ReturnRisk, Wish
from opennrm.understanding.terms import Reason
from opennrm.vault.actions import record
from opennrm.vault.sealing import seal


@dataclass(frozen=True)
class Journey:
    """How the person travels. ``route`` is sealed: flights, and who knows of them."""

    document: TravelDocument = TravelDocument.NONE
    escort: Escort = Escort.NONE
    travel_on: date | None = None
    route: str = ""
    funding: Funding = Funding.NONE

    def __repr__(self) -> str:
        return "<a journey>"


@transaction.atomic
def begin(
    plan: ProtectionPlan,
    *,
    country: str,
    programme: Programme,
    partner: Organisation,
    words: str,
    by: Official,
    on: date,
) -> Return:
    """Begin to prepare a return because the person wishes it: their wish, in their words, is the first thing kept."""
    held = going_on_still(plan)
    refuse(ReturnRefusal.GOING_ON if held.returns.going_on().exists() else None)
    made = Return(plan=held, country=country, programme=programme, partner=partner, opened=on, since=on, by=by)
    made.save(force_insert=True)
    _wish(made, WishSays.YES, words, by=by, on=on)
    record("return.begun", made.word, by=by.word)
    return made


@transaction.atomic
def ask(going: Return, *, says: WishSays, words: str, by: Official, on: date) -> Wish:
    """Keep what the person says now. It may be another thing than before, and it is what holds."""
    held = held_return(going)
    refuse(None if held.state == ReturnState.PREPARING else ReturnRefusal.MEANWHILE)
    made = _wish(held, says, words, by=by, on=on)
    record("return.wish-asked", held.word, by=by.word)
    return made


@transaction.atomic
def assess(
    going: Return, *, answers: Mapping[str, FactorAnswer], result: RiskResult, measures: str, by: Official, on: date
) -> ReturnRisk:
    """Keep what was found of each declared factor, and what the official concludes."""
    held = held_return(going)
    refuse(None if held.state == ReturnState.PREPARING else ReturnRefusal.MEANWHILE)
    refuse(ReturnRefusal.NO_REASON if result != RiskResult.SAFE and not measures.strip() else None)
    known = {each.code for each in factors()}
    said = {code: FactorAnswer(answer).value for code, answer in answers.items() if code in known}
    made = ReturnRisk(going=held, place=held.risks.count() + 1, answers=said, result=result, assessed=on, by=by)
    if measures.strip():
        seal(made, "measures", measures.strip())
    made.save(force_insert=True)
    record("return.assessed", held.word, by=by.word)
    return made


@transaction.atomic
def trace(going: Return, *, partner: Organisation, by: Official, on: date) -> FamilyTracing:
    """Let an organisation look for the family, where the person's consent to it holds."""
    held = held_return(going)
    consent = consent_for(held.plan.case_id, ConsentPurpose.FAMILY_TRACING, partner.pk, on)
    if consent is None:
        raise Refused(ReturnRefusal.NO_CONSENT)
    made = FamilyTracing.objects.create(going=held, partner=partner, consent=consent.pk, asked=on, by=by)
    record("return.tracing-asked", held.word, by=by.word)
    return made


@transaction.atomic
def traced(tracing: FamilyTracing, *, state: TracingState, words: str, on: date, by: Official) -> None:
    """Keep what came of looking for the family; what was said is sealed."""
    held = held_return(Return(pk=tracing.going_id))
    found = FamilyTracing.objects.filter(pk=tracing.pk, going=held).first()
    if found is None:
        raise Refused(ReturnRefusal.NOT_HERE)
    refuse(ReturnRefusal.DONE if found.state != TracingState.ASKED else None)
    found.going, found.state, found.answered = held, state, on
    if words.strip():
        seal(found, "words", words.strip())
    found.save()
    record("return.tracing-answered", held.word, by=by.word)


@transaction.atomic
def plan_journey(going: Return, journey: Journey, *, by: Official) -> None:
    """Keep how the person will travel. An empty route leaves the one that was kept."""
    held = held_return(going)
    refuse(None if held.state == ReturnState.PREPARING else ReturnRefusal.MEANWHILE)
    for name in ("document", "escort", "travel_on", "funding"):
        setattr(held, name, getattr(journey, name))
    if journey.route.strip():
        seal(held, "route", journey.route.strip())
    held.save()
    record("return.journey-planned", held.word, by=by.word)


@transaction.atomic
def depart(going: Return, *, day: date, by: Official, on: date) -> None:
    """Enter that the person departed; under the counted programme the fact falls. The rule asks for everything."""
    held = held_return(going)
    _step(held, ReturnAct.DEPART, day=day)
    refuse(returning.why_not_travel(ready(held, day=day), day=day))
    held.departed = held.travel_on = day
    held.save()
    record("return.departed", held.word, by=by.word)
    settle_return(held, reason=Reason.NEW_INFORMATION, by=by, on=on)


@transaction.atomic
def take_back(going: Return, *, by: Official, on: date) -> None:
    """Undo a departure that was entered by mistake, or that did not take place; the fact is withdrawn."""
    held = held_return(going)
    _step(held, ReturnAct.TAKE_BACK, day=held.since)
    held.since, held.departed = held.opened, None
    held.save()
    record("return.taken-back", held.word, by=by.word)
    settle_return(held, reason=Reason.ENTRY_ERROR, by=by, on=on)


@transaction.atomic
def receive(going: Return, *, day: date, receiver: Receiver, met_by: str, by: Official) -> None:
    """Enter who received the person in the country; how they are reached is sealed."""
    held = held_return(going)
    _step(held, ReturnAct.RECEIVE, day=day)
    held.received, held.receiver = day, receiver
    if met_by.strip():
        seal(held, "met_by", met_by.strip())
    held.save()
    record("return.received", held.word, by=by.word)


@transaction.atomic
def move(going: Return, *, act: ReturnAct, day: date, by: Official) -> None:
    """Complete the reintegration, stop a return, or take one up again: wishes and consents are asked anew then."""
    held = held_return(going)
    refuse(None if act in (ReturnAct.COMPLETE, ReturnAct.STOP, ReturnAct.RESUME) else ReturnRefusal.MEANWHILE)
    _step(held, act, day=day)
    others = held.plan.returns.going_on().exclude(pk=held.pk)
    refuse(ReturnRefusal.GOING_ON if act == ReturnAct.RESUME and others.exists() else None)
    held.ended = None if act == ReturnAct.RESUME else day
    held.save()
    record(f"return.{act.value}", held.word, by=by.word)


@transaction.atomic
def add_step(
    going: Return, *, kind: StepKind, due: date, amount: Decimal | None, currency: str, note: str, by: Official
) -> ReintegrationStep:
    """Plan a step of reintegration, with the amount that goes with it."""
    held = held_return(going)
    refuse(returning.why_not_pay(amount, currency))
    unit = currency if amount is not None else ""
    made = ReintegrationStep(going=held, kind=kind, due=due, amount=amount, currency=unit, by=by)
    if note.strip():
        seal(made, "note", note.strip())
    made.save(force_insert=True)
    record("return.step-planned", held.word, by=by.word)
    return made


@transaction.atomic
def step_done(step: ReintegrationStep, *, day: date, by: Official) -> None:
    """Enter that a step was done, once."""
    held = held_return(Return(pk=step.going_id))
    refuse(ReturnRefusal.FUTURE if day > timezone.localdate() else None)
    open_still = ReintegrationStep.objects.filter(pk=step.pk, going=held, done__isnull=True)
    refuse(None if open_still.update(done=day) else ReturnRefusal.DONE)
    record("return.step-done", held.word, by=by.word)


def ready(going: Return, *, day: date) -> returning.Ready:
    """What is known of a return on a day, for the rule and for the page that says what is missing."""
    wish, risk = going.wishes.first(), going.risks.first()
    return returning.Ready(
        wish=WishSays(wish.says) if wish else None,
        asked=wish.asked if wish else None,
        risk=RiskResult(risk.result) if risk else None,
        assessed=risk.assessed if risk else None,
        consents=consent_for(going.plan.case_id, ConsentPurpose.RETURN, going.partner_id, day) is not None,
        document=going.document,
    )


def held_return(going: Return) -> Return:
    """The return as it is now, its plan held until the transaction ends. A plan that ended is worked on no more."""
    of = Return.objects.filter(pk=going.pk).values_list("plan", flat=True).first()
    if of is None:
        raise Refused(ReturnRefusal.NOT_HERE)
    plan = going_on_still(ProtectionPlan(pk=of))
    found = Return.objects.get(pk=going.pk)
    found.plan = plan
    return found


def _wish(going: Return, says: WishSays, words: str, *, by: Official, on: date) -> Wish:
    made = Wish(going=going, place=going.wishes.count() + 1, says=says, asked=on, by=by)
    if words.strip():
        seal(made, "words", words.strip())
    made.save(force_insert=True)
    return made


def _step(held: Return, act: ReturnAct, *, day: date) -> None:
    """Move it on, or say why not."""
    state = ReturnState(held.state)
    refuse(returning.why_not_step(state, act, day=day, since=held.since, today=timezone.localdate()))
    held.state, held.since = returning.STEPS[state][act], day
