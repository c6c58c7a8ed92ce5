"""opennrm suppress: make a table of small counts fit to be published, or say why it cannot be."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.disclosure import protect
from opennrm.disclosure.attack.equations import Contradictory
from opennrm.disclosure.attack.reading import Unreadable
from opennrm.disclosure.policies import UnknownPolicy, policy
from opennrm.disclosure.protect import Protected, Source, Unprotectable
from opennrm.disclosure.tidy import Faulty
from opennrm.page.progress import Progress

MISTAKES = (Faulty, UnknownPolicy, Unprotectable, Unreadable, Contradictory)


class Command(BaseCommand):
    help = "withhold or round small counts of a tidy table so that no sum gives them away"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "table", type=Path, metavar="TABLE.csv", help="one row a cell, margins under «Total», «value»"
        )
        parser.add_argument("--policy", required=True, metavar="NAME", help="for whom: public, partners, unodc")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="OUT.csv", help="the table as it may be published"
        )
        parser.add_argument("--hierarchy", type=Path, metavar="FILE.toml", help="[[sum]] column, whole, parts")
        parser.add_argument("--total", default="Total", metavar="LABEL", help="what margins are called")
        parser.add_argument("--method", choices=("suppress", "round"), default="suppress")
        parser.add_argument(
            "--seconds", type=float, default=60.0, help="how long τ-ARGUS may look for the fewest cells (whole minutes)"
        )
        parser.add_argument("--quiet", action="store_true", help="no progress line")

    def handle(self, *, table: Path, out: Path, **options: Any) -> None:
        try:
            rules = policy(options["policy"])
            source = Source.of(table, hierarchy=options["hierarchy"], total=options["total"])
            with Progress(f"{table.name}, {rules.title.en}", quiet=options["quiet"]) as progress:
                if options["method"] == "round":
                    made = protect.round_to_base(source, rules, seconds=options["seconds"])
                else:
                    made = protect.suppress(source, rules, seconds=options["seconds"], step=progress.step)
        except MISTAKES as mistake:
            raise CommandError(f"Nothing was written.\n{mistake}") from mistake
        try:
            write(out, made.text)
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}. Name another file with --out.") from error
        for line in summary(made):
            self.stdout.write(line)
        self.stdout.write(str(out))


def write(path: Path, text: str) -> None:
    """Write beside and move into place: nothing partial ever stands under the name."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as beside:
        beside.write(text)
    made = Path(beside.name)
    try:
        made.chmod(0o644)
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def summary(made: Protected) -> list[str]:
    """What was withheld and what it cost."""
    if made.rounded:
        lost = f"{made.cells} cells rounded; they differ from the counts by {made.lost:.1%} of all persons in them"
        return [f"method     {made.method}", lost, "attacker   finds nothing too tight"]
    shown = made.cells - len(made.reasons) - len(made.secondary)
    return [
        f"method     {made.method}",
        *(f"           {note}" for note in made.notes),
        f"primary    {_cells(len(made.reasons))}",
        f"secondary  {_cells(len(made.secondary))}",
        f"shown      {shown} of {_cells(made.cells)}",
        f"lost       {made.lost:.1%} of what all cells add up to",
        "attacker   finds nothing too tight",
    ]


def _cells(number: int) -> str:
    return f"{number} cell" if number == 1 else f"{number} cells"
