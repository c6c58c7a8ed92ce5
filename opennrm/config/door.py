"""One door: granian serving one of the two applications. It imports no Django; its worker process does.

``python -m opennrm.config.door public 127.0.0.1 8000`` is what ``opennrm serve`` starts.
"""

import logging
import os
import signal
import sys
import threading
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

TARGETS = {"public": "opennrm.config.wsgi:application", "desk": "opennrm.config.wsgi_desk:application"}
STARTER = "OPENNRM_STARTED_BY"  # set by ``opennrm serve``: its process, which those it starts do not outlive
LOOK, GRACE = 0.5, 10  # seconds


class Speechless(logging.Formatter):
    """Of what the server says, its level alone: its words may come from a request."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{record.levelname} granian"


LOGGING: dict[str, Any] = {
    "formatters": {"speechless": {"()": "opennrm.config.door.Speechless"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "speechless"}},
    "loggers": {
        "_granian": {"handlers": ["console"], "propagate": False},
        "granian.access": {"handlers": [], "propagate": False},
    },
}


def serve(door: str, address: str, port: int) -> None:
    """Serve until stopped. No address of a visitor is logged, nor anything they sent."""
    Server(
        TARGETS[door],
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        workers_kill_timeout=GRACE,
    ).serve()


def end_with_parent() -> None:
    """Stop this process soon after the one that started it is gone, however it went."""
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(GRACE)
    os._exit(1)


if __name__ == "__main__":
    if STARTER in os.environ:
        end_with_parent()
    serve(sys.argv[1], sys.argv[2], int(sys.argv[3]))
