"""Freeze what was built as an edition: its numbers, its tables, its files with their digests, all or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opennrm.page.refusals import Refused
from opennrm.publication import gate, outputs
from opennrm.publication.models import Edition, EditionFile, FrozenTable
from opennrm.publication.report import Report
from opennrm.publication.terms import Refusal
from opennrm.vault import actions as vault

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Prepared:
    """A report under the number it will have, and its files: made before anything is written."""

    report: Report
    number: int
    files: Mapping[str, bytes]

    @property
    def sums(self) -> str:
        """The list of digests, as ``sha256sum -c`` reads it."""
        return "".join(f"{digest(content)}  {name}\n" for name, content in sorted(self.files.items()))


def prepare(report: Report) -> Prepared:
    """Set every file of what is to be the next edition. Raises NotFit, or NoGlyph for a sign no font has."""
    number = next_number(report.year)
    named = replace(report, edition=f"{report.year}-{number}")
    return Prepared(named, number, outputs.files(named))


def next_number(year: int) -> int:
    """The number of the next edition of a year."""
    return (Edition.objects.filter(year=year).aggregate(Max("number"))["number__max"] or 0) + 1


def digest(content: bytes) -> str:
    """The SHA-256 of bytes, as published."""
    return hashlib.sha256(content).hexdigest()


def digest_of(report: Report) -> str:
    """The digest of a report's numbers and texts: not of its name, nor of the day and the engine it was built by."""
    return digest(replace(report, edition="", engine="", built_on=date.min).to_json().encode())


def same_as(report: Report) -> Edition | None:
    """The edition that says exactly this already, if there is one."""
    return Edition.objects.filter(year=report.year, sha256=digest_of(report)).first()


@transaction.atomic
def keep_edition(report: Report, *, by: str = "system", prepared: Prepared | None = None) -> Edition:
    """Freeze a report as the next edition of its year. Who may is asked in ``signing``.

    The same numbers and texts again are the edition that is there already: nothing is added. Raises NotFit where a
    table may not go out; Refused where another edition took the number that was prepared for.
    """
    if refused := gate.why_not_release(report):
        raise refused
    vault.await_turn()
    if (same := same_as(report)) is not None:
        return same
    made = prepared or prepare(report)
    if made.number != next_number(report.year):
        raise Refused(Refusal.MOVED_ON)
    sums = made.sums
    edition = Edition.objects.create(
        year=report.year,
        number=made.number,
        demo=report.demo,
        collection=report.collection,
        register=report.register,
        built_on=report.built_on,
        published_on=timezone.localdate(),
        report=made.report.to_json(),
        sha256=digest_of(report),
        manifest=digest(sums.encode()),
    )
    FrozenTable.objects.bulk_create(
        FrozenTable(edition=edition, table=t.id, definition=t.definition, cells=asdict(t)) for t in report.tables
    )
    EditionFile.objects.bulk_create(
        EditionFile(edition=edition, name=name, content=content, size=len(content), sha256=digest(content))
        for name, content in [*sorted(made.files.items()), (SUMS, sums.encode())]
    )
    vault.record("edition.published", f"edition:{edition.name}.{edition.manifest[:16]}", by=by)
    return edition
