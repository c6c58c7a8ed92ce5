"""What the demonstration shows of this room: the report of a year on the made-up register."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from opennrm.publication import demo, notes, outputs, reference
from opennrm.publication.actions import keep_edition
from opennrm.publication.assemble import assemble
from opennrm.publication.builder import Sources
from opennrm.publication.report import Report
from opennrm.understanding import actions, address, published
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.models import Collection

YEAR = 2020
COLLECTION = demo.COLLECTION
Step = Callable[[str], None]


def load(step: Step) -> None:
    """Load what is published, and the made-up facts of suspects. Twice is as once."""
    reference.load(step)
    step("Made-up case facts")
    load_facts()


def publish(step: Step) -> Path:
    """Build the report of what the register holds and write its files: their folder. Twice is as once."""
    report = build(step)
    folder = Path(settings.HOME) / "editions" / report.edition
    outputs.write(report, folder, step=step)
    return folder


def load_facts() -> None:
    """Put the made-up facts into their own collection; once is enough."""
    with transaction.atomic():
        facts = tuple(demo.facts())
        actions.load_facts(
            facts,
            collection=demo.COLLECTION,
            kind=Collection.Kind.DEMO,
            producer=demo.PRODUCER,
            name="demonstration",
            sha256=demo.digest(facts),
            on=date(2021, 3, 31),
        )


def build(step: Step) -> Report:
    """The demonstration's report, kept as an edition; the same facts again are the same edition."""
    asked = engine("duckdb", folder=None, database=address.database(demo.COLLECTION))
    try:
        sources = Sources(published.stored(), notes.read(*notes.shipped()), date(2021, 6, 1))
        report = assemble(YEAR, asked, sources, edition=f"{YEAR}-draft", step=step)
    finally:
        asked.close()
    return Report.from_json(keep_edition(report).report)
