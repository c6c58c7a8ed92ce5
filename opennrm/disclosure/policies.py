"""The policies of release: for whom, what is withheld, how much uncertainty must be left. Data, one TOML file each."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from opennrm.disclosure.terms import Base, Zeros

FOLDER = Path(__file__).parent / "policies"


class UnknownPolicy(ValueError):
    """No policy of that name, or no such table may go out under it."""


@dataclass(frozen=True)
class Words:
    """A text in English and Japanese."""

    en: str
    ja: str


@dataclass(frozen=True)
class Amounts:
    """What makes a sum of amounts unsafe: too few contributors, or one or two that dominate it.

    ``p_percent``: the second largest contributor must not be able to reckon the largest to within so many percent.
    ``dominance_n`` largest contributors must not make up more than ``dominance_k`` percent.
    """

    contributors: int
    p_percent: int
    dominance_n: int
    dominance_k: int


@dataclass(frozen=True)
class Exempt:
    """Tables that may go out whole, because the government itself publishes these counts; since when, and where."""

    population: str
    tables: tuple[str, ...]
    because: Words
    source: str
    since: date


@dataclass(frozen=True)
class Policy:
    """What an audience may learn from a table.

    Counts below ``threshold`` are withheld, nought as ``zeros`` says. A withheld small count must keep at least
    ``width`` + 1 possible values in the eyes of an outsider who knows this policy. With ``insiders``, whoever knows
    one withheld small count must not thereby know another. ``rounding_base``: what counts are rounded to instead.
    """

    id: str
    title: Words
    audience: Words
    since: date
    source: str
    threshold: int
    zeros: Zeros
    width: int
    insiders: bool
    rounding_base: Base
    amounts: Amounts
    exempt: tuple[Exempt, ...]

    def small(self, value: int) -> bool:
        """Whether a count of this size is withheld."""
        return value < self.threshold and (value > 0 or self.zeros is Zeros.MASKED)

    @property
    def least(self) -> int:
        """The least count that is withheld for being small."""
        return 0 if self.zeros is Zeros.MASKED else 1

    def exemption(self, table: str, population: str, *, on: date) -> Exempt | None:
        """Why this table may go out whole on that day, if it may."""
        found = (e for e in self.exempt if table in e.tables and e.population == population and e.since <= on)
        return next(found, None)


def policies() -> tuple[Policy, ...]:
    """All policies that ship, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def policy(name: str) -> Policy:
    """The policy of that name. Raises UnknownPolicy, naming those there are."""
    known = {each.id: each for each in policies()}
    if name not in known:
        raise UnknownPolicy(f"no policy «{name}»; there are: {', '.join(known)}")
    return known[name]


@cache
def _read(path: Path) -> Policy:
    content: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    exempt = tuple(
        Exempt(**{**each, "tables": tuple(each["tables"]), "because": Words(**each["because"])})
        for each in content.pop("exempt", [])
    )
    read: dict[str, Any] = {
        **content,
        "title": Words(**content["title"]),
        "audience": Words(**content["audience"]),
        "zeros": Zeros(content["zeros"]),
        "amounts": Amounts(**content["amounts"]),
    }
    made = Policy(id=path.stem, exempt=exempt, **read)
    if why := _why_not(made):
        raise ValueError(f"{path.name}: {why}")
    return made


def _why_not(policy: Policy) -> str | None:
    room = policy.threshold - 1 - policy.least
    if policy.threshold < 2:
        return f"a threshold of {policy.threshold} withholds nothing: expected 2 or more"
    if not 1 <= policy.width <= room:
        return (
            f"a width of {policy.width} — expected 1 to {room}: a withheld count lies below {policy.threshold} anyway"
        )
    if policy.rounding_base not in get_args(Base):
        return f"a rounding base of {policy.rounding_base} — expected one of {get_args(Base)}"
    if policy.width > policy.rounding_base - 1:
        return f"a rounding base of {policy.rounding_base} cannot leave a width of {policy.width}"
    return None
