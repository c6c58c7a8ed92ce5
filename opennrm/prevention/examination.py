"""A file of contracts in, one line for each contract and criterion out; what cannot be read is kept beside it.

The file is read and written as a stream, so that its size does not matter to memory.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from opennrm.page import csv_faults
from opennrm.prevention.contracts import COLUMNS, Contract, Mistake, read_contract
from opennrm.prevention.criteria import Criteria, Criterion, holding
from opennrm.prevention.rules import judge
from opennrm.prevention.terms import Outcome
from opennrm.understanding.imports.problems import Problem, Refused

OUT = ("contract", "employer", "criterion", "group", "text", "outcome", "shown_by", "law", "law_evidence", "on")
REFUSED_ENDING = ".refused.csv"
WHY = "why"  # the column of that file; it is passed over when the file is examined again
EVERY = 1000  # rows between two reports of progress
KEPT = 200  # problems told; all of them stand in the file of refused rows
Tell = Callable[[int], None]


@dataclass
class Examined:
    """What came of a file: contracts examined, findings by outcome, and what could not be read."""

    contracts: int = 0
    refused: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    refused_file: Path | None = None


def examine(file: Path, *, on: date, out: Path, language: str = "en", tell: Tell = lambda _rows: None) -> Examined:
    """Examine every contract of a CSV file against the criteria that hold on a day, and write ``out``.

    A row that cannot be read goes as it was, with the reason, into ``out`` + ``.refused.csv``; all others are
    examined. Raises ``Refused`` where the file as a whole cannot be read, ``NoCriteria`` for a day before the system
    began; then nothing is written. ``out`` appears whole or not at all.
    """
    criteria = holding(on)
    done = Examined()
    refused_file = out.with_name(out.name + REFUSED_ENDING)
    with _rows(file, criteria) as (header, rows), _whole(out) as sheet, _whole(refused_file) as aside:
        sheet.write("\ufeff" + _line(OUT))
        kept = csv.writer(aside)
        aside.write("\ufeff")
        kept.writerow([*(name for name in header if name != WHY), WHY])
        lines = _Lines(criteria, on=on, language=language)
        seen: dict[str, int] = {}
        for number, values in rows:
            contract, mistakes = read_contract(dict(zip(header, values)), criteria)
            mistakes += misshapen(header, values) + _repeated(contract, seen, number)
            if mistakes:
                done.refused += 1
                said = "; ".join(_said(each) for each in mistakes)
                kept.writerow([*(value for name, value in zip_longest(header, values) if name != WHY), said])
                done.problems += (
                    [] if len(done.problems) >= KEPT else [_problem(file, number, each) for each in mistakes]
                )
                continue
            sheet.write(lines.of(contract, done.outcomes))
            done.contracts += 1
            if (done.contracts + done.refused) % EVERY == 0:
                tell(done.contracts + done.refused)
    if done.refused:
        done.refused_file = refused_file
    else:
        refused_file.unlink()
    return done


class _Lines:
    """Lines of a contract; what recurs from contract to contract is written once."""

    def __init__(self, criteria: Criteria, *, on: date, language: str) -> None:
        self._criteria, self._on, self._language = criteria.all, on, language
        self._known: dict[tuple[str, Outcome, str], str] = {}

    def of(self, contract: Contract, outcomes: Counter[Outcome]) -> str:
        before = _line([contract.id, contract.employer])[:-2] + ","
        return "".join(before + self._rest(criterion, contract, outcomes) for criterion in self._criteria)

    def _rest(self, criterion: Criterion, contract: Contract, outcomes: Counter[Outcome]) -> str:
        finding = judge(criterion, contract)
        outcomes[finding.outcome] += 1
        shown = finding.shown_by.of(self._language)
        key = (criterion.id, finding.outcome, shown)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            text = criterion.text.of(self._language)
            row = [criterion.id, criterion.group.value, text, finding.outcome.value, shown, "; ".join(criterion.law)]
            self._known[key] = _line([*row, criterion.evidence.value, self._on.isoformat()])
        return self._known[key]


def example() -> str:
    """A file of made-up contracts, to begin from."""
    criteria = holding(date(2026, 4, 1)).all
    filled: Mapping[str, str] = {
        "contract": "made-up-1", "employer": "9999999999999", "dispatched": "no", "support_entrusted": "no",
        "pay": "205000", "pay_unit": "month", "japanese_pay": "205000", "weekly_hours": "40",
        "ordinary_weekly_hours": "40", "home_leave": "yes", "fare_home": "yes", "deposit": "no", "penalty": "no",
        "passport_kept": "no", "bankbook_kept": "no", "pay_traceable": "yes", "worker_language": "vi",
        "support_languages": "ja;vi",
    }  # fmt: skip
    header = [*COLUMNS, *(each.id for each in criteria)]
    said = [each.expected.value for each in criteria]
    first = [*(filled.get(name, "") for name in COLUMNS), *said]
    second = first.copy()
    for name, value in {"contract": "made-up-2", "pay": "158000", "passport_kept": "yes", "C05": ""}.items():
        second[header.index(name)] = value
    return _line(header) + _line(first) + _line(second)


@contextmanager
def _rows(file: Path, criteria: Criteria) -> Iterator[tuple[list[str], Iterator[tuple[int, list[str]]]]]:
    """The header and the rows of a file. Refused where there is no table in it."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as source, rows_of(source, file.name, criteria) as found:
            yield found
    except FileNotFoundError:
        raise Refused([Problem(file.name, None, "", "", _("a file; there is none of this name"))]) from None


