"""Reading an offence against the signs of trafficking that held on its day. Plain values in, what fired out.

Nothing is decided: a sign says that somebody should look. The same signs fire for the same facts on any day, since each
carries the days it holds for.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.identification.terms import Minor
from opennrm.page.bilingual import Text

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sign:
    """A sign, and what it takes: of its kinds (of any where there are none), any of ``any_of``, a child where it says.

    ``means`` are codes of ``MeansOfControl``: what the register keeps of it. ``until`` is its last day.
    """

    code: str
    title: Text
    any_of: frozenset[str]
    kinds: frozenset[str]
    child: bool
    means: frozenset[str]
    since: date
    until: date | None
    source: Text
    attested: bool


@dataclass(frozen=True)
class Fired:
    """A sign that fired, and which circumstances made it."""

    sign: Sign
    because: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What is read of an offence. ``minor`` not sure is read as yes (Palermo Protocol, article 3 (d))."""

    kind: str
    observed: frozenset[str]
    minor: str
    cleared: date


def fires(sign: Sign, facts: Facts) -> Fired | None:
    """The sign with its reasons; None where it does not fire, or did not hold on the day of the offence."""
    if facts.cleared < sign.since or (sign.until is not None and facts.cleared > sign.until):
        return None
    if sign.kinds and facts.kind not in sign.kinds:
        return None
    if sign.child and facts.minor == Minor.NO:
        return None
    because = sign.any_of & facts.observed
    return Fired(sign, tuple(sorted(because))) if because else None


def read(facts: Facts, signs: Iterable[Sign]) -> tuple[Fired, ...]:
    """All signs that fire, in the order they are declared."""
    return tuple(found for sign in signs if (found := fires(sign, facts)))


def means_of(fired: Iterable[Fired]) -> frozenset[str]:
    """What the register keeps of signs: methods of control."""
    return frozenset[str]().union(*(each.sign.means for each in fired))


class Reader:
    """Reads many offences: what looks alike between two changes of the signs is read once."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = tuple(signs)
        ends = {each.until + DAY for each in signs if each.until is not None}
        self._changes = sorted({each.since for each in signs} | ends)
        self._known: dict[tuple[str, str, str, int], tuple[Fired, ...]] = {}

    def read(self, kind: str, observed: Collection[str], minor: str, cleared: date) -> tuple[Fired, ...]:
        """The same as ``read``."""
        return self.of_text(kind, " ".join(sorted(observed)), minor, cleared)

    def of_text(self, kind: str, observed: str, minor: str, cleared: date) -> tuple[Fired, ...]:
        """The same of circumstances as a file has them, their codes between spaces."""
        at = kind, observed, minor, bisect_right(self._changes, cleared)
        found = self._known.get(at)
        if found is None:
            found = self._known[at] = read(Facts(kind, frozenset(observed.split()), minor, cleared), self._signs)
        return found
