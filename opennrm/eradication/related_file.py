"""A CSV of related offences: what each column holds, the good rows, and what is wrong with the others.

UTF-8, with or without a mark; comma between cells; a header in English or Japanese. Circumstances are codes of
``signs.toml`` between spaces or semicolons. A refused row names file, row and column; the rest is kept.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opennrm.agencies.models import Official
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.eradication.actions.related import Described, enter
from opennrm.eradication.related_terms import RelatedRefusal
from opennrm.eradication.signs import declared
from opennrm.identification.terms import Minor
from opennrm.page import csv_faults
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused
from opennrm.understanding.imports.problems import Problem
from opennrm.understanding.terms import RelatedOffence as Kind

MOST_BYTES, MOST_ROWS = 1_000_000, 5_000
BATCH = 50  # rows of a transaction
A_DAY = Text("a day such as 2026-04-01, not in the future", "今日以前の日付（例：2026-04-01）")

# code: header in Japanese, whether it must be filled in, what it holds
COLUMNS: dict[str, tuple[str, bool, Text]] = {
    "number": ("事件番号", True, Text("your own number of the case, and no name", "貴機関の事件番号（氏名は不可）")),
    "kind": ("種別", True, Text("one of " + ", ".join(Kind.values), "次のいずれか：" + "、".join(Kind.values))),
    "cleared": ("検挙日", True, A_DAY),
    "prefecture": ("都道府県", False, Text("a code from 01 to 47, or empty", "01～47のコード、又は空欄")),
    "persons": (
        "人数",
        False,
        Text("how many persons may be victims: a whole number", "被害者の可能性がある人数（整数）"),
    ),
    "minor": ("18歳未満", False, Text("yes, no or not_sure; empty is not_sure", "yes・no・not_sure（空欄はnot_sure）")),
    "observed": ("事情", False, Text("codes of circumstances between spaces", "事情のコード（空白区切り）")),
    "account": (
        "概要",
        False,
        Text("an outline, at most 10,000 characters; sealed", "概要（1万字以内、封印されます）"),
    ),
}
BY_HEADER = {said: code for code, (ja, _must, _holds) in COLUMNS.items() for said in (code, ja)}
EXAMPLE = (
    "number,kind,cleared,prefecture,persons,minor,observed,account\r\n"
    "EXAMPLE-1,foreign_employment,2026-04-01,13,2,no,papers_held debt,(made up)\r\n"
    "EXAMPLE-2,prostitution,2026-04-02,27,1,not_sure,none_seen,\r\n"
)


@dataclass(frozen=True)
class Row:
    """One good row, by the number a spreadsheet gives it."""

    number: int
    described: Described


@dataclass(frozen=True)
class Reading:
    """What a file holds."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class TakenIn:
    """What was taken in, how many of it with signs, how many rows were there already, and what was refused."""

    entered: int
    with_signs: int
    already: int
    problems: tuple[Problem, ...]


def read(name: str, data: bytes, *, today: date) -> Reading:
    """Read a file whole. A fault of the file itself is one problem without a row, and no row is read then.

    What was expected instead is said in the language in use.
    """
    if len(data) > MOST_BYTES:
        return _whole(name, "", _("at most 1 MB: divide the file"))
    try:
        table = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        return _whole(name, "", _("a file in UTF-8: save it as «CSV UTF-8»"))
    except csv.Error as wrong:
        return _whole(name, "", _("a CSV file (%(fault)s)") % {"fault": csv_faults.told(wrong)})
    if not table or len(table) > MOST_ROWS + 1:
        return _whole(name, "", _("a header and at most %(rows)s rows") % {"rows": MOST_ROWS})
    header = [each.strip() for each in table[0]]
    if unknown := [each for each in header if each not in BY_HEADER]:
        return _whole(name, unknown[0][:60], _("one of %(list)s") % {"list": ", ".join(COLUMNS)})
    columns = [BY_HEADER[each] for each in header]
    missing = [code for code, (_ja, must, _holds) in COLUMNS.items() if must and code not in columns]
    if missing or len(set(columns)) != len(columns):
        return _whole(name, (missing or ["header"])[0], _("each column once, and number, kind and cleared among them"))
    return _read_rows(name, columns, table[1:], today=today)


