"""opennrm examine: contracts and employers against the law's criteria. It needs no database."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.page.progress import Progress
from opennrm.prevention.criteria import NoCriteria
from opennrm.prevention.examination import Examined, examine, example
from opennrm.prevention.terms import Outcome
from opennrm.understanding.imports.problems import Refused


class Command(BaseCommand):
    """Exit code 0 when every contract was examined, whatever was found; 1 when a row could not be read."""

    help = "examine contracts of foreign workers against the dated criteria of the law"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the day whose criteria hold, where to write."""
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE.csv", help="docs/reference/examination.md")
        parser.add_argument("--on", type=_day, metavar="DATE", help="the criteria of this day, 2026-04-01")
        parser.add_argument("--out", type=Path, metavar="OUT.csv", help="one line for each contract and criterion")
        parser.add_argument("--lang", choices=("en", "ja"), default="en", help="of the texts in it")
        parser.add_argument("--example", type=Path, metavar="FILE.csv", help="write a made-up file to begin from")

    def handle(self, *, file: Path | None, example: Path | None, **options: Any) -> None:
        """Examine, then say what was found."""
        if example is not None:
            _write_example(example)
            self.stdout.write(f"Two made-up contracts: {example}")
            return
        on, out = options["on"], options["out"]
        if file is None or on is None or out is None:
            raise CommandError("Say what to examine: opennrm examine FILE.csv --on DATE --out OUT.csv")
        try:
            with Progress("Examination") as progress:
                done = examine(
                    file,
                    on=on,
                    out=out,
                    language=options["lang"],
                    tell=lambda rows: progress.step(f"{rows:,} contracts"),
                )
        except (Refused, NoCriteria) as wrong:
            raise CommandError(f"Nothing was written.\n{wrong}") from None
        except OSError as wrong:
            raise CommandError(f"{out} cannot be written: {wrong.strerror}. Nothing was.") from None
        self.stdout.write(_summary(done, out))
        if done.refused:
            for problem in done.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"{done.refused} row(s) could not be read and were not examined. They stand, with the reason, in "
                f"{done.refused_file}: mend them there and examine that file."
            )


def _write_example(path: Path) -> None:
    path.write_text("\ufeff" + example(), encoding="utf-8", newline="")


def _summary(done: Examined, out: Path) -> str:
    said = ", ".join(f"{outcome.value} {done.outcomes[outcome]:,}" for outcome in Outcome)
    return f"{done.contracts:,} contract(s) examined: {said}. Written: {out}"


def _day(text: str) -> date:
    return date.fromisoformat(text)
