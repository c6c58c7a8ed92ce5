"""opennrm demo: a made-up register, the nation's report on it, served on this machine."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from opennrm.page.progress import Progress
from opennrm.publication import demo, notes, outputs, reference
from opennrm.publication.actions import keep_edition
from opennrm.publication.assemble import assemble
from opennrm.publication.builder import Sources
from opennrm.publication.report import Report
from opennrm.publication.serving import ADDRESS, PORT, serve
from opennrm.understanding import actions, address, published
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.models import Collection

YEAR = 2020


class Command(BaseCommand):
    help = "make-believe facts, real figures: build the report for 2020 and serve it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="do all but serve")
        parser.add_argument("--port", type=int, default=PORT, help=f"the port to serve on ({PORT})")

    def handle(self, *, no_serve: bool, port: int, **options: Any) -> None:
        with Progress("Demonstration") as progress:
            reference.load(progress.step)
            progress.step("Made-up case facts")
            load_facts()
            report = build(progress.step)
            folder = settings.HOME / "editions" / report.edition
            outputs.write(report, folder, step=progress.step)
        self.stdout.write(f"The report for {YEAR} as HTML, PDF, XLSX, CSV and JSON: {folder}")
        if no_serve:
            return
        self.stdout.write(
            f"\n  Open  http://{ADDRESS}:{port}/            the public statistics\n"
            f"        http://{ADDRESS}:{port}/en/report/{YEAR}/  the annual report\n"
            "  Case facts are made up; published figures are real. Ctrl+C stops.\n"
        )
        self.stdout.flush()
        serve(port)


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


def build(step: Any) -> Report:
    """The demonstration's report, kept as an edition; the same facts again are the same edition."""
    asked = engine("duckdb", folder=None, database=address.database(demo.COLLECTION))
    try:
        sources = Sources(published.stored(), notes.read(*notes.shipped()), date(2021, 6, 1))
        report = assemble(YEAR, asked, sources, edition=f"{YEAR}-draft", step=step)
    finally:
        asked.close()
    return Report.from_json(keep_edition(report).report)
