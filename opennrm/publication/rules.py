"""What a population's budget allows, and who may decide on a release. Plain values in, a reason or None out."""

from collections.abc import Iterable
from decimal import Decimal

from opennrm.publication.terms import OPEN_STATES, Promise, Refusal

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


def why_not_ask(persons: int, *, threshold: int) -> Refusal | None:
    """Of a whole population below the threshold nothing is published, however little of it."""
    return Refusal.TOO_FEW if persons < threshold else None


def why_not_approve(*, state: str, own: bool, gave_first: bool) -> Refusal | None:
    """Two approve who are neither whoever asked nor one another."""
    if state not in OPEN_STATES:
        return Refusal.DECIDED
    if own:
        return Refusal.OWN_REQUEST
    return Refusal.GAVE_FIRST if gave_first else None


def why_not_turn_down(*, state: str, reason: str) -> Refusal | None:
    """One is enough to refuse, whoever asked among them: nothing goes out by it."""
    if state not in OPEN_STATES:
        return Refusal.DECIDED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_withdraw(*, withdrawn: bool, reason: str) -> Refusal | None:
    """One is enough to withdraw: what may harm somebody is taken down at once. It stays listed."""
    if withdrawn:
        return Refusal.WITHDRAWN
    return None if reason.strip() else Refusal.NO_REASON
