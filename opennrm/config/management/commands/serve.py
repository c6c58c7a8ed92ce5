"""opennrm serve: the public pages, the desk and the worker."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.config import listening
from opennrm.config.serving import PARTS, PortTaken, become, serve
from opennrm.page.refusals import Refused


class Command(BaseCommand):
    """Three processes as one, or one of them."""

    help = "serve the public pages and the desk, with the worker; --only one of them"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen: options before OPENNRM_BIND, OPENNRM_PORT, OPENNRM_DESK_BIND, OPENNRM_DESK_PORT."""
        where = "this machine alone, unless said otherwise"
        parser.add_argument("--bind", "--address", metavar="ADDRESS", help=f"the public pages' address ({where})")
        parser.add_argument("--port", type=int, help=f"the public pages' port ({listening.PUBLIC_PORT})")
        parser.add_argument("--desk-bind", metavar="ADDRESS", help=f"the desk's address ({where})")
        parser.add_argument("--desk-port", type=int, help=f"the desk's port ({listening.DESK_PORT})")
        parser.add_argument("--only", choices=PARTS, help="one part alone, for a service manager that watches it")

    def handle(self, *, only: str | None, **options: Any) -> None:
        """Serve until stopped."""
        public = listening.public(options["bind"], options["port"])
        desk = listening.desk(options["desk_bind"], options["desk_port"])
        listening.announce(public)
        places = {"public": public, "desk": desk}
        for part, place in places.items():
            if only in (None, part):
                self.stdout.write(f"{part:<7} {place.url}")
        self.stdout.flush()
        try:
            become(only, places.get(only)) if only else serve(public, desk, stopping())
        except (Refused, PortTaken) as wrong:
            raise CommandError(str(wrong)) from None


def stopping() -> threading.Event:
    """Set by SIGTERM or Ctrl+C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
