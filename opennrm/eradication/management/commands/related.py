"""opennrm related: sweep over offences not read yet, or read a long file of offences against the signs."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.eradication.actions.related import sweep
from opennrm.eradication.related_sweep import NoSuchColumns
from opennrm.eradication.related_sweep import sweep as sweep_file
from opennrm.page import csv_faults


class Command(BaseCommand):
    """Decides nothing: signs stand in the queue until an official has looked."""

    help = "sweep | file FILE --out OUT: read related offences against the signs of trafficking"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``sweep``, and ``file FILE --out OUT``."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("sweep", help="read what is unread in the database; record answers of identification")
        one = verbs.add_parser("file", help="read a CSV of any length; nothing goes into the database")
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--out", type=Path, required=True, metavar="OUT")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do it, and say what was done."""
        if verb == "sweep":
            done = sweep(on=timezone.localdate())
            said = _("Read: %(read)d, with signs: %(signs)d. Answers recorded: %(answered)d.")
            told = {"read": done.read, "signs": done.with_signs, "answered": done.answered}
            self.stdout.write(said % told)
            return
        try:
            with (
                options["file"].open(encoding="utf-8", newline="") as source,
                options["out"].open("x", encoding="utf-8", newline="") as out,
            ):
                counted = sweep_file(source, out)
        except (NoSuchColumns, csv.Error, UnicodeDecodeError) as wrong:
            options["out"].unlink()  # half of an answer reads like a whole one
            raise CommandError(_why_unread(wrong)) from None
        except OSError as wrong:
            raise CommandError(f"{wrong.strerror}: {wrong.filename}") from None
        said = _("Rows: %(rows)d, with signs: %(signs)d, not readable: %(problems)d. See %(out)s")
        told = {"rows": counted.rows, "signs": counted.with_signs, "problems": counted.problems}
        self.stdout.write(said % (told | {"out": options["out"]}))


def _why_unread(wrong: NoSuchColumns | csv.Error | UnicodeDecodeError) -> str:
    if isinstance(wrong, NoSuchColumns):
        return _("The file lacks these columns: %(names)s. Add them.") % {"names": wrong}
    if isinstance(wrong, csv.Error):
        return _("This is no table of cells (%(fault)s). Copy it anew.") % {"fault": csv_faults.told(wrong)}
    return _("The file is not in UTF-8. Save it so, and try again.")
