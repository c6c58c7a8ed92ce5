"""opennrm check: ask the consistency checks of an edition, a report file or published figures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.publication import checking, notes, reference
from opennrm.publication.models import Edition
from opennrm.publication.report import NotAReport, Report
from opennrm.understanding import published
from opennrm.understanding.imports.problems import Refused

MISTAKES = (NotAReport, Refused, notes.WrongNotes)


class Command(BaseCommand):
    help = "check the numbers of an edition, a report.json, or a file of published figures"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            nargs="?",
            default="",
            metavar="EDITION|FILE",
            help="2020, 2020-1, report.json or figures.csv; nothing: the newest edition and all published figures",
        )
        parser.add_argument("--notes", type=Path, action="append", default=[], metavar="FILE", dest="notes_at")

    def handle(self, *, what: str, notes_at: list[Path], **options: Any) -> None:
        try:
            known = notes.read(*notes.shipped(), *notes_at)
            results = self.results(what, known)
        except MISTAKES as mistake:
            raise CommandError(str(mistake)) from mistake
        for result in results:
            self.stdout.write(f"{result.what}: {result.checks} check(s), {len(result.findings)} finding(s)")
            for finding in result.findings:
                self.stdout.write(f"  [{'note' if finding.note else finding.severity}] {finding.message.en}")
                if finding.note:
                    self.stdout.write(f"         {finding.note.en}")
        if any(finding.note is None for result in results for finding in result.findings):
            raise CommandError("There are findings without a note.", returncode=1)

    def results(self, what: str, known: notes.Notes) -> list[checking.Checked]:
        """The results for a file, an edition, or for everything there is."""
        if what and Path(what).suffix in (".json", ".csv", ".xlsx"):
            if not Path(what).exists():
                raise CommandError(f"{what}: no such file. Name a report.json, or a CSV or XLSX file of figures.")
            return [checking.of_file(Path(what), known)]
        reference.load()
        figures = published.stored()
        edition = self.edition(what)
        results = []
        if edition:
            results.append(checking.of_report(Report.from_json(edition.report), known, figures))
        if not what:
            results.append(checking.of_published(figures, "published figures", known))
        return results

    def edition(self, what: str) -> Edition | None:
        """The edition a person named: by year and number, or the newest of a year."""
        if not what:
            return Edition.objects.newest()
        year, _, number = what.partition("-")
        if year.isdigit() and (not number or number.isdigit()):
            found = Edition.objects.filter(year=year).order_by("-number")
            edition = (found.filter(number=number) if number else found).first()
            if edition:
                return edition
        known = ", ".join(e.name for e in Edition.objects.all()) or "none"
        raise CommandError(f"No edition {what}; there: {known}. Build one with «opennrm report YEAR --out DIR».")
