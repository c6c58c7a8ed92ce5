"""What a population's budget allows. Plain values in, a reason or None out."""

from collections.abc import Iterable
from decimal import Decimal

from opennrm.publication.terms import Promise, Refusal

CAP, LARGEST_DELTA = Decimal(8), Decimal("0.0001")


def why_not_declare(epsilon: Decimal, *, declared: bool) -> Refusal | None:
    """A budget is declared once for a population and a year, before anything is spent of it."""
    if declared:
        return Refusal.BUDGET_DECLARED
    return None if 0 < epsilon <= CAP else Refusal.CAP_PASSED


def why_not_spend(
    budget: Decimal, spent: Iterable[Decimal], *, promise: str, epsilon: Decimal | None, delta: Decimal | None
) -> Refusal | None:
    """Releases about the same people add up: their epsilons together stay within what was declared.

    A release without differential privacy spends nothing, for nothing of the kind is promised by it.
    """
    if promise != Promise.PRIVATE:
        return None if epsilon is None and delta is None else Refusal.NOTHING_PROMISED
    if epsilon is None or not 0 < epsilon <= CAP:
        return Refusal.CAP_PASSED
    if delta is None or not 0 < delta <= LARGEST_DELTA:
        return Refusal.DELTA_WRONG
    return None if sum(spent, Decimal(0)) + epsilon <= budget else Refusal.BUDGET_SPENT
