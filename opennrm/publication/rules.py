"""What a population's budget allows, and who may decide on a release. Plain values in, a reason or None out."""

from collections.abc import Iterable
from decimal import Decimal

from opennrm.publication.terms import OPEN_STATES, DraftState, Promise, Refusal

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


def why_not_sign(*, seen: str, state: str, author: bool, gave_first: bool) -> Refusal | None:
    """The same two others as for a release, who neither built nor wrote any of it; each decides on what they saw.

    ``seen`` is the state the page showed: whoever meant to sign first does not publish by it, because another was
    quicker.
    """
    if (refused := why_not_approve(state=state, own=author, gave_first=gave_first)) is not None:
        return Refusal.OWN_WORK if refused is Refusal.OWN_REQUEST else refused
    return None if seen == state else Refusal.MOVED_ON


def why_not_send(
    *, state: str, open_findings: int, open_remarks: int, numbers_differ: bool, corrects: bool, reason: bool
) -> Refusal | None:
    """A draft is sent to be checked once its checks are clean or noted, and nobody has a remark left."""
    if state != DraftState.DRAFT:
        return Refusal.NOT_A_DRAFT
    if open_findings:
        return Refusal.OPEN_FINDINGS
    if open_remarks:
        return Refusal.OPEN_REMARKS
    if numbers_differ:
        return Refusal.NUMBERS_DIFFER
    return Refusal.NO_REASON_TO_CORRECT if corrects and not reason else None


def why_not_send_back(*, state: str, reason: str) -> Refusal | None:
    """One is enough to send a draft back, its author among them, with a reason."""
    if state not in (DraftState.DRAFT, *OPEN_STATES):
        return Refusal.DECIDED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_write(*, seen: int, newest: int, en: str, ja: str, example: bool, title: bool) -> Refusal | None:
    """A text is written over the version its author saw, in both languages."""
    if seen != newest:
        return Refusal.WRITTEN_MEANWHILE
    if bool(en.strip()) != bool(ja.strip()):
        return Refusal.ONE_LANGUAGE
    return Refusal.NO_TITLE if example and en.strip() and not title else None


def why_not_approve_text(
    *, example: bool, seen: int, newest: int, author: bool, approved_before: bool
) -> Refusal | None:
    """Two approve a case example who wrote no version of it; each approves the version they read."""
    if not example:
        return Refusal.NOT_AN_EXAMPLE
    if seen != newest:
        return Refusal.NOT_THE_NEWEST
    if author:
        return Refusal.OWN_EXAMPLE
    return Refusal.APPROVED_ALREADY if approved_before else None
