"""A CSV file as codes of its domain, or everything that is wrong with it.

What these problems say comes from the records: they are for whoever holds the file, and go nowhere else.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from opennrm.disclosure.synthesis.domain import Column, Domain
from opennrm.disclosure.synthesis.problems import SHOWN, Problem, Refused

Codes = NDArray[np.int16]
LARGEST = 2_000_000  # records; the counts of more would not fit the numbers they are added in


def read_records(path: Path, domain: Domain) -> Codes:
    """One row a record, one column of codes for each of the domain's, in its order. Other columns are left out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return codes_of(file, domain, where=path.name)
    except OSError as error:
        raise Refused([Problem(path.name, None, "", "", f"cannot be read: {error.strerror}")]) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused([Problem(path.name, None, "", "", f"is not a CSV file in UTF-8: {error}")]) from error


def codes_of(file: TextIO | Iterable[str], domain: Domain, *, where: str = "records") -> Codes:
    """The codes of the lines of a CSV file."""
    rows = csv.reader(file)
    header = next(rows, [])
    places = _places(header, domain, where)
    known = [{value: code for code, value in enumerate(column.values)} for column in domain.columns]
    faults: list[Problem] = []
    total = 0
    codes: list[list[int]] = []
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        found = [*_faults(row, number, header, places, known, domain.columns, where)]
        total += len(found)
        faults += found[: SHOWN - len(faults)]
        if not total:
            codes.append([each[row[place]] for each, place in zip(known, places)])
        if number > LARGEST + 1:
            raise Refused([Problem(where, None, "", "", f"has more than {LARGEST:,} records")])
    if total:
        raise Refused(faults, total=total)
    return np.array(codes, np.int16).reshape(len(codes), len(domain.columns))


def _places(header: Sequence[str], domain: Domain, where: str) -> list[int]:
    """Where each column of the domain stands in the file."""
    faults = []
    for column in domain.columns:
        if (count := list(header).count(column.name)) != 1:
            said = "is missing from the header" if not count else "stands in the header more than once"
            faults.append(Problem(where, None, column.name, "", said))
    if faults:
        raise Refused(faults)
    return [header.index(column.name) for column in domain.columns]


def _faults(
    row: Sequence[str],
    number: int,
    header: Sequence[str],
    places: Sequence[int],
    known: Sequence[dict[str, int]],
    columns: Sequence[Column],
    where: str,
) -> Iterator[Problem]:
    """What is wrong with one row."""
    if len(row) != len(header):
        yield Problem(where, number, "", "", f"{len(row)} fields; the header has {len(header)}")
        return
    for column, place, values in zip(columns, places, known):
        if row[place] not in values:
            yield Problem(where, number, column.name, row[place], "a value the domain declares for this column")


def write_records(file: TextIO, codes: Codes, domain: Domain) -> None:
    """The records as CSV, under the domain's own words."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(column.name for column in domain.columns)
    words = [column.values for column in domain.columns]
    writer.writerows([word[code] for word, code in zip(words, row)] for row in codes.tolist())
