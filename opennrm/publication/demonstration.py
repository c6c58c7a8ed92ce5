"""What the demonstration shows of this room: the report of a year on the made-up register."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from opennrm.plan import accepted
from opennrm.publication import notes, outputs, reference
from opennrm.publication.actions import keep_edition
from opennrm.publication.assemble import assemble
from opennrm.publication.builder import Sources
from opennrm.publication.report import Report
from opennrm.understanding import address, published
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.models import Collection

YEAR = 2020
COLLECTION = "demo"
PRODUCER = gettext_noop("OpenNRM demonstration (made-up case facts)")
Step = Callable[[str], None]


def load(step: Step) -> None:
    """Load what is published, and open the collection made-up facts fall into. Twice is as once."""
    reference.load(step)
    open_collection()


def publish(step: Step) -> Path:
    """Build the report of what the register holds and write its files: their folder. Twice is as once."""
    report = build(step)
    folder = Path(settings.HOME) / "editions" / report.edition
    outputs.write(report, folder, step=step)
    return folder


def open_collection() -> None:
    """Where the facts of made-up acts fall: they never count for the nation."""
    made = {"kind": Collection.Kind.DEMO, "producer": PRODUCER, "made_on": date(2021, 3, 31)}
    Collection.objects.get_or_create(name=COLLECTION, defaults=made)


def build(step: Step) -> Report:
    """The demonstration's report, kept as an edition; the same facts again are the same edition."""
    asked = engine("duckdb", folder=None, database=address.database(COLLECTION))
    try:
        sources = Sources(published.stored(), notes.read(*notes.shipped()), date(2021, 6, 1), accepted.desk(YEAR))
        report = assemble(YEAR, asked, sources, edition=f"{YEAR}-draft", step=step)
    finally:
        asked.close()
    return Report.from_json(keep_edition(report).report)
