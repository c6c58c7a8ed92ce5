"""What falls into the register of an offence and of a suspect; ``investigation_counting`` is the rule.

What the facts should say is compared with what the register says, and recorded, corrected or withdrawn: every act that
may change them ends here, in its own transaction, and nothing else writes them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.eradication.charge_states import Step
from opennrm.eradication.investigation_counting import arrested_on, disposals
from opennrm.eradication.investigation_terms import ChargeAct
from opennrm.eradication.investigations import Investigation, Offence
from opennrm.eradication.statutes import statutes_of
from opennrm.eradication.suspects import Charge, Disposition, Suspect
from opennrm.identification.ages import stated_on, years_on
from opennrm.understanding.facts import Fact, OffenceCleared, SuspectArrested, SuspectDisposed
from opennrm.understanding.national import national
from opennrm.understanding.register import all_standing, record, supersede
from opennrm.understanding.terms import COURT_OUTCOMES, Reason
from opennrm.vault.sealing import coarsen

COUNTING = System(
    "count-suspects",
    reads=frozenset(each._meta.db_table for each in (Investigation, Offence, Suspect, Charge, Disposition)),
)
FRAME = ("id", "recorded_on", "supersedes", "change", "reason")  # what two facts may differ in and say the same
F = TypeVar("F", bound=Fact)


def settle_offence(offence: Offence, *, reason: Reason, on: date) -> None:
    """Bring the fact of an offence in line; ``on`` is the day the register learned it."""
    wanted = {}
    if offence.cleared:
        wanted[offence.key] = OffenceCleared(
            key=offence.key,
            day=offence.cleared,
            recorded_on=on,
            statutes=statutes_of(offence.provisions),
            exploitation=frozenset(offence.exploitation),
        )
    _bring(OffenceCleared, offence.key, wanted, name=lambda fact: fact.key, reason=reason, on=on)


def settle_suspect(suspect: Suspect, *, reason: Reason, by: Official, on: date) -> None:
    """Bring the facts of a suspect in line: one for each charge they were arrested on, one for each outcome."""
    if suspect.shared:  # charged in other investigations too, which may be shut to whoever acts
        with running(COUNTING, by=by):
            settle_person(suspect.key, reason=reason, by=by, on=on)
    else:
        settle_person(suspect.key, reason=reason, by=by, on=on)


def settle_person(key: str, *, reason: Reason, by: Official, on: date) -> None:
    """The same by the key, in a scope that sees every charge of it."""
    charges = list(Charge.objects.filter(suspect__key=key).select_related("offence", "suspect__investigation"))
    steps = {each.pk: standing_steps(each) for each in charges}
    arrested = {}
    for each in charges:
        if day := arrested_on(steps[each.pk]):
            suspect = each.suspect
            arrested[each.offence.key] = SuspectArrested(
                key=key,
                day=day,
                recorded_on=on,
                sex=suspect.sex or None,
                nationality=suspect.nationality or None,
                age=age_on(suspect, day, by=by),
                occupation=suspect.occupation or None,
                role=frozenset(suspect.role),
                offence=each.offence.key,
            )
    _bring(SuspectArrested, key, arrested, name=lambda fact: fact.offence, reason=reason, on=on)
    disposed = {
        each.outcome.value: SuspectDisposed(
            key=key,
            day=each.on,
            recorded_on=on,
            outcome=each.outcome.value,
            sentence=each.sentence or None,
        )
        for each in (disposals(steps.values()) if arrested else [])
    }
    _bring(SuspectDisposed, key, disposed, name=lambda fact: fact.outcome or "", reason=reason, on=on)


def standing_steps(charge: Charge) -> list[Step]:
    """The steps of a charge that were not struck out, in their order."""
    rows = Disposition.objects.filter(charge=charge, struck__isnull=True).order_by("place")
    return [Step(ChargeAct(act), day, band) for act, day, band in rows.values_list("act", "on", "sentence")]


def age_on(suspect: Suspect, day: date, *, by: Official) -> int | None:
    """Years on a day, by the day of birth, else as was said; None where neither is known."""
    if suspect.birth_date is not None:
        return coarsen(suspect, "birth_date", to=lambda text: years_on(date.fromisoformat(text), day), by=by.word)
    if suspect.age is not None and suspect.age_on is not None:
        return stated_on(suspect.age, suspect.age_on, day)
    return None


def _bring(
    kind: type[F], key: str, wanted: Mapping[str, F], *, name: Callable[[F], str], reason: Reason, on: date
) -> None:
    """Make what stands under a key what is wanted, by name; what another of its stage replaces is superseded by it."""
    where = national(on)
    there = {name(fact): fact for fact in all_standing(kind, key, collection=where)}
    gone = {word: fact for word, fact in there.items() if word not in wanted}
    for word, fact in wanted.items():
        old = there.get(word)
        if old is None and (heir := next((each for each in gone if _replaces(word, each)), None)):
            supersede(gone.pop(heir).id, fact, reason=reason, recorded_on=on, collection=where)
        elif old is None:
            record(fact, collection=where)
        elif replace(fact, **{each: getattr(old, each) for each in FRAME}) != old:
            supersede(old.id, fact, reason=reason, recorded_on=on, collection=where)
    for fact in gone.values():
        supersede(fact.id, None, reason=reason, recorded_on=on, collection=where)


def _replaces(word: str, other: str) -> bool:
    """Whether one outcome of a court takes the place of another."""
    return word in COURT_OUTCOMES and other in COURT_OUTCOMES
