"""opennrm serve: the public pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from opennrm.publication.serving import ADDRESS, PORT, serve


class Command(BaseCommand):
    help = "serve the public statistics pages"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default=ADDRESS, help=f"where to listen ({ADDRESS}: this machine alone)")
        parser.add_argument("--port", type=int, default=PORT)

    def handle(self, *, address: str, port: int, **options: Any) -> None:
        self.stdout.write(f"Serving on http://{address}:{port}/ (Ctrl+C stops)")
        self.stdout.flush()
        serve(port, address=address)
