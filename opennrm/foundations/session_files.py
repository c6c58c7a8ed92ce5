"""Sessions as a file: written as CSV, and read from CSV or from cells copied out of a spreadsheet.

Columns are known by their code, or by the heading a ministry's list has in Japanese; values by their code or by their
label in either language. A file is kept whole or not at all: every fault is told, by the row of the file.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from opennrm.agencies.prefectures import PREFECTURES
from opennrm.foundations import chapter_rules
from opennrm.foundations.chapter_rules import Evaluation
from opennrm.foundations.chapter_terms import Way
from opennrm.foundations.models import Session
from opennrm.foundations.session_actions import Told
from opennrm.foundations.sessions import EVALUATED
from opennrm.page import csv_faults
from opennrm.page.languages import DECLARED
from opennrm.page.sheets import Cell, csv_bytes
from opennrm.understanding.awareness import Audience, SessionKind

COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("日付", "実施日", "開催日"),
    "kind": ("種別",),
    "audience": ("対象者", "対象"),
    "title": ("名称", "研修名"),
    "persons": ("参加者数", "人数"),
    "way": ("方法", "実施方法"),
    "prefecture": ("都道府県", "場所"),
    "language": ("言語",),
    "taught": ("教材", "教材（版）"),
    "questions": ("設問数",),
    "sheets_before": ("実施前の回答枚数",),
    "right_before": ("実施前の正答数",),
    "sheets_after": ("実施後の回答枚数",),
    "right_after": ("実施後の正答数",),
    "scale": ("尺度の最大値",),
    "marks": ("評価の回答枚数",),
    "mean": ("平均点",),
}
NEEDED = ("day", "kind", "audience", "title", "persons")
MOST_ROWS = 2000
HEADER = ("organisation", "organisation_name", *COLUMNS, "material", "share_before", "share_after")


@dataclass(frozen=True)
class Read:
    """What a file holds, or what is wrong in it, as sentences."""

    told: tuple[Told, ...] = ()
    faults: tuple[str, ...] = ()


class _Wrong(ValueError):
    """A value that cannot be read; the text says what is expected."""


def write(rows: Iterable[Session], called: Mapping[str, str]) -> bytes:
    """A line a session, with codes, in the columns ``read`` takes; those withdrawn are left out."""
    return csv_bytes(HEADER, (_line(row, called) for row in rows if row.withdrawn_on is None))


def read(text: str, *, on: date) -> Read:
    """The sessions of a file, or every fault in it; ``on`` is the day it is read, after which none was held."""
    try:
        cells = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text)))
    except csv.Error as fault:
        return Read(
            faults=(_("This is no table of cells (%(fault)s). Copy it anew.") % {"fault": csv_faults.told(fault)},)
        )
    lines = [[cell.strip() for cell in line] for line in cells]
    if len([line for line in lines if any(line)]) < 2:
        return Read(faults=(_("There is no row below the headings. Paste the headings and at least one row."),))
    if len(lines) > MOST_ROWS:
        return Read(faults=(_("At most %(n)d rows at once. Divide the file.") % {"n": MOST_ROWS},))
    names = [_column(cell) for cell in lines[0]]
    if missing := [_heading(name) for name in NEEDED if name not in names]:
        return Read(faults=(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)},))
    told: list[Told] = []
    faults: list[str] = []
    for at, line in enumerate(lines[1:], 2):
        if not any(line):
            continue
        values = {name: cell for name, cell in zip(names, line, strict=False) if name}
        made, wrong = _row(values, on)
        if made is not None:
            told.append(made)
        faults += [_("Row %(n)d: %(fault)s") % {"n": at, "fault": each} for each in wrong]
    return Read(faults=tuple(faults)) if faults else Read(told=tuple(told))


def example() -> str:
    """Headings and one row, to begin a file from."""
    row = "2020-06-15,training,police,(架空) 基礎研修,40,in_person,13,ja,,10,38,190,38,342"
    return ",".join(tuple(COLUMNS)[:14]) + "\n" + row


def _row(values: Mapping[str, str], on: date) -> tuple[Told | None, list[str]]:
    said: dict[str, Any] = {}
    faults: list[str] = []
    for name, reader in READERS.items():
        try:
            said[name] = reader(values.get(name, ""))
        except _Wrong as wrong:
            faults.append(f"{_heading(name)}: {wrong}")
    if faults:
        return None, faults
    evaluation = Evaluation(**{name: said.pop(name) for name in EVALUATED})
    told = Told(**said, evaluation=evaluation)
    asked = {"way": told.way, "prefecture": told.prefecture, "day": told.day, "persons": told.persons}
    refused = chapter_rules.why_not_session(told.kind, told.audience, **asked, on=on)  # type: ignore[arg-type]
    refused = refused or chapter_rules.why_not_evaluate(evaluation, persons=told.persons)
    return (None, [str(refused.label)]) if refused else (told, [])


def _line(row: Session, called: Mapping[str, str]) -> Sequence[Cell]:
    told = row.evaluation
    coded = [_written(getattr(row, name)) for name in COLUMNS]
    material = str(row.material) if row.material else None
    name = called.get(row.organisation_id, row.organisation_id)
    return (row.organisation_id, name, *coded, material, told.before(), told.after())


def _written(value: object) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, str | int) else None


def _delimiter(text: str) -> str:
    return "\t" if "\t" in text.partition("\n")[0] else ","


def _column(heading: str) -> str:
    return next((name for name, also in COLUMNS.items() if heading.lower() == name or heading in also), "")


def _heading(name: str) -> str:
    return f"{name} ({COLUMNS[name][0]})"


def _text(longest: int, *, needed: bool = False) -> Callable[[str], str]:
    def read_text(cell: str) -> str:
        if needed and not cell:
            raise _Wrong(_("must not be empty"))
        if len(cell) > longest:
            raise _Wrong(_("at most %(n)d characters") % {"n": longest})
        return cell

    return read_text


def _day(cell: str) -> date:
    try:
        return date(*(int(part) for part in cell.replace("/", "-").split("-")))
    except (TypeError, ValueError, OverflowError):
        raise _Wrong(_("expected a day written 2020-12-31, found «%(found)s»") % {"found": cell[:40]}) from None


def _one_of(kind: type[TextChoices], default: str = "") -> Callable[[str], Any]:
    def read_code(cell: str) -> TextChoices:
        if not cell and default:
            return kind(default)
        for each in kind:
            if cell in {each.value, *_labels(each)}:
                return each
        listed = ", ".join(kind.values)
        raise _Wrong(_("expected one of %(codes)s, found «%(found)s»") % {"codes": listed, "found": cell[:40]})

    return read_code


def _labels(each: TextChoices) -> set[str]:
    found = set()
    for language in ("en", "ja"):
        with override(language):
            found.add(str(each.label))
    return found


def _number(cell: str) -> int:
    plain = cell.replace(",", "")
    if not plain.isascii() or not plain.isdigit() or len(plain) > 7:
        raise _Wrong(_("expected a whole number, found «%(found)s»") % {"found": cell[:40]})
    return int(plain)


def _maybe(reader: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda cell: reader(cell) if cell else None


def _decimal(cell: str) -> Decimal:
    try:
        found = Decimal(cell)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 <= found < 100:
        raise _Wrong(_("expected a number such as 4.25, found «%(found)s»") % {"found": cell[:40]})
    return round(found, 2)


def _prefecture(cell: str) -> str:
    code = cell.zfill(2) if cell.isascii() and cell.isdigit() else ""
    for each, name in PREFECTURES.items():
        with override("ja"):
            japanese = str(name)
        with override("en"):
            english = str(name)
        if code == each or (cell and cell in {japanese, english}):
            return str(each)
    if cell:
        raise _Wrong(_("expected a prefecture or its number 01 to 47, found «%(found)s»") % {"found": cell[:40]})
    return ""


def _language(cell: str) -> str:
    code = cell.lower() or "ja"
    if code not in DECLARED:
        raise _Wrong(_("expected a language code such as ja, en, vi, found «%(found)s»") % {"found": cell[:40]})
    return code


READERS: dict[str, Callable[[str], Any]] = {
    "day": _day,
    "kind": _one_of(SessionKind),
    "audience": _one_of(Audience),
    "title": _text(200, needed=True),
    "persons": _number,
    "way": _one_of(Way, Way.IN_PERSON),
    "prefecture": _prefecture,
    "language": _language,
    "taught": _text(200),
    **{name: _maybe(_decimal if name == "mean" else _number) for name in EVALUATED},
}
