"""Whether what an outsider can bound is too tight: for a policy, or, without one, whether anything is known exactly."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from opennrm.disclosure.attack.bounds import Attacker, Bound
from opennrm.disclosure.attack.demands import Demands
from opennrm.disclosure.attack.equations import System, above, system
from opennrm.disclosure.attack.insiders import tied
from opennrm.disclosure.attack.reading import Key, Published
from opennrm.disclosure.policies import Policy


class Weakness(StrEnum):
    """What is wrong with a cell."""

    SHOWN = "shown"  # a small count stands there for all to read
    EXACT = "exact"  # its value follows from the others
    TIGHT = "tight"  # too few values are left
    UNPROVED = "unproved"  # no tables were found that show enough values are left
    TIED = "tied"  # whoever knows another cell knows this one


@dataclass(frozen=True)
class Bounded:
    """A withheld or rounded cell and what an outsider can say of it."""

    key: Key
    status: str
    low: int
    high: int | None
    proved: bool


@dataclass(frozen=True)
class Finding:
    """One weakness of one cell; of a tied pair, ``other`` is the cell that gives it away."""

    key: Key
    weakness: Weakness
    low: int
    high: int | None
    other: Key | None = None

    def __str__(self) -> str:
        cell = " × ".join(self.key)
        match self.weakness:
            case Weakness.SHOWN:
                return f"{cell}: {self.low} is shown, and is too small to be"
            case Weakness.EXACT:
                return f"{cell}: is {self.low} exactly"
            case Weakness.TIED:
                return f"{cell}: is known to whoever knows {' × '.join(self.other or ())}"
            case Weakness.UNPROVED:
                return f"{cell}: nothing shows that it can be anything but {self.low} to {self.high}"
        return f"{cell}: is {self.low} to {self.high}"


@dataclass(frozen=True)
class Verdict:
    """Every withheld cell's bounds, and what is too tight. No finding: the table may stand."""

    bounded: tuple[Bounded, ...]
    findings: tuple[Finding, ...]


def attack(
    published: Published,
    policy: Policy | None = None,
    *,
    amounts: bool = False,
    hasty: bool = False,
    seconds: float = 10.0,
) -> Verdict:
    """Attack a table as an outsider who knows the policy. Raises Contradictory where the numbers cannot be true.

    ``amounts``: the values are sums of amounts, so that no threshold of counts tells how large one is.
    ``hasty`` leaves a cell as soon as it is certainly loose enough: the same findings, without every bound.
    """
    demands = Demands(policy, amounts)
    unknown = system(published, demands.told(published))
    withheld = unknown.unknowns[: unknown.withheld]
    cells = [published.cells[key] for key in withheld]
    enough = (lambda cell, low, high: high - low >= demands.width(cells[cell], high)) if hasty else None
    bounds = Attacker(unknown, seconds=seconds).bounds(enough)
    bounded = tuple(
        Bounded(key, cell.status, bound.low, bound.high, bound.proved)
        for key, cell, bound in zip(withheld, cells, bounds)
    )
    shown = [
        Finding(key, Weakness.SHOWN, cell.low, cell.high)
        for key, cell in published.cells.items()
        if demands.shown(cell)
    ]
    tight = [
        Finding(key, weakness, bound.low, bound.high)
        for key, cell, bound in zip(withheld, cells, bounds)
        if not demands.harmless(cell, bound.low, bound.high)
        and (weakness := _weakness(bound, demands.width(cell, bound.high or bound.seen_high or 0)))
    ]
    return Verdict(bounded, (*shown, *tight, *_tied(published, unknown, demands)))


def _weakness(bound: Bound, width: int) -> Weakness | None:
    if bound.seen_low is not None and bound.seen_high is not None and bound.seen_high - bound.seen_low >= width:
        return None
    if bound.high is None:
        return Weakness.UNPROVED
    if bound.high == bound.low:
        return Weakness.EXACT
    return Weakness.TIGHT if bound.high - bound.low < width else Weakness.UNPROVED


def _tied(published: Published, unknown: System, demands: Demands) -> list[Finding]:
    """Withheld small counts of different people that give each other away.

    A count and a total above it that stand for the same people say nothing of others, and nor do two such totals.
    """
    feared = [at for at, key in enumerate(unknown.unknowns[: unknown.withheld]) if demands.tells(published.cells[key])]
    findings = []
    for group in tied(unknown, feared):
        same: list[set[int]] = []
        for cell in group:
            joined = [each for each in same if any(_over(published, unknown, cell, other) for other in each)]
            same = [*(each for each in same if each not in joined), {cell}.union(*joined)]
        others = [min(each) for each in same]
        findings += [
            Finding(unknown.unknowns[one], Weakness.TIED, unknown.low[one], unknown.high[one], unknown.unknowns[other])
            for one, other in pairwise(others)
        ]
    return findings


def _over(published: Published, unknown: System, one: int, other: int) -> bool:
    """Whether one of two cells is a total the other is in."""
    a, b = unknown.unknowns[one], unknown.unknowns[other]
    return a in above(published, b) or b in above(published, a)
