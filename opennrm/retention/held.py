"""What is held of a person, record by record, and to whom it was shown: the answer to whoever asks.

Act on the Protection of Personal Information (Act No. 57 of 2003), article 76. Nothing sealed is opened: counts, names
of columns, grants, lines of the audit. Whose record it is, the organisation that holds it finds out; from there on a
number is enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction

from opennrm.access.actions import running
from opennrm.access.models import File, Grant
from opennrm.access.scope import System
from opennrm.access.walls import tables
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused
from opennrm.retention.keeping import Keeping
from opennrm.retention.models import Hold
from opennrm.retention.read import Part, parts_of
from opennrm.retention.records import registered
from opennrm.retention.schedule import Rule
from opennrm.retention.terms import Refusal
from opennrm.vault.actions import record
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import row_subject

SAID = 8  # letters of an id that pages show and people say
AT_ONCE = 200  # subjects asked of the audit in one statement: SQLite reads no condition a thousand deep


@dataclass(frozen=True, order=True)
class Named:
    """A record by its kind and number, as proposals and holds name it too."""

    kind: str
    row: str

    @property
    def called(self) -> str:
        """What it is, in the language of the page."""
        return registered()[self.kind].called


@dataclass(frozen=True)
class Account:
    """One record as it lies there now. ``looks`` are the lines of whoever saw something of it, latest first;
    ``beside`` the records with a file of their own that it points at or that point at it: of the same person, or not.
    """

    of: Named
    rule: Rule
    began: date | None
    parts: tuple[Part, ...]
    file: UUID | None
    owner: Organisation | None
    grants: tuple[Grant, ...]
    looks: tuple[AuditLine, ...]
    beside: tuple[Named, ...]
    held: bool


def under(number: str, *, by: Official) -> list[Named]:
    """The records of this number, or that begin with so much of it as people say, those of this code, and those of the
    file of this number, but for its grants: its account has them."""
    number, found = number.strip(), set[Named]()
    with running(_everything(), by=by):
        for keeping in registered().values():
            for asked in _names(keeping, number):
                found.update(Named(keeping.kind, str(pk)) for pk in _matching(keeping, asked, number))
    return sorted(found)


def called(text: str, *, by: Official) -> list[Named]:
    """The records an official's own organisation holds on whoever has this name or address, where their kind is
    looked for so: officials and their accounts. Persons of a case are found by the organisation that has the case."""
    with running(_everything(), by=by):
        return sorted(
            Named(keeping.kind, str(found.pk))
            for keeping in registered().values()
            if keeping.find
            for found in keeping.find(text, by)
        )


def account(of: Named, *, by: Official) -> Account:
    """All that is held of a record and who looked. That it was asked for is a line of the audit.

    Raises Refused where there is no such record."""
    keeping = registered().get(of.kind)
    if keeping is None:
        raise Refused(Refusal.GONE)
    with running(_everything(), by=by):
        row = keeping.rows().filter(pk__in=_matching(keeping, "pk", of.row)).first()
        if row is None:
            raise Refused(Refusal.GONE)
        file = keeping.file_of(row)
        owner = File.objects.select_related("owner").get(pk=file).owner if file else None
        grants = Grant.objects.filter(file=file).select_related("organisation") if file else Grant.objects.none()
        made = Account(
            of=of,
            rule=keeping.rule,
            began=keeping.began(row),
            parts=tuple(parts_of(keeping, row)),
            file=file,
            owner=owner,
            grants=tuple(grants.order_by("since", "pk")),
            looks=_looks(keeping, row, file),
            beside=tuple(sorted({*_beside(keeping, row)} - {of})),
            held=Hold.objects.on(of.kind, of.row, file).exists(),
        )
    with transaction.atomic():
        record("record.accounted", row_subject(row), by=by.word)
    return made


def _everything() -> System:
    """All tables a record can stand in: whose it is shows only once it is found."""
    named = {table for each in registered().values() for table in each.system.seen}
    also = {File._meta.db_table, Grant._meta.db_table}
    return System("retention-held", reads=frozenset((named | also) & tables()))


def _names(keeping: Keeping, number: str) -> Iterator[str]:
    """The lookups by which people name a record of this kind: the beginning of an id, a code, the file."""
    begins = len(number) >= SAID and isinstance(keeping.model._meta.pk, models.UUIDField)
    yield "pk__startswith" if begins else "pk"
    if any(field.name == "code" for field in keeping.model._meta.concrete_fields):
        yield "code__iexact"
    if _has_a_file(keeping):
        yield keeping.file


def _has_a_file(keeping: Keeping) -> bool:
    return bool(keeping.file) and keeping.model is not Grant


def _matching(keeping: Keeping, field: str, number: str) -> "models.QuerySet[models.Model]":
    try:
        return keeping.rows().filter(**{field: number}).values_list("pk", flat=True)
    except (ValidationError, ValueError):  # no number of this kind
        return keeping.rows().none().values_list("pk", flat=True)


def _looks(keeping: Keeping, row: models.Model, file: UUID | None) -> tuple[AuditLine, ...]:
    subjects = [f"file:{file}"] if file else []
    for rows in (keeping.rows().filter(pk=row.pk), *keeping.part_rows(row)):
        for each in rows:
            subjects += [row_subject(each), *([each.word] if hasattr(each, "word") else [])]
    lines: dict[int, AuditLine] = {}
    for start in range(0, len(subjects), AT_ONCE):
        lines.update({line.seq: line for line in AuditLine.objects.looked_at(*subjects[start : start + AT_ONCE])})
    return tuple(lines[seq] for seq in sorted(lines, reverse=True))


def _beside(keeping: Keeping, row: models.Model) -> Iterator[Named]:
    """One step along foreign keys, both ways, between records that have a file."""
    kinds = {each.model: each for each in registered().values() if _has_a_file(each)}
    for rows in (keeping.rows().filter(pk=row.pk), *keeping.part_rows(row)):
        for name, target in _pointing(rows.model):
            if target in kinds:
                reached = rows.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)
                yield from _named(kinds[target], reached)
    for each in kinds.values():
        for name, target in _pointing(each.model):
            if target is keeping.model:
                yield from _named(each, each.rows().filter(**{name: row.pk}).values_list("pk", flat=True))


def _named(keeping: Keeping, numbers: Iterable[object]) -> Iterator[Named]:
    yield from (Named(keeping.kind, str(pk)) for pk in numbers)


def _pointing(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    for field in model._meta.concrete_fields:
        if field.is_relation:
            yield field.name, field.related_model  # type: ignore[misc]
