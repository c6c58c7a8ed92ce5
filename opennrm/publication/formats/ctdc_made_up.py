"""Records of nobody in CTDC's columns, with differential privacy and over a domain declared here.

Apart from ``ctdc``, which every report reads: what makes such records takes seconds to load.
"""

import csv
import hashlib
from collections.abc import Iterable
from io import StringIO

from opennrm.disclosure.synthesis.domain import Column, Domain
from opennrm.disclosure.synthesis.records import codes_of, write_records
from opennrm.disclosure.synthesis.release import Step
from opennrm.disclosure.synthesis.synthesize import Asked, Release, synthesize
from opennrm.publication.formats.codes import FOLDER
from opennrm.publication.formats.ctdc import NOTHING, TICKED, alpha3, ctdc, records
from opennrm.understanding.facts import Fact


def domain() -> Domain:
    """Every value a column could hold, by the code lists and never by the records. One-valued columns are left out."""
    first, last = ctdc().years
    taken = []
    for column in ctdc().columns:
        values: tuple[str, ...] = ()
        if column.take == "year":
            values = tuple(map(str, range(first, last + 1)))
        elif column.take == "citizenship":
            values = tuple(sorted(set(alpha3().values())))
        elif column.any:
            values = (TICKED,)
        elif column.words:
            values = tuple(column.words.values())
        if values:
            taken.append(Column(column.name, (*values, NOTHING)))
    return Domain(
        "Victims, in CTDC's columns", tuple(taken), hashlib.sha256((FOLDER / "ctdc.toml").read_bytes()).hexdigest()
    )


def made_up(facts: Iterable[Fact], asked: Asked, *, step: Step = lambda _what: None) -> tuple[bytes, Release]:
    """Records of nobody in all of CTDC's columns. Raises CannotPublish, Refused where the budget is wrong."""
    lines = StringIO()
    names = [each.name for each in ctdc().columns]
    writer = csv.DictWriter(lines, names)
    writer.writeheader()
    writer.writerows(records(facts))
    declared = domain()
    release = synthesize(codes_of(lines.getvalue().splitlines(), declared), declared, asked, step=step)
    drawn = StringIO()
    write_records(drawn, release.codes, declared)
    drawn.seek(0)
    out = StringIO(newline="")
    final = csv.DictWriter(out, names, restval=NOTHING, lineterminator="\r\n")
    final.writeheader()
    for row in csv.DictReader(drawn):
        final.writerow({"CountryOfExploitation": ctdc().country, **row})
    return out.getvalue().encode("utf-8-sig"), release
