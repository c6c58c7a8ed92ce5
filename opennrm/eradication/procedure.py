"""Limits of time and the age of juveniles as declared in ``data/procedure.toml``: reminders, which decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Entry, Faults, open_declaration
from opennrm.eradication.charge_states import CUSTODY
from opennrm.eradication.investigation_terms import ChargeAct, ChargeState, Sure
from opennrm.page.bilingual import Text

DECLARED = files("opennrm.eradication") / "data" / "procedure.toml"


@dataclass(frozen=True)
class Limit:
    """How long there is after an act until the next: ``hours``, or ``days``, the day of the act being the first."""

    code: str
    after: ChargeAct
    by: ChargeAct
    hours: int | None
    days: int | None
    title: Text
    law: Text
    sure: Sure


@dataclass(frozen=True)
class Juvenile:
    """Who is a juvenile from a day on: under so many years."""

    under: int
    since: date
    law: Text
    sure: Sure


@dataclass(frozen=True)
class Procedure:
    """All that is declared."""

    limits: dict[str, Limit]
    juveniles: tuple[Juvenile, ...]


@dataclass(frozen=True)
class Due:
    """What is due by when; ``at`` is the clock where the hour of the act is known."""

    limit: Limit
    on: date
    at: time | None = None


@cache
def procedure() -> Procedure:
    """What is declared. Raises FaultyDeclaration with every fault."""
    faults = Faults()
    whole = open_declaration(DECLARED, faults)
    limits = [_limit(entry) for entry in whole.entries("limit", named_by="code")]
    juveniles = [_juvenile(entry) for entry in whole.entries("juvenile")]
    whole.close()
    faults.settle()
    return Procedure({each.code: each for each in limits}, tuple(sorted(juveniles, key=lambda each: each.since)))


def is_juvenile(years: int | None, on: date) -> bool | None:
    """Whether somebody of so many years is a juvenile under the definition of that day; None where it is not known."""
    held = [each for each in procedure().juveniles if each.since <= on]
    return None if years is None or not held else years < held[-1].under


def due_after(steps: Sequence[tuple[ChargeAct, date, time | None]], state: ChargeState) -> Due | None:
    """The limit that runs after the last step, where one does. From «sent to the prosecutor» it runs only in custody.

    Detention extended runs on from the end of the first days, whatever day the extension was granted.
    """
    if not steps:
        return None
    act, on, clock = steps[-1]
    before = [each for each, _on, _clock in steps[:-1]]
    limit = next((each for each in procedure().limits.values() if each.after == act), None)
    if limit is None:
        return None
    if act == ChargeAct.REFER:
        return _reckoned(limit, on, clock) if before and before[-1] == ChargeAct.ARREST else None
    if state not in CUSTODY:
        return None
    if act == ChargeAct.EXTEND:
        detained = max(day for each, day, _clock in steps if each == ChargeAct.DETAIN)
        first = next(each for each in procedure().limits.values() if each.after == ChargeAct.DETAIN)
        return Due(limit, detained + timedelta(days=(first.days or 0) + (limit.days or 0) - 1))
    return _reckoned(limit, on, clock)


def _reckoned(limit: Limit, on: date, clock: time | None) -> Due:
    if limit.hours is None:
        return Due(limit, on + timedelta(days=(limit.days or 1) - 1))
    end = datetime.combine(on, clock or time()) + timedelta(hours=limit.hours)
    return Due(limit, end.date(), end.time() if clock else None)


def _limit(entry: Entry) -> Limit:
    found = Limit(
        code=entry.text("code"),
        after=entry.choice("after", ChargeAct),
        by=entry.choice("by", ChargeAct),
        hours=entry.number_or_none("hours", 1, 10_000),
        days=entry.number_or_none("days", 1, 10_000),
        title=entry.bilingual("title"),
        law=entry.bilingual("law"),
        sure=entry.choice("sure", Sure),
    )
    if (found.hours is None) == (found.days is None):
        entry.fault("hours", "write hours or days, and not both")
    entry.close()
    return found


def _juvenile(entry: Entry) -> Juvenile:
    under, law = entry.number("under", 1, 100), entry.bilingual("law")
    found = Juvenile(under, entry.day_or_none("since") or date.min, law, entry.choice("sure", Sure))
    entry.close()
    return found
