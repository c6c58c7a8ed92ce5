"""opennrm leaflet: a leaflet, poster or sheet of cards as PDF."""

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from opennrm.foundations import sheets, texts
from opennrm.foundations.claims import claims
from opennrm.foundations.points import printable
from opennrm.foundations.terms import MaterialKind
from opennrm.page.refusals import Refused
from opennrm.understanding.published import stored

YEAR = timedelta(days=365)
EVERY = "all"


class Command(BaseCommand):
    """Texts from ``foundations/texts``, contact points as declared, shares from the published figures."""

    help = "leaflets, posters, cards: contact points and signs in the reader's language, as PDF"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, then what is said where the defaults do not fit."""
        parser.add_argument("kind", choices=MaterialKind.values)
        parser.add_argument("--language", default="ja", help=f"{', '.join(texts.languages())}; of a compact one: all")
        parser.add_argument("--to", type=Path, required=True, metavar="FILE")
        parser.add_argument("--address", default=settings.PUBLIC_URL, help="of the public site")
        parser.add_argument("--year", type=int, help="of the figures; the latest that has them where none is named")
        parser.add_argument("--edition", type=int, default=1, help="number of this version, printed small")
        parser.add_argument("--review", type=date.fromisoformat, help="when it is read again; in a year by default")

    def handle(self, *, kind: str, to: Path, **options: Any) -> None:
        """Write the file; leave with a sentence where it cannot be made."""
        today = timezone.localdate()
        imprint = sheets.Imprint(options["edition"], today, options["review"] or today + YEAR)
        try:
            content = self._content(MaterialKind(kind), imprint, options)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        to.write_bytes(sheets.pdf(content, now=sheets.morning(today)))
        self.stdout.write(_("%(file)s: %(kind)s.") % {"file": to, "kind": MaterialKind(kind).label})
        if content.kind is MaterialKind.POSTER and content.claims is None:
            self.stdout.write(_("No share is claimed: no year has the published figures for it."))

    def _content(self, kind: MaterialKind, imprint: sheets.Imprint, options: dict[str, Any]) -> sheets.Content:
        return sheets.content(
            kind,
            languages=texts.languages() if kind is MaterialKind.COMPACT else (options["language"],),
            points=printable(imprint.made),
            shares=claims(stored(), year=options["year"]) if kind is MaterialKind.POSTER else None,
            address=options["address"],
            imprint=imprint,
        )
