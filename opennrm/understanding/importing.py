"""opennrm import, as far as facts and figures go: all of a file or nothing of it. Cases are added further up."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opennrm.page.progress import Progress
from opennrm.understanding import actions
from opennrm.understanding.actions import Loaded
from opennrm.understanding.folders import read_folder
from opennrm.understanding.imports.ctdc import read_ctdc
from opennrm.understanding.imports.figures import mappings, read_figures
from opennrm.understanding.imports.htcds import read_htcds
from opennrm.understanding.imports.origin import TakenFacts
from opennrm.understanding.imports.problems import Refused
from opennrm.understanding.imports.sheets import Sheet, read_sheet
from opennrm.understanding.models import Collection

Reader = Callable[..., TakenFacts]
SETS: Mapping[str, tuple[Reader, str]] = {
    "htcds": (read_htcds, "a file of the Human Trafficking Case Data Standard 2.0"),
    "ctdc": (read_ctdc, "Counter-Trafficking Data Collaborative, Victim–Perpetrator dataset (synthetic)"),
}


class ImportCommand(BaseCommand):
    """One file or folder in. Where it has mistakes each is listed, nothing is kept, and the exit is 1."""

    help = "figures | glotip | htcds | ctdc | facts: take a file in, or list everything wrong with it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A verb for each kind of file."""
        self.add_kinds(parser.add_subparsers(dest="what", required=True))

    def add_kinds(self, kinds: Any) -> dict[str, ArgumentParser]:
        """The verbs this room knows, by name; a room above adds its own."""
        figures = kinds.add_parser("figures", help="published figures, CSV or XLSX")
        figures.add_argument("--mapping", default="", choices=mappings(), help="which columns it has")
        glotip = kinds.add_parser("glotip", help="UNODC's long table on trafficking in persons")
        htcds = kinds.add_parser("htcds", help="HTCDS 2.0: the Excel toolkit, or an export of its XLSForm")
        ctdc = kinds.add_parser("ctdc", help="CTDC's Victim–Perpetrator dataset")
        facts = kinds.add_parser("facts", help="a folder of facts under the register's contract")
        facts.add_argument("--kind", required=True, choices=[Collection.Kind.NATIONAL, Collection.Kind.IMPORT])
        for sub in (htcds, ctdc, facts):
            sub.add_argument("--collection", default="", metavar="NAME", help="where the facts belong")
            sub.add_argument("--recorded-on", type=_day, metavar="DATE", help="by default today")
        for sub in (figures, glotip, htcds, ctdc, facts):
            sub.add_argument("path", type=Path, metavar="DIR" if sub is facts else "FILE")
            sub.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")
        return {"figures": figures, "glotip": glotip, "htcds": htcds, "ctdc": ctdc, "facts": facts}

    def handle(self, *args: Any, what: str, path: Path, dry_run: bool, **options: Any) -> None:
        """Take the file in and say what came of it, or list the mistakes and leave with 1."""
        on = options.get("recorded_on") or timezone.localdate()
        if what in {*SETS, "facts"} and not options["collection"]:
            raise CommandError(_("Name the collection the facts belong to: --collection NAME."))
        try:
            with transaction.atomic():
                if what == "facts":
                    said = self.folder(path, options["collection"], kind=options["kind"], on=on)
                elif what in SETS:
                    said = self.facts(read_sheet(path), what, options["collection"], on=on)
                else:
                    said = self.figures(read_sheet(path), options.get("mapping") or what, on=on)
                transaction.set_rollback(dry_run)
        except Refused as refused:
            self.stderr.write(f"{refused}\n{_nothing(refused.total)}")
            sys.exit(1)
        self.stdout.write("\n".join(said))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was changed."))

    def figures(self, sheet: Sheet, mapping: str, *, on: date) -> list[str]:
        """Published figures, by the mapping named or the one whose columns the file has."""
        taken = read_figures(sheet, mapping="" if mapping == "figures" else mapping)
        loaded = actions.load_figures(taken.figures, name=sheet.name, sha256=sheet.sha256, on=on)
        return _said(sheet.name, loaded, taken.left_out, {})

    def facts(self, sheet: Sheet, what: str, collection: str, *, on: date) -> list[str]:
        """The facts of a file of another body's, into a collection of its own kind."""
        read, producer = SETS[what]
        others = actions.files_of(collection, but=sheet.sha256)
        with Progress(sheet.name) as progress:
            progress.step(_("rows to read: %(count)d") % {"count": len(sheet.rows)})
            taken = read(sheet, collection=collection, recorded_on=on)
            loaded = actions.load_facts(
                taken.facts,
                collection=collection,
                kind=Collection.Kind.IMPORT,
                producer=producer,
                name=sheet.name,
                sha256=sheet.sha256,
                on=on,
                step=_steps(progress, len(taken.facts)),
            )
        said = _said(sheet.name, loaded, taken.left_out, taken.remarks)
        if loaded.rows and others:
            said.append(
                _(
                    "This collection holds other files: %(files)s. If this one repeats their rows, those "
                    "persons are counted twice: import it under a new name instead."
                )
                % {"files": ", ".join(others)}
            )
        return said

    def folder(self, path: Path, collection: str, *, kind: str, on: date) -> list[str]:
        """Facts under the register's contract, ids and all."""
        with Progress(path.name) as progress:
            progress.step(_("reading and checking"))
            folder = read_folder(path, collection=collection, on=on)
            loaded = actions.load_facts(
                folder.facts,
                collection=collection,
                kind=kind,
                producer=folder.producer or path.name,
                name=path.name,
                sha256=folder.sha256,
                on=on,
                step=_steps(progress, len(folder.facts)),
            )
        return _said(path.name, loaded, {}, {})


def _steps(progress: Progress, total: int) -> Callable[[int], None]:
    """Tell of each batch stored."""
    said = _("Facts stored: %(done)d of %(total)d")
    return lambda done: progress.step(said % {"done": done, "total": total})


def _said(name: str, loaded: Loaded, left_out: Mapping[str, int], remarks: Mapping[str, int]) -> list[str]:
    """How many were new or there already; how many were left out or are remarkable, and why."""
    counts = {"name": name, "rows": loaded.rows, "already": loaded.already}
    return [
        _("%(name)s: %(rows)d new, %(already)d already there.") % counts,
        *(_("Left out: %(count)d %(why)s.") % {"count": count, "why": why} for why, count in left_out.items()),
        *(_("Note: %(count)d %(what)s.") % {"count": count, "what": what} for what, count in remarks.items()),
    ]


def _nothing(total: int) -> str:
    return ngettext(
        "%(count)d problem. Nothing was taken in; mend the file and import it again.",
        "%(count)d problems. Nothing was taken in; mend the file and import it again.",
        total,
    ) % {"count": total}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write a day as 2020-12-31, not %(text)r") % {"text": text}) from error
