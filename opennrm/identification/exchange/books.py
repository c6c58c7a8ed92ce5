"""Records as files of the standard, Excel and JSON, and back. All in memory; what is wrong is named cell by cell."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from opennrm.identification.exchange.records import entry_of
from opennrm.identification.exchange.rows import Entry, Reading
from opennrm.identification.exchange.standard import NAME, NO, TICKED, YES, Field, Record, Said, fields
from opennrm.understanding.imports.htcds import LABELS_OF_A_TOOLKIT, places, plain
from opennrm.understanding.imports.problems import Problem, Refused
from opennrm.understanding.imports.sheets import Row, Sheet, records

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a file says nothing of the hour it was made
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
CELL = 32_767  # letters an Excel cell holds
KNOWN = 3  # columns of the standard by which a file of it is told from a body's own
OLDEST = date(1900, 1, 1)


def workbook_of(rows: Sequence[Record]) -> bytes:
    """The toolkit filled in: names above, labels below them, a row a case; further fields stand to its right.

    Raises ValueError where a text is longer than an Excel cell: nothing is cut off.
    """
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": NAME, "created": CREATED})
    page, bold = book.add_worksheet("Sheet1"), book.add_format({"bold": True})
    used = [each for each in fields().values() if each.toolkit or any(each.name in row for row in rows)]
    for at, each in enumerate(used, start=1):
        page.write_string(0, at, each.name)
        page.write_string(1, at, each.label, bold)
        page.set_column(at, at, max(12, len(each.label)))
    page.set_row(0, None, None, {"hidden": True})
    page.freeze_panes(2, 1)
    for number, row in enumerate(rows, start=1):
        page.write_number(number + 1, 0, number)
        for at, each in enumerate(used, start=1):
            if text := _cell(each, row.get(each.name, "")):
                page.write_string(number + 1, at, text)
    book.close()
    return out.getvalue()


def json_of(rows: Sequence[Record], *, sender: str, on: date) -> bytes:
    """The same as JSON: the standard's names throughout, a list where a field takes several answers."""
    cases = [{name: _clean(said) for name, said in row.items()} for row in rows]
    said = {"standard": NAME, "sender": sender, "made": on.isoformat(), "cases": cases}
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def is_of_the_standard(sheet: Sheet) -> bool:
    """Whether a sheet is the toolkit or an export of the standard's form, rather than a body's own."""
    names, _labels = _known()
    named = sum(plain(part) in names for cell in sheet.rows[0][1] for part in cell.split("/"))
    return named >= KNOWN or not named_above(sheet)


def named_above(sheet: Sheet) -> bool:
    """Whether the header is the first row, and not, as in the toolkit, the labels of the second one."""
    second = sheet.rows[1][1] if len(sheet.rows) > 1 else ()
    return sum(plain(cell) in _known()[1] for cell in second) < LABELS_OF_A_TOOLKIT


def read_book(sheet: Sheet, *, today: date) -> Reading:
    """The records of a toolkit or of an export of the form, as rows to take in. Raises Refused where it is neither."""
    names, labels = _known()
    is_toolkit = not named_above(sheet)
    at = 1 if is_toolkit else 0
    header = sheet.rows[at][1]
    columns = places(header, labels if is_toolkit else names)
    if not columns:
        raise Refused([sheet.problem(sheet.rows[at][0], "", "", _("the columns of HTCDS 2.0"))])
    take = tuple(columns.get(place, "") for place in range(len(header)))
    found, problems = [], []
    for row in records(sheet, header_at=at, take=take):
        if any(row.cells.values()):
            record, wrong = _record(row, sheet)
            entry = _entry(record, row.number, sheet.name, wrong, today=today)
            problems += wrong
            found += [entry] if entry else []
    return Reading(tuple(found), tuple(problems))


