"""opennrm exchange: what a partner needs who receives records: a key pair of their own, and opening what comes."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from opennrm.identification.exchange import parcels
from opennrm.page.refusals import Refused

OWNER_ONLY = 0o600


class Command(BaseCommand):
    """Works on files alone: a partner needs no database."""

    help = "key | open: make a key pair for exchange, or open a file that was sealed to it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``key FILE`` and ``open FILE --key KEY --out OUT``."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        key = verbs.add_parser("key", help="make a pair: the private half into FILE, the public line to the screen")
        key.add_argument("file", type=Path, metavar="FILE")
        opens = verbs.add_parser("open", help="open a sealed file with the private half")
        opens.add_argument("file", type=Path, metavar="FILE")
        opens.add_argument("--key", type=Path, required=True, metavar="KEY")
        opens.add_argument("--out", type=Path, required=True, metavar="OUT")

    def handle(self, *, verb: str, file: Path, **options: Any) -> None:
        """Do it, or say why not; nothing is written over."""
        try:
            if verb == "key":
                name, public = parcels.make_key(file)
                self.stdout.write(_("The pair is called %(name)s. Send this line, and keep the file:") % {"name": name})
                self.stdout.write(public)
                return
            private = parcels.read_private(options["key"].read_text("utf-8"))
            with file.open("rb") as sealed:
                data = parcels.opened_by_key(private, sealed)
            out: Path = options["out"]
            with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as to:
                to.write(data)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as wrong:
            raise CommandError(f"{wrong.strerror}: {wrong.filename}") from None
        self.stdout.write(_("%(file)s is open. It names persons: keep it as such.") % {"file": out})
