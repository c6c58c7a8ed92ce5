"""opennrm import: what the rooms below take in, and cases: a body's own file by its mapping, or a file of HTCDS."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.identification.actions import imports
from opennrm.identification.exchange import files, twins
from opennrm.identification.exchange.files import CaseFile
from opennrm.identification.exchange.rows import Entry, Reading
from opennrm.identification.management.officials import identifying, official_named
from opennrm.page.progress import Progress
from opennrm.page.refusals import Refused
from opennrm.understanding.importing import ImportCommand
from opennrm.understanding.imports.problems import Refused as Unreadable


class Command(ImportCommand):
    """Facts and figures as below; cases row by row: what is wrong is listed, the rest comes in."""

    help = "figures | glotip | htcds | ctdc | facts | cases: take a file in, or list everything wrong with it"

    def add_kinds(self, kinds: Any) -> dict[str, ArgumentParser]:
        """``cases``, and ``htcds --cases`` besides the facts."""
        known = super().add_kinds(kinds)
        cases = kinds.add_parser("cases", help="an organisation's own file of cases, by a mapping saved at the desk")
        cases.add_argument("path", type=Path, metavar="FILE")
        cases.add_argument("--mapping", required=True, metavar="NAME", help="as it was saved at the desk")
        cases.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")
        known["htcds"].add_argument("--cases", action="store_true", help="make cases of the rows, not facts")
        for sub in (cases, known["htcds"]):
            sub.add_argument("--as", dest="official", default="", metavar="ADDRESS", help="who takes the cases in")
            sub.add_argument("--refused", type=Path, metavar="CSV", help="write the refused rows here, to correct")
            sub.add_argument("--duplicates", action="store_true", help="take in rows that repeat a case or a row too")
        return known | {"cases": cases}

    def handle(self, *args: Any, what: str, path: Path, dry_run: bool, **options: Any) -> None:
        """Cases here, all else below. Leaves with 1 where a row was refused."""
        if what != "cases" and not options.get("cases"):
            super().handle(*args, what=what, path=path, dry_run=dry_run, **options)
            return
        if not options["official"]:
            raise CommandError(_("Say who takes the cases in: --as ADDRESS."))
        official = official_named(options.pop("official"))
        try:
            with identifying(official):
                whole = self._cases(path, what, official, dry_run=dry_run, **options)
        except Unreadable as refused:
            raise CommandError(str(refused)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        sys.exit(0 if whole else 1)

    def _cases(self, path: Path, what: str, official: Any, *, dry_run: bool, **options: Any) -> bool:
        """Whether every row came in, or was there."""
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        file, on = files.opened(path.name, path.read_bytes()), timezone.localdate()
        columns, header = None, files.first_header(file)
        if what == "cases":
            mapping = imports.mapping_named(options["mapping"], official.organisation_id)
            columns, header = imports.columns_of(mapping), mapping.header
        reading = files.read(file, columns, header=header, today=on)
        wanted = reading.entries if options["duplicates"] else self._without_twins(reading, official)
        if not dry_run:
            with Progress(path.name) as progress:
                said = _("Cases opened: %(done)d of %(total)d")
                done = imports.take_in(
                    wanted,
                    source=file.digest,
                    by=official,
                    on=on,
                    step=lambda n: progress.step(said % {"done": n, "total": len(wanted)}),
                )
            counts = {"new": len(done.codes), "already": done.already}
            self.stdout.write(_("Cases opened: %(new)d. There already: %(already)d.") % counts)
        else:
            self.stdout.write(_("Rows that can be taken in: %(n)d. This was a dry run.") % {"n": len(wanted)})
        return self._say_refused(file, reading, header=header, to=options["refused"])

    def _without_twins(self, reading: Reading, official: Any) -> list[Entry]:
        """The rows but those that repeat another or a case, which are named."""
        found = [*twins.among_cases(reading.entries, [official.organisation_id]), *twins.in_the_file(reading.entries)]
        for twin in sorted(found, key=lambda each: each.number):
            told = {"row": twin.number, "other": twin.code or _("row %(n)d") % {"n": twin.row}}
            self.stdout.write(_("Row %(row)d repeats %(other)s: left out (--duplicates takes it in).") % told)
        left_out = {twin.number for twin in found}
        return [entry for entry in reading.entries if entry.number not in left_out]

    def _say_refused(self, file: CaseFile, reading: Reading, *, header: int, to: Path | None) -> bool:
        for problem in reading.problems:
            self.stderr.write(str(problem))
        rows = len({problem.row for problem in reading.problems})
        if rows:
            text = ngettext("%(n)d row was refused.", "%(n)d rows were refused.", rows) % {"n": rows}
            self.stderr.write(text)
        if to and rows and not file.is_json:
            with to.open("x", encoding="utf-8-sig", newline="") as out:
                csv.writer(out).writerows(files.refused_rows(file, reading.problems, header=header))
        return not rows
