"""Where a charge stands and what may follow: the state table, and the plain answers drawn from it. No database here.

A charge is one suspect in respect of one offence. Its state is what its steps say in their order, and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from opennrm.eradication.investigation_terms import ChargeAct as A
from opennrm.eradication.investigation_terms import ChargeState as S
from opennrm.eradication.investigation_terms import InvestigationRefusal
from opennrm.understanding.terms import Outcome

DECISIONS = {
    A.PROSECUTE: S.PROSECUTED,
    A.NOT_PROSECUTE: S.NOT_PROSECUTED,
    A.SUSPEND: S.SUSPENDED,
    A.OTHERWISE: S.DISPOSED_OTHERWISE,
    A.TO_FAMILY_COURT: S.FAMILY_COURT,
}
JUDGMENTS = {A.GUILTY: S.JUDGED, A.NOT_GUILTY: S.JUDGED, A.OTHER_JUDGMENT: S.JUDGED}

# What may be done in each state, and where the charge stands then. docs/reference/eradication-states.md draws it.
STEPS: Mapping[S, Mapping[A, S]] = MappingProxyType(
    {
        S.SUSPECTED: {A.ARREST: S.ARRESTED, A.REFER: S.REFERRED},
        S.ARRESTED: {A.RELEASE: S.RELEASED, A.REFER: S.REFERRED},
        S.RELEASED: {A.ARREST: S.ARRESTED, A.REFER: S.REFERRED},
        S.REFERRED: {A.DETAIN: S.DETAINED, A.RELEASE: S.REFERRED, A.REVIEW: S.REFERRED, **DECISIONS},
        S.DETAINED: {A.EXTEND: S.DETAINED, A.RELEASE: S.REFERRED, **DECISIONS},
        S.NOT_PROSECUTED: {A.REOPEN: S.REFERRED},
        S.SUSPENDED: {A.REOPEN: S.REFERRED},
        S.DISPOSED_OTHERWISE: {A.REOPEN: S.REFERRED},
        S.FAMILY_COURT: {A.FAMILY_DECIDE: S.FAMILY_DECIDED, A.SEND_BACK: S.REFERRED},
        S.FAMILY_DECIDED: {},
        S.PROSECUTED: {A.PENDING: S.PROSECUTED, **JUDGMENTS, A.COMPENSATE: S.PROSECUTED},
        S.JUDGED: {A.APPEAL: S.APPEALED, A.CONFISCATE: S.JUDGED, A.COMPENSATE: S.JUDGED, A.FINAL: S.FINAL},
        S.APPEALED: {A.PENDING: S.APPEALED, **JUDGMENTS},
        S.FINAL: {A.CONFISCATE: S.FINAL, A.COMPENSATE: S.FINAL},
    }
)
OVER = frozenset({S.NOT_PROSECUTED, S.SUSPENDED, S.DISPOSED_OTHERWISE, S.FAMILY_DECIDED, S.FINAL})  # nothing is awaited
CUSTODY = frozenset({S.ARRESTED, S.DETAINED})

# What of a step is counted: the outcome that falls into the register (SuspectDisposed).
OUTCOME: Mapping[A, Outcome] = MappingProxyType(
    {
        A.REVIEW: Outcome.UNDER_REVIEW,
        A.PROSECUTE: Outcome.PROSECUTED,
        A.NOT_PROSECUTE: Outcome.NOT_PROSECUTED,
        A.SUSPEND: Outcome.SUSPENDED,
        A.OTHERWISE: Outcome.OTHER_DISPOSITION,
        A.TO_FAMILY_COURT: Outcome.FAMILY_COURT,
        A.PENDING: Outcome.PENDING,
        A.GUILTY: Outcome.GUILTY,
        A.NOT_GUILTY: Outcome.NOT_GUILTY,
        A.OTHER_JUDGMENT: Outcome.OTHER_JUDGMENT,
    }
)


@dataclass(frozen=True)
class Step:
    """One step of a charge, as it was entered: what, on which day, with what band of sentence."""

    act: A
    on: date
    sentence: str = ""


def replay(acts: Iterable[A]) -> S | None:
    """Where acts in this order lead; None where one of them cannot follow."""
    state = S.SUSPECTED
    for act in acts:
        following = STEPS[state].get(act)
        if following is None:
            return None
        state = following
    return state


def why_not_step(
    steps: Sequence[Step], new: Step, *, committed: date | None, today: date, juvenile: bool | None
) -> InvestigationRefusal | None:
    """A step follows on those before it, in the order of days, after the offence began and not tomorrow.

    ``juvenile`` is whether the suspect is one on the day of the step, None where no age is known.
    """
    if new.on > today:
        return InvestigationRefusal.FUTURE
    if committed and new.on < committed:
        return InvestigationRefusal.BEFORE_OFFENCE
    state = replay(step.act for step in steps)
    if state is None or new.act not in STEPS[state]:
        return (
            InvestigationRefusal.OUT_OF_ORDER if _could_come_later(state, new.act) else InvestigationRefusal.MEANWHILE
        )
    if steps and new.on < steps[-1].on:
        return InvestigationRefusal.TOO_EARLY
    return _why_not_of_a_juvenile(steps, new, juvenile)


def _could_come_later(state: S | None, act: A) -> bool:
    """Whether an act lies ahead of a state: something before it was left out."""
    ahead, reached = [state] if state else [], set()
    while ahead:
        here = ahead.pop()
        for each, then in STEPS[here].items():
            if each == act:
                return True
            if then not in reached:
                reached.add(then)
                ahead.append(then)
    return False


def _why_not_of_a_juvenile(steps: Sequence[Step], new: Step, juvenile: bool | None) -> InvestigationRefusal | None:
    """Every matter of a juvenile goes to the Family Court first (Juvenile Act, articles 20, 41, 42; not verified)."""
    if new.act == A.TO_FAMILY_COURT and juvenile is False:
        return InvestigationRefusal.ADULT
    came_back = any(step.act == A.SEND_BACK for step in steps)
    decided = new.act in {A.PROSECUTE, A.SUSPEND}
    return InvestigationRefusal.JUVENILE if juvenile and decided and not came_back else None


def unaccounted(steps: Iterable[Step]) -> bool:
    """Prosecuted, with neither an outcome of the trial nor an explicit word that it goes on. Never inferred."""
    acts = {step.act for step in steps}
    return A.PROSECUTE in acts and not acts & {A.PENDING, *JUDGMENTS}
