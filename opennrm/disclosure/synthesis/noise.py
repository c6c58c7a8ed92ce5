"""The two mechanisms, both OpenDP's: discrete Gaussian noise on whole numbers, and a noisy choice of the highest.

A residual is asked for in whole numbers (multiplied by its number of cells), so that the noise is drawn exactly,
without floating point: what OpenDP proves is what runs. Its randomness is the operating system's; there is no seed.
"""

from fractions import Fraction
from math import inf, nextafter, prod, sqrt
from typing import Any

import numpy as np
import opendp.prelude as dp

from opennrm.disclosure.synthesis.layout import Layout, Table

dp.enable_features("contrib", "honest-but-curious")  # the latter: our own counts go in, with the sensitivity we prove

Measurement = Any
WHOLE = dp.vector_domain(dp.atom_domain(T="i64"))
RECORDS = dp.user_domain("records", lambda codes: isinstance(codes, np.ndarray))
ONE_VICTIM = dp.user_distance("victims added or removed")
ZCDP = dp.zero_concentrated_divergence()


def root_above(whole: int) -> float:
    """A float no smaller than the square root of a whole number."""
    root = sqrt(whole)
    while Fraction(root) ** 2 < whole:
        root = nextafter(root, inf)
    return root


def residual_reach(layout: Layout, table: Table) -> float:
    """How far one victim moves a table's residual in whole numbers (L2): √Π m(m−1), from above."""
    return root_above(prod(layout.cards[c] * (layout.cards[c] - 1) for c in table))


def gaussian(asked: Any, *, reach: float, scale: float) -> Measurement:
    """Whole numbers asked of the records, with discrete Gaussian noise; one victim moves them by at most ``reach``."""
    numbers = dp.t.make_user_transformation(
        RECORDS, ONE_VICTIM, WHOLE, dp.l2_distance(T=float), asked, lambda victims: victims * reach
    )
    return numbers >> dp.m.then_gaussian(scale=scale)


def highest(asked: Any, *, picks: int, scale: float) -> Measurement:
    """The places of the ``picks`` highest of scores asked of the records; one victim moves each by at most 1."""
    scores = dp.t.make_user_transformation(
        RECORDS, ONE_VICTIM, WHOLE, dp.linf_distance(T="i64"), asked, lambda victims: victims
    )
    return scores >> dp.m.then_noisy_top_k(ZCDP, k=picks, scale=scale)
