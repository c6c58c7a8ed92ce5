"""What a plan spends, told by two accountants that share no code: OpenDP and dp-accounting.

Budget is spent in ρ of zero-concentrated differential privacy, which adds up over questions, and stated as (ε, δ).
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import opendp.prelude as dp
from dp_accounting import dp_event
from dp_accounting.rdp import RdpAccountant

from opennrm.disclosure.synthesis import noise
from opennrm.disclosure.synthesis.layout import freedom
from opennrm.disclosure.synthesis.plan import Plan
from opennrm.disclosure.synthesis.problems import Problem

CAP = 8.0
LARGEST_DELTA = 1e-4
AGREE = 0.001  # of ε: how far apart the two accountants may be
MARGIN = 1e-4  # of ρ, left unspent: the second accountant tries a list of orders and states a little more
ORDERS = np.geomspace(1e-2, 1e7, 90)  # above one, to look for the best order among
NEAR = np.geomspace(1 / 1.4, 1.4, 60)  # … and around it


class AccountantsDisagree(RuntimeError):
    """The two do not tell the same: nothing is asked of the records."""


@dataclass(frozen=True)
class Spent:
    """What a plan costs, by both accountants, and what was allowed."""

    epsilon: float
    delta: float
    rho: float
    by_opendp: float
    by_dp_accounting: float


def problems_of(epsilon: float, delta: float) -> list[Problem]:
    """Why this budget cannot be spent."""
    found = []
    if not isfinite(epsilon) or epsilon <= 0:
        found.append(Problem("--epsilon", None, "", f"{epsilon:g}", "epsilon is above 0; 4 is the usual choice"))
    elif epsilon > CAP:
        found.append(Problem("--epsilon", None, "", f"{epsilon:g}", f"at most {CAP:g}: beyond it little is promised"))
    if not isfinite(delta) or not 0 < delta <= LARGEST_DELTA:
        said = f"delta lies above 0 and at most {LARGEST_DELTA:g}, well below one over the number of records"
        found.append(Problem("--delta", None, "", f"{delta:g}", said))
    return found


def epsilon_of(rho: float, delta: float) -> float:
    """The ε that OpenDP states for ρ at δ."""
    one = dp.c.make_adaptive_composition(noise.RECORDS, noise.ONE_VICTIM, noise.ZCDP, d_in=1, d_mids=[rho])
    return float(dp.c.make_zCDP_to_approxDP(one).map(1).epsilon(delta))


def rho_within(epsilon: float, delta: float) -> float:
    """The largest ρ for which OpenDP states at most ε at δ, less a margin.

    Between bounds that close in where a line between them meets ε (regula falsi, Illinois).
    """
    low, high = 0.0, epsilon
    under, over = -epsilon, epsilon_of(epsilon, delta) - epsilon
    if over <= 0:
        return high * (1 - MARGIN)
    kept = 0
    for _ in range(100):
        middle = low - under * (high - low) / (over - under)
        off = epsilon_of(middle, delta) - epsilon
        if off <= 0:
            low, under, over, kept = middle, off, over / 2 if kept < 0 else over, -1
        else:
            high, over, under, kept = middle, off, under / 2 if kept > 0 else under, 1
        if high - low < 1e-6 * high or -1e-6 * epsilon < off <= 0:
            break
    return low * (1 - MARGIN)


def spent(plan: Plan, whole: Any, *, epsilon: float, delta: float) -> Spent:
    """What the plan spends; refuses where it is more than allowed or the accountants disagree.

    ``whole``: OpenDP's composition of the plan.
    """
    first = float(dp.c.make_zCDP_to_approxDP(whole).map(1).epsilon(delta))
    second = by_dp_accounting(plan, delta)
    told = Spent(epsilon, delta, float(whole.map(1)), first, second)
    if max(first, second) > epsilon:
        raise AccountantsDisagree(f"the plan would spend more than allowed: {told}")
    if abs(first - second) > AGREE * epsilon:
        raise AccountantsDisagree(f"the two accountants disagree: {told}")
    return told


def by_dp_accounting(plan: Plan, delta: float) -> float:
    """The same from the noise alone, without OpenDP: ratios of noise to reach for Rényi's accountant."""
    _, order = _ledger(plan, 1 + ORDERS).get_epsilon_and_optimal_order(delta)
    return float(_ledger(plan, 1 + (order - 1) * NEAR).get_epsilon(delta))


def _ledger(plan: Plan, orders: Any) -> RdpAccountant:
    """Rényi's accountant, told of the whole plan. Every order gives a true bound; the best one the least."""
    ledger = RdpAccountant(orders=orders)
    ledger.compose(dp_event.GaussianDpEvent(plan.count_sd))
    for table, sd in plan.residual_sds.items():
        ledger.compose(dp_event.GaussianDpEvent(sd / freedom(plan.layout, table) ** 0.5))
    if plan.rounds:
        asked = plan.rounds * plan.picks
        ledger.compose(dp_event.GaussianDpEvent(plan.triple_sd), asked)
        ledger.compose(dp_event.ZCDpEvent((2 / plan.select_scale) ** 2 / 8), asked)
    return ledger
