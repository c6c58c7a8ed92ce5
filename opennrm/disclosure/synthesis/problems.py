"""What is wrong with a domain, a file or the parameters, said so that it can be mended."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, what stands there, what was expected. Row 1 of a file is its header."""

    where: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        parts = (
            self.where,
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
        )
        found = f"{self.value!r} — " if self.row or self.value else ""
        return f"{', '.join(part for part in parts if part)}: {found}{self.expected}"


class Refused(ValueError):
    """Nothing was made and nothing was written; every problem is listed."""

    def __init__(self, problems: Sequence[Problem], *, total: int | None = None) -> None:
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        if self.total > len(shown):
            shown.append(f"… and {self.total - len(shown)} more.")
        super().__init__("\n".join(shown))


class CannotPublish(ValueError):
    """The noisy count says that this population is not one to publish records of. Only the count was spent."""

    def __init__(self, reason: str, *, rho: float) -> None:
        super().__init__(reason)
        self.rho = rho
