"""An attack on the whole pipeline: can one tell from its answers, or from what it makes, that a victim was there?

Two neighbouring populations differ in one record, the canary. The attacker knows both, and the plan. From how well the
attacker does follows a lower bound on ε, which must stay below the claim, and must exceed it once the noise is halved.
"""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist, fmean, pvariance

import numpy as np
import pytest

from opennrm.disclosure.synthesis import budget, mixture, noise, release
from opennrm.disclosure.synthesis.curator import Curator, composition
from opennrm.disclosure.synthesis.layout import Layout, centred
from opennrm.disclosure.synthesis.plan import planned

CARDS, CLAIM, DELTA = (3, 2, 2, 3), 2.0, 1e-2
TEETH = 0.7  # of 6,000 runs a side the counting makes about 1; an attack that makes less than this would prove nothing
LAYOUT, NORMAL = Layout(CARDS), NormalDist()
CANARY = np.array([[2, 1, 1, 2]], np.int16)
WITHOUT = np.random.default_rng(1).integers(0, 2, (60, 4)).astype(np.int16)
WITH = np.vstack([WITHOUT, CANARY])


@pytest.fixture
def asked(monkeypatch):
    """A small pipeline that refuses no small population, so that thousands can be made."""
    monkeypatch.setattr(mixture, "KINDS", 4)
    monkeypatch.setattr(mixture, "STEPS", 3)
    monkeypatch.setattr(release, "SMALLEST", 0)
    return planned(LAYOUT, budget.rho_within(CLAIM, DELTA))


@pytest.fixture
def halved(monkeypatch):
    """The mistake to be caught: a reach told too small by half, and so half the noise at the same declared cost."""
    right = noise.gaussian
    monkeypatch.setattr(noise, "gaussian", lambda asked, reach, scale: right(asked, reach=reach / 2, scale=scale / 2))


@dataclass(frozen=True)
class Seen:
    """What the attacker makes of one run: the likelihood of the noisy answers, and what was published."""

    answers: float
    records: int
    canaries: int


def seen(records, asked, whole):
    curator = Curator(records, asked, whole)
    made = release.make(curator, asked, strict=False, random=np.random.default_rng(), step=lambda what: None)
    return Seen(
        likelihood(curator.transcript.answers, asked), len(made.codes), int((made.codes == CANARY).all(1).sum())
    )


def likelihood(answers, asked):
    """How much likelier the answers are with the canary than without, but for a constant."""
    score = (answers[0] - len(WITHOUT)) / asked.count_sd**2
    at = 1 + len(asked.residual_sds)
    told = list(zip(asked.residual_sds, asked.residual_sds.values(), answers[1:at]))
    for begin in range(at, len(answers), 1 + asked.picks):
        for place, answer in zip(answers[begin], answers[begin + 1 :]):
            told.append((asked.triples[place], asked.triple_noise(asked.triples[place]), answer))
    for table, sd, answer in told:
        before, canary = (centred(LAYOUT.counts(codes, table)) for codes in (WITHOUT, CANARY))
        score += float(((answer - before) * canary).sum()) / sd**2
    return score


def runs(asked, count):
    """So many runs without the canary, and with her."""
    whole = composition(asked)
    return [[seen(records, asked, whole) for _ in range(count)] for records in (WITHOUT, WITH)]


def normal_bound(without, with_her):
    """The least ε by how far apart two bell curves are, less twice what chance allows: a sum of noises is one."""
    spread = sqrt((pvariance(without) + pvariance(with_her)) / 2)
    apart = (fmean(with_her) - fmean(without)) / spread - 2 * sqrt(2 / len(without))
    leaks = [e for e in np.arange(0, 12, 0.01) if apart > 0 and leak(apart, e) > DELTA]
    return max(leaks, default=0.0)


def leak(apart, epsilon):
    """δ of two normal distributions so many standard deviations apart, at ε."""
    return NORMAL.cdf(apart / 2 - epsilon / apart) - exp(epsilon) * NORMAL.cdf(-apart / 2 - epsilon / apart)


def counted_bound(without, with_her):
    """The least ε by counting alone (Clopper–Pearson): thresholds are chosen on one half, counted on the other."""
    half = len(without) // 2
    best, at = 0.0, (0.0, 1)
    for threshold in np.unique([*without[:half], *with_her[:half]]):
        for sign in (1, -1):
            bound = one_bound(without[:half], with_her[:half], threshold, sign)
            best, at = max((best, at), (bound, (threshold, sign)))
    return one_bound(without[half:], with_her[half:], *at)


def one_bound(without, with_her, threshold, sign):
    hits = [sum(sign * v >= sign * threshold for v in values) for values in (without, with_her)]
    low, high = 1 - share_above(len(with_her) - hits[1], len(with_her)), share_above(hits[0], len(without))
    return log((low - DELTA) / high) if low > DELTA else 0.0


def share_above(hits, of, doubt=0.025):
    """The largest share that would give so few hits with at least this chance (Clopper–Pearson, by halving)."""
    if hits == of:
        return 1.0
    low, high = hits / of, 1.0
    for _ in range(40):
        share = (low + high) / 2
        steps = np.concatenate([[0.0], np.cumsum(np.log((of - np.arange(hits)) / np.arange(1, hits + 1)))])
        chance = np.exp(steps + np.arange(hits + 1) * log(share) + (of - np.arange(hits + 1)) * np.log1p(-share)).sum()
        low, high = (share, high) if chance > doubt else (low, share)
    return high


def answers(seen):
    return [[each.answers for each in side] for side in seen]


def test_the_answers_give_away_no_more_than_claimed(asked):
    assert normal_bound(*answers(runs(asked, 120))) < CLAIM


def test_the_attack_notices_when_the_noise_is_halved(asked, halved):
    assert normal_bound(*answers(runs(asked, 120))) > CLAIM


def test_the_attack_notices_a_count_without_noise(asked, monkeypatch):
    sides, asking = [], Curator.count
    for records, exact in ((WITHOUT, 60), (WITH, 61)):
        monkeypatch.setattr(Curator, "count", lambda self, exact=exact: (asking(self), exact)[1])
        sides.append([seen(records, asked, composition(asked)).records for _ in range(120)])
    assert counted_bound(*sides) > CLAIM


def test_what_is_made_gives_away_no_more_than_claimed(asked):
    sides = runs(asked, 100)
    assert counted_bound(*[[each.records for each in side] for side in sides]) < CLAIM
    assert counted_bound(*[[each.canaries for each in side] for side in sides]) < CLAIM


@pytest.mark.long
def test_counting_alone_bounds_what_the_answers_give_away(asked):
    assert TEETH < counted_bound(*answers(runs(asked, 6_000))) < CLAIM


@pytest.mark.long
def test_counting_alone_notices_halved_noise(asked, halved):
    assert counted_bound(*answers(runs(asked, 6_000))) > CLAIM
