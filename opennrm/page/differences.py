"""What differs between two versions of a text, and between two lists, so that it can be told in words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

PART = re.compile(r"[A-Za-z0-9À-ɏ’'-]+|\s+|.", re.DOTALL)
SHORTEST = 2  # equal parts between two changes that are read as one change
Kind = Literal["same", "gone", "new"]
T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """A stretch of text that stayed, went, or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """Two texts as runs; ``new`` and ``gone`` count the characters that came and went, spaces left out."""

    runs: tuple[Run, ...]
    new: int
    gone: int

    @property
    def any(self) -> bool:
        """Whether the texts differ."""
        return bool(self.new or self.gone) or any(run.kind != "same" for run in self.runs)


def difference(before: str, after: str) -> Difference:
    """By words where words are spaced, by characters elsewhere. The «gone» of a change stands before its «new»."""
    old, new = PART.findall(before), PART.findall(after)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(old[a:b])))
            continue
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        runs += [Run("gone", gone)] * bool(gone) + [Run("new", came)] * bool(came)
    joined = tuple(_joined(runs))
    return Difference(joined, _length(joined, "new"), _length(joined, "gone"))


def gone_and_new(before: Sequence[T], after: Sequence[T]) -> tuple[list[T], list[T]]:
    """What a list lost, and what it gained."""
    return [each for each in before if each not in after], [each for each in after if each not in before]


def _joined(runs: Sequence[Run]) -> Iterable[Run]:
    """Short equal stretches between two changes go into them: a text of single letters cannot be read."""
    gone = new = ""
    for at, run in enumerate(runs):
        between = 0 < at < len(runs) - 1 and bool(gone or new) and len(run.text) <= SHORTEST
        if run.kind == "same" and not between:
            yield from _change(gone, new)
            gone = new = ""
            yield run
        else:
            gone += run.text if run.kind != "new" else ""
            new += run.text if run.kind != "gone" else ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterable[Run]:
    if gone:
        yield Run("gone", gone)
    if new:
        yield Run("new", new)


def _length(runs: Iterable[Run], kind: Kind) -> int:
    return sum(len("".join(run.text.split())) for run in runs if run.kind == kind)
