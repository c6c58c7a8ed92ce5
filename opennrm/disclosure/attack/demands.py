"""What a policy tells an outsider about a withheld cell, and how much uncertainty it demands there."""

from dataclasses import dataclass

from opennrm.disclosure.attack.equations import Contradictory
from opennrm.disclosure.attack.reading import Key, Published, Seen
from opennrm.disclosure.policies import Policy

Range = tuple[int, int | None]


@dataclass(frozen=True)
class Demands:
    """The demands of a policy on a table of counts or of amounts; without a policy: that nothing is known exactly."""

    policy: Policy | None
    amounts: bool = False

    def told(self, published: Published) -> dict[Key, Range]:
        """The ranges that the status of a withheld count tells: a primary one is small, a secondary one is not."""
        if self.policy is None or self.amounts:
            return {}
        least, threshold = self.policy.least, self.policy.threshold
        ranges: dict[str, Range] = {"primary": (least, threshold - 1), "secondary": (threshold, None)}
        told = {}
        for key, cell in published.cells.items():
            if cell.hidden and cell.status in ranges:
                low, high = ranges[cell.status]
                ends = [end for end in (high, cell.high) if end is not None]
                told[key] = (max(low, cell.low), min(ends, default=None))
                if ends and min(ends) < told[key][0]:
                    raise Contradictory(f"{' × '.join(key)} cannot be {cell.status} under «{self.policy.id}»")
        return told

    def width(self, cell: Seen, high: int) -> int:
        """How many values beyond one must be left. What is withheld for others' sake must only not be exact.

        Of an amount: the policy's percentage of the largest it can be.
        """
        if self.policy is None or cell.status == "secondary":
            return 1
        if self.amounts:
            return max(1, -(-high * self.policy.amounts.p_percent // 100))
        return self.policy.width

    def shown(self, cell: Seen) -> bool:
        """Whether a value stands there that should not."""
        exact = cell.value is not None and not cell.base
        return self.policy is not None and not self.amounts and exact and self.policy.small(cell.value or 0)

    def harmless(self, cell: Seen, low: int, high: int | None) -> bool:
        """A rounded count nobody would withhold: certainly not small, or nought where that is shown."""
        if not cell.base or self.policy is None:
            return False
        return low >= self.policy.threshold or (high == 0 and not self.policy.small(0))

    def tells(self, cell: Seen) -> bool:
        """Whether an insider's knowledge of this cell is feared: it is withheld and may be small."""
        return self.policy is not None and self.policy.insiders and cell.hidden and cell.status != "secondary"
