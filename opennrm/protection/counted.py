"""What falls into the register of residence and return: an act each, for confirmed victims alone.

``ResidenceGranted`` and ``Returned`` count acts for victims. Whether somebody is one is said in the case, before or
after; so what a fact should say is compared with what the register says, by each act and by a sweep, and recorded,
corrected or withdrawn.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from opennrm.protection import journeys, procedures
from opennrm.protection.models import ProtectionPlan
from opennrm.protection.procedures import ProcedureState
from opennrm.protection.residence import ResidenceProcedure
from opennrm.protection.returns import Return
from opennrm.understanding.facts import Fact, ResidenceGranted, Returned
from opennrm.understanding.national import national
from opennrm.understanding.register import record, standing, supersede
from opennrm.understanding.terms import Reason

FRAME = ("id", "recorded_on", "supersedes", "change", "reason")  # what two facts may differ in and say the same
F = TypeVar("F", bound=Fact)


def settle_residence(procedure: ResidenceProcedure, *, reason: Reason, on: date) -> bool:
    """Bring the fact of a grant in line with its procedure; whether anything was entered.

    Inside the caller's transaction; ``on`` is the day the register learned it. The plan comes with case and person.
    """
    wanted = None
    granted = procedure.state == ProcedureState.GRANTED and procedure.kind in procedures.COUNTED
    if granted and procedure.decided and _victim(procedure.plan):
        wanted = ResidenceGranted(
            key=procedure.key,
            day=procedure.decided,
            recorded_on=on,
            measure=procedure.kind,
            person=procedure.plan.case.person.key,
        )
    return _bring(ResidenceGranted, procedure.key, wanted, reason=reason, on=on)


def settle_return(going: Return, *, reason: Reason, on: date) -> bool:
    """The same for a departure under the programme of the International Organization for Migration."""
    wanted = None
    if going.departed and going.programme in journeys.COUNTED and _victim(going.plan):
        wanted = Returned(
            key=going.key,
            day=going.departed,
            recorded_on=on,
            destination=going.country,
            person=going.plan.case.person.key,
        )
    return _bring(Returned, going.key, wanted, reason=reason, on=on)


def _victim(plan: ProtectionPlan) -> bool:
    return plan.case.confirmed is not None


def _bring(kind: type[F], key: str, wanted: F | None, *, reason: Reason, on: date) -> bool:
    where = national(on)
    there = standing(kind, key, collection=where)
    if there is None:
        if wanted is None:
            return False
        record(wanted, collection=where)
        return True
    if wanted is not None and replace(wanted, **{name: getattr(there, name) for name in FRAME}) == there:
        return False
    supersede(there.id, wanted, reason=reason, recorded_on=on, collection=where)
    return True
