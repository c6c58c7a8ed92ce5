"""opennrm docs: write the generated reference pages, or check that they are up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from opennrm.config import glossary, translated
from opennrm.eradication import investigations_handbook as eradication
from opennrm.identification import handbook as identification
from opennrm.identification.exchange import handbook as exchange
from opennrm.prevention import handbook as prevention
from opennrm.protection import handbook as protection
from opennrm.publication import handbook as publication

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every generated page by its file name; a room above `publication` adds its own here."""
    with override("en"):
        above = {
            "eradication-states.md": eradication.page(),
            "examination.md": prevention.page(),
            "htcds.md": exchange.page(),
            "indicators.md": identification.page(),
            "languages.md": translated.page(),
            "residence-and-return.md": protection.page(),
            "terms.md": glossary.page(),
        }
        return publication.pages() | {name: "\n".join(lines) + "\n" for name, lines in above.items()}


class Command(BaseCommand):
    help = "write the reference pages that are generated from the declarations"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        stale = []
        for name, text in pages().items():
            path = FOLDER / name
            if path.exists() and path.read_text("utf-8") == text:
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        if check and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run «opennrm docs» and commit them.")
        self.stdout.write(f"{len(stale)} page(s) written." if stale else "Up to date.")
