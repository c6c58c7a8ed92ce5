"""Rows of a file of cases, through a mapping: what each says, or what is wrong with it. No database, no clock.

A row with a problem is refused whole and named with its column, what was found and what was expected; the others stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.identification.exchange.codes import CODED, SEVERAL, code_of, names, words_of
from opennrm.identification.exchange.days import EXPECTED, read_day
from opennrm.identification.interchange import Target
from opennrm.identification.terms import NameKind
from opennrm.understanding.imports.problems import Problem
from opennrm.understanding.imports.sheets import Row, Sheet

NAMES = {Target(kind.value): kind for kind in NameKind}
DAYS = frozenset({Target.BIRTH_DATE, Target.STATUS_UNTIL, Target.OPENED, Target.DECIDED_ON})
PAST = frozenset({Target.BIRTH_DATE, Target.OPENED, Target.DECIDED_ON})
REPEATED = frozenset({Target.NOTE, Target.ALIAS})  # several columns may hold these
LONGEST = {Target.CONTACT: 1000, Target.PHONE: 60, Target.DOCUMENT: 60, Target.OUTLINE: 10_000, Target.NOTE: 10_000}
LONGEST_OTHER = 200
OLDEST, MOST_YEARS = date(1900, 1, 1), 120
NAMED = 12  # words a problem lists before it says «…»
RECORDED = (Target.STANDING, Target.DECIDED_ON, Target.DECIDED_BY)
TOLD = (Target.EXPLOITATION, Target.MEANS, Target.INDUSTRY, Target.RECRUITER)


@dataclass(frozen=True)
class Columns:
    """A mapping: the target of each column by its header, and the file's own words by target."""

    columns: Mapping[str, Target]
    values: Mapping[Target, Mapping[str, str]] = field(default_factory=dict)

    def of(self, target: Target) -> list[str]:
        """The columns that hold a target."""
        return [name for name, held in self.columns.items() if held == target]

    def words(self, target: Target) -> Mapping[str, str]:
        """Our codes by the file's own words, for one target."""
        return self.values.get(target, {})


@dataclass(frozen=True)
class Entry:
    """A row that can be taken in: who the person is, what the case begins from, and what was recorded elsewhere.

    ``person`` and ``begins`` hold fields of ``actions.cases.Details`` and ``Beginning``; ``identity``, ``contact`` and
    ``account`` are kept as they were recorded, by what they tell. ``closing`` closes the case at once.
    """

    number: int
    person: Mapping[str, Any]
    begins: Mapping[str, Any]
    opened: date | None = None
    incident: str = ""
    note: str = ""
    standing: str = ""
    identity: Mapping[str, Any] = field(default_factory=dict)
    contact: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] = field(default_factory=dict)
    closing: str = ""

    def __repr__(self) -> str:
        return f"<row {self.number} of a file of cases>"


