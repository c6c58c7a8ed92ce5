"""Taking in rows of a file of cases, and keeping how an organisation's columns are read.

Called while acting for identification. A batch is one transaction: killed at any moment, the rows of a batch are all
there or none is, and the same file again takes in what is missing. No decision is made: what a file says of one is
kept as recorded elsewhere, and due for a decision of ours.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.identification import rules
from opennrm.identification.actions.cases import FIRST_STEP, Beginning, Details, close, note, open_case
from opennrm.identification.exchange.rows import REPEATED, Columns, Entry
from opennrm.identification.interchange import ImportRefusal, Target
from opennrm.identification.models import Case, CaseAssignment, Elsewhere, ImportMapping, Incident
from opennrm.identification.terms import Closing, Due, Minor, Origin
from opennrm.page.refusals import Refused, refuse
from opennrm.reporting.terms import Urgency
from opennrm.vault.actions import record
from opennrm.vault.keys import key_for
from opennrm.vault.sealing import seal
from opennrm.vault.terms import KeyKind

BATCH = 25  # rows of a transaction; an incident is never divided
ADULT = 18


@dataclass(frozen=True)
class TakenIn:
    """The cases that were opened, and how many rows were there already."""

    codes: tuple[str, ...]
    already: int


@transaction.atomic
def save_mapping(name: str, columns: Columns, *, header: int, by: Official, on: date) -> ImportMapping:
    """Keep a mapping under a name for the organisation; one of the same name is replaced."""
    refuse(None if name.strip() else ImportRefusal.NO_NAME)
    refuse(why_not_columns(columns.columns))
    told = {
        "header": header,
        "columns": {column: target.value for column, target in columns.columns.items()},
        "values": {target.value: dict(words) for target, words in columns.values.items() if words},
        "by": by,
        "on": on,
    }
    made, _new = ImportMapping.objects.update_or_create(
        organisation_id=by.organisation_id, name=name.strip(), defaults=told
    )
    record("import-mapping.saved", made.word, by=by.word)
    return made


def why_not_columns(columns: Mapping[str, Target]) -> ImportRefusal | None:
    """At least one column says something, and no field has two columns unless it may."""
    held = list(columns.values())
    if not held:
        return ImportRefusal.NO_COLUMNS
    twice = any(held.count(target) > 1 for target in held if target not in REPEATED)
    return ImportRefusal.TWICE if twice else None


def mapping_named(name: str, organisation: str) -> ImportMapping:
    """The mapping of an organisation. Refused where it has none of the name."""
    found = ImportMapping.objects.filter(organisation=organisation, name=name).first()
    if found is None:
        raise Refused(ImportRefusal.NO_MAPPING)
    return found


def columns_of(mapping: ImportMapping) -> Columns:
    """A mapping as rows are read by it."""
    columns = {column: Target(target) for column, target in mapping.columns.items()}
    return Columns(columns, {Target(target): words for target, words in mapping.values.items()})


def taken_already(source: str, organisation: str) -> frozenset[int]:
    """Rows of a file that were taken in before, by the scope in force."""
    rows = Elsewhere.objects.filter(owner=organisation, source=_keyed(source))
    return frozenset(rows.values_list("row", flat=True))


def take_in(
    entries: Sequence[Entry], *, source: str, by: Official, on: date, step: Callable[[int], None] = lambda _done: None
) -> TakenIn:
    """Open a case for each row that is not there yet, those of an incident linked; ``source`` is the file's digest.

    ``step`` hears how many rows are done after every batch.
    """
    there = taken_already(source, by.organisation_id)
    new = [entry for entry in entries if entry.number not in there]
    codes: list[str] = []
    for batch in _batches(new):
        codes += _take_batch(batch, source=source, by=by, on=on)
        step(len(codes))
    return TakenIn(tuple(codes), len(entries) - len(codes))


def _take_batch(batch: list[list[Entry]], *, source: str, by: Official, on: date) -> list[str]:
    """The codes of the cases of a batch. Rows somebody took in meanwhile are left out, and the rest tried again."""
    try:
        with transaction.atomic():
            codes = [code for group in batch for code in _open_group(group, source=source, by=by, on=on)]
            record("cases.imported", by.word, by=by.word)
            return codes
    except IntegrityError:
        there = taken_already(source, by.organisation_id)
        rest = [left for group in batch if (left := [entry for entry in group if entry.number not in there])]
        if rest == batch:
            raise
        return _take_batch(rest, source=source, by=by, on=on) if rest else []


def _batches(entries: Iterable[Entry]) -> Iterator[list[list[Entry]]]:
    """Rows grouped by incident, a batch of about ``BATCH`` rows at a time."""
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.incident or entry.number, []).append(entry)
    batch: list[list[Entry]] = []
    for group in groups.values():
        batch.append(group)
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _open_group(group: Sequence[Entry], *, source: str, by: Official, on: date) -> list[str]:
    refuse(rules.why_not_open(persons=len(group), opened=on, today=timezone.localdate()))
    cases = [_open(entry, source=source, by=by, on=on) for entry in group]
    if len(cases) > 1:
        incident = Incident.objects.create(opened=min(case.opened for case in cases))
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(incident=incident)
    return [case.code for case in cases]


def _open(entry: Entry, *, source: str, by: Official, on: date) -> Case:
    """One case as its row tells it: opened on its own day, worked on and due from today."""
    begins = _beginning(entry)
    case = open_case(begins, _details(entry), by=by, on=entry.opened or on)
    due = on + timedelta(days=FIRST_STEP[begins.urgency])
    what = Due.DECISION if entry.standing else Due.SCREENING
    Case.objects.filter(pk=case.pk).update(due=due, due_for=what)
    CaseAssignment.objects.filter(case=case).update(since=on)
    kept = Elsewhere(
        case=case,
        owner_id=case.owner_id,
        source=_keyed(source),
        row=entry.number,
        standing=entry.standing,
        by=by,
        on=on,
    )
    for field in ("identity", "contact", "account"):
        if said := getattr(entry, field):
            seal(kept, field, json.dumps(said, ensure_ascii=False, sort_keys=True))
    kept.save(force_insert=True)
    if entry.note:
        note(case, text=entry.note, by=by, on=on)
    if entry.closing:
        close(case, why=Closing(entry.closing), by=by, on=on)
    return case


def _beginning(entry: Entry) -> Beginning:
    told = entry.begins
    return Beginning(
        origin=Origin(told.get("origin") or Origin.FILE),
        channel=told.get("channel", ""),
        prefecture=told.get("prefecture", ""),
        urgency=Urgency(told.get("urgency") or Urgency.ORDINARY),
        outline=told.get("outline", ""),
        recognised_by=told.get("recognised_by", frozenset()),
    )


def _details(entry: Entry) -> Details:
    told = {name: said for name, said in entry.person.items() if said not in {None, ""}}
    age, minor = told.get("age"), told.pop("minor", "")
    if not minor and age is not None:
        minor = Minor.YES if age < ADULT else Minor.NO
    return Details(**told, minor=Minor(minor or Minor.NOT_SURE))


def _keyed(source: str) -> str:
    """The digest of a file under a key of ours: nobody who has a file can tell from the database that it was read."""
    key = key_for(KeyKind.COLUMN, f"{Elsewhere._meta.db_table}.source")
    return hmac.new(key, source.encode(), hashlib.sha256).hexdigest()