@contextmanager
def rows_of(
    source: IO[str], name: str, criteria: Criteria
) -> Iterator[tuple[list[str], Iterator[tuple[int, list[str]]]]]:
    """The header and the rows of an open file, numbered as a spreadsheet does. Refused where it holds no table."""
    try:
        reader = csv.reader(source)
        header = [column.strip() for column in next(reader, [])]
        if problems := _header_problems(name, header, criteria):
            raise Refused(problems)
        yield header, ((number, row) for number, row in enumerate(reader, 2) if any(row))
    except UnicodeDecodeError:
        raise Refused([Problem(name, None, "", "", _("UTF-8 text; save the file as «CSV UTF-8»"))]) from None
    except csv.Error as error:
        raise Refused([Problem(name, None, "", csv_faults.told(error), _("a CSV file"))]) from None


def _header_problems(file: str, header: list[str], criteria: Criteria) -> list[Problem]:
    known = {WHY, *COLUMNS, *(each.id for each in criteria.all)}
    found = [
        Problem(file, 1, name, "", _("a column named so: it may not be absent"))
        for name in ("contract", "employer")
        if name not in header
    ]
    found += [
        Problem(file, 1, name, name, _("a column or criterion we know: see docs/reference/examination.md"))
        for name in header
        if name not in known
    ]
    return found + [
        Problem(file, 1, name, name, _("each column once")) for name, times in Counter(header).items() if times > 1
    ]


def misshapen(header: list[str], values: list[str]) -> list[Mistake]:
    """The mistake of a row that has more or fewer values than the header."""
    if len(values) == len(header):
        return []
    expected = f"{len(header)} values in the row, not {len(values)}: look for a comma without quotes"
    ja = f"1行に{len(header)}個の値（この行は{len(values)}個）。引用符で囲まれていないコンマがないか確認してください"
    return [Mistake("", "", expected, ja)]


def _repeated(contract: Contract, seen: dict[str, int], number: int) -> list[Mistake]:
    if contract.id in seen:
        return [Mistake("contract", contract.id, f"an id of its own: row {seen[contract.id]} has the same")]
    seen[contract.id] = number
    return []


def _problem(file: Path, number: int, mistake: Mistake) -> Problem:
    return Problem(file.name, number, mistake.column, mistake.value, mistake.expected)


def _said(mistake: Mistake) -> str:
    return f"{mistake.column}: expected {mistake.expected}" if mistake.column else f"expected {mistake.expected}"


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file that appears under its name only when all of it is written."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as made:
            yield made
            made.flush()
            os.fsync(made.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _line(values: list[str] | tuple[str, ...]) -> str:
    """One CSV line; a text that a spreadsheet would take for a formula is quoted as text."""
    made = io.StringIO()
    csv.writer(made).writerow([f"'{each}" if each[:1] in "=+-@\t\r" and each else each for each in values])
    return made.getvalue()
