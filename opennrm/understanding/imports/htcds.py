"""Facts out of files of the Human Trafficking Case Data Standard 2.0: the Excel toolkit, XLSForm exports.

Of each row only the nine questions of ``mappings/htcds.toml`` are read: no name, address or number of a
person is taken up, and of the birth date only the age on the day of referral. A fact falls for actual victims
alone.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from opennrm.understanding import countries
from opennrm.understanding.facts import VictimIdentified
from opennrm.understanding.imports.origin import Origin, TakenFacts
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import Cells, Row, Sheet, records
from opennrm.understanding.terms import Precision

DECLARED = Path(__file__).resolve().parents[1] / "mappings" / "htcds.toml"
VICTIM = "ActualVictimOfTrafficking"
LEFT_OUT = {
    "PossibleVictimOfTrafficking": "possible victims: nobody has decided yet that they are victims",
    "NotAVictimOfTrafficking": "persons decided not to be victims",
    "": "persons without a trafficking status",
}
SEVERAL = "persons of several citizenships: the first one listed counts as the nationality"
NO_DAY = "victims without an incoming referral date: they count in no year"
TICKED = ("1", "true", "yes")
LABELS_OF_A_TOOLKIT = 3
COUNTRY = "a country's English name, or its ISO 3166-1 code such as JP"
OLDEST = 120


@dataclass(frozen=True)
class Question:
    """A field of the standard: its names and label, and the register's code for each answer."""

    field: str
    label: str
    names: tuple[str, ...]
    answers: tuple[str, ...]
    codes: Mapping[str, str]

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """The codes of the answers in a cell, in their order, and the parts that are no answer.

        A label may hold the separator itself («Water supply; sewerage, …»): the longest that fits is taken.
        """
        if plain(text) in self.codes:
            return [self.codes[plain(text)]], []
        separator = ";" if ";" in text else " "
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        found, wrong, at = [], [], 0
        while at < len(parts):
            ends = range(len(parts), at, -1)
            end = next((e for e in ends if plain(_joined(parts[at:e], separator)) in self.codes), None)
            if end is None:
                wrong.append(parts[at])
                at += 1
            else:
                found.append(self.codes[plain(_joined(parts[at:end], separator))])
                at = end
        return found, wrong


def plain(text: str) -> str:
    """A name or label without the differences people and programs make: case and blanks."""
    return " ".join(text.casefold().split())


def _joined(parts: Sequence[str], separator: str) -> str:
    return f"{separator} ".join(parts) if separator == ";" else " ".join(parts)


@cache
def answers(name: str) -> Mapping[str, str]:
    """The answers of a question as the standard names them, with what people see."""
    said: dict[str, Any] = tomllib.loads(DECLARED.read_text("utf-8"))
    return {answer: label for answer, label, *_code in said["questions"][name]["answers"]}


@cache
def questions() -> Mapping[str, Question]:
    """The questions a fact is made of, by the attribute they give."""
    said: dict[str, Any] = tomllib.loads(DECLARED.read_text("utf-8"))
    return {name: _question(name, body) for name, body in said["questions"].items()}


def _question(name: str, body: Mapping[str, Any]) -> Question:
    codes: dict[str, str] = {}
    if name == "nationality":
        codes |= {plain(text.en): code for code, text in countries.names().items()}
    for answer, label, *code in body.get("answers", []):
        codes |= dict.fromkeys((plain(answer), plain(label)), code[0] if code else answer)
    return Question(
        field=name,
        label=body["label"],
        names=tuple(body["names"]),
        answers=tuple(label for _name, label, *_code in body.get("answers", [])),
        codes=codes,
    )


def read_htcds(sheet: Sheet, *, collection: str, recorded_on: date) -> TakenFacts:
    """The facts of a toolkit file or an XLSForm export. Raises Refused with every problem of every row."""
    origin = Origin(collection, sheet.sha256)
    header_at, columns = _columns(sheet)
    take = tuple(columns.get(at, "") for at in range(len(sheet.rows[header_at][1])))
    named = [at for at, name in enumerate(sheet.rows[header_at][1]) if name]
    problems: list[Problem] = []
    facts = []
    left_out, remarks = Counter[str](), Counter[str]()
    for row, (_number, cells) in zip(records(sheet, header_at=header_at, take=take), sheet.rows[header_at + 1 :]):
        if not any(cells[at] for at in named if at < len(cells)):
            continue  # a row the toolkit has numbered in advance
        reader = _Reader(sheet, row, problems)
        before = len(problems)
        status = reader.one("status")
        if status != VICTIM and len(problems) == before:
            left_out[LEFT_OUT[status]] += 1
            continue
        facts.append(_fact(reader, origin, recorded_on, remarks))
    if problems:
        raise Refused(problems)
    return TakenFacts(tuple(facts), left_out, remarks)


