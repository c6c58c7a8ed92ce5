"""Sending records of cases to a partner: one official asks, another approves, the file is made once and sealed.

Called while acting for identification. Nothing in clear is ever written: what is opened is opened field by field, each
with its line, put together in memory and sealed to the receiver; then one transaction says that the file was made.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.agencies.models import Official, Organisation, OrganisationName
from opennrm.identification import exchanging as rules
from opennrm.identification.consenting import Ground
from opennrm.identification.exchange import parcels
from opennrm.identification.exchange.books import json_of, workbook_of
from opennrm.identification.exchange.records import Held, record_of
from opennrm.identification.interchange import ExportForm, ExportRefusal
from opennrm.identification.models import Case, Consent, Elsewhere, Exemption, Export, ExportCase
from opennrm.identification.terms import ConsentPurpose, NameKind
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.actions.desk import organisations_served
from opennrm.vault.actions import record, refuse_inside_a_transaction

ORDER = (NameKind.NAME, NameKind.LATIN, NameKind.KANA, NameKind.ALIAS)  # which name leaves: the standard has one
NAMED_BY = "en"


@dataclass(frozen=True)
class Asked:
    """What is asked for: the cases, who receives them, in what form, of which classes of field."""

    cases: Sequence[Case]
    recipient: Organisation
    form: ExportForm
    classes: frozenset[FieldClass]
    key: bytes = b""


@dataclass(frozen=True)
class Parcel:
    """A sealed file to hand out, and what it is called."""

    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"<{self.name}, sealed>"


@transaction.atomic
def ask(asked: Asked, *, by: Official, on: date) -> Export:
    """Ask for records to leave. Refused where a case is another's, or has no ground for this recipient today."""
    owners = {case.owner_id for case in asked.cases}
    served = organisations_served()
    refuse(
        rules.why_not_ask(
            cases=len(asked.cases),
            owned=owners <= served and len(owners) == 1,
            elsewhere=asked.recipient.pk not in owners,
        )
    )
    if not asked.key and parcels.inbox_of(asked.recipient.pk) is None:
        raise Refused(ExportRefusal.NO_KEY)
    made = Export.objects.create(
        owner_id=owners.pop(),
        recipient=asked.recipient,
        form=asked.form,
        classes=" ".join(sorted(each.value for each in asked.classes)),
        key=asked.key.hex(),
        requested=on,
        requested_by=by,
    )
    for case in asked.cases:
        ground, ids = ground_of(case, asked.recipient, classes=asked.classes, on=on)
        refuse(rules.why_not_send(ground, classes=asked.classes, on=on))
        ExportCase.objects.create(export=made, case=case, **ids)
    record("export.asked", made.word, by=by.word)
    return made


@transaction.atomic
def approve(export: Export, *, by: Official, on: date) -> None:
    """Approve as a second official: the file may be made once within seven days."""
    held = _held(export)
    refuse(rules.why_not_decide(own=held.requested_by_id == by.pk, state=held.state(on)))
    for case, ground, _ids in _grounds(held, on=on):
        refuse(rules.why_not_send(ground, classes=classes_of(held), on=on))
        record("case.export-approved", case.word, by=by.word)
    Export.objects.filter(pk=held.pk).update(approved=on, approved_by=by)
    record("export.approved", held.word, by=by.word)


@transaction.atomic
def decline(export: Export, *, by: Official, on: date) -> None:
    """Refuse an export; whoever asked may take it back so too."""
    held = _held(export)
    refuse(rules.why_not_decide(own=False, state=held.state(on)))
    Export.objects.filter(pk=held.pk).update(refused=on, refused_by=by)
    record("export.refused", held.word, by=by.word)


def make(export: Export, *, by: Official, on: date, keep: Callable[[Parcel], None] = lambda _parcel: None) -> Parcel:
    """Make the sealed file of an approved export, once; not inside a transaction, since fields are opened for it.

    ``keep`` is called before it counts as made: where it raises, nothing was. Refused where consent was withdrawn
    meanwhile, a field does not open, or another official made the file first.
    """
    with transaction.atomic():
        held = _held(export)
        _refuse_to_send(held, on=on)
        cases = [(case, ids["consent"] is not None) for case, _ground, ids in _grounds(held, on=on)]
    refuse_inside_a_transaction("the fields of a record are opened with a line in the audit")
    classes = classes_of(held)
    sender = named(held.owner, on=on)
    opened = (_opened(case, classes, sender=sender, consented=consented) for case, consented in cases)
    rows = [record_of(each, classes) for each in opened]
    parcel = _sealed(held, _file(held, rows, on=on))
    with transaction.atomic():
        held = _held(export)
        _refuse_to_send(held, on=on)
        digest = hashlib.sha256(parcel.data).hexdigest()
        Export.objects.filter(pk=held.pk).update(made=on, made_by=by, sha256=digest)
        for case, _consented in cases:
            record("case.exported", case.word, by=by.word)
        record("export.made", held.word, by=by.word)
        keep(parcel)
    return parcel


def classes_of(export: Export) -> frozenset[FieldClass]:
    """The classes of field an export takes in."""
    return frozenset(FieldClass(each) for each in export.classes.split())


