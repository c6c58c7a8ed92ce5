"""Packages of data under an agreement: asked for, approved by two others, made once; received, and taken in.

Called while acting for investigation. ``make`` and ``take_in`` open what is sealed, each with a line in the audit, and
so run outside a transaction. A received package that cannot be trusted leaves a line and nothing else; one that can
waits in quarantine until an official takes its good rows in or rejects it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from opennrm.access.reveal import reveal
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication import exchange_rules as rules
from opennrm.eradication import parcel
from opennrm.eradication.actions.related import opened
from opennrm.eradication.exchange_counting import exchanged
from opennrm.eradication.exchange_fields import MOST_BYTES, MOST_ROWS, Problem, Reading, from_csv, read
from opennrm.eradication.exchange_terms import Direction, PackageRefusal, PackageState, RowFault
from opennrm.eradication.models import Agreement, Package, ReceivedRecord
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record, refuse_inside_a_transaction
from opennrm.vault.sealing import seal

FORMAT = "opennrm.package.1"


@dataclass(frozen=True)
class Sealed:
    """A file to hand out, and what it is called."""

    name: str
    data: bytes = field(repr=False)


def read_file(agreement: Agreement, data: bytes) -> Reading:
    """A CSV as it would leave under an agreement: its good rows and all that is wrong. Refused where it is no CSV."""
    refuse(PackageRefusal.TOO_LARGE if len(data) > MOST_BYTES else None)
    found = from_csv(data)
    if found is None:
        raise Refused(PackageRefusal.NO_ROWS)
    header, rows = found
    refuse(PackageRefusal.TOO_LARGE if len(rows) > MOST_ROWS else None)
    return read(header, rows, classes=agreement.classes)


@transaction.atomic
def ask(agreement: Agreement, data: bytes, *, by: Official, on: date) -> Package:
    """Ask for a package to leave: the good rows of a CSV. Refused where a column is outside the agreement."""
    refuse(rules.why_not_pass(holds=agreement.holds(on), ready=agreement.partner.ready))
    reading = read_file(agreement, data)
    refuse(PackageRefusal.OUTSIDE if _of_columns(reading.problems) else None)
    refuse(None if reading.rows else PackageRefusal.NO_ROWS)
    made = _begun(agreement, Direction.OUT, reading, by=by, on=on)
    made.state = PackageState.ASKED
    made.save(force_insert=True)
    record("package.asked", made.word, by=by.word)
    return made


@transaction.atomic
def approve(package: Package, *, by: Official, on: date) -> Package:
    """Approve as one of two officials, neither of whom asked."""
    held = _held(package)
    own, gave_first = held.asked_by_id == by.pk, held.first_by_id == by.pk
    refuse(rules.why_not_approve(state=held.state, own=own, gave_first=gave_first))
    refuse(rules.why_not_pass(holds=held.agreement.holds(on), ready=held.agreement.partner.ready))
    if held.state == PackageState.ASKED:
        held.first, held.first_by, held.state = on, by, PackageState.SECOND
    else:
        held.second, held.second_by, held.state = on, by, PackageState.APPROVED
    held.save()
    record("package.approved", held.word, by=by.word)
    return held


@transaction.atomic
def decline(package: Package, *, by: Official, on: date) -> None:
    """Refuse a package, or take it back; what was to be sent is emptied."""
    held = _held(package)
    waits = held.state in {PackageState.ASKED, PackageState.SECOND, PackageState.APPROVED}
    refuse(None if waits else PackageRefusal.STATE)
    held.state, held.content, held.done, held.done_by = PackageState.REFUSED, None, on, by
    held.keep_until = on + timedelta(days=held.agreement.keep_days)
    held.save()
    record("package.refused", held.word, by=by.word)


def make(package: Package, *, by: Official, on: date) -> Sealed:
    """Make the file once: signed by us, sealed to the partner. Its content goes here; the fact of the exchange falls.

    Refused where the agreement ended meanwhile or no longer names a class. Not inside a transaction.
    """
    refuse_inside_a_transaction("the content of a package is opened with a line in the audit")
    found = Package.objects.select_related("agreement__partner").filter(pk=package.pk).first()
    if found is None:
        raise Refused(PackageRefusal.STATE)
    _refuse_to_make(found, on=on)
    rows = json.loads(reveal(found, "content", purpose=Purpose.INVESTIGATION) or "null")
    if rows is None:
        raise Refused(PackageRefusal.CHANGED)
    partner = found.agreement.partner
    said = _said(found, rows, on=on)
    data = parcel.pack(said, signs=parcel.ours(found.owner_id).signs, to=bytes.fromhex(partner.seal_key))
    with transaction.atomic():
        held = _held(found)
        _refuse_to_make(held, on=on)
        held.state, held.content, held.done, held.done_by = PackageState.MADE, None, on, by
        held.sha256 = hashlib.sha256(data).hexdigest()
        held.keep_until = on + timedelta(days=held.agreement.keep_days)
        held.save()
        exchanged(held.key, country=partner.country, day=on, on=on)
        record("package.made", held.word, by=by.word)
    return Sealed(f"package-{str(found.number)[:8]}.sealed", data)


def receive(agreement: Agreement, data: bytes, *, by: Official, on: date) -> Package:
    """Open, verify and put into quarantine what a partner sent. The fact of the exchange falls.

    Refused, with a line in the audit that says so, where the agreement does not hold, it was not sealed to us or not
    signed by the partner, is of another agreement, or came before: nothing of it is kept then.
    """
    refuse_inside_a_transaction("a package that is refused leaves a line too")
    try:
        refuse(PackageRefusal.TOO_LARGE if len(data) > 2 * MOST_BYTES else None)
        refuse(rules.why_not_pass(holds=agreement.holds(on), ready=agreement.partner.ready))
        mine = parcel.ours(by.organisation_id)
        said = parcel.unpack(data, opens=mine.opens, signer=bytes.fromhex(agreement.partner.sign_key))
        return _quarantined(agreement, said, hashlib.sha256(data).hexdigest(), by=by, on=on)
    except Refused as refused:
        with transaction.atomic():
            record(f"package.{str(refused.reason.value).replace('_', '-')}", agreement.word, by=by.word)
        raise


def take_in(package: Package, *, by: Official, on: date) -> Package:
    """Take the good rows of a quarantined package in; the others stay listed, and in the package. Once."""
    refuse_inside_a_transaction("the content of a package is opened with a line in the audit")
    found = Package.objects.select_related("agreement").filter(pk=package.pk).first()
    if found is None or found.state != PackageState.QUARANTINED:
        raise Refused(PackageRefusal.STATE)
    content = json.loads(reveal(found, "content", purpose=Purpose.INVESTIGATION) or "null")
    if content is None:
        raise Refused(PackageRefusal.CHANGED)
    reading = read(content["columns"], content["rows"], classes=found.agreement.classes)
    usable = _usable(reading, content)
    refuse(None if usable else PackageRefusal.NO_ROWS)
    with transaction.atomic():
        held = _held(found)
        refuse(None if held.state == PackageState.QUARANTINED else PackageRefusal.STATE)
        for number, row in usable:
            taken = ReceivedRecord(package=held, row=number)
            seal(taken, "content", json.dumps(row, ensure_ascii=False, sort_keys=True))
            taken.save(force_insert=True)
        held.state, held.done, held.done_by, held.taken = PackageState.IMPORTED, on, by, len(usable)
        held.save()
        record("package.imported", held.word, by=by.word)
    return held


@transaction.atomic
def reject(package: Package, *, by: Official, on: date) -> None:
    """Take nothing of a quarantined package in. It is kept as long as the agreement says, with what was wrong."""
    held = _held(package)
    refuse(None if held.state == PackageState.QUARANTINED else PackageRefusal.STATE)
    held.state, held.done, held.done_by = PackageState.REJECTED, on, by
    held.save()
    record("package.rejected", held.word, by=by.word)


def _begun(agreement: Agreement, way: Direction, reading: Reading, *, by: Official, on: date) -> Package:
    owner = Organisation.objects.get(pk=by.organisation_id)
    made = Package(
        file=opened(owner, reason="package of data", by=by),
        owner=owner,
        agreement=agreement,
        direction=way,
        columns=list(reading.columns),
        rows=len(reading.rows),
        problems=_listed(reading.problems),
        asked=on,
        asked_by=by,
    )
    seal(made, "content", json.dumps([row for _number, row in reading.rows], ensure_ascii=False))
    return made


@transaction.atomic
def _quarantined(agreement: Agreement, said: dict[str, Any], sha256: str, *, by: Official, on: date) -> Package:
    columns, rows, number = _told(said)
    refuse(PackageRefusal.OTHER_AGREEMENT if said.get("agreement") != agreement.reference else None)
    refuse(PackageRefusal.TOO_LARGE if len(rows) > MOST_ROWS else None)
    reading = read(columns, rows, classes=agreement.classes)
    made = _begun(agreement, Direction.IN, reading, by=by, on=on)
    seal(made, "content", json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False))
    made.state, made.number, made.sha256, made.rows = PackageState.QUARANTINED, number, sha256, len(rows)
    made.keep_until = on + timedelta(days=agreement.keep_days)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(PackageRefusal.SEEN) from None
    exchanged(made.key, country=agreement.partner.country, day=on, on=on)
    record("package.received", made.word, by=by.word)
    return made


def _told(said: dict[str, Any]) -> tuple[list[str], list[list[str]], UUID]:
    """Columns, rows and number of what was signed. Refused where they are not of the form."""
    columns, rows = said.get("columns"), said.get("rows")
    try:
        number = UUID(str(said.get("number")))
    except ValueError:
        raise Refused(PackageRefusal.NOT_A_PACKAGE) from None
    if said.get("format") != FORMAT or not isinstance(columns, list) or not isinstance(rows, list):
        raise Refused(PackageRefusal.NOT_A_PACKAGE)
    told = [[str(cell) for cell in row] if isinstance(row, list) else [] for row in rows]
    return [str(each) for each in columns], told, number


def _usable(reading: Reading, content: dict[str, Any]) -> list[tuple[int, dict[str, str]]]:
    """Good rows without the columns outside the agreement: those are never taken in."""
    barred = {each.column for each in reading.problems if each.row == 0}
    return [
        (number, kept)
        for number, row in reading.rows
        if (kept := {code: cell for code, cell in row.items() if code[:60] not in barred})
    ]


def _refuse_to_make(held: Package, *, on: date) -> None:
    refuse(None if held.state == PackageState.APPROVED else PackageRefusal.STATE)
    refuse(rules.why_not_pass(holds=held.agreement.holds(on), ready=held.agreement.partner.ready))
    outside = _of_columns(read(held.columns, [], classes=held.agreement.classes).problems)
    refuse(PackageRefusal.OUTSIDE if outside else None)


def _said(package: Package, rows: Sequence[dict[str, str]], *, on: date) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "number": str(package.number),
        "agreement": package.agreement.reference,
        "purpose": package.agreement.purpose,
        "keep_days": package.agreement.keep_days,
        "made": on.isoformat(),
        "columns": package.columns,
        "rows": [[row.get(column, "") for column in package.columns] for row in rows],
    }


def _of_columns(problems: Sequence[Problem]) -> list[Problem]:
    return [each for each in problems if each.row == 0]


def _listed(problems: Sequence[Problem]) -> list[list[Any]]:
    return [[each.row, each.column, each.fault.value] for each in problems]


def shown_problems(package: Package) -> list[tuple[int, str, str]]:
    """What is wrong with a package: row (0 for a column as a whole), column, and what to write instead."""
    return [(row, column, str(RowFault(fault).label)) for row, column, fault in package.problems]


def _held(package: Package) -> Package:
    rows = Package.objects.select_for_update(of=("self",)).select_related("agreement__partner")
    held = rows.filter(pk=package.pk).first()
    if held is None:
        raise Refused(PackageRefusal.STATE)
    return held