def _columns(sheet: Sheet) -> tuple[int, dict[int, str]]:
    """Which row is the header, and the column of each question by position.

    In the toolkit the labels of the second row count: the hidden names above them are shifted in places.
    """
    labels = {plain(q.label): name for name, q in questions().items()}
    second = sheet.rows[1][1] if len(sheet.rows) > 1 else ()
    is_toolkit = sum(plain(cell) in labels for cell in second) >= LABELS_OF_A_TOOLKIT
    header_at = 1 if is_toolkit else 0
    number, header = sheet.rows[header_at]
    known = labels | {plain(name): q.field for q in questions().values() for name in q.names}
    columns = places(header, known)
    problems = []
    for name, question in questions().items():
        if not any(place == name or place.startswith(f"{name}/") for place in columns.values()):
            expected = f"this column (in an XLSForm export {question.names[-1]}); add it, even if it is empty"
            problems.append(sheet.problem(number, question.label, "", expected))
    if problems:
        raise Refused(problems)
    return header_at, columns


def places(header: Cells, known: Mapping[str, str]) -> dict[int, str]:
    """Positions of the questions: ``sex``; ``means/DebtBondage`` where an export has a column an answer."""
    whole: dict[int, str] = {}
    split: dict[int, str] = {}
    for at, cell in enumerate(header):
        parts = cell.split("/")  # a group, the question, an answer: the first and the last may be absent
        here = next((i for i, part in enumerate(parts) if plain(part) in known), None)
        if here is not None:
            name, answer = known[plain(parts[here])], "/".join(parts[here + 1 :])
            (split if answer else whole)[at] = f"{name}/{answer}" if answer else name
    return whole | {at: place for at, place in split.items() if place.split("/")[0] not in whole.values()}


class _Reader:
    """Reads the answers of one row; what is wrong goes to the list of problems."""

    def __init__(self, sheet: Sheet, row: Row, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.row = row
        self.problems = problems

    def text(self, name: str) -> str:
        """The cell of a question, or the ticked answers of its columns."""
        ticked = [
            place.split("/", 1)[1]
            for place, cell in self.row.cells.items()
            if place.startswith(f"{name}/") and cell.casefold() in TICKED
        ]
        return self.row[name] or ";".join(ticked)

    def wrong(self, name: str, value: str, expected: str) -> None:
        """Note a problem in the column of a question."""
        self.problems.append(self.sheet.problem(self.row.number, questions()[name].label, value, expected))

    def all(self, name: str) -> list[str]:
        """The codes of every answer given, without «not known»."""
        question = questions()[name]
        found, wrong = question.read(self.text(name))
        expected = f"one of {', '.join(question.answers)}" if name != "nationality" else COUNTRY
        for part in wrong:
            self.wrong(name, part, expected)
        return [code for code in found if code]

    def one(self, name: str) -> str:
        """The code of a question with one answer; empty where none is given."""
        found = self.all(name)
        if len(found) > 1:
            self.wrong(name, self.text(name), "one answer")
        return found[0] if found else ""

    def day(self, name: str) -> date | None:
        """A day, without its time; None where none is given."""
        text = self.text(name)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self.wrong(name, text, "a day written 2020-12-31")
            return None


def _fact(reader: _Reader, origin: Origin, recorded_on: date, remarks: Counter[str]) -> VictimIdentified:
    day, row = reader.day("day"), reader.row.number
    if day and day > recorded_on:
        reader.wrong("day", day.isoformat(), f"a day not after {recorded_on}, the day of recording")
    nationalities = reader.all("nationality")
    remarks.update([SEVERAL] if len(nationalities) > 1 else [])
    remarks.update([] if day else [NO_DAY])
    return VictimIdentified(
        id=origin.id(VictimIdentified, row),
        key=origin.key(row),
        day=day,
        precision=Precision.DAY if day else Precision.UNKNOWN,
        recorded_on=recorded_on,
        sex=reader.one("sex") or None,
        nationality=nationalities[0] if nationalities else None,
        age=_age(reader, day),
        exploitation=frozenset(reader.all("exploitation")),
        means=frozenset(reader.all("means")),
        industry=frozenset(reader.all("industry")),
        recognised_by=frozenset(reader.all("recognised_by")),
    )


def _age(reader: _Reader, day: date | None) -> int | None:
    """Completed years on the day; the birth date goes no further than this."""
    birth = reader.day("birth")
    if birth is None or day is None:
        return None
    age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    if not 0 <= age <= OLDEST:
        reader.wrong("birth", birth.isoformat(), f"a day 0 to {OLDEST} years before the referral, {day}")
        return None
    return age
