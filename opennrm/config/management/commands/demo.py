"""opennrm demo: every room filled with made-up data, served on this machine."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.config import listening
from opennrm.config.management.commands.serve import stopping
from opennrm.config.serving import PortTaken, serve
from opennrm.eradication import investigations_demo as eradication
from opennrm.eradication import related_demo
from opennrm.foundations import chapter_demo
from opennrm.foundations import demo as foundations
from opennrm.identification import demo as identification
from opennrm.page.bilingual import label
from opennrm.page.progress import Progress
from opennrm.page.refusals import Refused
from opennrm.plan import demo as plan
from opennrm.prevention import examining_demo, intern_demo
from opennrm.protection import demo as protection
from opennrm.publication import demo_releases as releases
from opennrm.publication import demonstration
from opennrm.reporting import demo as reporting
from opennrm.vault import master

YEAR = demonstration.YEAR
NOT_HERE = label(
    "This OPENNRM_HOME has an operator's master key: made-up data is not mixed into it. Name another, empty folder in "
    "OPENNRM_HOME.",
    "この OPENNRM_HOME には運用者のマスター鍵があります。架空のデータは混在させません。OPENNRM_HOME に別の空の"
    "フォルダーを指定してください。",
)


class Command(BaseCommand):
    """Each room stages its own part; a new room adds its line to ``handle``."""

    help = "make-believe facts, real figures: build the report for 2020 and serve every door"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to serve, on loopback always."""
        parser.add_argument("--no-serve", action="store_true", help="do all but serve")
        parser.add_argument("--port", type=int, help=f"the port of the public pages ({listening.PUBLIC_PORT})")
        parser.add_argument("--desk-port", type=int, help=f"the port of the desk ({listening.DESK_PORT})")

    def handle(self, *, no_serve: bool, port: int | None, desk_port: int | None, **options: Any) -> None:
        """Fill, then serve until stopped."""
        if not master.is_demo():
            raise CommandError(str(NOT_HERE))
        listening.mark_demo()
        public = listening.public(listening.LOOPBACK, port)
        listening.announce(public)
        with Progress("Demonstration") as progress:
            demonstration.load(progress.step)
            foundations.stage(progress.step)
            chapter_demo.stage(progress.step, collection=demonstration.COLLECTION)
            releases.stage(progress.step)
            plan.stage(progress.step)
            receipt = reporting.stage(progress.step)
            identification.stage(progress.step, collection=demonstration.COLLECTION)
            protection.stage(progress.step, collection=demonstration.COLLECTION)
            eradication.stage(progress.step, collection=demonstration.COLLECTION)
            related_demo.stage(progress.step, collection=demonstration.COLLECTION)
            examining_demo.stage(progress.step, collection=demonstration.COLLECTION)
            intern_demo.stage(progress.step, collection=demonstration.COLLECTION)
            folder = demonstration.publish(progress.step)
        self.stdout.write(f"A made-up report that has an answer, for the public door: {receipt.written}")
        self.stdout.write(f"The report for {YEAR} as HTML, PDF, XLSX, CSV and JSON: {folder}")
        if no_serve:
            return
        desk = listening.desk(listening.LOOPBACK, desk_port)
        self.stdout.write(
            f"\n  Open  {public.url:<32} the public door\n"
            f"        {f'{public.url}en/report/{YEAR}/':<32} the annual report\n"
            f"        {desk.url:<32} the desk of the staff\n"
            f"        {f'{desk.url}en/tour/':<32} the guided tour, with a login for each step\n"
            "  Case facts are made up; published figures are real. Ctrl+C stops.\n"
        )
        self.stdout.flush()
        try:
            serve(public, desk, stopping())
        except (Refused, PortTaken) as wrong:
            raise CommandError(str(wrong)) from None
