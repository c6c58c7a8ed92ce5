"""Which measures take up those of the plan before: read from ``data/successions_YEAR.toml``, in both directions.

Neither plan says so: every match is ours, by heading, and is shown as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from opennrm.agencies.declared import Entry, Faults, open_declaration
from opennrm.plan.progress_terms import SuccessionHow
from opennrm.plan.read import DATA, ActionPlan, Measure, packaged

Item = tuple[int, str]  # the year of the plan, and the item in it


@dataclass(frozen=True)
class Succession:
    """A measure that takes up one of the plan before."""

    earlier: Item
    later: Item
    how: SuccessionHow


@dataclass(frozen=True)
class Linked:
    """The other end of a succession."""

    measure: Measure
    how: SuccessionHow


def follows(plan: int, item: str) -> list[Linked]:
    """The measures of the plan before that this one takes up."""
    return [Linked(_measure(each.earlier), each.how) for each in successions() if each.later == (plan, item)]


def followed_by(plan: int, item: str) -> list[Linked]:
    """The measures of the plan after that take this one up."""
    return [Linked(_measure(each.later), each.how) for each in successions() if each.earlier == (plan, item)]


@cache
def successions() -> tuple[Succession, ...]:
    """All that is declared. Raises ``FaultyDeclaration``."""
    faults, plans = Faults(), packaged().plans
    found: list[Succession] = []
    for path in sorted(DATA.iterdir(), key=lambda path: path.name):
        if path.name.startswith("successions_") and path.name.endswith(".toml"):
            file = open_declaration(path, faults)
            found += read(file, plans)
            file.close()
    faults.settle()
    return tuple(found)


def read(file: Entry, plans: dict[int, ActionPlan]) -> Iterable[Succession]:
    """The successions of one file; what names no measure of its plan is noted as a fault."""
    head = file.table("succession")
    earlier, later = head.number("earlier", 2004, 2100), head.number("later", 2004, 2100)
    head.text("source")
    head.close()
    known = {
        year: {each.item for each in plans[year].measures} if year in plans else set() for year in (earlier, later)
    }
    found = []
    for entry in file.entries("measure", named_by="item"):
        item, how = entry.text("item"), entry.choice("how", SuccessionHow)
        if item not in known[later]:
            entry.fault("item", f"found {item!r}; write an item of the plan of {later}")
        for before in entry.texts("follows", optional=False):
            if before not in known[earlier]:
                entry.fault("follows", f"found {before!r}; write items of the plan of {earlier}")
            found.append(Succession((earlier, before), (later, item), how))
        entry.close()
    return found


def _measure(at: Item) -> Measure:
    year, item = at
    return next(each for each in packaged().plans[year].measures if each.item == item)
