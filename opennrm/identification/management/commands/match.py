"""opennrm match: compare all records now, and put likely pairs before the national matching officer."""

from typing import Any

from django.core.management.base import BaseCommand

from opennrm.identification.sweeping import sweep
from opennrm.page.progress import Progress


class Command(BaseCommand):
    """Exit code 0 when all records were compared, whatever was found."""

    help = "compare the records of all bodies by their digests; likely pairs go before the matching officer"

    def handle(self, **options: Any) -> None:
        """Compare, then say how much was found; no name and no number of a person."""
        with Progress("Matching") as progress:
            records, found = sweep(progress.step)
        self.stdout.write(f"Records compared: {records:,}. Pairs before the matching officer: {found:,}.")
