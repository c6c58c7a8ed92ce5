"""opennrm report: the annual report of a year, from facts to files."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from opennrm.page.progress import Progress
from opennrm.plan import accepted
from opennrm.publication import composing, notes, outputs, reference
from opennrm.publication.actions import same_as
from opennrm.publication.assemble import NoFacts, assemble
from opennrm.publication.builder import Sources
from opennrm.publication.gate import NotFit
from opennrm.publication.report import Report
from opennrm.understanding import address, published
from opennrm.understanding.engines.choose import BACKENDS, NoEngine, engine
from opennrm.understanding.imports.problems import Refused

MISTAKES = (NoFacts, NoEngine, Refused, address.NoRegister, notes.WrongNotes, NotFit)


class Command(BaseCommand):
    help = "write the annual report of a year: HTML, PDF, XLSX, CSV and report.json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="the calendar year reported on")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
        parser.add_argument(
            "--register",
            type=Path,
            metavar="DIR",
            help="facts as CSV or Parquet files, instead of the database",
        )
        parser.add_argument("--collection", default="", help="the collection of the database to read")
        parser.add_argument("--backend", choices=BACKENDS, default="duckdb", help="the engine that counts")
        parser.add_argument("--lang", action="append", choices=outputs.LANGUAGES, help="only this language")
        parser.add_argument(
            "--edition",
            choices=outputs.EDITIONS,
            default="overview",
            help="the overview alone, or the full edition too",
        )
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="count what was known on that day")
        parser.add_argument(
            "--notes",
            dest="notes_at",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="notes on findings, as TOML",
        )
        parser.add_argument("--quiet", action="store_true", help="no progress line")

    def handle(self, *, year: int, out: Path, **options: Any) -> None:
        languages = tuple(options["lang"] or outputs.LANGUAGES)
        with Progress(f"Annual report {year}", quiet=options["quiet"]) as progress:
            reference.load(progress.step)
            try:
                report = build(year, step=progress.step, **{k: options[k] for k in OPTIONS})
            except MISTAKES as mistake:
                raise CommandError(str(mistake)) from mistake
            try:
                paths = outputs.write(report, out, languages=languages, edition=options["edition"], step=progress.step)
            except NotFit as refused:
                raise CommandError(str(refused)) from refused
            except OSError as error:
                raise CommandError(
                    f"Cannot write to {out}: {error.strerror}. Nothing was changed; name another folder with --out."
                ) from error
        for path in paths:
            self.stdout.write(str(path))
        self.say_findings(report)

    def say_findings(self, report: Report) -> None:
        """One line a finding; open ones end the command with exit code 1."""
        for finding in report.findings:
            mark = "note" if finding.note else "OPEN"
            self.stderr.write(f"[{mark}] {finding.check}: {finding.message.en}")
        if report.open_findings:
            raise CommandError(
                f"{len(report.open_findings)} finding(s) without a note. The files were written, but are not fit to be "
                "published: mend the numbers, or write a note for exactly this arithmetic and name its file "
                "with --notes.",
                returncode=1,
            )


OPTIONS = ("register", "collection", "backend", "as_of", "notes_at")


def build(
    year: int,
    *,
    step: Any,
    register: Path | None = None,
    collection: str = "",
    backend: str = "duckdb",
    as_of: date | None = None,
    notes_at: Sequence[Path] = (),
) -> Report:
    """Build one report from a folder of facts or from the database. Nothing is kept: editions are signed at the desk.

    What says the same as a published edition bears its name; from the database with the texts of the year.
    """
    step("Reading the register")
    database = None if register else address.database(collection, year=year)
    asked = engine(backend, folder=register, database=database, as_of=as_of)
    try:
        known = notes.Notes((*notes.read(*notes_at).notes, *composing.notes_of(year).notes))
        sources = Sources(published.stored(), known, localdate(), accepted.desk(year))
        report = assemble(year, asked, sources, edition=f"{year}-draft", step=step)
    finally:
        asked.close()
    if register:
        return report
    texts = composing.written(year)
    whole = replace(
        report,
        texts=tuple(each for each in texts if not composing.is_example(each.section)),
        examples=tuple(each for each in texts if composing.is_example(each.section)),
    )
    same = same_as(whole)
    return Report.from_json(same.report) if same else whole