@dataclass(frozen=True)
class Reading:
    """What a file says: its good rows, and every problem of the others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        return f"<{len(self.entries)} rows and {len(self.problems)} problems>"


class _RowReader:
    """Reads the cells of one row; what is wrong goes to its problems."""

    def __init__(self, sheet: Sheet, row: Row, columns: Columns, today: date) -> None:
        self.sheet, self.row, self.columns, self.today = sheet, row, columns, today
        self.problems: list[Problem] = []

    def wrong(self, column: str, found: str, expected: str) -> None:
        self.problems.append(self.sheet.problem(self.row.number, column, found, expected))

    def text(self, target: Target) -> str:
        found = self.texts(target)
        return found[0] if found else ""

    def texts(self, target: Target) -> list[str]:
        most = LONGEST.get(target, LONGEST_OTHER)
        found = []
        for column in self.columns.of(target):
            text = self.row[column].strip()
            if len(text) > most:
                self.wrong(column, f"{text[:40]}…", _("at most %(n)s characters") % {"n": most})
            elif text:
                found.append(text)
        return found

    def day(self, target: Target) -> date | None:
        for column in self.columns.of(target):
            text = self.row[column]
            try:
                day = read_day(text)
            except ValueError:
                self.wrong(column, text, _("a day such as %(day)s or 令和2年12月31日") % {"day": EXPECTED})
                return None
            if day is not None and target in PAST and not OLDEST <= day <= self.today:
                self.wrong(column, text, _("a day from 1900 to today"))
                return None
            return day
        return None

    def age(self) -> int | None:
        for column in self.columns.of(Target.AGE):
            text = self.row[column].strip().removesuffix("歳").removesuffix("才").strip()
            if not text:
                return None
            if text.isdecimal() and int(text) <= MOST_YEARS:
                return int(text)
            self.wrong(column, self.row[column], _("a number of years from 0 to 120"))
        return None

    def all(self, target: Target) -> list[str]:
        found: list[str] = []
        for column in self.columns.of(target):
            said = self.columns.words(target)
            for word in words_of(target, self.row[column], said):
                code = code_of(target, word, said)
                if code is None:
                    self.wrong(column, word, expected_of(target))
                elif code:
                    found.append(code)
        return list(dict.fromkeys(found))

    def one(self, target: Target) -> str:
        return next(iter(self.all(target)), "")

    def notes(self) -> str:
        several = len(self.columns.of(Target.NOTE)) > 1
        texts = []
        for column in self.columns.of(Target.NOTE):
            if text := self.row[column].strip():
                texts.append(f"{column}: {text}" if several else text)
        joined = "\n".join(texts)
        if len(joined) > LONGEST[Target.NOTE]:
            self.wrong(self.columns.of(Target.NOTE)[0], f"{joined[:40]}…", _("at most 10000 characters in all notes"))
        return joined


def expected_of(target: Target) -> str:
    """What a word of a coded column may be, for a person who corrects it."""
    if target == Target.LANGUAGE:
        return _("a language by its name or tag, such as Vietnamese or vi")
    if target == Target.NATIONALITY:
        return _("a country by its English or Japanese name, or its ISO 3166-1 code such as JP")
    shown = list(names(target, get_language() or "en").values())
    return _("one of %(words)s") % {"words": ", ".join(shown[:NAMED]) + (", …" if len(shown) > NAMED else "")}


def read_rows(sheet: Sheet, rows: Sequence[Row], columns: Columns, *, today: date) -> Reading:
    """Every row that holds something in a mapped column, or its problems."""
    entries, problems = [], []
    for row in rows:
        if not any(row[column].strip() for column in columns.columns):
            continue
        reader = _RowReader(sheet, row, columns, today)
        entry = _entry(reader)
        if reader.problems:
            problems += reader.problems
        else:
            entries.append(entry)
    return Reading(tuple(entries), tuple(problems))


def unknown_words(rows: Sequence[Row], columns: Columns) -> dict[Target, list[str]]:
    """The words of coded columns nobody knows yet, each once, in the order of the file."""
    found: dict[Target, list[str]] = {}
    for target in dict.fromkeys(columns.columns.values()):
        if target not in CODED:
            continue
        said = columns.words(target)
        words = (w for row in rows for column in columns.of(target) for w in words_of(target, row[column], said))
        if new := [word for word in dict.fromkeys(words) if code_of(target, word, said) is None]:
            found[target] = new
    return found


def _entry(reader: _RowReader) -> Entry:
    birth, opened = reader.day(Target.BIRTH_DATE), reader.day(Target.OPENED)
    if birth and opened and birth > opened:
        reader.wrong(reader.columns.of(Target.BIRTH_DATE)[0], birth.isoformat(), _("a day before the case was opened"))
    until = reader.day(Target.STATUS_UNTIL)
    same = (Target.SEX, Target.NATIONALITY, Target.LANGUAGE, Target.STATUS_AT_ENTRY, Target.STATUS)
    urgency = reader.one(Target.URGENCY)
    begins = {target.value: reader.one(target) for target in (Target.ORIGIN, Target.CHANNEL, Target.PREFECTURE)}
    return Entry(
        number=reader.row.number,
        person={
            "names": tuple((kind, text) for target, kind in NAMES.items() for text in reader.texts(target)),
            "birth_date": birth,
            "age": reader.age(),
            "minor": reader.one(Target.MINOR),
            "status_until": until.isoformat() if until else "",
            **{target.value: reader.one(target) for target in same},
            **{target.value: reader.text(target) for target in (Target.CONTACT, Target.PHONE, Target.DOCUMENT)},
        },
        begins=begins
        | {
            "urgency": int(urgency) if urgency else None,
            "recognised_by": frozenset(reader.all(Target.RECOGNISED_BY)),
            "outline": reader.text(Target.OUTLINE),
        },
        opened=opened,
        incident=reader.text(Target.INCIDENT),
        note=reader.notes(),
        standing=reader.one(Target.STANDING),
        account=_account(reader),
    )


def _account(reader: _RowReader) -> dict[str, Any]:
    decided = reader.day(Target.DECIDED_ON)
    found: dict[str, Any] = {
        "decided_on": decided.isoformat() if decided else "",
        "decided_by": reader.text(Target.DECIDED_BY),
    }
    for target in TOLD:
        found[target.value] = reader.all(target) if target in SEVERAL else reader.one(target)
    return {name: said for name, said in found.items() if said}
