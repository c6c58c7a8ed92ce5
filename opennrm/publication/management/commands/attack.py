"""opennrm attack: what an outsider can bound in a published table. Exit code 1 when a bound is too tight."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.disclosure.attack.equations import Contradictory
from opennrm.disclosure.attack.reading import Unreadable, read
from opennrm.disclosure.attack.verdict import Bounded, attack
from opennrm.disclosure.policies import UnknownPolicy, policy

SHOWN = 200


class Command(BaseCommand):
    help = "say what an outsider can work out of the withheld cells of a published table"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path, metavar="TABLE.csv", help="withheld values empty, or <N")
        parser.add_argument("--policy", metavar="NAME", help="demand what this policy demands; without: nothing exact")
        parser.add_argument("--hierarchy", type=Path, metavar="FILE.toml", help="[[sum]] column, whole, parts")
        parser.add_argument("--total", default="Total", metavar="LABEL", help="what margins are called")
        parser.add_argument("--amounts", action="store_true", help="the values are amounts, not counts")
        parser.add_argument("--seconds", type=float, default=10.0, help="for each whole-number program")

    def handle(self, *, table: Path, **options: Any) -> None:
        try:
            rules = policy(options["policy"]) if options["policy"] else None
            published = read(table, hierarchy=options["hierarchy"], total=options["total"])
            verdict = attack(published, rules, amounts=options["amounts"], seconds=options["seconds"])
        except (UnknownPolicy, Unreadable, Contradictory) as mistake:
            raise CommandError(str(mistake), returncode=2) from mistake
        for cell in verdict.bounded:
            self.stdout.write(line(cell))
        if not verdict.findings:
            self.stdout.write(f"{len(verdict.bounded)} withheld or rounded cells, none too tight.")
            return
        for finding in verdict.findings[:SHOWN]:
            self.stderr.write(str(finding))
        if (more := len(verdict.findings) - SHOWN) > 0:
            self.stderr.write(f"… and {more} more.")
        found = len(verdict.findings)
        raise CommandError(f"{found} finding(s) in {table.name}: not fit to be published.", returncode=1)


def line(cell: Bounded) -> str:
    """A cell with the least and the greatest count it can be."""
    high = "∞" if cell.high is None else str(cell.high)
    mark = "" if cell.proved else "  (at most so wide)"
    status = f"  {cell.status}" if cell.status else ""
    return f"{' × '.join(cell.key)}: {cell.low} to {high}{mark}{status}"