def take_in(
    reading: Reading, *, name: str, by: Official, on: date, step: Callable[[int], None] = lambda _done: None
) -> TakenIn:
    """Enter the good rows, some at a time; a number that is there already is left as it is. Again takes in the rest."""
    entered = signs = already = 0
    problems = list(reading.problems)
    for batch in _batches(reading.rows):
        with transaction.atomic():
            for row in batch:
                try:
                    made = enter(row.described, by=by, on=on)
                except Refused as refused:
                    if refused.reason == RelatedRefusal.NUMBER_TAKEN:
                        already += 1
                    else:
                        problems.append(Problem(name, row.number, "", "", str(refused)))
                    continue
                entered, signs = entered + 1, signs + bool(made.fired)
        step(entered)
    return TakenIn(entered, signs, already, tuple(problems))


def _whole(name: str, column: str, expected: str) -> Reading:
    return Reading((), (Problem(name, None, column, "", expected),))


def _read_rows(name: str, columns: Sequence[str], table: Sequence[Sequence[str]], *, today: date) -> Reading:
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            found = ngettext("%(count)s cell", "%(count)s cells", len(cells)) % {"count": len(cells)}
            expected = _("%(count)s cells, as in the header") % {"count": len(columns)}
            problems.append(Problem(name, number, "", found, expected))
            continue
        said = {code: cell.strip() for code, cell in zip(columns, cells, strict=True)}
        wrong = [(code, fault) for code in columns if (fault := _wrong(code, said[code], today))]
        problems += [Problem(name, number, code, _shown(code, said[code]), fault) for code, fault in wrong]
        if not wrong:
            rows.append(Row(number, _described(said)))
    return Reading(tuple(rows), tuple(problems))


def _wrong(code: str, cell: str, today: date) -> str:
    """What was expected instead; empty where the cell is sound."""
    _ja, must, holds = COLUMNS[code]
    if not cell:
        return holds.of(get_language()) if must else ""
    match code:
        case "number":
            sound = len(cell) <= 40
        case "kind":
            sound = cell in Kind.values
        case "cleared":
            day = _day(cell)
            sound = day is not None and day <= today
        case "prefecture":
            sound = cell in PREFECTURES
        case "persons":
            sound = cell.isascii() and cell.isdigit() and int(cell) <= 10_000
        case "minor":
            sound = cell in Minor.values
        case "observed":
            codes = _codes(cell)
            unknown = [each for each in codes if each not in declared().circumstances]
            if unknown:
                return _("circumstances of the list; «%(word)s» is none") % {"word": unknown[0][:40]}
            sound = not ("none_seen" in codes and len(codes) > 1)
        case _:
            sound = len(cell) <= 10_000
    return "" if sound else holds.of(get_language())


def _shown(code: str, cell: str) -> str:
    """A cell as a problem may say it: an account is never repeated."""
    return "" if code == "account" else cell[:40]


def _described(said: dict[str, str]) -> Described:
    return Described(
        number=said["number"],
        kind=said["kind"],
        cleared=date.fromisoformat(said["cleared"]),
        observed=tuple(_codes(said.get("observed", ""))),
        prefecture=said.get("prefecture", ""),
        persons=int(said.get("persons") or 0),
        minor=Minor(said.get("minor") or Minor.NOT_SURE),
        account=said.get("account", ""),
    )


def _codes(cell: str) -> list[str]:
    return list(dict.fromkeys(cell.replace(";", " ").replace("；", " ").split()))


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for at in range(0, len(rows), BATCH):
        yield rows[at : at + BATCH]
