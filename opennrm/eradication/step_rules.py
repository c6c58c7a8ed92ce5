"""What a step must say besides its day: the sentence, the reason, the decision, the amount. Plain values."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices

from opennrm.eradication.investigation_terms import (
    Arrest,
    ChargeAct,
    FamilyDecision,
    InvestigationRefusal,
    WhyNotProsecuted,
)

WHY: Mapping[ChargeAct, type[TextChoices]] = MappingProxyType(
    {
        ChargeAct.ARREST: Arrest,
        ChargeAct.NOT_PROSECUTE: WhyNotProsecuted,
        ChargeAct.FAMILY_DECIDE: FamilyDecision,
    }
)
CLOCKED = frozenset({ChargeAct.ARREST, ChargeAct.REFER})  # hours run from these
OF_MONEY = frozenset({ChargeAct.CONFISCATE, ChargeAct.COMPENSATE})


def why_not_said(act: ChargeAct, *, sentence: str, why: str, amount: int | None) -> InvestigationRefusal | None:
    """A guilty verdict has its sentence, a decision not to prosecute its reason, the Family Court its decision."""
    if act == ChargeAct.GUILTY and not sentence:
        return InvestigationRefusal.NO_SENTENCE
    if act == ChargeAct.NOT_PROSECUTE and why not in WhyNotProsecuted.values:
        return InvestigationRefusal.NO_WHY
    if act == ChargeAct.FAMILY_DECIDE and why not in FamilyDecision.values:
        return InvestigationRefusal.NO_DECISION
    return InvestigationRefusal.NO_AMOUNT if act in OF_MONEY and not amount else None
