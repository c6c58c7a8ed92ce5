"""Made-up records from noisy answers, and what may be told about them.

``make`` sees answers, never records: given the same answers and the same random numbers it makes the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from opennrm.disclosure.synthesis.curator import Answers
from opennrm.disclosure.synthesis.layout import Codes, Floats, Table, centred, freedom
from opennrm.disclosure.synthesis.mixture import Mixture
from opennrm.disclosure.synthesis.plan import Plan
from opennrm.disclosure.synthesis.problems import CannotPublish
from opennrm.disclosure.synthesis.refine import FORBIDDEN, Refiner, lost, shrunk

SMALLEST = 2_000  # records
LEAST = 2.0  # strict mode makes no combination of three of which the model expects fewer
FEWEST = 3  # … and in the end none that it has made fewer times, as far as records can be changed to avoid it
MOST_RARE = 2**27  # bytes; wider domains do without that rule
ALLOWED_CELLS = 4_000  # beyond so many, a 3-way table's allowance for noise grows no more
FIRST_SWEEPS, SWEEPS = 2, 4
Step = Callable[[str], None]


@dataclass(frozen=True)
class Pairs:
    """All 2-way tables as measured, in one square: counts, their noise, and the weight of each table."""

    noisy: Floats
    sds: Floats
    weights: Floats
    ones: list[Floats]

    @property
    def typical(self) -> float:
        """The noise of a cell of a typical table."""
        upper = self.weights[np.triu_indices(len(self.weights), 1)]
        return float(np.sqrt(np.mean(1 / upper)))


@dataclass(frozen=True)
class Made:
    """The records, how many the noisy count says there are, and which 3-way tables were measured."""

    codes: Codes
    count: int
    pairs: Pairs
    triples: tuple[Table, ...]


def make(answers: Answers, plan: Plan, *, strict: bool, random: np.random.Generator, step: Step) -> Made:
    """Ask, fit, draw, refine."""
    step("counting")
    count = answers.count()
    if count < SMALLEST:
        raise CannotPublish(too_few(), rho=1 / (2 * plan.count_sd**2))
    step("measuring 2-way tables")
    pairs = measured(answers, plan, count)
    layout, typical = plan.layout, pairs.typical
    mixture = Mixture(layout, count, pairs.ones, random)
    heavy = np.where(layout.off_diagonal(), 1 / np.maximum(pairs.sds, 1e-9) ** 2, 0.0)
    mixture.fit(pairs.noisy, heavy, step=lambda done, of: step(f"fitting, {done} of {of}"))
    step("drawing records")
    model = mixture.square()
    target = _target(pairs.noisy, model, pairs.sds, layout.off_diagonal(), strict=strict)
    rare = mixture.rare(LEAST) if strict and layout.pair_cells * layout.width <= MOST_RARE else None
    refiner = Refiner(layout, mixture.drawn(count, random), target, pairs.weights * typical**2, rare)
    step("refining")
    refiner.refine(FIRST_SWEEPS, random)
    for turn in range(plan.rounds):
        step(f"measuring 3-way tables, round {turn + 1} of {plan.rounds}")
        _round(answers, plan, refiner, typical, strict=strict)
        refiner.refine(SWEEPS if turn == plan.rounds - 1 else FIRST_SWEEPS, random)
    refiner.spare(FEWEST)
    refiner.refine(1 if strict else 0, random)
    return Made(random.permutation(refiner.codes), count, pairs, tuple(refiner.triples))


def too_few() -> str:
    """What to do with a population too small to publish records of."""
    return (
        f"Not made: by the noisy count this population has fewer than {SMALLEST:,} records. Made-up records of so few "
        "would be mostly noise, and look exact. Publish suppressed tables instead (opennrm suppress), or several years "
        "or countries together. Only the count was asked of the records; its share of the budget is spent."
    )


def measured(answers: Answers, plan: Plan, count: int) -> Pairs:
    """Every 2-way table, put together from its noisy residuals."""
    layout, width = plan.layout, plan.layout.width
    rest = {table: centred(answers.residual(table, sd=sd)) for table, sd in plan.residual_sds.items()}
    noisy, sds = np.zeros((width, width)), np.zeros((width, width))
    weights = np.zeros((len(layout.cards), len(layout.cards)))
    for a, b in layout.pairs:
        rows, columns = layout.cards[a], layout.cards[b]
        table = rest[(a, b)] + rest[(a,)][:, None] / columns + rest[(b,)][None, :] / rows + count / (rows * columns)
        variance = plan.pair_variance((a, b))
        for first, second, block in ((a, b, table), (b, a, table.T)):
            layout.block(noisy, first, second)[...] = block
            layout.block(sds, first, second)[...] = sqrt(variance)
            weights[first, second] = 1 / variance
    ones = [rest[(c,)] + count / layout.cards[c] for c in layout.columns]
    for c in layout.columns:
        layout.block(noisy, c, c)[...] = np.diag(ones[c])
        weights[c, c] = 1 / plan.single_variance(c)
    return Pairs(noisy, sds, weights, ones)


def _target(noisy: Floats, model: Floats, sds: Floats, where: NDArray[np.bool_], *, strict: bool) -> Floats:
    """What the cells ``where`` asked should hold; nothing elsewhere."""
    target = noisy.copy()
    target[where] = _goal(noisy[where], model[where], sds[where], strict=strict)
    return target


def _goal(noisy: Floats, model: Floats, sds: Floats | float, *, strict: bool) -> Floats:
    goal = shrunk(noisy, model, sds)
    return np.where(lost(noisy, model, sds), FORBIDDEN, goal) if strict else goal


def _round(answers: Answers, plan: Plan, refiner: Refiner, typical: float, *, strict: bool) -> None:
    """Choose the 3-way tables that are farthest off, and measure what they add to the 2-way ones."""
    layout, made = plan.layout, refiner.codes
    for place in answers.worst(made, _allowance(plan, refiner.triples)):
        table = plan.triples[place]
        asked = plan.triple_noise(table)
        model = layout.counts(made, table)
        noisy = model + centred(answers.residual(table, sd=asked) - centred(model))
        sd = asked * sqrt(freedom(layout, table))
        goal = _goal(noisy.ravel(), model.ravel(), sd, strict=strict).reshape(model.shape)
        refiner.add(table, goal, weight=(typical / sd) ** 2)


def _allowance(plan: Plan, taken: list[Table]) -> NDArray[np.int64]:
    """What the noise of measuring would cost each 3-way table: no use in measuring what is nearer than that."""
    layout = plan.layout
    expected = [
        sqrt(2 / pi) * plan.triple_sd * freedom(layout, t) * min(layout.cells(t), ALLOWED_CELLS) for t in plan.triples
    ]
    out = np.rint(expected).astype(np.int64)
    out[[plan.triples.index(table) for table in taken]] += 10**12
    return out
