"""opennrm export, as far as facts and figures go: write facts and figures to files that `opennrm import` reads back."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.page.progress import Progress
from opennrm.understanding.exports import FORMATS, export_facts, export_figures
from opennrm.understanding.imports.problems import Refused


class ExportCommand(BaseCommand):
    """Figures as one CSV file; a collection of facts as a folder under the register's contract."""

    help = "register | figures: write facts or published figures to files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A verb for each kind of file."""
        self.add_kinds(parser.add_subparsers(dest="what", required=True))

    def add_kinds(self, kinds: Any) -> None:
        """``register DIR --collection NAME`` and ``figures FILE``; a room above adds its own."""
        register = kinds.add_parser("register", help="a collection's facts, under the register's contract")
        register.add_argument("folder", type=Path, metavar="DIR")
        register.add_argument("--collection", required=True, metavar="NAME")
        register.add_argument("--format", dest="form", choices=FORMATS, default="csv")
        figures = kinds.add_parser("figures", help="the published figures, as CSV")
        figures.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Write, and say what was written; leave with 1 where it cannot be."""
        if what == "figures":
            count = export_figures(options["file"])
            self.stdout.write(_("%(file)s: %(count)d figures.") % {"file": options["file"], "count": count})
            return
        try:
            with Progress(str(options["folder"])) as progress:
                counts = export_facts(
                    options["folder"],
                    collection=options["collection"],
                    form=options["form"],
                    on=timezone.localdate(),
                    step=lambda table, done: progress.step(table),
                )
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(1)
        for table, count in counts.items():
            file = options["folder"] / f"{table}.{options['form']}"
            said = ngettext("%(file)s: %(count)d fact.", "%(file)s: %(count)d facts.", count)
            self.stdout.write(said % {"file": file, "count": count})
        self.stdout.write(_("These facts are confidential: nameless, not anonymous. Keep them as such."))