def read_json(name: str, body: bytes, *, today: date) -> Reading:
    """The records of a JSON file. ``row`` of a problem is the case's place in it, from 1. Raises Refused."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused([Problem(name, None, "", "", _("a JSON file of %(standard)s") % {"standard": NAME})]) from error
    cases = said.get("cases") if isinstance(said, dict) and said.get("standard") == NAME else None
    if not isinstance(cases, list):
        raise Refused([Problem(name, None, "", "", _("a JSON file of %(standard)s") % {"standard": NAME})])
    found, problems = [], []
    for number, case in enumerate(cases, start=1):
        record, wrong = _checked(case, name, number)
        entry = _entry(record, number, name, wrong, today=today)
        problems += wrong
        found += [entry] if entry else []
    return Reading(tuple(found), tuple(problems))


def _known() -> tuple[dict[str, str], dict[str, str]]:
    """Full names by how exports spell them, and by what people see."""
    names = {plain(word): each.name for each in fields().values() for word in (each.name, *each.names)}
    return names, {plain(each.label): each.name for each in fields().values()}


def _cell(each: Field, said: Said) -> str:
    if isinstance(said, list):
        text = "; ".join(each.answers.get(answer, answer) for answer in said)
    else:
        text = _clean(each.answers.get(said, said))
    if len(text) > CELL:
        raise ValueError(f"{each.name}: {len(text)} letters do not fit an Excel cell")
    return text


def _clean(said: Any) -> Any:
    """Texts as a file can hold them: one kind of line break, no control letters."""
    if isinstance(said, list):
        return [_clean(each) for each in said]
    return CONTROL.sub(" ", BREAKS.sub("\n", said)).strip() if isinstance(said, str) else said


def _record(row: Row, sheet: Sheet) -> tuple[Record, list[Problem]]:
    """One row as a record: labels and names of answers are the same to it."""
    record: Record = {}
    problems: list[Problem] = []
    for name, each in fields().items():
        ticked = [
            p.split("/", 1)[1] for p, c in row.cells.items() if p.startswith(f"{name}/") and c.casefold() in TICKED
        ]
        if text := row[name] or ";".join(ticked):
            said, wrong = _said(each, text)
            problems += [sheet.problem(row.number, each.label, part, _expected(each)) for part in wrong]
            record |= {name: said} if said else {}
    return record, problems


def _said(each: Field, text: str) -> tuple[Said, list[str]]:
    """What a cell says, and the parts nobody understands."""
    if each.kind == "yes_no":
        return (YES if text.casefold() in TICKED else NO), []
    if each.kind == "day":
        try:
            return date.fromisoformat(text[:10]).isoformat(), []
        except ValueError:
            return "", [text]
    if not each.answers:
        return text, []
    found, wrong = each.question().read(text)
    if each.kind == "many":
        return list(dict.fromkeys(found)), wrong
    return (found[0] if found else ""), wrong or ([text] if len(set(found)) > 1 else [])


def _checked(case: Any, file: str, number: int) -> tuple[Record, list[Problem]]:
    """One case of a JSON file: nothing in it is trusted."""
    if not isinstance(case, Mapping):
        return {}, [Problem(file, number, "", str(case)[:40], _("an object with the fields of a case"))]
    record: Record = {}
    problems = []
    for name, said in case.items():
        each = fields().get(name)
        if each is None:
            problems.append(Problem(file, number, str(name)[:80], "", _("a field of HTCDS 2.0 by its full name")))
            continue
        given = [said] if isinstance(said, str) else said
        listed = isinstance(given, list) and all(isinstance(part, str) for part in given)
        fits = listed and (each.kind == "many" or isinstance(said, str))
        understood = fits and (not each.answers or set(given) <= set(each.answers))
        if understood and each.kind == "day":
            understood = not _said(each, given[0])[1]
        if not understood:
            problems.append(Problem(file, number, name, str(said)[:40], _expected(each)))
        elif any(given):
            record[name] = list(given) if each.kind == "many" else given[0].strip()
    return record, problems


def _expected(each: Field) -> str:
    if each.kind == "day":
        return _("a day written 2020-12-31")
    if each.name == "prs_Citizenship":
        return _("a country by its English or Japanese name, or its ISO 3166-1 code such as JP")
    if each.answers:
        return _("one of %(words)s") % {"words": ", ".join(each.answers.values())}
    return _("a text")


def _entry(record: Record, number: int, file: str, wrong: list[Problem], *, today: date) -> Entry | None:
    """The row to take in; days that cannot be are added to what is wrong with it."""
    for name in ("prs_Birthdate", "cas_IncomingReferralDate"):
        day = record.get(name)
        if day and not OLDEST.isoformat() <= str(day) <= today.isoformat():
            wrong.append(Problem(file, number, fields()[name].label, str(day), _("a day from 1900 to today")))
    birth, opened = record.get("prs_Birthdate"), record.get("cas_IncomingReferralDate")
    if not wrong and birth and opened and str(birth) > str(opened):
        label = fields()["prs_Birthdate"].label
        wrong.append(Problem(file, number, label, str(birth), _("a day before the case was opened")))
    return None if wrong else entry_of(record, number)
