"""Reading a long file of offences against the signs, a row at a time: what fired, written beside each. No database.

The file has the columns of ``related_file``; memory does not grow with it. A row that cannot be read is written with
what is wrong, and the rest goes on.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TextIO

from opennrm.eradication.reading import Fired, Reader
from opennrm.eradication.signs import declared, reader
from opennrm.identification.terms import Minor
from opennrm.understanding.terms import RelatedOffence as Kind

READ_BY = ("number", "kind", "cleared", "minor", "observed")
HEADER = ("number", "signs", "because", "problem")
KINDS, MINORS = frozenset(Kind.values), frozenset(Minor.values)


@dataclass
class Counted:
    """How many were read, how many have signs, how many could not be read."""

    rows: int = 0
    with_signs: int = 0
    problems: int = 0


class NoSuchColumns(ValueError):
    """The file lacks columns; their names."""


def sweep(source: Iterable[str], out: TextIO | None) -> Counted:
    """Read every row; write a line for each that fired or cannot be read. Raises NoSuchColumns."""
    rows = csv.reader(source)
    header = [each.strip().lstrip("\ufeff") for each in next(rows, [])]
    if missing := [each for each in READ_BY if each not in header]:
        raise NoSuchColumns(", ".join(missing))
    places = tuple(header.index(each) for each in READ_BY)
    sheet = csv.writer(out) if out is not None else None
    if sheet is not None:
        sheet.writerow(HEADER)
    counted = Counted()
    for number, fired, problem in _read(rows, places, reader()):
        counted.rows += 1
        if problem:
            counted.problems += 1
        elif fired:
            counted.with_signs += 1
        if sheet is not None and (fired or problem):
            sheet.writerow((number, *_written(fired), problem))
    return counted


def _read(
    rows: Iterable[list[str]], places: tuple[int, ...], reads: Reader
) -> Iterator[tuple[str, tuple[Fired, ...], str]]:
    at_number, at_kind, at_cleared, at_minor, at_observed = places
    last, of_text = max(places), reads.of_text
    for row in rows:
        if len(row) <= last:
            yield (row[at_number] if len(row) > at_number else "", (), "too few cells")
            continue
        kind, minor, observed = row[at_kind], row[at_minor] or Minor.NOT_SURE.value, row[at_observed]
        cleared = _day(row[at_cleared])
        if cleared is None or kind not in KINDS or minor not in MINORS or not _known(observed):
            yield row[at_number], (), _why(kind, cleared, minor)
            continue
        yield row[at_number], of_text(kind, observed, minor, cleared), ""


@lru_cache(maxsize=50_000)
def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _known(observed: str) -> bool:
    return all(each in declared().circumstances for each in observed.split())


def _why(kind: str, cleared: date | None, minor: str) -> str:
    if kind not in KINDS:
        return "kind: no such kind of offence"
    if cleared is None:
        return "cleared: expected a day such as 2026-04-01"
    return "minor: expected yes, no or not_sure" if minor not in MINORS else "observed: no such circumstance"


@lru_cache(maxsize=100_000)
def _written(fired: tuple[Fired, ...]) -> tuple[str, str]:
    because = sorted({code for each in fired for code in each.because})
    return " ".join(each.sign.code for each in fired), " ".join(because)
