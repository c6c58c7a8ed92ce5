"""Keep what was built."""

import hashlib
from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.db.models import Max

from opennrm.publication import gate
from opennrm.publication.models import Edition, FrozenTable
from opennrm.publication.report import Report
from opennrm.vault import actions as vault


@transaction.atomic
def keep_edition(report: Report, *, by: str = "system") -> Edition:
    """Freeze a built report as the next edition of its year.

    The same numbers again are the edition that is there already: nothing is added. Raises NotFit where a table may
    not go out: what is frozen is published.
    """
    if refused := gate.why_not_release(report):
        raise refused
    last = Edition.objects.filter(year=report.year).aggregate(Max("number"))["number__max"] or 0
    unnamed = replace(report, edition="", engine="", built_on=date.min)
    digest = hashlib.sha256(unnamed.to_json().encode()).hexdigest()
    if (same := Edition.objects.filter(year=report.year, sha256=digest).first()) is not None:
        return same
    named = replace(report, edition=f"{report.year}-{last + 1}")
    edition = Edition.objects.create(
        year=report.year,
        number=last + 1,
        demo=report.demo,
        collection=report.collection,
        register=report.register,
        built_on=report.built_on,
        report=named.to_json(),
        sha256=digest,
    )
    FrozenTable.objects.bulk_create(
        FrozenTable(edition=edition, table=t.id, definition=t.definition, cells=asdict(t)) for t in report.tables
    )
    vault.record("edition.built", f"edition:{edition.name}", by=by)
    return edition
