"""Who receives a report: a decision table in ``data/routing.toml``, read whole, every fault named with its row.

Hit policy ``all``: every row that matches adds its organisations, in the order of the file; the first of all owns the
report. The last row has no condition and is asked only where no other reached anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from opennrm.agencies import read as agencies
from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.agencies.read import PREFECTURES, Organisation
from opennrm.reporting.terms import ReportKind, Topic

DATA = files("opennrm.reporting") / "data"
FILE = "routing.toml"
POLICY = "all"


@dataclass(frozen=True)
class Question:
    """What is asked of the table. ``prefecture`` and ``topics`` may be empty, ``child`` is also false if unknown."""

    kind: ReportKind
    language: str
    topics: frozenset[Topic] = frozenset()
    prefecture: str = ""
    danger: bool = False
    child: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table: each condition that is not None or empty must hold; ``to`` are organisations in order."""

    name: str
    to: tuple[str, ...]
    source: str
    kinds: frozenset[ReportKind] = frozenset()
    topics: frozenset[Topic] = frozenset()
    prefectures: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    danger: bool | None = None
    child: bool | None = None
    local: bool = False
    otherwise: bool = False
    since: date | None = None
    until: date | None = None

    def matches(self, asked: Question, *, on: date) -> bool:
        """Whether every condition of the row holds on a day."""
        if (self.since and on < self.since) or (self.until and on > self.until):
            return False
        conditions = (
            not self.kinds or asked.kind in self.kinds,
            not self.topics or bool(asked.topics & self.topics),
            not self.prefectures or asked.prefecture in self.prefectures,
            not self.languages or primary(asked.language) in self.languages,
            self.danger is None or asked.danger == self.danger,
            self.child is None or asked.child == self.child,
        )
        return all(conditions)


@dataclass(frozen=True)
class Routing:
    """Who receives: the first owns the report. ``rows`` are the names of the rows that said so."""

    organisations: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def owner(self) -> str:
        """The organisation that answers for the report."""
        return self.organisations[0]


class NobodyReached(RuntimeError):
    """No organisation of the table can be reached: the door is shut, and says so before anything is sent."""


def primary(language: str) -> str:
    """The language of a tag without script or region: ``zh`` of ``zh-Hans``."""
    return language.split("-")[0].lower()


def route(
    asked: Question,
    table: Iterable[Row],
    *,
    reachable: frozenset[str],
    bodies: Mapping[str, Organisation],
    on: date,
) -> Routing:
    """Who receives. ``reachable`` are the organisations with an inbox; one without is stood for by the body above it.

    Raises NobodyReached.
    """
    rows = list(table)
    found = _reached([row for row in rows if not row.otherwise and row.matches(asked, on=on)], asked, reachable, bodies)
    if not found.organisations:
        found = _reached([row for row in rows if row.otherwise], asked, reachable, bodies)
    if not found.organisations:
        raise NobodyReached(
            "no organisation of the routing table has an inbox: its lead founds one at the desk, under Inbox"
        )
    return found


def _reached(
    rows: list[Row], asked: Question, reachable: frozenset[str], bodies: Mapping[str, Organisation]
) -> Routing:
    organisations: dict[str, None] = {}
    names = []
    for row in rows:
        standing = [_standing(code, row, asked, reachable, bodies) for code in row.to]
        there = [code for code in standing if code]
        there = there[:1] if row.otherwise else there
        organisations.update(dict.fromkeys(there))
        names += [row.name] if there else []
    return Routing(tuple(organisations), tuple(names))


def _standing(
    code: str, row: Row, asked: Question, reachable: frozenset[str], bodies: Mapping[str, Organisation]
) -> str:
    """The organisation meant, or its office in the prefecture; else the body above with an inbox; else ""."""
    offices = [
        body.code
        for body in bodies.values()
        if row.local and asked.prefecture and body.parent == code and body.prefecture == asked.prefecture
    ]
    wanted = next((office for office in offices if office in reachable), code)
    seen = set[str]()
    while wanted and wanted not in reachable and wanted not in seen:
        seen.add(wanted)
        wanted = bodies[wanted].parent if wanted in bodies else ""
    return wanted if wanted in reachable else ""


def read(folder: Traversable = DATA, *, bodies: Mapping[str, Organisation] | None = None) -> tuple[Row, ...]:
    """Read and check the table. Raises ``FaultyDeclaration``, which names every fault with its file and row."""
    known = agencies.read().organisations if bodies is None else bodies
    faults = Faults()
    whole = open_declaration(folder / FILE, faults)
    policy = whole.text("hit_policy")
    if policy and policy != POLICY:
        whole.fault("hit_policy", f"found {policy!r}; write {POLICY!r}: every row that matches adds its organisations")
    entries = whole.entries("row", named_by="name")
    whole.close()
    rows = [(entry, _row(entry, known)) for entry in entries]
    note_repeats([(entry, row.name) for entry, row in rows], "name")
    _check_last(rows, whole)
    faults.settle()
    return tuple(row for _entry, row in rows)


@cache
def table() -> tuple[Row, ...]:
    """The table that comes with the product."""
    return read()


def _row(entry: Entry, known: Mapping[str, Any]) -> Row:
    row = Row(
        name=entry.text("name"),
        to=entry.texts("to", optional=False),
        source=entry.text("source"),
        kinds=frozenset(_members(entry, "kind", ReportKind)),
        topics=frozenset(_members(entry, "topic", Topic)),
        prefectures=frozenset(entry.texts("prefecture")),
        languages=frozenset(entry.texts("language")),
        danger=_flag(entry, "danger"),
        child=_flag(entry, "child"),
        local=entry.flag("local"),
        otherwise=entry.flag("otherwise"),
        since=entry.day_or_none("since"),
        until=entry.day_or_none("until"),
    )
    entry.close()
    for code in row.to:
        if code not in known:
            entry.fault("to", f"found {code!r}; write the code of a declared organisation")
    for prefecture in sorted(row.prefectures - PREFECTURES):
        entry.fault("prefecture", f"found {prefecture!r}; write a code from 01 to 47 (JIS X 0401)")
    for language in sorted(row.languages):
        if primary(language) != language:
            entry.fault("language", f"found {language!r}; write the language alone, as {primary(language)!r}")
    if row.since and row.until and row.until < row.since:
        entry.fault("until", "lies before since; correct the days")
    return row


def _members(entry: Entry, key: str, of: Any) -> list[Any]:
    values = [member.value for member in of]
    written = entry.texts(key)
    for value in written:
        if value not in values:
            entry.fault(key, f"found {value!r}; write some of {', '.join(values)}")
    return [of(value) for value in written if value in values]


def _flag(entry: Entry, key: str) -> bool | None:
    return entry.flag(key) if key in entry.written() else None


def _check_last(rows: list[tuple[Entry, Row]], whole: Entry) -> None:
    """Somebody is always reached: the last row, and no other, holds whatever was asked."""
    defaults = [(entry, row) for entry, row in rows if row.otherwise]
    if rows and not rows[-1][1].otherwise:
        rows[-1][0].fault("otherwise", "the last row must have otherwise = true, so that a report always has a reader")
    for entry, row in defaults:
        if entry is not rows[-1][0]:
            entry.fault("otherwise", "only the last row has it; take it out here")
        if set(entry.written()) & {"kind", "topic", "prefecture", "language", "danger", "child", "since", "until"}:
            entry.fault("otherwise", f"«{row.name}» has conditions; the last row has none")
    if not rows:
        whole.fault("row", "there is none; write at least the last one, with otherwise = true")
