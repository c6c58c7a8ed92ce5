"""opennrm synthesize: made-up records with differential privacy, from a file and its declared domain."""

import hashlib
import io
import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.disclosure.synthesis.domain import Domain
from opennrm.disclosure.synthesis.problems import CannotPublish, Problem, Refused
from opennrm.disclosure.synthesis.records import write_records
from opennrm.disclosure.synthesis.synthesize import Asked, Release, read, synthesize
from opennrm.page.progress import Progress


class Command(BaseCommand):
    """Made-up records and their page, both or neither. Where something is wrong each fault is listed; exit 1."""

    help = "made-up records that keep the counts of real ones, with differential privacy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, its domain and the budget."""
        parser.add_argument("path", type=Path, metavar="FILE.csv", help="the records, one row a victim")
        parser.add_argument("--domain", type=Path, required=True, metavar="DOMAIN.toml", help="each column's values")
        parser.add_argument("--epsilon", type=float, required=True, metavar="E", help="above 0, at most 8; usual is 4")
        parser.add_argument("--delta", type=float, required=True, metavar="D", help="far below one over the records")
        parser.add_argument("--out", type=Path, required=True, metavar="OUT.csv", help="OUT.json is written beside")
        parser.add_argument("--strict", action="store_true", help="fewer combinations that the records lack")

    def handle(
        self,
        *args: Any,
        path: Path,
        domain: Path,
        epsilon: float,
        delta: float,
        out: Path,
        strict: bool,
        **options: Any,
    ) -> None:
        """Make the records and write both files, or list what is wrong and leave with 1."""
        asked = Asked(epsilon, delta, strict)
        try:
            records, declared = self.taken(path, domain, out, asked)
            with Progress(path.name) as progress:
                release = synthesize(records, declared, asked, step=progress.step)
        except Refused as refused:
            self.stderr.write(f"{refused}\n{_nothing(refused.total)}")
            sys.exit(1)
        except CannotPublish as reason:
            self.stderr.write(str(reason))
            sys.exit(1)
        write(release, declared, out)
        self.stdout.write(
            _("%(count)d made-up records in %(out)s; what was spent and how near they are: %(page)s")
            % {"count": len(release.codes), "out": out, "page": beside(out)}
        )

    def taken(self, path: Path, domain: Path, out: Path, asked: Asked) -> Any:
        """The records and their domain, once nothing stands against the whole request."""
        problems = problems_of_target(out)
        try:
            taken = read(path, domain, asked)
        except Refused as refused:
            raise Refused([*problems, *refused.problems], total=len(problems) + refused.total) from refused
        if problems:
            raise Refused(problems)
        return taken


def problems_of_target(out: Path) -> list[Problem]:
    """Why the release cannot be written there. A release once made is never written over: it was paid for."""
    found = []
    if out.suffix != ".csv":
        found.append(Problem("--out", None, "", str(out), "a name that ends in .csv"))
    if not out.parent.is_dir():
        found.append(Problem("--out", None, "", str(out.parent), "a folder that exists"))
    for target in (out, beside(out)):
        if target.exists():
            found.append(Problem("--out", None, "", str(target), "exists already: each release spends budget, keep it"))
    return found


def beside(out: Path) -> Path:
    """Where the page of a release goes."""
    return out.with_suffix(".json")


def write(release: Release, domain: Domain, out: Path) -> None:
    """Both files, each whole or absent, the records last."""
    text = io.StringIO()
    write_records(text, release.codes, domain)
    records = text.getvalue().encode()
    told = release.told | {"file": {"name": out.name, "sha256": hashlib.sha256(records).hexdigest()}}
    _write(beside(out), json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n")
    _write(out, records)


def _write(path: Path, content: bytes) -> None:
    """Written beside and moved into place."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def _nothing(total: int) -> str:
    return ngettext(
        "%(count)d problem. No record was counted, no budget was spent and nothing was written.",
        "%(count)d problems. No record was counted, no budget was spent and nothing was written.",
        total,
    ) % {"count": total}
