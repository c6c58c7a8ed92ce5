"""What falls into the register of residence and return: an act each, for confirmed victims alone.

``ResidenceGranted`` and ``Returned`` count acts for victims. Whether somebody is one is said in the case, before or
after; so what a fact should say is compared with what the register says, by each act and by a sweep, and recorded,
corrected or withdrawn. The person is read under a named system scope: a case may be shut to whoever keeps the plan.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from opennrm.access.actions import running
from opennrm.access.scope import System
from opennrm.agencies.models import Official
from opennrm.identification.models import Case, Person
from opennrm.protection import journeys, procedures
from opennrm.protection.models import ProtectionPlan, ResidenceProcedure, Return
from opennrm.protection.procedures import ProcedureState
from opennrm.understanding.facts import Fact, ResidenceGranted, Returned
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason

COUNTING = System("count-residence", reads=frozenset(each._meta.db_table for each in (ProtectionPlan, Case, Person)))
FRAME = ("id", "recorded_on", "supersedes", "change", "reason")  # what two facts may differ in and say the same
F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Whose:
    """The person's key in the register, and whether they are a confirmed victim now."""

    key: str
    victim: bool


def whose(plan: UUID) -> Whose:
    """The person of a plan, in a scope that sees cases."""
    rows = ProtectionPlan.objects.values_list("case__person__key", "case__confirmed")
    key, confirmed = rows.get(pk=plan)
    return Whose(key, confirmed is not None)


def settle_residence(procedure: ResidenceProcedure, *, reason: Reason, by: Official, on: date) -> None:
    """Bring the fact of a grant in line, inside the caller's transaction; ``on`` is the day the register learned it."""
    with running(COUNTING, by=by):
        person = whose(procedure.plan_id)
    bring_residence(procedure, person, reason=reason, on=on)


def settle_return(going: Return, *, reason: Reason, by: Official, on: date) -> None:
    """The same for a departure under the programme of the International Organization for Migration."""
    with running(COUNTING, by=by):
        person = whose(going.plan_id)
    bring_return(going, person, reason=reason, on=on)


def bring_residence(procedure: ResidenceProcedure, person: Whose, *, reason: Reason, on: date) -> None:
    """Record, correct or withdraw the fact of a grant."""
    wanted = None
    granted = procedure.state == ProcedureState.GRANTED and procedure.kind in procedures.COUNTED
    if granted and procedure.decided and person.victim:
        key, day, measure = procedure.key, procedure.decided, procedure.kind
        wanted = ResidenceGranted(key=key, day=day, recorded_on=on, measure=measure, person=person.key)
    _bring(ResidenceGranted, procedure.key, wanted, reason=reason, on=on)


def bring_return(going: Return, person: Whose, *, reason: Reason, on: date) -> None:
    """Record, correct or withdraw the fact of a return."""
    wanted = None
    if going.departed and going.programme in journeys.COUNTED and person.victim:
        key, day, country = going.key, going.departed, going.country
        wanted = Returned(key=key, day=day, recorded_on=on, destination=country, person=person.key)
    _bring(Returned, going.key, wanted, reason=reason, on=on)


def _bring(kind: type[F], key: str, wanted: F | None, *, reason: Reason, on: date) -> None:
    where = national(on)
    there = standing(kind, key, collection=where)
    if there is None:
        if wanted is not None:
            record(wanted, collection=where)
    elif wanted is None or replace(wanted, **{name: getattr(there, name) for name in FRAME}) != there:
        supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
