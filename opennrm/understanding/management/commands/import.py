"""opennrm import: take real files in, all of a file or nothing of it."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.understanding import actions
from opennrm.understanding.actions import Loaded
from opennrm.understanding.imports.figures import mappings, read_figures
from opennrm.understanding.imports.problems import Refused
from opennrm.understanding.imports.sheets import read_sheet


class Command(BaseCommand):
    """One file or folder in. Where it has mistakes each is listed, nothing of it is kept, and the exit is 1."""

    help = "figures | htcds | ctdc | glotip | facts: take a file in, or list everything wrong with it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A verb for each kind of file."""
        kinds = parser.add_subparsers(dest="what", required=True)
        figures = kinds.add_parser("figures", help="published figures, CSV or XLSX")
        figures.add_argument(
            "--mapping", default="", choices=["", *mappings()], help=_("which columns it has")
        )
        glotip = kinds.add_parser("glotip", help="UNODC's long table on trafficking in persons")
        for sub in (figures, glotip):
            sub.add_argument("file", type=Path, metavar="FILE")
            sub.add_argument(
                "--dry-run", action="store_true", help=_("say what would happen, and change nothing")
            )

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Take the file in and say what came of it, or list the mistakes and leave with 1."""
        takers = {"figures": self.figures, "glotip": self.figures}
        try:
            with transaction.atomic():
                takers[what](what, **options)
                transaction.set_rollback(options["dry_run"])
        except Refused as refused:
            self.stderr.write(str(refused))
            self.stderr.write(
                ngettext(
                    "%(count)d problem. Nothing was taken in; mend the file and import it again.",
                    "%(count)d problems. Nothing was taken in; mend the file and import it again.",
                    refused.total,
                )
                % {"count": refused.total}
            )
            sys.exit(1)

    def figures(self, what: str, *, file: Path, dry_run: bool, mapping: str = "", **options: Any) -> None:
        """Published figures, by the mapping named or the one whose columns the file has."""
        sheet = read_sheet(file)
        taken = read_figures(sheet, mapping="glotip" if what == "glotip" else mapping)
        loaded = actions.load_figures(
            taken.figures, name=sheet.name, sha256=sheet.sha256, on=timezone.localdate()
        )
        self.say(sheet.name, loaded, taken.left_out, dry_run=dry_run)

    def say(self, name: str, loaded: Loaded, left_out: Mapping[str, int], *, dry_run: bool) -> None:
        """How many were new, there already, or left out and why."""
        counts = {"name": name, "rows": loaded.rows, "already": loaded.already}
        said = _("%(name)s: %(rows)d new, %(already)d already there.") % counts
        if dry_run:
            said = (
                _("%(name)s would give: %(rows)d new, %(already)d already there. Nothing was changed.")
                % counts
            )
        self.stdout.write(said)
        for why, count in left_out.items():
            self.stdout.write(_("Left out: %(count)d %(why)s.") % {"count": count, "why": why})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write a day as 2020-12-31, not %(text)r") % {"text": text}) from error
