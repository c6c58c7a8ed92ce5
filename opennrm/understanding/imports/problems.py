"""What is wrong with a file, said so that the person who made it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, what stands there, what was expected.

    ``row`` counts as a spreadsheet does: the header is row 1.
    """

    file: str
    row: int | None
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        found = f"{self.value!r} — " if self.value or self.column else ""
        return f"{where}: {found}expected {self.expected}"


class Refused(ValueError):
    """A file cannot be taken in. Nothing of it was kept; every problem is listed."""

    def __init__(self, problems: Sequence[Problem], *, total: int | None = None) -> None:
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        if self.total > len(shown):
            shown.append(f"… and {self.total - len(shown)} more.")
        super().__init__("\n".join(shown))
