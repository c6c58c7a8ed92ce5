"""The guided tour of a demonstration, from ``data/tour.toml``: who signs in, on which page, and what to do there."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Faults, open_declaration
from opennrm.page.bilingual import Text


@dataclass(frozen=True)
class Stop:
    """One step: the name of its page's URL; ``login`` is empty at the public door."""

    login: str
    page: str
    title: Text
    do: Text


@cache
def stops() -> tuple[Stop, ...]:
    """The steps in their order. Raises ``FaultyDeclaration``."""
    faults = Faults()
    file = open_declaration(files("opennrm.desk") / "data" / "tour.toml", faults)
    found = []
    for each in file.entries("step"):
        login, page = each.text("login", optional=True), each.text("page")
        found.append(Stop(login, page, each.bilingual("title"), each.bilingual("do")))
        each.close()
    file.close()
    faults.settle()
    return tuple(found)