def ground_of(
    case: Case, recipient: Organisation, *, classes: frozenset[FieldClass], on: date
) -> tuple[Ground | None, dict[str, UUID | None]]:
    """What an export of a case to a recipient rests on, held until the transaction ends, and its id."""
    found: dict[Ground, dict[str, UUID | None]] = {}
    about = {"case": case, "recipient": recipient, "purpose": ConsentPurpose.EXCHANGE}
    for consent in Consent.objects.select_for_update(of=("self",)).filter(**about):
        found[consent.ground] = {"consent": consent.pk, "exemption": None}
    for exemption in Exemption.objects.select_for_update(of=("self",)).filter(**about):
        found[exemption.ground] = {"consent": None, "exemption": exemption.pk}
    chosen = rules.best(list(found), classes=classes, on=on)
    return chosen, found[chosen] if chosen else {"consent": None, "exemption": None}


def _held(export: Export) -> Export:
    """The export as it is now, held until the transaction ends; another organisation's is none."""
    rows = (
        Export.objects.of(organisations_served()).select_for_update(of=("self",)).select_related("owner", "recipient")
    )
    found = rows.filter(pk=export.pk).first()
    if found is None:
        raise Refused(ExportRefusal.NOT_HERE)
    return found


def _grounds(export: Export, *, on: date) -> Iterable[tuple[Case, Ground | None, dict[str, UUID | None]]]:
    """Each case of an export with what it rests on today. Refused where one is out of the scope by now."""
    rows = list(export.cases.select_related("case", "case__person").order_by("case__code"))
    if not rows:
        raise Refused(ExportRefusal.NOT_HERE)
    for row in rows:
        yield row.case, *ground_of(row.case, export.recipient, classes=classes_of(export), on=on)


def _refuse_to_send(held: Export, *, on: date) -> None:
    refuse(rules.why_not_make(held.state(on)))
    for case, ground, _ids in _grounds(held, on=on):
        refuse(None if case.owner_id == held.owner_id else ExportRefusal.NOT_OWNER)
        refuse(rules.why_not_send(ground, classes=classes_of(held), on=on))


def _opened(case: Case, classes: frozenset[FieldClass], *, sender: str, consented: bool) -> Held:
    """What of a case may leave, in clear: each sealed field with its line."""
    person, elsewhere = case.person, Elsewhere.objects.filter(case=case).first()
    screened = list(case.screenings.all())
    kept: dict[str, Any] = {}
    for tells in (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.ACCOUNT):
        if elsewhere is not None and tells in classes:
            kept |= _json(_shown(elsewhere, tells.value))
    return Held(
        opened=case.opened,
        owner=sender,
        name=_name(case) if FieldClass.IDENTITY in classes else "",
        birth_date=_shown(person, "birth_date") if FieldClass.IDENTITY in classes else "",
        document=_shown(person, "document") if FieldClass.IDENTITY in classes else "",
        phone=_shown(person, "phone") if FieldClass.CONTACT in classes else "",
        outline=_shown(case, "outline") if FieldClass.ACCOUNT in classes else "",
        sex=person.sex,
        nationality=person.nationality,
        language=person.language,
        standing=case.standing,
        recognised_by=tuple(case.recognised_by),
        exploitation=_all(each.exploitation for each in screened),
        means=_all(each.means for each in screened),
        industry=_all(each.industry for each in screened),
        recruiter=next((each.recruiter for each in screened if each.recruiter), ""),
        closing=case.closing,
        consented=consented,
        recorded=elsewhere.standing if elsewhere else "",
        kept=kept,
    )


def named(organisation: Organisation, *, on: date) -> str:
    """An organisation by its English name of a day, or another name, or its code."""
    names = {each.language: each.name for each in OrganisationName.objects.on(on).filter(organisation=organisation)}
    return names.get(NAMED_BY) or next(iter(names.values()), organisation.pk)


def _name(case: Case) -> str:
    names = list(case.person.names.all())
    first = min(names, key=lambda each: ORDER.index(NameKind(each.kind)), default=None)
    return _shown(first, "text") if first else ""


def _shown(row: Any, field: str) -> str:
    if getattr(row, field) is None:
        return ""
    return reveal(row, field, purpose=Purpose.IDENTIFICATION) or ""


def _json(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(text) if text else {}
    return found


def _all(several: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({code for each in several for code in each}))


def _file(export: Export, rows: Sequence[Any], *, on: date) -> bytes:
    if export.form == ExportForm.XLSX:
        return workbook_of(rows)
    return json_of(rows, sender=named(export.owner, on=on), on=on)


def _sealed(export: Export, data: bytes) -> Parcel:
    name = f"htcds-{export.pk.hex[:8]}.{export.form}.sealed"
    if export.key:
        return Parcel(name, parcels.to_key(bytes.fromhex(export.key), data))
    inbox = parcels.inbox_of(export.recipient_id)
    if inbox is None:
        raise Refused(ExportRefusal.NO_KEY)
    return Parcel(name, parcels.to_inbox(inbox, data, export=export.pk))
