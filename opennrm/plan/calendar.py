"""When a year's progress is due, and when bodies are reminded: from ``data/reporting.toml``."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from opennrm.agencies.declared import Faults, open_declaration
from opennrm.plan.read import DATA


@dataclass(frozen=True)
class Calendar:
    """Due on ``month``/``day`` of the year after the one reported on; reminders so many days from the due day."""

    month: int
    day: int
    reminders: tuple[int, ...]

    def due(self, year: int) -> date:
        """The due day of a year's progress."""
        return date(year + 1, self.month, self.day)


@cache
def calendar() -> Calendar:
    """The declared calendar. Raises ``FaultyDeclaration``."""
    faults = Faults()
    file = open_declaration(DATA / "reporting.toml", faults)
    due, reminders = file.table("due"), file.entries("reminder", named_by="days")
    days = sorted(each.number("days", -366, 366) for each in reminders)
    found = Calendar(due.number("month", 1, 12), due.number("day", 1, 28), tuple(days))
    for each in (due, *reminders, file):
        each.close()
    faults.settle()
    return found
