"""Facts of victims in CTDC's columns: what cannot be said there is empty, and named.

These records are of persons and leave no process: ``ctdc_made_up`` turns them into records of nobody, and only those
are written (``opennrm ctdc``).
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from opennrm.page.bilingual import Text
from opennrm.publication.formats.codes import FOLDER
from opennrm.publication.formats.columns import Column
from opennrm.understanding.facts import Fact, Victim

TICKED, NOTHING = "1", ""
EMPTY = Text("Empty: ", "空欄：")


@dataclass(frozen=True)
class CtdcColumn:
    """One column: what of a fact it takes, by which words or codes; or why it is empty."""

    name: str
    take: str = ""
    words: Mapping[str, str] | None = None
    any: tuple[str, ...] = ()
    because: Text | None = None
    note: Text | None = None

    @property
    def about(self) -> Text:
        """What the dictionary says of it."""
        if self.because:
            return Text(EMPTY.en + self.because.en, EMPTY.ja + self.because.ja)
        ticked = f" = {', '.join(self.any)}" if self.any else ""
        note = self.note or Text("", "")
        return Text(f"{self.take}{ticked}. {note.en}".strip(), f"{self.take}{ticked}。{note.ja}".strip())


@dataclass(frozen=True)
class Ctdc:
    """All columns in order, the years of the declared domain, and the country of exploitation."""

    columns: tuple[CtdcColumn, ...]
    years: tuple[int, int]
    country: str


@cache
def ctdc() -> Ctdc:
    """CTDC's columns as declared."""
    read: dict[str, Any] = tomllib.loads((FOLDER / "ctdc.toml").read_text("utf-8"))
    found = [
        CtdcColumn(
            each["name"], each.get("take", ""), each.get("words"), tuple(each.get("any", ())),
            Text(**each["because"]) if "because" in each else None, Text(**each["note"]) if "note" in each else None,
        )
        for each in read["column"]
    ]  # fmt: skip
    first, last = read["years"]
    return Ctdc(tuple(found), (first, last), read["country"])


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2."""
    with (FOLDER / "iso3166.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: row["alpha3"] for row in csv.DictReader(file)}


def columns() -> tuple[Column, ...]:
    """The columns for CSVW and the dictionary."""
    return tuple(Column(each.name, each.about) for each in ctdc().columns)


def records(facts: Iterable[Fact]) -> Iterator[dict[str, str]]:
    """One record a person, of their first fact that stands: corrected and withdrawn ones are left out."""
    known = [fact for fact in facts if isinstance(fact, Victim)]
    gone = {fact.supersedes for fact in known if fact.supersedes} | {f.id for f in known if f.change == "withdrawal"}
    seen: set[str] = set()
    for fact in known:
        if fact.id not in gone and fact.key not in seen:
            seen.add(fact.key)
            yield {column.name: _said(column, fact) for column in ctdc().columns}


def _said(column: CtdcColumn, fact: Victim) -> str:
    match column.take:
        case "":
            return NOTHING
        case "year":
            first, last = ctdc().years
            return str(fact.day.year) if fact.day and first <= fact.day.year <= last else NOTHING
        case "citizenship":
            return alpha3().get(fact.nationality or "", NOTHING)
        case "country":
            return ctdc().country
        case "age_band":
            return (column.words or {}).get(_band(fact), NOTHING)
    value = getattr(fact, column.take)
    if column.any:
        return TICKED if set(column.any) & ({value} if isinstance(value, str) else set(value or ())) else NOTHING
    return (column.words or {}).get(value or "", NOTHING)


def _band(fact: Victim) -> str:
    """CTDC's band of an age in years, or the band that is known."""
    if fact.age is None:
        return fact.age_band or ""
    bounds = ((8, "0-8"), (17, "9-17"), (20, "18-20"), (23, "21-23"), (26, "24-26"), (29, "27-29"), (38, "30-38"))
    return next((band for last, band in (*bounds, (47, "39-47")) if fact.age <= last), "48+")
