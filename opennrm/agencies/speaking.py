"""Which languages are spoken on a day, and whether one of them is the asked-for. Plain values in and out.

What is not known stays so: a language whose beginning nobody knows is sure only from the day a source saw it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from opennrm.agencies.terms import Speaks

SAME = {"tl": "fil", "in": "id", "cmn": "zh"}  # two tags in use for one language


class Period(NamedTuple):
    """A language from ``since`` to ``until``, both included; ``seen`` is the first day a source attests it."""

    language: str
    since: date | None = None
    seen: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Spoken:
    """The languages of a day: those ``sure``, and those that may have been spoken then or not."""

    sure: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def at_least(self) -> bool:
        """Whether the number of those that are sure is only a lower bound."""
        return bool(self.unsure)


@dataclass(frozen=True)
class YearOfLanguages:
    """The languages at the end of a year over several contact points.

    ``languages`` counts each once; ``offers`` each at each contact point; ``at_least`` says that both are lower
    bounds. ``more`` is the change of ``languages`` since the year before, None where either is only a bound.
    """

    year: int
    languages: int
    offers: int
    at_least: bool
    more: int | None


def spoken_on(periods: Iterable[Period], day: date) -> Spoken:
    """The languages of a day, in the order given, each once."""
    sure: dict[str, None] = {}
    unsure: dict[str, None] = {}
    for each in periods:
        if each.until is not None and each.until < day:
            continue
        attested = each.since or each.seen
        if attested is not None and attested <= day:
            sure[each.language] = None
        elif each.since is None:
            unsure[each.language] = None
    return Spoken(tuple(sure), tuple(language for language in unsure if language not in sure))


def by_year(points: Iterable[Iterable[Period]], years: Iterable[int]) -> tuple[YearOfLanguages, ...]:
    """A row for each year, as its last day finds it, of the languages that are named: a point of which none is known
    adds none."""
    held = [list(periods) for periods in points]
    wanted = sorted(set(years))
    found = {year: _at_end_of(held, year) for year in {*wanted, *(year - 1 for year in wanted)}}
    rows = []
    for year in wanted:
        (now, offers, bound), (then, _, bound_then) = found[year], found[year - 1]
        more = None if bound or bound_then else now - then
        rows.append(YearOfLanguages(year, now, offers, bound, more))
    return tuple(rows)


def _at_end_of(points: list[list[Period]], year: int) -> tuple[int, int, bool]:
    spoken = [spoken_on(periods, date(year, 12, 31)) for periods in points]
    each = {language for one in spoken for language in one.sure}
    return len(each), sum(len(one.sure) for one in spoken), any(one.at_least for one in spoken)


def speaks(spoken: Spoken, language: str) -> Speaks:
    """Whether a language (BCP 47) is among them; variants of one language count as it. UNKNOWN where nothing is."""
    wanted = _primary(language)
    if wanted in {_primary(each) for each in spoken.sure}:
        return Speaks.YES
    if wanted in {_primary(each) for each in spoken.unsure} or not (spoken.sure or spoken.unsure):
        return Speaks.UNKNOWN
    return Speaks.NO


def _primary(tag: str) -> str:
    """``zh`` of ``zh-Hans-CN``; a deprecated tag as the one in use."""
    first = tag.split("-")[0].lower()
    return SAME.get(first, first)
